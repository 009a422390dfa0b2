/** Any JSON object; its members are still unknown. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** An object, and no list. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The member if it is an object, else an empty one. */
export const objectIn = (value: unknown, key: string): JsonObject => {
  const member = isObject(value) ? value[key] : undefined;
  return isObject(member) ? member : {};
};

/** A list's elements; none for anything else. */
export const listIn = (value: unknown, key: string): readonly unknown[] => {
  const member = isObject(value) ? value[key] : undefined;
  return Array.isArray(member) ? member : [];
};

/** The objects in a list. */
export const objectsIn = (value: unknown, key: string): readonly JsonObject[] =>
  listIn(value, key).filter(isObject);

/** An object, also one that is written as text. */
export function asObject(value: unknown): JsonObject | undefined {
  if (isObject(value)) return value;
  if (typeof value !== 'string' || !value.startsWith('{')) return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** A scalar as text, for comparing; nothing for an object, which may have no text at all. */
export const scalarText = (value: unknown): string =>
  typeof value === 'object' && value !== null ? '' : String(value ?? '');

/** The member if it is a text. */
export const textIn = (value: JsonObject, key: string): string | undefined => {
  const member = value[key];
  return typeof member === 'string' ? member : undefined;
};

/** The first of some members that says anything. */
export function firstIn(value: JsonObject, ...keys: readonly string[]): unknown {
  for (const key of keys) {
    const member = value[key];
    if (member !== undefined && member !== null && member !== '') return member;
  }
  return undefined;
}

/** A member as a number, also one that is written as text; NaN for anything else. */
export const numberIn = (value: JsonObject, key: string): number => {
  const member = value[key];
  return typeof member === 'number' || (typeof member === 'string' && member.trim() !== '')
    ? Number(member)
    : Number.NaN;
};

/** `true`, or a text that says so. */
export const isTrueIn = (value: JsonObject, key: string): boolean =>
  value[key] === true || /^(true|1)$/i.test(textIn(value, key) ?? '');

/** The rows that a value is or holds: one by itself, or those of an API's page. */
export function rowsIn(
  value: unknown,
  isRow: (value: unknown) => value is JsonObject,
  list = 'data',
): readonly JsonObject[] {
  return isRow(value) ? [value] : listIn(value, list).filter(isRow);
}
