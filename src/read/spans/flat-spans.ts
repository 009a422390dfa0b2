import type { JsonFormat } from '../format.ts';
import { firstIn, isObject, type JsonObject, objectIn, rowsIn } from '../members.ts';
import { eventsIn, type FlatSpan, flattened, instantIn, serviceIn, statusIn } from './flat-span.ts';
import { eachSpan } from './span-call.ts';

/** Spans as tools for evaluation and storage write them: ids, times and attributes side by side in one object. */
export const flatSpans: JsonFormat = {
  title: 'OpenTelemetry: flattened spans',
  sign: '`trace_id` and `span_id` (or `traceId`, `spanId`) side by side, and `attributes` as an object',
  confidence: 'H',
  traps: [
    "Google's ADK writes each request as call_llm and as generate_content: one call",
    'agent spans of pydantic-ai repeat sums under gen_ai.aggregated_usage.*, which are not read',
    'children mostly come before their parents',
  ],
  claims: (value) => (rowsIn(value, isSpan, 'spans').length > 0 ? 'certain' : 'no'),
  open: eachSpan(function* (value) {
    for (const span of rowsIn(value, isSpan, 'spans')) yield flat(span);
  }),
};

function isSpan(value: unknown): value is JsonObject {
  if (!isObject(value)) return false;
  const hasIds = ['trace_id', 'traceId'].some((key) => key in value) && spanId(value) !== undefined;
  return (
    hasIds && isObject(value['attributes']) && !Array.isArray(value['startTime']) && !('context' in value)
  );
}

const spanId = (value: JsonObject): unknown => firstIn(value, 'span_id', 'spanId');

function flat(span: JsonObject): FlatSpan {
  const resource = objectIn(span, 'resource');
  const attributes = flattened(span['attributes']);
  const service =
    firstIn(span, 'service_name', 'serviceName') ??
    objectIn(resource, 'attributes')['service.name'] ??
    resource['service.name'] ??
    attributes['service.name'];
  return {
    trace: firstIn(span, 'trace_id', 'traceId'),
    id: spanId(span),
    parent: firstIn(span, 'parent_span_id', 'parentSpanId', 'parent_id', 'parentId'),
    name: firstIn(span, 'name', 'span_name', 'operation_name'),
    startedAt: instantIn(
      firstIn(span, 'start_time', 'startTime', 'start_time_unix_nano', 'startTimeUnixNano', 'timestamp'),
    ),
    endedAt: instantIn(firstIn(span, 'end_time', 'endTime', 'end_time_unix_nano', 'endTimeUnixNano')),
    status: statusIn(firstIn(span, 'status', 'status_code', 'statusCode')),
    attributes,
    events: eventsIn(firstIn(span, 'span_events', 'events')),
    service: serviceIn(service),
  };
}
