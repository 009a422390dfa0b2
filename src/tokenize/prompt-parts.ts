import type { PromptText } from '../domain/prompt-text.ts';
import { type CallText, emptySink, MAX_DEPTH, type TextSink } from './call-text.ts';
import { isObject, type JsonObject } from './media.ts';
import {
  CONVERSATION,
  isContentPart,
  requestText,
  responseText,
  SYSTEM,
  TOOLS,
  unwrapped,
} from './messages.ts';
import { addParts, firstFilled, isFilled } from './part-text.ts';
import { addTools } from './tool-text.ts';

/** A prompt as its texts, one for each message, in the order in which the model reads them. */
export interface PromptTexts {
  /** Tools and system prompt. */
  readonly instructions: readonly PromptText[];
  readonly messages: readonly PromptText[];
  readonly chain: Chain;
}

/** Where a prompt stands in a conversation that the vendor keeps. */
export interface Chain {
  /** The id of the response on which it goes on: what was said until then comes before its messages. */
  readonly follows: string | undefined;
  /** What each request sends anew, tools and system prompt: with others, the prompt begins otherwise. */
  readonly settings: readonly string[];
}

/** Members of a request that say that the vendor adds what was said before: its text is not the whole prompt. */
const GOES_ON = ['conversation', 'conversation_id', 'cachedContent', 'cached_content'];

/** Roles of messages that instruct the model; those at the beginning belong to the instructions. */
const INSTRUCTS: ReadonlySet<unknown> = new Set(['system', 'developer']);

/**
 * The prompt of a request as texts that can be compared with those of other requests. `undefined`: there is no text,
 * or it is not all that the model reads, because of images and the like or of earlier turns that only the vendor knows.
 */
export function promptParts(input: unknown): PromptTexts | undefined {
  const request = unwrapped(input);
  const body = isObject(request) && firstFilled(request, CONVERSATION) !== undefined ? request : undefined;
  if (body !== undefined && GOES_ON.some((key) => isFilled(body[key]))) return undefined;
  const previous = body?.['previous_response_id'];
  if (isFilled(previous) && typeof previous !== 'string') return undefined;
  const follows = typeof previous === 'string' && previous !== '' ? previous : undefined;
  const walk = createWalk();
  const { settings, messages } =
    body === undefined ? { settings: [], messages: messagesOf(walk, request, 0) } : partsOf(walk, body);
  const { texts, media, isCut } = walk.seen();
  return texts === 0 || media > 0 || isCut ? undefined : arranged({ follows, settings }, messages);
}

function partsOf(walk: Walk, body: JsonObject) {
  const tools = walk.textIn((sink) => {
    for (const key of TOOLS) addTools(sink, body[key]);
  });
  const system = SYSTEM.map((key) => body[key])
    .filter(isFilled)
    .map((each) => walk.textIn((sink) => addParts(sink, each, HERE)));
  const messages = CONVERSATION.flatMap((key) => messagesOf(walk, body[key], 1));
  return { settings: [tools, ...system].filter((text) => text !== ''), messages };
}

/** What was answered, as far as the log has it. */
export interface AnswerTexts {
  /** As one text, reasoning that can be read included; empty where the log has none. */
  readonly whole: string;
  /** As a later prompt has it: without its reasoning, as a message of the assistant; nothing where there is none. */
  readonly sentAgain: readonly PromptText[];
}

export function answerTexts(output: unknown): AnswerTexts {
  const { texts, reasoning } = responseText(output);
  return {
    whole: [...texts, ...reasoning].join('\n'),
    sentAgain: texts.length === 0 ? [] : [['assistant', texts.join('\n')]],
  };
}

interface Message {
  readonly role: unknown;
  readonly text: string;
}

const HERE = { depth: 0, isAnswer: false, kind: 'texts' } as const;

/** Goes once through a request, and remembers what it came by. */
interface Walk {
  readonly textIn: (add: (sink: TextSink) => void) => string;
  /** A request inside a request: images and the like in its system prompt and tools are told, however deep. */
  readonly notice: (inner: Pick<CallText, 'media' | 'isCut'>) => void;
  /** Of all so far. */
  readonly seen: () => { readonly texts: number; readonly media: number; readonly isCut: boolean };
}

function createWalk(): Walk {
  let [texts, media, isCut] = [0, 0, false];
  function notice(inner: Pick<CallText, 'media' | 'isCut'>): void {
    media += inner.media;
    isCut ||= inner.isCut;
  }
  return {
    notice,
    textIn(add) {
      const sink = emptySink();
      add(sink);
      notice(sink);
      const { texts: own, tools }: CallText = sink;
      texts += own.length;
      return own.length === 1 && tools.length === 0 ? (own[0] ?? '') : [...tools, ...own].join('\n');
    },
    seen: () => ({ texts, media, isCut }),
  };
}

function messagesOf(walk: Walk, value: unknown, depth: number): readonly Message[] {
  if (!isFilled(value) || depth > MAX_DEPTH) return [];
  if (Array.isArray(value) && !value.every(isContentPart))
    return value.flatMap((each) => messageOf(walk, each, depth + 1));
  const inner = isObject(value) ? CONVERSATION.filter((key) => isFilled(value[key])) : [];
  if (!isObject(value) || inner.length === 0) return messageOf(walk, value, depth);
  if (depth <= 1) walk.notice(requestText(value));
  return inner.flatMap((key) => messagesOf(walk, value[key], depth + 1));
}

function messageOf(walk: Walk, value: unknown, depth: number): readonly Message[] {
  const text = walk.textIn((sink) => addParts(sink, value, { ...HERE, depth }));
  const role = isObject(value) ? value['role'] : undefined;
  return text === '' ? [] : [{ role, text }];
}

/** Who speaks stands before what is said: the same words of another speaker are another message. */
function arranged(chain: Chain, messages: readonly Message[]): PromptTexts {
  const first = messages.findIndex(({ role }) => !INSTRUCTS.has(role));
  const head = chain.follows !== undefined ? 0 : first < 0 ? messages.length : first;
  const texts = messages.map(({ role, text }) => (typeof role === 'string' ? ([role, text] as const) : text));
  return { chain, instructions: [...chain.settings, ...texts.slice(0, head)], messages: texts.slice(head) };
}
