import type { Counter } from './counter.ts';

/** What a text takes in memory at most: two bytes a UTF-16 unit, and about this much beside it. */
const ENTRY_BYTES = 100;

/**
 * The same counter with a memory for whole texts: a conversation sends its first messages again with every
 * request. It holds at most `maxBytes` of text, in two generations. What is asked for again moves to the
 * recent one; when that is full, the earlier one is forgotten and the recent one takes its place.
 */
export function cached(counter: Counter, maxBytes: number): Counter {
  const room = maxBytes / 2;
  let recent = new Map<string, number>();
  let earlier = new Map<string, number>();
  let held = 0;

  const count = (text: string): number => {
    const known = recent.get(text);
    if (known !== undefined) return known;
    const tokens = earlier.get(text) ?? counter.count(text);
    const size = 2 * text.length + ENTRY_BYTES;
    if (size > room) return tokens;
    if (held + size > room) [earlier, recent, held] = [recent, new Map(), 0];
    recent.set(text, tokens);
    held += size;
    return tokens;
  };
  return { encoding: counter.encoding, count };
}
