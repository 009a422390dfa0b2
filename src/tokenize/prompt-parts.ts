import { type CallText, emptySink, MAX_DEPTH, type TextSink } from './call-text.ts';
import { isObject } from './media.ts';
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
  readonly instructions: readonly string[];
  readonly messages: readonly string[];
}

/** Members of a request that say that the vendor adds what was said before: its text is not the whole prompt. */
const GOES_ON = [
  'previous_response_id',
  'conversation',
  'conversation_id',
  'cachedContent',
  'cached_content',
];

/** Roles of messages that instruct the model; those at the beginning belong to the instructions. */
const INSTRUCTS: ReadonlySet<unknown> = new Set(['system', 'developer']);

/**
 * The prompt of a request as texts that can be compared with those of other requests. `undefined`: there is no text,
 * or it is not all that the model reads, because of images and the like or of earlier turns that the vendor keeps.
 */
export function promptParts(input: unknown): PromptTexts | undefined {
  const request = unwrapped(input);
  const whole = requestText(request);
  if (whole.texts.length === 0 || whole.media > 0 || whole.isCut) return undefined;
  const body = isObject(request) && firstFilled(request, CONVERSATION) !== undefined ? request : undefined;
  if (body === undefined) return arranged([], messagesOf(request, 0));
  if (GOES_ON.some((key) => isFilled(body[key]))) return undefined;
  const tools = textIn((sink) => {
    for (const key of TOOLS) addTools(sink, body[key]);
  });
  const system = SYSTEM.map((key) => body[key])
    .filter(isFilled)
    .map((each) => textIn((sink) => addParts(sink, each, HERE)));
  const messages = CONVERSATION.flatMap((key) => messagesOf(body[key], 0));
  return arranged([tools, ...system].filter(isFilled) as string[], messages);
}

/** The answer as one text, reasoning that can be read included; empty where the log has none. */
export function answerText(output: unknown): string {
  const { texts, reasoning } = responseText(output);
  return [...texts, ...reasoning].join('\n');
}

/** The answer as a later prompt has it: without its reasoning, as a message of the assistant; nothing where there is none. */
export function sentAgain(output: unknown): readonly string[] {
  const { texts } = responseText(output);
  return texts.length === 0 ? [] : [`assistant\n${texts.join('\n')}`];
}

interface Message {
  readonly role: unknown;
  readonly text: string;
}

const HERE = { depth: 0, isAnswer: false, kind: 'texts' } as const;

function textIn(add: (sink: TextSink) => void): string {
  const sink = emptySink();
  add(sink);
  const { texts, tools }: CallText = sink;
  return [...tools, ...texts].join('\n');
}

function messagesOf(value: unknown, depth: number): readonly Message[] {
  if (!isFilled(value) || depth > MAX_DEPTH) return [];
  if (Array.isArray(value) && !value.every(isContentPart)) return value.flatMap((each) => messageOf(each));
  const inner = isObject(value) ? CONVERSATION.filter((key) => isFilled(value[key])) : [];
  if (isObject(value) && inner.length > 0) return inner.flatMap((key) => messagesOf(value[key], depth + 1));
  return messageOf(value);
}

function messageOf(value: unknown): readonly Message[] {
  const text = textIn((sink) => addParts(sink, value, HERE));
  const role = isObject(value) ? value['role'] : undefined;
  return text === '' ? [] : [{ role, text }];
}

/** Who speaks stands before what is said: the same words of another speaker are another message. */
function arranged(instructions: readonly string[], messages: readonly Message[]): PromptTexts {
  const first = messages.findIndex(({ role }) => !INSTRUCTS.has(role));
  const head = first < 0 ? messages.length : first;
  const texts = messages.map(({ role, text }) => (typeof role === 'string' ? `${role}\n${text}` : text));
  return { instructions: [...instructions, ...texts.slice(0, head)], messages: texts.slice(head) };
}
