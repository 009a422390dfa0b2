import { joined, lengthOf, type PromptText } from '../domain/prompt-text.ts';

/** A hash of 64 bits, as two whole numbers of 32. */
export interface Hash {
  low: number;
  high: number;
}

/** Hashes of a text and of pieces of it. One text at a time: taking up the next forgets the last. */
export interface TextHash {
  /** Takes a text up. @returns its length in UTF-8 bytes */
  readonly take: (text: PromptText) => number;
  /** The hash of the bytes `[from, to)`, written to `into`; `from` is a multiple of 4. */
  readonly hash: (from: number, to: number, into: Hash) => void;
}

const LEAST_BYTES = 1 << 16;
/** Up to this much room is made unmeasured, for the most that a text can need: measuring takes as long as encoding. */
const EASY_BYTES = 1 << 25;
const BYTES_A_CHARACTER = 3;
const NEWLINE = 0x0a;
const encoder = new TextEncoder();

export function createTextHash(): TextHash {
  let bytes = new Uint8Array(LEAST_BYTES);
  let words = new Int32Array(bytes.buffer);

  function makeRoom(text: PromptText): void {
    const most = lengthOf(text) * BYTES_A_CHARACTER;
    if (most <= bytes.length) return;
    const needed = most <= EASY_BYTES ? most : Buffer.byteLength(joined(text));
    if (needed <= bytes.length) return;
    bytes = new Uint8Array(Math.max((needed + 3) & ~3, Math.min(bytes.length * 2, 1 << 28)));
    words = new Int32Array(bytes.buffer);
  }

  return {
    take(text) {
      makeRoom(text);
      if (typeof text === 'string') return encoder.encodeInto(text, bytes).written;
      const [speaker, words] = text;
      const end = encoder.encodeInto(speaker, bytes).written;
      bytes[end] = NEWLINE;
      return end + 1 + encoder.encodeInto(words, bytes.subarray(end + 1)).written;
    },
    hash: (from, to, into) => hashWords(words, from, to, into),
  };
}

/**
 * Two lanes over whole words, each mixed at the end. Among n different texts two have the same hash with a
 * probability of about n² ÷ 2⁶⁵: 1 in 37 million for a million texts.
 */
function hashWords(words: Int32Array, from: number, to: number, into: Hash): void {
  const whole = (from >>> 2) + ((to - from) >>> 2);
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let index = from >>> 2; index < whole; index++) {
    const word = words[index] ?? 0;
    a = Math.imul(a ^ word, 0x9e3779b1);
    a ^= a >>> 15;
    b = Math.imul((b << 13) | (b >>> 19), 0x85ebca77) ^ word;
  }
  const rest = (to - from) & 3;
  const last = rest === 0 ? 0 : (words[whole] ?? 0) & ((1 << (rest * 8)) - 1);
  a = Math.imul(a ^ last, 0x9e3779b1) ^ (to - from);
  b = Math.imul((b << 13) | (b >>> 19), 0x85ebca77) ^ last;
  into.low = mix(a ^ (b >>> 7));
  into.high = mix(b ^ Math.imul(to - from, 0xc2b2ae3d));
}

/** Each bit of the result hangs on each bit of the value. */
export function mix(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
