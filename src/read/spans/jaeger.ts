import type { JsonFormat } from '../format.ts';
import { isObject, type JsonObject, objectIn, objectsIn, scalarText } from '../members.ts';
import { type Attributes, type FlatSpan, serviceIn } from './flat-span.ts';
import { eachSpan } from './span-call.ts';

/** Traces as Jaeger's interface and its API for it download them. */
export const jaeger: JsonFormat = {
  title: 'Jaeger: traces as JSON',
  sign: '`traceID` with `spans`, mostly inside `data`; or one span with `traceID`, `spanID` and `operationName`',
  confidence: 'M',
  traps: [
    'parents are references of the type CHILD_OF; times are microseconds',
    'a download of many traces can leave out spans beyond the limit of the search',
  ],
  claims: (value) => (isObject(value) && tracesIn(value).length > 0 ? 'certain' : 'no'),
  open: eachSpan(function* (value) {
    if (!isObject(value)) return;
    for (const trace of tracesIn(value)) {
      const processes = objectIn(trace, 'processes');
      const spans = isSpan(trace) ? [trace] : objectsIn(trace, 'spans').filter(isSpan);
      for (const span of spans) yield flat(span, objectIn(processes, scalarText(span['processID'])));
    }
  }),
};

const isSpan = (value: JsonObject): boolean =>
  typeof value['traceID'] === 'string' &&
  typeof value['spanID'] === 'string' &&
  typeof value['operationName'] === 'string';

const isTrace = (value: JsonObject): boolean =>
  isSpan(value) || (typeof value['traceID'] === 'string' && objectsIn(value, 'spans').some(isSpan));

const tracesIn = (value: JsonObject): readonly JsonObject[] =>
  isTrace(value) ? [value] : objectsIn(value, 'data').filter(isTrace);

function flat(span: JsonObject, process: JsonObject): FlatSpan {
  const attributes = tagsIn(span['tags']);
  const references = objectsIn(span, 'references');
  const parent = references.find(({ refType }) => refType === 'CHILD_OF') ?? references[0];
  const [start, duration] = [span['startTime'], span['duration']];
  const isFailed = attributes['error'] === true || attributes['otel.status_code'] === 'ERROR';
  const own = objectIn(span, 'process');
  return {
    trace: span['traceID'],
    id: span['spanID'],
    parent: parent?.['spanID'] ?? span['parentSpanID'],
    name: span['operationName'],
    startedAt: start,
    endedAt: typeof start === 'number' && typeof duration === 'number' ? start + duration : undefined,
    status: isFailed ? 'failed' : attributes['otel.status_code'] === 'OK' ? 'ok' : 'unset',
    attributes,
    events: objectsIn(span, 'logs').map((log) => {
      const fields = tagsIn(log['fields']);
      return { name: fields['event'] ?? fields['message'], attributes: fields };
    }),
    service: serviceIn(process['serviceName'] ?? own['serviceName']),
  };
}

function tagsIn(tags: unknown): Attributes {
  if (!Array.isArray(tags)) return {};
  return Object.fromEntries(tags.filter(isObject).map(({ key, value }) => [scalarText(key), value]));
}
