/** The tokens of a byte-level vocabulary in merge order, each of 1 to 65,535 bytes. */
export interface TokenList {
  readonly count: number;
  /** The low byte of every token's length, then the high byte of every length, then every token's bytes. */
  readonly content: Uint8Array;
}

/** A list of tokens of such lengths, whose bytes are yet to be written behind the lengths. */
export function emptyList(lengths: readonly number[]): TokenList {
  const count = lengths.length;
  const size = lengths.reduce((sum, length) => sum + length, 2 * count);
  const content = new Uint8Array(size);
  for (const [rank, length] of lengths.entries()) {
    content[rank] = length & 0xff;
    content[count + rank] = length >> 8;
  }
  return { count, content };
}

/** Puts tokens, which must be in merge order, into the form in which they are stored. */
export function listTokens(tokens: readonly Uint8Array[]): TokenList {
  const list = emptyList(tokens.map((token) => token.length));
  let at = 2 * tokens.length;
  for (const token of tokens) {
    list.content.set(token, at);
    at += token.length;
  }
  return list;
}

/** A token list that is ready for look-up. A token's rank is its place in the merge order, from 0. */
export interface Vocabulary {
  readonly longest: number;
  readonly bytes: Uint8Array;
  /** Token `rank` is `bytes` from `starts[rank]` to `starts[rank + 1]`. */
  readonly starts: Int32Array;
  /** Open addressing: a slot's low bits are the rank + 1 (0: free), its high bits those of the hash. */
  readonly slots: Int32Array;
  /** The number of slots - 1; that number is a power of two. */
  readonly mask: number;
  /** The rank + 1 of each token of two bytes, at `first << 8 | second`: where every merge begins. */
  readonly pairs: Int32Array;
}

/** The rank of what isn't a token; greater than every rank. */
export const NO_RANK = 0x7fffffff;

const RANK_BITS = 2 ** 19 - 1;
/** The most tokens that a vocabulary can have here, and the most bytes of one. */
export const MOST_TOKENS = RANK_BITS - 1;
export const LONGEST_TOKEN = 0xffff;
const HASH_BITS = ~RANK_BITS;

/** FNV-1a over `bytes` from `from` to `to`. */
export function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash;
}

/**
 * Builds the look-up tables. The tokens must differ; `content` is kept, not copied.
 * @throws Error above `MOST_TOKENS`, for which a slot has no room.
 */
export function buildVocabulary({ count, content }: TokenList): Vocabulary {
  if (count > MOST_TOKENS) throw new Error(`a vocabulary of ${count} tokens is too large`);
  const mask = slotCount(count) - 1;
  const slots = new Int32Array(mask + 1);
  const starts = new Int32Array(count + 1);
  const pairs = new Int32Array(0x10000);
  let longest = 0;
  let end = 2 * count;
  for (let rank = 0; rank < count; rank += 1) {
    const start = end;
    const length = (content[rank] ?? 0) | ((content[count + rank] ?? 0) << 8);
    end += length;
    starts[rank] = start;
    const hash = hashOf(content, start, end);
    let slot = hash & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = (hash & HASH_BITS) | (rank + 1);
    if (length === 2) pairs[pairAt(content, start)] = rank + 1;
    if (length > longest) longest = length;
  }
  starts[count] = end;
  return { longest, bytes: content, starts, slots, mask, pairs };
}

/** A power of two that leaves most slots free, so that a look-up rarely needs a second one. */
const slotCount = (tokens: number): number => 2 ** Math.ceil(Math.log2(Math.max(tokens, 1) * 2.5));

const pairAt = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

/** The rank of the token that is exactly `bytes` from `from` to `to`, else `NO_RANK`. */
export function rankOf(vocabulary: Vocabulary, bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length === 2) return ((vocabulary.pairs[pairAt(bytes, from)] ?? 0) - 1) & NO_RANK;
  if (length > vocabulary.longest) return NO_RANK;
  return rankOfHashed(vocabulary, bytes, from, to, hashOf(bytes, from, to));
}

/** The same for a caller that has the hash, and knows that `to - from` is at most `longest`. */
export function rankOfHashed(
  vocabulary: Vocabulary,
  bytes: Uint8Array,
  from: number,
  to: number,
  hash: number,
): number {
  const { slots, mask } = vocabulary;
  for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
    const entry = slots[slot] ?? 0;
    if (entry === 0) return NO_RANK;
    const rank = (entry & RANK_BITS) - 1;
    if (((entry ^ hash) & HASH_BITS) === 0 && isToken(vocabulary, rank, bytes, from, to)) return rank;
  }
}

function isToken(vocabulary: Vocabulary, rank: number, bytes: Uint8Array, from: number, to: number): boolean {
  const start = vocabulary.starts[rank] ?? 0;
  if ((vocabulary.starts[rank + 1] ?? 0) - start !== to - from) return false;
  for (let at = from; at < to; at += 1) {
    if (bytes[at] !== vocabulary.bytes[start + at - from]) return false;
  }
  return true;
}
