import { type CallText, emptySink, MAX_DEPTH, type TextSink } from './call-text.ts';
import { isMediaPart, isObject, namesOf } from './media.ts';
import { addParts, firstFilled, isFilled } from './part-text.ts';
import { addTools } from './tool-text.ts';

/** Where requests hold their conversation: chat and Anthropic, Gemini, OpenAI Responses, completions. */
export const CONVERSATION = ['messages', 'contents', 'input', 'prompt'];
export const SYSTEM = ['system', 'instructions', 'systemInstruction', 'system_instruction'];
export const TOOLS = ['tools', 'functions', 'toolConfig'];

/** Where responses hold the answer, the most explicit first; only one is read, since some hold it twice. */
const ANSWER = 'choices candidates output message output_text completion generation response'.split(' ');

const ROLES = namesOf('system developer user assistant tool function model');

/**
 * The text of a request: a vendor's request body, its messages or items alone, one message, a list of parts,
 * a plain string, or messages or a body as JSON in a string. Never throws; what it can't read is left out.
 */
export function requestText(value: unknown): CallText {
  const sink = emptySink();
  addRequest(sink, unwrapped(value), 0);
  return sink;
}

/** The text of a response: a vendor's response body, its choices, items or parts alone, or a plain string. */
export function responseText(value: unknown): CallText {
  const sink = emptySink();
  addAnswer(sink, unwrapped(value), 0);
  return sink;
}

function addRequest(sink: TextSink, value: unknown, depth: number): void {
  const spot = { depth, isAnswer: false, kind: 'texts' } as const;
  const isBody = isObject(value) && depth < MAX_DEPTH && firstFilled(value, CONVERSATION) !== undefined;
  if (!isBody) {
    sink.messages += messagesIn(value);
    addParts(sink, value, spot);
    return;
  }
  for (const system of SYSTEM.map((key) => value[key]).filter(isFilled)) {
    sink.messages += 1;
    addParts(sink, system, spot);
  }
  for (const key of CONVERSATION) addRequest(sink, value[key], depth + 1);
  for (const key of TOOLS) addTools(sink, value[key]);
  sink.isChat ||= isFilled(value['messages']);
  sink.isForced ||= isForcing(value['tool_choice']);
}

const FORCING = namesOf('required any tool function');

/** Anthropic's, OpenAI's. */
function isForcing(choice: unknown): boolean {
  const word = isObject(choice) ? choice['type'] : choice;
  return typeof word === 'string' && FORCING.has(word);
}

function addAnswer(sink: TextSink, value: unknown, depth: number): void {
  const answer = isObject(value) && depth < MAX_DEPTH ? firstFilled(value, ANSWER) : undefined;
  if (answer === undefined) addParts(sink, value, { depth, isAnswer: true, kind: 'texts' });
  else addAnswer(sink, answer, depth + 1);
}

/** Every item of a list is a message, unless the list is the content of a single one. */
function messagesIn(value: unknown): number {
  if (!Array.isArray(value)) return isObject(value) || typeof value === 'string' ? 1 : 0;
  return value.length > 0 && value.every(isContentPart) ? 1 : value.length;
}

export const isContentPart = (value: unknown): boolean =>
  isObject(value) && !('role' in value) && ('text' in value || isMediaPart(value));

/** Logs also hold messages and bodies as JSON in a string. A prompt or answer that is JSON stays text. */
export function unwrapped(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return isConversation(parsed) ? parsed : value;
  } catch {
    return value;
  }
}

function isConversation(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(isMessage);
  if (!isObject(value)) return false;
  const held = firstFilled(value, ['messages', 'contents', 'choices', 'candidates']);
  return isMessage(value) || (Array.isArray(held) && held.every(isObject));
}

function isMessage(value: unknown): boolean {
  const { role } = isObject(value) ? value : {};
  return typeof role === 'string' && ROLES.has(role);
}
