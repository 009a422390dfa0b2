import type { JsonFormat } from '../format.ts';
import { isObject, type JsonObject, objectIn, objectsIn } from '../members.ts';
import { eventsIn, type FlatSpan, instantIn, NO_SPAN, serviceIn, statusIn } from './flat-span.ts';
import { attributesIn, either, eitherList } from './otlp-values.ts';
import { eachSpan } from './span-call.ts';

/** OpenTelemetry's protocol as JSON, whoever wrote it: traces, and the log records that hold whole calls. */
export const otlp: JsonFormat = {
  title: 'OpenTelemetry: OTLP/JSON traces (file exporter, collectors, Tempo, single spans)',
  sign: '`resourceSpans` (or `resourceLogs`), or a span whose `attributes` are a list of `{key, value}`',
  confidence: 'H',
  traps: [
    'agent spans often repeat the sums of the requests inside them; what the parts account for is counted once',
    'some instrumentations pass on counts of Anthropic that leave cached tokens out of the input: decided span by span',
    'spans of editors and frameworks can have no usage at all: that is no report, not $0',
    'token metrics are sums of the same tokens and are never added',
  ],
  claims: (value) => (isObject(value) && (isRequest(value) || isSpan(value)) ? 'certain' : 'no'),
  open: eachSpan(function* (value) {
    if (!isObject(value)) return;
    if (isRequest(value)) yield* spansOf(value);
    else if (isSpan(value)) yield flat(value, undefined);
  }),
};

function resourcesIn(value: JsonObject): readonly JsonObject[] {
  const { result, trace } = value;
  const inside = isObject(result) ? result : isObject(trace) ? trace : value;
  const spans = [...eitherList(inside, 'resourceSpans', 'resource_spans'), ...objectsIn(inside, 'batches')];
  const logs = eitherList(inside, 'resourceLogs', 'resource_logs');
  return 'scopeSpans' in value ? [value] : [...spans, ...logs];
}

const isRequest = (value: JsonObject): boolean => resourcesIn(value).length > 0;

/** What only a span has beside attributes in a list. */
const SPAN_KEYS = ['traceId', 'trace_id', 'spanId', 'span_id', 'startTimeUnixNano', 'kind', 'flags'];

function isSpan(value: JsonObject): boolean {
  const attributes = value['attributes'];
  if (!Array.isArray(attributes) || typeof value['name'] !== 'string') return false;
  const [first] = attributes;
  const isPair = isObject(first) && typeof first['key'] === 'string' && isObject(first['value']);
  return isPair && SPAN_KEYS.some((key) => key in value);
}

function* spansOf(request: JsonObject): Generator<FlatSpan> {
  for (const resource of resourcesIn(request)) {
    const service = serviceIn(attributesIn(objectIn(resource, 'resource')['attributes'])['service.name']);
    const scopes = [
      ...eitherList(resource, 'scopeSpans', 'scope_spans'),
      ...eitherList(resource, 'instrumentationLibrarySpans', 'instrumentation_library_spans'),
    ];
    for (const scope of scopes) for (const span of objectsIn(scope, 'spans')) yield flat(span, service);
    for (const scope of eitherList(resource, 'scopeLogs', 'scope_logs'))
      for (const record of eitherList(scope, 'logRecords', 'log_records')) yield* calls(record, service);
  }
}

const flat = (span: JsonObject, service: unknown): FlatSpan => ({
  trace: either(span, 'traceId', 'trace_id'),
  id: either(span, 'spanId', 'span_id'),
  parent: either(span, 'parentSpanId', 'parent_span_id'),
  name: span['name'],
  startedAt: instantIn(either(span, 'startTimeUnixNano', 'start_time_unix_nano')),
  endedAt: instantIn(either(span, 'endTimeUnixNano', 'end_time_unix_nano')),
  status: statusIn(span['status']),
  attributes: attributesIn(span['attributes']),
  events: eventsIn(
    objectsIn(span, 'events').map((event) => ({ ...event, attributes: attributesIn(event['attributes']) })),
  ),
  service,
});

const WHOLE_CALL = 'gen_ai.client.inference.operation.details';

/** A log record that holds a whole call is another record of the span in which it was written. */
function* calls(record: JsonObject, service: unknown): Generator<FlatSpan> {
  const attributes = attributesIn(record['attributes']);
  if ((either(record, 'eventName', 'event_name') ?? attributes['event.name']) !== WHOLE_CALL) return;
  yield {
    ...NO_SPAN,
    trace: either(record, 'traceId', 'trace_id'),
    id: either(record, 'spanId', 'span_id'),
    startedAt: instantIn(either(record, 'timeUnixNano', 'time_unix_nano')),
    status: 'ok',
    attributes,
    service,
  };
}
