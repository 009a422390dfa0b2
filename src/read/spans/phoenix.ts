import type { JsonFormat } from '../format.ts';
import { isObject, type JsonObject, objectIn, rowsIn } from '../members.ts';
import { eventsIn, type FlatSpan, flattened, statusIn } from './flat-span.ts';
import { eachSpan } from './span-call.ts';

/** Spans of Phoenix: its REST API, and its data frames as CSV, JSON or JSON lines. */
export const phoenix: JsonFormat = {
  title: 'Phoenix (OpenInference): spans of the REST API, or exported data frames',
  sign: '`context` with `trace_id` and `span_id` beside `span_kind`; or columns `context.trace_id`, `attributes.…`',
  confidence: 'M',
  traps: [
    'columns cumulative_token_count.* are sums of whole subtrees, and are not read',
    'spans of chains and agents can repeat the sums of the requests inside them',
    'the costs are those of the price list that Phoenix had at the time',
  ],
  claims: (value) => (rowsIn(value, isSpan).length > 0 ? 'certain' : 'no'),
  claimsTable: (columns) => columns.has('context.trace_id') && columns.has('context.span_id'),
  open: eachSpan(function* (value) {
    for (const span of rowsIn(value, isSpan)) yield flat(span);
  }),
};

function isSpan(value: unknown): value is JsonObject {
  if (!isObject(value)) return false;
  if (value['context.trace_id'] !== undefined && value['context.span_id'] !== undefined) return true;
  const { trace_id: trace, span_id: span } = objectIn(value, 'context');
  return 'span_kind' in value && typeof trace === 'string' && typeof span === 'string';
}

function flat(span: JsonObject): FlatSpan {
  const context = objectIn(span, 'context');
  const kind = span['span_kind'];
  return {
    trace: context['trace_id'] ?? span['context.trace_id'],
    id: context['span_id'] ?? span['context.span_id'],
    parent: span['parent_id'],
    name: span['name'],
    startedAt: span['start_time'],
    endedAt: span['end_time'],
    status: statusIn(span['status_code']),
    attributes: {
      ...(typeof kind === 'string' ? { 'openinference.span.kind': kind } : {}),
      ...attributesIn(span),
    },
    events: eventsIn(span['events']),
    service: undefined,
  };
}

const COLUMN = 'attributes.';

/** As an object, or a column each. */
function attributesIn(span: JsonObject): JsonObject {
  if (isObject(span['attributes'])) return flattened(span['attributes']);
  const columns = Object.entries(span).filter(([name]) => name.startsWith(COLUMN));
  return flattened(Object.fromEntries(columns.map(([name, value]) => [name.slice(COLUMN.length), value])));
}
