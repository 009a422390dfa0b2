/** A hash of 64 bits, as two whole numbers of 32. */
export interface Hash {
  low: number;
  high: number;
}

/** Hashes of a text and of pieces of it. One text at a time: taking up the next forgets the last. */
export interface TextHash {
  /** Takes a text up. @returns its length in UTF-8 bytes */
  readonly take: (text: string) => number;
  /** The hash of the bytes `[from, to)`, written to `into`; `from` is a multiple of 4. */
  readonly hash: (from: number, to: number, into: Hash) => void;
}

const LEAST_BYTES = 1 << 16;
const encoder = new TextEncoder();

export function createTextHash(): TextHash {
  let bytes = new Uint8Array(LEAST_BYTES);
  let words = new Int32Array(bytes.buffer);

  function makeRoom(text: string): void {
    if (text.length * 3 <= bytes.length) return;
    const needed = Buffer.byteLength(text);
    if (needed <= bytes.length) return;
    bytes = new Uint8Array(Math.max((needed + 3) & ~3, Math.min(bytes.length * 2, 1 << 28)));
    words = new Int32Array(bytes.buffer);
  }

  return {
    take(text) {
      makeRoom(text);
      return encoder.encodeInto(text, bytes).written;
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
