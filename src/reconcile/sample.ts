import type { OpenCall } from './calls.ts';

/** So many different calls are looked at when a cause is searched; whatever is found is tried on all of them. */
export const MOST_SAMPLED = 200;

/**
 * Different calls, at most `MOST_SAMPLED`, chosen by what they are and not by where they stand: their order changes
 * nothing. One of calls that are alike stands for all of them.
 */
export function sampleOf(indexes: Iterable<number>, read: (index: number) => OpenCall): readonly OpenCall[] {
  const kept = new Map<number, number>();
  let most = Number.POSITIVE_INFINITY;
  for (const index of indexes) {
    const hash = hashOf(read(index));
    if (hash > most || kept.has(hash)) continue;
    kept.set(hash, index);
    if (kept.size >= 2 * MOST_SAMPLED) most = keepLeast(kept);
  }
  keepLeast(kept);
  return inOrder(kept).map(([, index]) => read(index));
}

const inOrder = (kept: ReadonlyMap<number, number>) => [...kept].sort(([a], [b]) => a - b);

/** @returns the largest hash that is kept */
function keepLeast(kept: Map<number, number>): number {
  const [...rest] = inOrder(kept).slice(MOST_SAMPLED);
  for (const [hash] of rest) kept.delete(hash);
  return Math.max(...kept.keys());
}

const view = new DataView(new ArrayBuffer(8));

/** 53 bits of what a call is: its amounts, tokens and prices. */
function hashOf({ recorded, list, quantities, price, decimals }: OpenCall): number {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  const mix = (bits: number): void => {
    a = Math.imul(a ^ bits, 0x01000193);
    a ^= a >>> 13;
    b = Math.imul(b ^ bits, 0x5bd1e995);
    b ^= b >>> 15;
  };
  const number = (value: number): void => {
    view.setFloat64(0, value);
    mix(view.getUint32(0));
    mix(view.getUint32(4));
  };
  for (const value of [Number(recorded), Number(list), quantities.input, quantities.cacheRead]) number(value);
  number(quantities.output);
  mix(decimals);
  for (let index = 0; index < price.key.length; index++) mix(price.key.charCodeAt(index));
  return (scrambled(a) & 0x1fffff) * 2 ** 32 + scrambled(b);
}

function scrambled(value: number): number {
  const x = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (x ^ (x >>> 13)) >>> 0;
}
