import { firstIn, isObject, type JsonObject, scalarText } from '../members.ts';

/** A span's attributes by their dotted names, as plain values. */
export type Attributes = JsonObject;

/** Something that happened during a span. */
export interface SpanEvent {
  readonly name: unknown;
  readonly attributes: Attributes;
}

/** A span, whatever it was written as. */
export interface FlatSpan {
  readonly trace: unknown;
  readonly id: unknown;
  readonly parent: unknown;
  readonly name: unknown;
  readonly startedAt: unknown;
  readonly endedAt: unknown;
  /** `unset` is what a span is that nobody called failed or fine. */
  readonly status: 'ok' | 'failed' | 'unset';
  readonly attributes: Attributes;
  readonly events: readonly SpanEvent[];
  /** What the resource is called that wrote it. */
  readonly service: unknown;
}

/** A span about which nothing is known yet. */
export const NO_SPAN: FlatSpan = {
  trace: undefined,
  id: undefined,
  parent: undefined,
  name: undefined,
  startedAt: undefined,
  endedAt: undefined,
  status: 'unset',
  attributes: {},
  events: [],
  service: undefined,
};

const MOST_DEPTH = 8;

/** Attributes that are objects in objects, as dotted names; the objects stay under their own names as well. */
export function flattened(value: unknown): Attributes {
  if (!isObject(value)) return {};
  if (!Object.values(value).some(isObject)) return value;
  return Object.fromEntries(flatEntries(value, '', 0));
}

function* flatEntries(object: JsonObject, prefix: string, depth: number): Generator<[string, unknown]> {
  for (const [key, value] of Object.entries(object)) {
    yield [prefix + key, value];
    if (isObject(value) && depth < MOST_DEPTH) yield* flatEntries(value, `${prefix + key}.`, depth + 1);
  }
}

/** Statuses as numbers, names, or enumerations of protobuf; or an object that holds one. */
export function statusIn(value: unknown): FlatSpan['status'] {
  const code = isObject(value) ? firstIn(value, 'code', 'status_code', 'statusCode') : value;
  const name = scalarText(code).toUpperCase();
  if (code === 2 || name.endsWith('ERROR')) return 'failed';
  return code === 1 || name.endsWith('OK') ? 'ok' : 'unset';
}

/** Events that have their attributes as an object. */
export function eventsIn(value: unknown): readonly SpanEvent[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).map((event) => ({
    name: firstIn(event, 'name', 'event_name'),
    attributes: flattened(event['attributes']),
  }));
}

/** An instant that is there: exporters write 0 for one that never came. */
export const instantIn = (value: unknown): unknown =>
  value === 0 || value === '0' || value === '' || value === null ? undefined : value;

/** A service that somebody named; SDKs call the others `unknown_service:node`. */
export const serviceIn = (name: unknown): unknown =>
  typeof name === 'string' && name.startsWith('unknown_service') ? undefined : name;
