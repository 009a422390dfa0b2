/** A place in a JSON file that is being understood; complaints go to one list, so that all are reported at once. */
export interface Place {
  readonly value: unknown;
  /** `openai.json: models.gpt-5.prices[2]` */
  readonly path: string;
  readonly errors: string[];
}

export function complain(place: Place, message: string): undefined {
  place.errors.push(`${place.path}: ${message}`);
  return undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The members of an object, each with its path; nothing if it is absent. */
export function entries(place: Place): readonly (readonly [string, Place])[] {
  if (place.value === undefined) return [];
  if (!isRecord(place.value)) return complain(place, 'must be an object') ?? [];
  return Object.keys(place.value).map((key) => [key, member(place, key)] as const);
}

/** The items of a list, each with its path; nothing if it is absent. */
export function items(place: Place): readonly Place[] {
  if (place.value === undefined) return [];
  if (!Array.isArray(place.value)) return complain(place, 'must be a list') ?? [];
  return place.value.map((value: unknown, index) => ({ ...place, value, path: `${place.path}[${index}]` }));
}

export function member(place: Place, key: string): Place {
  const value = isRecord(place.value) ? place.value[key] : undefined;
  const path = place.path.endsWith(':') ? `${place.path} ${key}` : `${place.path}.${key}`;
  return { ...place, value, path };
}

export const isPresent = (place: Place): boolean => place.value !== undefined;

/** Text that must be there. */
export function text(place: Place): string {
  if (typeof place.value === 'string' && place.value !== '') return place.value;
  complain(place, isPresent(place) ? 'must be text' : 'is missing');
  return '';
}

export const texts = (place: Place): readonly string[] => items(place).map(text);

export const optional = <T>(place: Place, read: (place: Place) => T): T | undefined =>
  isPresent(place) ? read(place) : undefined;

export function wholeNumber(place: Place): number {
  if (typeof place.value === 'number' && Number.isSafeInteger(place.value) && place.value >= 0)
    return place.value;
  complain(place, 'must be a whole number');
  return 0;
}

export function oneOf<T extends string>(place: Place, words: readonly T[]): T | undefined {
  const word = words.find((each) => each === place.value);
  return word ?? complain(place, `must be one of ${words.join(', ')}`);
}

/** An instant such as `2026-08-16T16:00:00Z`, or a bare date, which means 00:00Z; in ms since 1970. */
export function instant(place: Place): number {
  const isText = typeof place.value === 'string';
  const match = isText && /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$/.test(String(place.value));
  const value = match ? Date.parse(String(place.value)) : Number.NaN;
  // 31 February would silently be a day of March.
  const isDay =
    !Number.isNaN(value) && new Date(value).toISOString().startsWith(String(place.value).slice(0, 10));
  if (isDay) return value;
  complain(place, isPresent(place) ? 'must be an instant like 2026-08-16T16:00:00Z' : 'is missing');
  return 0;
}
