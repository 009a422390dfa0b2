import type { RawCall } from '../../domain/raw-call.ts';
import type { FormatReader, JsonFormat, ReadContext } from '../format.ts';
import { isObject, type JsonObject, listIn } from '../members.ts';
import { responseFormat } from './response-format.ts';

const responses = responseFormat({
  title: 'Gemini and Vertex AI generateContent: response or request/response, or the chunks of a stream',
  sign: '`usageMetadata` or `usage_metadata`',
  dialect: 'gemini',
  traps: [
    'thoughts are outside candidatesTokenCount, and billed as output',
    'tool-use prompt tokens are outside promptTokenCount',
    'each chunk of a stream counts from its beginning: the last one counts',
    'a free tier exists that no log shows',
  ],
  isResponse: (value) => isObject(value['usageMetadata'] ?? value['usage_metadata']) && !('id' in value),
  own: (response) => ({
    usage: response['usageMetadata'] ?? response['usage_metadata'],
    id: response['responseId'] ?? response['response_id'],
    isProviderId: true,
    isFinal: true,
    model: response['modelVersion'] ?? response['model_version'],
    startedAt: response['createTime'] ?? response['create_time'],
    status: 'ok',
  }),
});

/** Responses of Gemini's and Vertex AI's generateContent; Python dumps write the same in snake_case. */
export const gemini: JsonFormat = {
  ...responses,
  claims: (value, context) => (isBareChunk(value) ? 'possible' : responses.claims(value, context)),
  open: openChunks,
};

const CHUNK_KEYS: ReadonlySet<string> = new Set(['candidates', 'modelVersion', 'responseId', 'createTime']);

/** A chunk of a stream before there is a usage: nothing else in it says whose it is. */
const isBareChunk = (value: unknown): boolean =>
  isObject(value) &&
  Array.isArray(value['candidates']) &&
  Object.keys(value).every((key) => CHUNK_KEYS.has(key));

/** Chunks that are not the last of their stream wait for a later one of the same response. */
function openChunks(context: ReadContext): FormatReader {
  const reader = responses.open(context);
  const waiting = new Map<unknown, RawCall>();
  return {
    *read(value, line) {
      for (const call of reader.read(value, line)) {
        const id = call.id ?? '';
        const first = waiting.get(id);
        waiting.delete(id);
        if (isObject(value) && isUnended(value)) waiting.set(id, { ...call, line: first?.line ?? line });
        else yield call;
      }
    },
    *end() {
      for (const call of waiting.values()) yield { ...call, isCutShort: true };
    },
  };
}

/** A response that answers something and does not say why it ends. */
function isUnended(response: JsonObject): boolean {
  const [first] = listIn(response, 'candidates');
  return isObject(first) && (first['finishReason'] ?? first['finish_reason'] ?? undefined) === undefined;
}
