import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createTouches } from '../../src/caches/touches.ts';

describe('touches', () => {
  it('are found from a place on, and before it', () => {
    const touches = createTouches(6);
    touches.touch(1, 10);
    touches.touch(4, 20);
    expect([0, 1, 2, 4, 5].map((place) => touches.nearestFrom(place, 5))).toEqual([1, 1, 4, 4, -1]);
    expect([0, 1, 2, 4, 5].map((place) => touches.nearestBefore(place, 5))).toEqual([-1, -1, 1, 1, 4]);
    expect(touches.nearestFrom(0, 15)).toBe(4);
    expect(touches.nearestFrom(0, 21)).toBe(-1);
  });

  it('never go back', () => {
    const touches = createTouches(1);
    touches.touch(0, 10);
    touches.touch(0, 5);
    expect([touches.nearestFrom(0, 10), touches.nearestFrom(0, 11)]).toEqual([0, -1]);
  });

  test('are those that a search through all of them finds', () => {
    const place = fc.nat({ max: 40 });
    const touch = fc.record({ place, at: fc.nat({ max: 50 }) });
    fc.assert(
      fc.property(fc.array(touch), place, fc.nat({ max: 60 }), (all, from, since) => {
        const touches = createTouches(41);
        const latest = Array.from({ length: 41 }, () => Number.NEGATIVE_INFINITY);
        for (const each of all) {
          touches.touch(each.place, each.at);
          latest[each.place] = Math.max(latest[each.place] ?? 0, each.at);
        }
        const isIn = (each: number): boolean => each >= since;
        const after = latest.slice(from).findIndex(isIn);
        expect(touches.nearestFrom(from, since)).toBe(after < 0 ? -1 : from + after);
        expect(touches.nearestBefore(from, since)).toBe(latest.slice(0, from).findLastIndex(isIn));
      }),
    );
  });
});
