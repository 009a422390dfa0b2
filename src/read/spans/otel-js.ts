import type { JsonFormat } from '../format.ts';
import { firstIn, isObject, type JsonObject, objectIn } from '../members.ts';
import { eventsIn, type FlatSpan, flattened, serviceIn, statusIn } from './flat-span.ts';
import { eachSpan } from './span-call.ts';

/** Spans of OpenTelemetry's SDK for JavaScript, as `JSON.stringify` writes them; Vercel's AI SDK is mostly so. */
export const otelJs: JsonFormat = {
  title: 'OpenTelemetry: spans of the JavaScript SDK (Vercel AI SDK and others)',
  sign: '`spanContext`, or `traceId` with `startTime` as `[seconds, nanoseconds]`, and `attributes` as an object',
  confidence: 'H',
  traps: [
    'outer spans of the AI SDK (ai.generateText) repeat the counts of the inner ones (….doGenerate): one call, even in two traces',
    "the AI SDK up to version 5 passes on Anthropic's counts, which leave cached tokens out of the input",
  ],
  claims: (value) => (isObject(value) && isSpan(value) ? 'certain' : 'no'),
  open: eachSpan(function* (value) {
    if (isObject(value) && isSpan(value)) yield flat(value);
  }),
};

function isSpan(value: JsonObject): boolean {
  if (!isObject(value['attributes'])) return false;
  if (isObject(value['spanContext']) || isObject(value['_spanContext'])) return true;
  if (typeof value['traceId'] !== 'string') return false;
  // What its exporter for consoles prints has `timestamp` and `duration`, in microseconds.
  return Array.isArray(value['startTime']) || (typeof value['id'] === 'string' && 'timestamp' in value);
}

function flat(span: JsonObject): FlatSpan {
  const context = { ...objectIn(span, '_spanContext'), ...objectIn(span, 'spanContext') };
  const attributes = flattened(span['attributes']);
  return {
    trace: context['traceId'] ?? span['traceId'],
    id: context['spanId'] ?? firstIn(span, 'spanId', 'id'),
    parent: firstIn(span, 'parentSpanId', 'parentId') ?? objectIn(span, 'parentSpanContext')['spanId'],
    name: span['name'],
    startedAt: instant(firstIn(span, 'startTime', 'timestamp')),
    endedAt: instant(span['endTime']) ?? endOf(span['timestamp'], span['duration']),
    status: statusIn(span['status']),
    attributes,
    events: eventsIn(span['events']),
    service: serviceIn(objectIn(objectIn(span, 'resource'), 'attributes')['service.name']),
  };
}

/** `[seconds, nanoseconds]`, or what else the SDK takes for an instant. */
function instant(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const [seconds, nanoseconds] = value;
  return typeof seconds === 'number' && typeof nanoseconds === 'number'
    ? seconds * 1000 + Math.floor(nanoseconds / 1e6)
    : undefined;
}

const endOf = (timestamp: unknown, duration: unknown): unknown =>
  typeof timestamp === 'number' && typeof duration === 'number' ? timestamp + duration : undefined;
