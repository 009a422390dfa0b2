import { addJson, addText, MAX_DEPTH, type TextKind, type TextSink } from './call-text.ts';
import { isMediaPart, isObject, type JsonObject, MEDIA_KEYS, namesOf } from './media.ts';
import { addTools } from './tool-text.ts';

/** Where the reader is: how deep, on which side of the call, and which list takes the text. */
export interface Spot {
  readonly depth: number;
  readonly isAnswer: boolean;
  readonly kind: TextKind;
}

/** Members that hold text or parts. What is named nowhere here is no text: ids, signatures, settings. */
const PARTS = namesOf(`
  content parts text refusal message delta kwargs tool_calls function function_call function_response output
  stdout stderr code functionCall functionResponse toolCall toolResponse executableCode codeExecutionResult
  toolUse toolResult reasoningText
`);
/** Arguments and results: text in which a string is logged as sent, and an object is not. */
const JSON_VALUES = namesOf('arguments args input response result value json');
const CALL_ARGUMENTS = ['arguments', 'args', 'input'];
const TOOL_NAMES = namesOf('name toolName tool_name');

/** What a vendor's own tools answer. It may stand in a response, but the model did not write it. */
const RESULTS = namesOf(
  'output result response functionResponse function_response toolResponse toolResult codeExecutionResult',
);
const RESULT_TYPE = /tool[-_](?:call_)?(?:result|response)$/;

const REASONING_TYPE = /^(?:reasoning|thinking)/;
/** The names of visible reasoning beside an answer. Some hosts write the same text under two of them. */
const REASONING = ['reasoning_content', 'reasoning', 'reasoning_details', 'thinking', 'reasoningContent'];
/** What a reasoning part holds, best first: the reasoning itself before its summary. */
const IN_REASONING = ['thinking', 'reasoning', 'text', 'content', 'summary'];

/** Adds the text of messages and content parts: a string, or any nesting of lists and objects. */
export function addParts(sink: TextSink, value: unknown, spot: Spot): void {
  if (typeof value === 'string') addText(sink, spot.kind, value);
  if (typeof value !== 'object' || value === null) return;
  if (spot.depth >= MAX_DEPTH) {
    sink.isCut = true;
    return;
  }
  const inside = { ...spot, depth: spot.depth + 1 };
  if (isObject(value)) addPart(sink, value, inside);
  if (Array.isArray(value)) for (const each of value) addParts(sink, each, inside);
}

function addPart(sink: TextSink, part: JsonObject, spot: Spot): void {
  const { type: logged, role, name, thought } = part;
  const type = typeof logged === 'string' ? logged : '';
  const reasoning: Spot = { ...spot, kind: 'reasoning' };
  if (spot.isAnswer && RESULT_TYPE.test(type)) return;
  if (isMediaPart(part)) {
    addMediaPart(sink, part, spot);
  } else if (REASONING_TYPE.test(type)) {
    addParts(sink, firstFilled(part, IN_REASONING), reasoning);
  } else {
    addParts(sink, firstFilled(part, REASONING), reasoning);
    if (typeof role === 'string' && typeof name === 'string') sink.names += 1;
    // Gemini marks a part of its reasoning with `thought`.
    const here = thought === true ? reasoning : spot;
    if (type === 'tool_reference') sink.lookedUp.add(part['tool_name']);
    if (typeof name === 'string') countCall(sink, part);
    for (const [key, value] of Object.entries(part)) addMember(sink, key, value, here);
  }
}

/** What a model calls has a name and arguments, whatever the vendor. */
function countCall(sink: TextSink, part: JsonObject): void {
  const given = CALL_ARGUMENTS.map((key) => part[key]).find((each) => each !== undefined);
  if (given === undefined) return;
  sink.calls += 1;
  const isEmpty = typeof given === 'string' && !/[^\s{}]/.test(given);
  sink.callArguments += isObject(given) ? Object.keys(given).length : Number(!isEmpty);
}

function addMember(sink: TextSink, key: string, value: unknown, spot: Spot): void {
  if (spot.isAnswer && RESULTS.has(key)) return;
  if (PARTS.has(key)) addParts(sink, value, spot);
  if (JSON_VALUES.has(key)) addJson(sink, spot.kind, value);
  if (TOOL_NAMES.has(key) && typeof value === 'string') addText(sink, spot.kind, value);
  if (key === 'tools') addTools(sink, value, spot.depth);
  if (MEDIA_KEYS.has(key) && isFilled(value)) sink.media += Array.isArray(value) ? value.length : 1;
}

/** Anthropic documents can be plain text or content parts; every other medium is only counted. */
function addMediaPart(sink: TextSink, { source }: JsonObject, spot: Spot): void {
  const { type, data, content } = isObject(source) ? source : {};
  if (type === 'text') addParts(sink, data, spot);
  else if (type === 'content') addParts(sink, content, spot);
  else sink.media += 1;
}

/** The first of the named members that holds anything. */
export const firstFilled = (object: JsonObject, keys: readonly string[]): unknown =>
  keys.map((key) => object[key]).find(isFilled);

export const isFilled = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
