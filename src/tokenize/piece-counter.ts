import { mergedCount } from './merge.ts';
import { hashOf, NO_RANK, rankOfHashed, type Vocabulary } from './vocabulary.ts';

const SLOTS = 0x10000;
/** Bytes a slot: one for the piece's length, one for its tokens, then the piece. */
const SLOT_SIZE = 64;
const LONGEST_CACHED = SLOT_SIZE - 2;

/** Tokens of the piece from `from` to `to`. */
export type CountPiece = (bytes: Uint8Array, from: number, to: number) => number;

/** Counts pieces, remembering the last one that fell on each of its slots. */
export function pieceCounter(vocabulary: Vocabulary): CountPiece {
  const cache = new Uint8Array(SLOTS * SLOT_SIZE);
  return (bytes, from, to) => {
    const length = to - from;
    if (length === 1) return 1;
    if (length > vocabulary.longest) return mergedCount(vocabulary, bytes, from, to);
    const hash = hashOf(bytes, from, to);
    if (rankOfHashed(vocabulary, bytes, from, to, hash) !== NO_RANK) return 1;
    if (length > LONGEST_CACHED) return mergedCount(vocabulary, bytes, from, to);
    const slot = ((hash ^ (hash >>> 16)) & (SLOTS - 1)) * SLOT_SIZE;
    if (cache[slot] === length && isAt(cache, slot + 2, bytes, from, to)) return cache[slot + 1] ?? 0;
    const tokens = mergedCount(vocabulary, bytes, from, to);
    cache[slot] = length;
    cache[slot + 1] = tokens;
    cache.set(bytes.subarray(from, to), slot + 2);
    return tokens;
  };
}

function isAt(cache: Uint8Array, start: number, bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    if (cache[start + at - from] !== bytes[at]) return false;
  }
  return true;
}
