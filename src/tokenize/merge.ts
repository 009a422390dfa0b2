import { type Heap, popLowest, push } from './heap.ts';
import { NO_RANK, rankOf, type Vocabulary } from './vocabulary.ts';

/** Up to here the lowest rank is found by looking at all; beyond, by a heap, so that no text is quadratic. */
export const SHORT = 128;
const scratch = { starts: new Int32Array(SHORT + 1), ranks: new Int32Array(SHORT + 1) };

/**
 * How many tokens remain of the piece from `from` to `to` when byte-pair merging is through: again and again
 * the two neighbours that make the token of lowest rank become one, the leftmost first.
 */
export const mergedCount = (vocabulary: Vocabulary, bytes: Uint8Array, from: number, to: number): number =>
  to - from <= SHORT ? mergeShort(vocabulary, bytes, from, to) : mergeLong(vocabulary, bytes, from, to);

/**
 * Of a vocabulary's own token of at most `SHORT` bytes, from `from` to `to`: the length of the first of two parts
 * that it comes to by merging to tokens below the rank `limit`; 0 if it comes to more.
 */
export const cutBelow = (vocabulary: Vocabulary, from: number, to: number, limit: number): number =>
  mergeShort(vocabulary, vocabulary.bytes, from, to, limit) === 2 ? (scratch.starts[1] ?? from) - from : 0;

/** Part i begins at `starts[i]`; parts i and i + 1 would make the token of rank `ranks[i]`. */
function mergeShort(
  vocabulary: Vocabulary,
  bytes: Uint8Array,
  from: number,
  to: number,
  limit = NO_RANK,
): number {
  const { starts, ranks } = scratch;
  let count = to - from;
  for (let i = 0; i <= count; i += 1) starts[i] = from + i;
  for (let i = 0; i < count - 1; i += 1) ranks[i] = rankOf(vocabulary, bytes, from + i, from + i + 2);
  for (;;) {
    let lowest = limit;
    let at = 0;
    for (let i = 0; i < count - 1; i += 1) {
      const rank = ranks[i] ?? NO_RANK;
      if (rank >= lowest) continue;
      lowest = rank;
      at = i;
    }
    if (lowest === limit) return count;
    count -= 1;
    for (let i = at + 1; i <= count; i += 1) starts[i] = starts[i + 1] ?? to;
    for (let i = at + 1; i < count - 1; i += 1) ranks[i] = ranks[i + 1] ?? NO_RANK;
    for (let i = Math.max(at - 1, 0); i <= at && i < count - 1; i += 1) {
      ranks[i] = rankOf(vocabulary, bytes, starts[i] ?? from, starts[i + 2] ?? to);
    }
  }
}

/** A heap key holds a pair's rank and place: lowest rank first, leftmost among equals. Exact below 2⁵³. */
const PLACES = 2 ** 32;

/**
 * The same by a heap. Parts are named by the place of their first byte and linked to their neighbours. A heap
 * entry is out of date when `ranks` says otherwise about its place.
 */
function mergeLong(vocabulary: Vocabulary, bytes: Uint8Array, from: number, to: number): number {
  const size = to - from;
  const after = new Int32Array(size);
  const before = new Int32Array(size + 1);
  const ranks = new Int32Array(size);
  const heap: Heap = { keys: new Float64Array(2 * size), size: 0 };
  const rate = (place: number): void => {
    const second = after[place] ?? size;
    const rank =
      second === size ? NO_RANK : rankOf(vocabulary, bytes, from + place, from + (after[second] ?? size));
    ranks[place] = rank;
    if (rank !== NO_RANK) push(heap, rank * PLACES + place);
  };
  for (let place = 0; place < size; place += 1) {
    after[place] = place + 1;
    before[place + 1] = place;
  }
  for (let place = 0; place < size; place += 1) rate(place);
  let count = size;
  while (heap.size > 0) {
    const key = popLowest(heap);
    const place = key % PLACES;
    if (ranks[place] !== Math.floor(key / PLACES)) continue;
    const second = after[place] ?? size;
    const third = after[second] ?? size;
    after[place] = third;
    before[third] = place;
    ranks[second] = NO_RANK;
    count -= 1;
    rate(place);
    if (place > 0) rate(before[place] ?? 0);
  }
  return count;
}
