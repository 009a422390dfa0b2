import { asObject, isObject, type JsonObject } from '../members.ts';
import { anthropicBatchLine, openaiBatchLine } from './batch-lines.ts';

/** A request and its response, with what stands around them. */
export interface Exchange {
  readonly request: JsonObject;
  readonly response: JsonObject;
  readonly envelope: JsonObject | undefined;
}

const PAIRS = [
  ['request', 'response'],
  ['request_body', 'response_body'],
  ['input', 'output'],
  ['body', 'response'],
  ['request', 'body'],
] as const;

/** Stands for the request that was not logged. */
export const NO_REQUEST: JsonObject = {};

/** A response object with or without wrapping; `undefined` if the value holds none. */
export function exchangeIn(value: unknown, isResponse: (value: JsonObject) => boolean): Exchange | undefined {
  if (!isObject(value)) return undefined;
  if (isResponse(value)) return { request: NO_REQUEST, response: value, envelope: undefined };
  if (isOtherEnvelope(value)) return undefined;
  for (const [requestKey, responseKey] of PAIRS) {
    const response = asObject(value[responseKey]);
    const body = response && (isResponse(response) ? response : asObject(response['body']));
    if (body === undefined || !isResponse(body)) continue;
    return { request: asObject(value[requestKey]) ?? NO_REQUEST, response: body, envelope: value };
  }
  return undefined;
}

/** Lines of batches and events of streams hold responses too: formats of their own read them. */
const isOtherEnvelope = (value: JsonObject): boolean =>
  ('custom_id' in value && (openaiBatchLine(value) ?? anthropicBatchLine(value)) !== undefined) ||
  (typeof value['type'] === 'string' && value['type'].startsWith('response.'));

/** Keys whose content is the exchange itself, not a description of it. */
export const EXCHANGE_KEYS: ReadonlySet<string> = new Set(PAIRS.flat());

/** Who was asked, by the request's address: the host, and what its path adds. */
export interface Endpoint {
  readonly provider: string | undefined;
  readonly model: string | undefined;
  readonly region: string | undefined;
}

const NOWHERE: Endpoint = { provider: undefined, model: undefined, region: undefined };

/** Reads an API address such as `https://bedrock-runtime.us-east-1.amazonaws.com/model/…/converse`. */
export function endpointOf(address: unknown): Endpoint {
  if (typeof address !== 'string' || !URL.canParse(address)) return NOWHERE;
  const { hostname, pathname } = new URL(address);
  const named = /\/models?\/([^/:]+)/.exec(pathname)?.[1];
  const model = named === undefined ? undefined : decode(named);
  const bedrock = /^bedrock-runtime\.([\w-]+)\.amazonaws\.com$/.exec(hostname);
  if (bedrock !== null) return { provider: 'bedrock', model, region: bedrock[1] };
  if (/(^|-)aiplatform\.googleapis\.com$/.test(hostname))
    return { provider: 'vertex', model, region: undefined };
  if (hostname === 'localhost' || /^[\d.:[\]]+$/.test(hostname)) return { ...NOWHERE, model };
  const upstream = hostname === 'router.huggingface.co' ? `/${pathname.split('/')[1] ?? ''}` : '';
  return { provider: hostname + upstream, model, region: undefined };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
