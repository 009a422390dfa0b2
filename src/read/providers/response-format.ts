import { type DialectName, NO_RAW_CALL, type RawCall } from '../../domain/raw-call.ts';
import { eachAlone, type FoundFields, type JsonFormat, type ReadContext } from '../format.ts';
import { isObject, type JsonObject } from '../members.ts';
import { describedBy } from '../tables/field-calls.ts';
import { type Beside, withBeside } from './beside.ts';
import {
  type Endpoint,
  EXCHANGE_KEYS,
  type Exchange,
  endpointOf,
  exchangeIn,
  NO_REQUEST,
} from './exchange.ts';

/** What sets one vendor's response object apart. */
export interface ResponseSpec {
  readonly title: string;
  readonly sign: string;
  readonly dialect: DialectName;
  readonly traps: readonly string[];
  /** Enough to be certain, cheap, and true for this vendor's responses only. */
  readonly isResponse: (value: JsonObject) => boolean;
  /** What the response itself says of the call. */
  readonly own: (response: JsonObject, exchange: Exchange) => Partial<RawCall>;
  /** Requests that the vendor made beside it and bills apart: what sets each apart from the response's call. */
  readonly beside?: (response: JsonObject, exchange: Exchange) => readonly Beside[];
}

/** A format of bare responses, of `{request, response}` pairs and of their wrappings. */
export function responseFormat(spec: ResponseSpec): JsonFormat {
  return {
    title: spec.title,
    sign: `${spec.sign}; bare, or beside its request`,
    confidence: 'H',
    traps: spec.traps,
    isBare: (value) => isObject(value) && spec.isResponse(value),
    claims: (value) => (exchangeIn(value, spec.isResponse) === undefined ? 'no' : 'certain'),
    open: eachAlone(function* (value, line, context) {
      const exchange = exchangeIn(value, spec.isResponse);
      if (exchange === undefined) return;
      const call = callOf(spec, exchange, line, context);
      yield* withBeside(call, spec.beside?.(exchange.response, exchange) ?? []);
    }),
  };
}

/** An exchange as a raw call, with what stands around it. */
export function callOf(
  spec: Pick<ResponseSpec, 'dialect' | 'own'>,
  exchange: Exchange,
  line: number,
  context: ReadContext,
): RawCall {
  const { request, response, envelope } = exchange;
  const own: RawCall = {
    ...NO_RAW_CALL,
    ...spec.own(response, exchange),
    line,
    dialect: spec.dialect,
    inputText: request === NO_REQUEST ? undefined : request,
    outputText: response,
  };
  if (envelope === undefined) return own;
  const found = context.fields(withoutBodies(envelope));
  const endpoint = endpointOf(envelope['uri'] ?? envelope['url'] ?? envelope['request_url']);
  const model = own.model ?? found.fields.get('model') ?? endpoint.model ?? request['model'];
  return { ...own, ...described(own, found, endpoint), model };
}

/** What stands around an exchange says when, where and for whom; the response knows best what it was. */
function described(own: RawCall, found: FoundFields, endpoint: Endpoint): Partial<RawCall> {
  const around = describedBy(found);
  return {
    id: own.id ?? around.id,
    run: around.run,
    workflow: around.workflow,
    step: around.step,
    provider: around.provider ?? own.provider ?? endpoint.provider,
    serviceTier: own.serviceTier ?? around.serviceTier,
    region: own.region ?? around.region ?? endpoint.region,
    startedAt: around.startedAt ?? own.startedAt,
    endedAt: around.endedAt ?? own.endedAt,
    durationMs: around.durationMs,
    cost: own.cost ?? around.cost,
    costExponent: own.cost === undefined ? found.meta.costExponent : own.costExponent,
    status: found.fields.has('status') ? around.status : own.status,
  };
}

function withoutBodies(envelope: JsonObject): JsonObject {
  const rest: Record<string, unknown> = {};
  for (const key in envelope) if (!EXCHANGE_KEYS.has(key)) rest[key] = envelope[key];
  return rest;
}
