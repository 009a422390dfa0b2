import { isObject, type JsonObject } from '../members.ts';

/** What a line of a batch file is: one of its requests, or the result of one. */
export interface BatchLine {
  /** The caller's own name for the request: unique in its batch, and in nothing else. */
  readonly key: string;
  readonly request: JsonObject | undefined;
  /** The provider's response; `undefined` for a request, and for one that failed, expired or was taken back. */
  readonly response: JsonObject | undefined;
  /** The provider's id of the result, for responses that have none. */
  readonly id: unknown;
}

/** A line of OpenAI's Batch API, which other hosts offer as well. */
export function openaiBatchLine(value: unknown): BatchLine | undefined {
  if (!isObject(value) || typeof value['custom_id'] !== 'string') return undefined;
  const { custom_id: key, body, response, error, id } = value;
  if (isObject(body) && typeof value['url'] === 'string' && response === undefined) {
    return { key, request: body, response: undefined, id: undefined };
  }
  if (isObject(response) && typeof response['status_code'] === 'number') {
    const answer = response['body'];
    const isGood = response['status_code'] < 400 && isObject(answer);
    return { key, request: undefined, response: isGood ? answer : undefined, id };
  }
  const isFailed = response === null && isObject(error);
  return isFailed ? { key, request: undefined, response: undefined, id } : undefined;
}

const RESULT_TYPES: ReadonlySet<unknown> = new Set(['succeeded', 'errored', 'canceled', 'expired']);

/** A line of Anthropic's Message Batches. */
export function anthropicBatchLine(value: unknown): BatchLine | undefined {
  if (!isObject(value) || typeof value['custom_id'] !== 'string') return undefined;
  const { custom_id: key, params, result } = value;
  if (isObject(params) && 'model' in params && result === undefined) {
    return { key, request: params, response: undefined, id: undefined };
  }
  if (!isObject(result) || !RESULT_TYPES.has(result['type'])) return undefined;
  const message =
    result['type'] === 'succeeded' && isObject(result['message']) ? result['message'] : undefined;
  return { key, request: undefined, response: message, id: undefined };
}
