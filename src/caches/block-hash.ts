import { type Hash, mix } from './text-hash.ts';

/**
 * The hash of a block that a log knows by an id. Shorter blocks than others are others, whatever their id. Blocks are
 * looked up by `low`, so all of the id is in it; no two whole numbers have the same hash.
 */
export function blockHash(id: number | string, size: number): Hash {
  const word = typeof id === 'number' ? id : Number.NaN;
  if (Number.isSafeInteger(word)) {
    const above = Math.floor(word / 2 ** 32);
    return { low: mix(word ^ mix(above)), high: mix(above ^ Math.imul(size, 0x9e3779b1)) };
  }
  const text = String(id);
  let [low, high] = [size, 0x811c9dc5];
  for (let index = 0; index < text.length; index++) {
    low = Math.imul(low ^ text.charCodeAt(index), 0x01000193);
    high = Math.imul(high ^ text.charCodeAt(index), 0x5bd1e995);
  }
  return { low: mix(low), high: mix(high) };
}
