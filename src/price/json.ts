/** A place in a JSON or YAML file that is being understood. What is wrong with it goes to one list, so that all is told at once. */
export interface Place {
  readonly value: unknown;
  /** Its key or number in what is around it; of the whole file, the file's name. */
  readonly key: string | number;
  /** What is around it; `undefined`: it is the whole file. */
  readonly around: Place | undefined;
  readonly faults: Fault[];
}

export interface Fault {
  readonly place: Place;
  readonly message: string;
}

export function complain(place: Place, message: string): undefined {
  place.faults.push({ place, message });
  return undefined;
}

/** `openai.json: models.gpt-5.prices[2]: must be text` */
export const faultText = ({ place, message }: Fault): string => `${pathText(place)}: ${message}`;

function pathText({ key, around }: Place): string {
  if (around === undefined) return String(key);
  const outer = pathText(around);
  if (typeof key === 'number') return `${outer}[${key}]`;
  return around.around === undefined ? `${outer}: ${key}` : `${outer}.${key}`;
}

/** The keys that lead from the whole file to a place. */
export const stepsTo = ({ key, around }: Place): readonly (string | number)[] =>
  around === undefined ? [] : [...stepsTo(around), key];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The members of an object; nothing if it is absent. */
export function entries(place: Place): readonly (readonly [string, Place])[] {
  if (place.value === undefined) return [];
  if (!isRecord(place.value)) return complain(place, 'must be an object') ?? [];
  return Object.keys(place.value).map((key) => [key, member(place, key)] as const);
}

/** The items of a list; nothing if it is absent. */
export function items(place: Place): readonly Place[] {
  if (place.value === undefined) return [];
  if (!Array.isArray(place.value)) return complain(place, 'must be a list') ?? [];
  return place.value.map((value: unknown, key) => ({ value, key, around: place, faults: place.faults }));
}

export function member(place: Place, key: string): Place {
  const value = isRecord(place.value) ? place.value[key] : undefined;
  return { value, key, around: place, faults: place.faults };
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

/** A number, or its digits as text, as YAML has them. */
export function wholeNumber(place: Place): number {
  const { value } = place;
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number;
  complain(place, 'must be a whole number');
  return 0;
}

/** `true`, also as text; anything else is not. */
export const isTrue = ({ value }: Place): boolean => value === true || value === 'true';

export function oneOf<T extends string>(place: Place, words: readonly T[]): T | undefined {
  const word = words.find((each) => each === place.value);
  return word ?? complain(place, `must be one of ${words.join(', ')}`);
}

const INSTANT = /^\d{4}-\d\d-(\d\d)(?:T\d\d:\d\d:\d\dZ)?$/;

/** An instant such as `2026-08-16T16:00:00Z`, or a bare date, which means 00:00Z; in ms since 1970. */
export function instant(place: Place): number {
  const parts = typeof place.value === 'string' ? INSTANT.exec(place.value) : null;
  const at = parts === null ? Number.NaN : Date.parse(parts[0]);
  // 31 February would silently be a day of March.
  if (!Number.isNaN(at) && new Date(at).getUTCDate() === Number(parts?.[1])) return at;
  complain(place, isPresent(place) ? 'must be an instant like 2026-08-16T16:00:00Z' : 'is missing');
  return 0;
}

/** Reads when it is first asked, and remembers. */
export function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: read() };
    return known.value;
  };
}
