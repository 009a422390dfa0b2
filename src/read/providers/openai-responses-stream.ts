import type { RawCall } from '../../domain/raw-call.ts';
import type { FormatReader, JsonFormat, ReadContext } from '../format.ts';
import { isObject, type JsonObject, objectIn, textIn } from '../members.ts';
import { openaiResponses } from './openai-responses.ts';

/** Events of streamed responses: those that hold the response so far, and those that add to its text. */
export const openaiResponsesStream: JsonFormat = {
  title: 'OpenAI Responses: the events of a stream',
  sign: '`type` is `response.…`, with the response or its place in it',
  confidence: 'M',
  traps: [
    'the response stands in several events: the completed one counts',
    'a stream without its end has no usage: the text that came is counted, and the prompt is not known',
  ],
  claims: (value) => (isEvent(value) ? 'certain' : 'no'),
  open: openEvents,
};

const isEvent = (value: unknown): value is JsonObject =>
  isObject(value) &&
  textIn(value, 'type')?.startsWith('response.') === true &&
  (objectIn(value, 'response')['object'] === 'response' || 'item_id' in value || 'output_index' in value);

/** A response that has not ended. */
interface Open {
  readonly line: number;
  response: JsonObject;
  readonly text: string[];
}

const ENDED: ReadonlySet<unknown> = new Set(['completed', 'failed', 'incomplete', 'cancelled']);

function openEvents(context: ReadContext): FormatReader {
  const reader = openaiResponses.open(context);
  const open = new Map<unknown, Open>();
  /** Events that add text do not say to which response: to the last that was heard of. */
  let latest: Open | undefined;

  return {
    *read(event, line) {
      if (!isEvent(event)) return;
      const { response, delta } = event;
      if (!isObject(response)) {
        if (typeof delta === 'string') latest?.text.push(delta);
        return;
      }
      const known = open.get(response['id']) ?? { line, response, text: [] };
      known.response = response;
      latest = known;
      open.set(response['id'], known);
      if (!ENDED.has(response['status'])) return;
      open.delete(response['id']);
      yield* reader.read(response, line);
    },
    *end() {
      for (const { line, response, text } of open.values())
        for (const call of reader.read(response, line)) yield cutShort(call, text.join(''));
    },
  };
}

/** Where not even text came, nothing is known but that it began. */
const cutShort = (call: RawCall, text: string): RawCall =>
  text === '' ? call : { ...call, isUnfinished: false, isCutShort: true, outputText: text };
