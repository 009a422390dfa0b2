import type { Counter } from './counter.ts';

/** What a text takes in memory at most: two bytes a UTF-16 unit, and about this much beside it. */
const ENTRY_BYTES = 100;

/** The same counter with a memory for whole texts. */
export const cached = (counter: Counter, maxBytes: number): Counter => ({
  encoding: counter.encoding,
  count: remembered(counter.count, maxBytes),
});

/**
 * A function of texts with a memory: a conversation sends its first messages again with every request. It holds at
 * most `maxBytes` of text, in two generations. What is asked for again moves to the recent one; when that is full,
 * the earlier one is forgotten and the recent one takes its place.
 */
export function remembered<T>(
  of: (text: string) => T & NonNullable<unknown>,
  maxBytes: number,
): (text: string) => T {
  const room = maxBytes / 2;
  let recent = new Map<string, T>();
  let earlier = new Map<string, T>();
  let held = 0;

  return (text) => {
    const known = recent.get(text);
    if (known !== undefined) return known;
    const value = earlier.get(text) ?? of(text);
    const size = 2 * text.length + ENTRY_BYTES;
    if (size > room) return value;
    if (held + size > room) [earlier, recent, held] = [recent, new Map(), 0];
    recent.set(text, value);
    held += size;
    return value;
  };
}
