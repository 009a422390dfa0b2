import type { JsonFormat } from '../format.ts';
import { isObject, type JsonObject, objectIn } from '../members.ts';
import { eventsIn, type FlatSpan, flattened, serviceIn, statusIn } from './flat-span.ts';
import { eachSpan } from './span-call.ts';

/** Spans of OpenTelemetry's SDK for Python, as `to_json()` and its exporter for consoles write them. */
export const otelPython: JsonFormat = {
  title: 'OpenTelemetry: spans of the Python SDK (`to_json()`, console exporter; Monocle)',
  sign: '`context` with `trace_id` and `span_id`, beside `parent_id` and `attributes`',
  confidence: 'H',
  traps: [
    'Monocle writes usage into the span event `metadata`, and one request as inference.framework and inference.modelapi',
    'files can hold the same spans several times: each counts once',
  ],
  claims: (value) => (isObject(value) && isSpan(value) ? 'certain' : 'no'),
  open: eachSpan(function* (value) {
    if (isObject(value) && isSpan(value)) yield flat(value);
  }),
};

/** Phoenix writes nearly the same, but has `span_kind`. */
function isSpan(value: JsonObject): boolean {
  const { trace_id: trace, span_id: span } = objectIn(value, 'context');
  const isSdk = 'parent_id' in value && !('span_kind' in value) && isObject(value['attributes']);
  return isSdk && typeof trace === 'string' && typeof span === 'string';
}

function flat(span: JsonObject): FlatSpan {
  const context = objectIn(span, 'context');
  return {
    trace: context['trace_id'],
    id: context['span_id'],
    parent: span['parent_id'],
    name: span['name'],
    startedAt: span['start_time'],
    endedAt: span['end_time'],
    status: statusIn(span['status']),
    attributes: flattened(span['attributes']),
    events: eventsIn(span['events']),
    service: serviceIn(objectIn(objectIn(span, 'resource'), 'attributes')['service.name']),
  };
}
