import { isEncodedMedia, withoutDataUrls } from './media.ts';

/** The text of one side of a call, as far as it is in the log. */
export interface CallText {
  /** What messages say and tools are given and answer, in the order of the log; never empty strings. */
  readonly texts: readonly string[];
  /** Reasoning that can be read; where a vendor shows only a summary, that. */
  readonly reasoning: readonly string[];
  /** Names, descriptions and schemas of the tools on offer. Each vendor words them anew for the model. */
  readonly tools: readonly string[];
  /** The same tools, one by one. */
  readonly definitions: readonly ToolDefinition[];
  /** Calls of tools, and the arguments of all of them. */
  readonly calls: number;
  readonly callArguments: number;
  /** The model must call a tool. */
  readonly isForced: boolean;
  /** A request with `messages`, as Chat Completions takes it. */
  readonly isChat: boolean;
  /** Messages of a request, system prompts included. */
  readonly messages: number;
  /** Messages whose sender has a name. */
  readonly names: number;
  /** Images, files and sounds, which are not in the texts. */
  readonly media: number;
  /** Something lies deeper than `MAX_DEPTH` levels and has not been read. */
  readonly isCut: boolean;
}

/** A tool on offer, as logged: the schema of its arguments is any JSON, no deeper than `MAX_DEPTH`. */
export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  readonly schema: unknown;
}

/** Far more levels than any request has, and few enough for the stack. */
export const MAX_DEPTH = 200;

export type TextKind = 'texts' | 'reasoning' | 'tools';

/** A `CallText` in the making. */
export type TextSink = {
  -readonly [K in keyof CallText]: CallText[K] extends readonly (infer T)[] ? T[] : CallText[K];
} & {
  /** Tools that were offered by name alone, and that the model has looked up since. */
  readonly lookedUp: Set<unknown>;
};

export const emptySink = (): TextSink => ({
  texts: [],
  reasoning: [],
  tools: [],
  definitions: [],
  calls: 0,
  callArguments: 0,
  isForced: false,
  isChat: false,
  lookedUp: new Set(),
  messages: 0,
  names: 0,
  media: 0,
  isCut: false,
});

export function addText(sink: TextSink, kind: TextKind, text: string): void {
  const { text: rest, media } = withoutDataUrls(text);
  sink.media += media;
  if (rest !== '') sink[kind].push(rest);
}

/** Adds arguments, results and schemas: a string as it is logged, anything else as our JSON. */
export function addJson(sink: TextSink, kind: TextKind, value: unknown): void {
  if (value === undefined || value === null) return;
  if (typeof value === 'string') addText(sink, kind, value);
  else if (isDeeper(value, MAX_DEPTH)) sink.isCut = true;
  else addObject(sink, kind, value);
}

function addObject(sink: TextSink, kind: TextKind, value: unknown): void {
  const text: string | undefined = JSON.stringify(value, (_, each: unknown) => {
    if (!isEncodedMedia(each)) return each;
    sink.media += 1;
    return undefined;
  });
  if (text !== undefined) addText(sink, kind, text);
}

export const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1)));
