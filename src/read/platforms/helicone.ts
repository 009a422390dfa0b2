import { NO_RAW_CALL, type RawCall } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat, type ReadContext } from '../format.ts';
import { asObject, firstIn, isTrueIn, type JsonObject, numberIn } from '../members.ts';
import { withBeside } from '../providers/beside.ts';
import { type InnerResponse, innerResponse } from '../providers/inner-response.ts';
import { rowsOf } from './helicone-rows.ts';

/** Rows that Helicone exports or answers; pages of its older API are brought into the same shape. */
export const helicone: JsonFormat = {
  title: 'Helicone: requests (CSV or JSON of the export tool, JSON lines of the query API)',
  sign: '`request_created_at` with `response_status`',
  confidence: 'M',
  traps: [
    'cells with objects have their quotes doubled once more; the JSON export can end in a comma',
    'answers out of Helicone’s cache keep their token counts and cost nothing: they are no calls',
    'its total is a sum of its own columns, and proves nothing of cached tokens: the vendor’s way of counting does',
    'negative status codes are Helicone’s own: pending (-2), cancelled (-3), blocked',
  ],
  wraps: true,
  claims: (value) => (rowsOf(value) === undefined ? 'no' : 'certain'),
  claimsTable: (columns) => columns.has('request_created_at') && columns.has('response_status'),
  open: eachAlone(function* (value, line, context) {
    for (const row of rowsOf(value) ?? []) yield* callsOf(row, line, context);
  }),
};

const PENDING = -2;

function callsOf(row: JsonObject, line: number, context: ReadContext): Iterable<RawCall> {
  const inner = innerResponse(row['request_body'], row['response_body'], context);
  return withBeside(callOf(row, line, inner), inner?.beside ?? []);
}

function callOf(row: JsonObject, line: number, inner: InnerResponse | undefined): RawCall {
  const properties = asObject(firstIn(row, 'request_properties', 'properties')) ?? {};
  const code = numberIn(row, 'response_status');
  const isFailed = code < 0 || code >= 400;
  const hasCounts = inner !== undefined || numberIn(row, 'prompt_tokens') > 0;
  const hasText = hasCounts || !isFailed;
  return {
    ...NO_RAW_CALL,
    line,
    dialect: inner?.call.dialect ?? 'helicone',
    usage: inner?.call.usage ?? (isFailed && !hasCounts ? undefined : row),
    id: inner?.call.id ?? firstIn(row, 'request_id', 'response_id'),
    isProviderId: inner?.call.isProviderId ?? false,
    isUnfinished: code === PENDING && !hasCounts,
    isCacheHit: isCacheHit(row),
    run: property(properties, 'session-id') ?? property(properties, 'property-session'),
    workflow: property(properties, 'session-name'),
    step: property(properties, 'session-path'),
    provider: firstIn(row, 'provider'),
    model: firstIn(row, 'response_model') ?? inner?.call.model ?? firstIn(row, 'model', 'request_model'),
    serviceTier: inner?.call.serviceTier,
    requests: inner?.call.requests,
    largestPrompt: inner?.call.largestPrompt,
    startedAt: firstIn(row, 'request_created_at'),
    endedAt: firstIn(row, 'response_created_at'),
    durationMs: firstIn(row, 'delay_ms', 'latency'),
    isUtc: true,
    cost: firstIn(row, 'cost', 'costUSD', 'cost_usd'),
    costKind: 'list',
    status: isFailed ? 'failed' : firstIn(row, 'response_status'),
    inputText: hasText ? asObject(row['request_body']) : undefined,
    outputText: hasText ? asObject(row['response_body']) : undefined,
  };
}

/** Properties are headers, in whatever case their client wrote them. */
function property(properties: JsonObject, name: string): unknown {
  const key = Object.keys(properties).find((each) => each.toLowerCase() === `helicone-${name}`);
  return key === undefined ? undefined : properties[key];
}

const NO_REFERENCE = /^[0-]*$/;

/** It names the request whose answer it repeats; or its cache was on, and it cost nothing. */
function isCacheHit(row: JsonObject): boolean {
  const reference = firstIn(row, 'cache_reference_id');
  if (typeof reference === 'string') return !NO_REFERENCE.test(reference);
  if (['cached', 'cache_hit', 'is_cached'].some((key) => isTrueIn(row, key))) return true;
  return isTrueIn(row, 'cache_enabled') && ['cost', 'costUSD'].some((key) => numberIn(row, key) === 0);
}
