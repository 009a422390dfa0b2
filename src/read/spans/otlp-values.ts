import { firstIn, isObject, type JsonObject, objectsIn } from '../members.ts';
import type { Attributes } from './flat-span.ts';

const MOST_DEPTH = 32;

/** A list of `{key, value: AnyValue}` as an object of plain values; anything else is none. */
export function attributesIn(list: unknown, depth = 0): Attributes {
  if (!Array.isArray(list)) return {};
  const entries: [string, unknown][] = [];
  for (const pair of list) {
    if (isObject(pair) && typeof pair['key'] === 'string')
      entries.push([pair['key'], plainValue(pair['value'], depth)]);
  }
  return Object.fromEntries(entries);
}

/** Protobuf's JSON writes 64-bit integers as texts; some writers write numbers. Both are the same number here. */
function plainValue(value: unknown, depth: number): unknown {
  if (!isObject(value) || depth > MOST_DEPTH) return undefined;
  const integer = either(value, 'intValue', 'int_value');
  if (integer !== undefined) return wholeNumber(integer);
  const plain = firstIn(
    value,
    'stringValue',
    'doubleValue',
    'boolValue',
    'bytesValue',
    'string_value',
    'double_value',
    'bool_value',
  );
  if (plain !== undefined) return plain;
  const list = either(value, 'arrayValue', 'array_value');
  if (isObject(list)) {
    const { values } = list;
    return Array.isArray(values) ? values.map((each) => plainValue(each, depth + 1)) : [];
  }
  const map = either(value, 'kvlistValue', 'kvlist_value');
  return isObject(map) ? attributesIn(map['values'], depth + 1) : undefined;
}

function wholeNumber(value: unknown): unknown {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? number : value;
}

/** A member under its name in JSON, or under that in the protocol's own files. */
export const either = (object: JsonObject, camel: string, snake: string): unknown =>
  object[camel] ?? object[snake];

/** The objects in a list that has either name. */
export const eitherList = (object: JsonObject, camel: string, snake: string): readonly JsonObject[] =>
  objectsIn({ list: either(object, camel, snake) }, 'list');
