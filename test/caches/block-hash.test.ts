import { describe, expect, it } from 'vitest';
import { blockHash } from '../../src/caches/block-hash.ts';

const COUNT = 20_000;
const places = Array.from({ length: COUNT }, (_, index) => index);

/** Among 20,000 random numbers of 32 bits, 20,000² ÷ 2³³ ≈ 0.05 pairs agree. */
const MOST_ALIKE = 2;

describe('hashes of blocks that a log knows by a number', () => {
  it.each([
    ['small', (place: number) => place],
    ['alike in their low 32 bits', (place: number) => place * 2 ** 32 + 7],
    ['negative and alike', (place: number) => -place * 2 ** 32 - 7],
  ])('are found by a half that tells them apart: %s', (_, idOf) => {
    const lows = new Set(places.map((place) => blockHash(idOf(place), 512).low));
    expect(lows.size).toBeGreaterThanOrEqual(COUNT - MOST_ALIKE);
  });

  it('are never the same for two numbers', () => {
    const ids = places.flatMap((place) => [place, place * 2 ** 32, place * 2 ** 32 + place]);
    const hashes = ids.map((id) => blockHash(id, 512)).map(({ low, high }) => `${low} ${high}`);
    expect(new Set(hashes).size).toBe(new Set(ids).size);
  });

  it('are others for shorter blocks', () => {
    expect(blockHash(2 ** 40, 511)).not.toEqual(blockHash(2 ** 40, 512));
  });
});
