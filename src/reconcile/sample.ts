import type { PriceFacts } from '../domain/reconciliation.ts';
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

const amounts = new Float64Array(5);
const words = new Uint32Array(amounts.buffer);

/** 53 bits of what a call is: its amounts, tokens and prices. */
function hashOf({ recorded, list, quantities, price, decimals }: OpenCall): number {
  amounts[0] = Number(recorded);
  amounts[1] = Number(list);
  amounts[2] = quantities.input;
  amounts[3] = quantities.cacheRead;
  amounts[4] = quantities.output;
  let [a, b] = [hashOfPrice(price), decimals];
  for (const word of words) {
    a = Math.imul(a ^ word, 0x01000193);
    a ^= a >>> 13;
    b = Math.imul(b ^ word, 0x5bd1e995);
    b ^= b >>> 15;
  }
  return (scrambled(a) & 0x1fffff) * 2 ** 32 + scrambled(b);
}

const ofPrices = new WeakMap<PriceFacts, number>();

/** Calls are many, and prices few. */
function hashOfPrice(price: PriceFacts): number {
  const known = ofPrices.get(price);
  if (known !== undefined) return known;
  let hash = 0x811c9dc5;
  for (const char of price.key) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  ofPrices.set(price, hash);
  return hash;
}

function scrambled(value: number): number {
  const x = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (x ^ (x >>> 13)) >>> 0;
}
