import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isConvincing } from '../../src/reconcile/chance.ts';
import { decimalsIn, mostCovered } from '../../src/reconcile/decimals.ts';
import { createWritten, toleranceOf } from '../../src/reconcile/precision.ts';
import { usd } from '../support/reconcile.ts';

const first = (low: number, high: number, digits = 9): string | undefined => {
  const [found] = decimalsIn({ low, high }, digits);
  return found && `${found.value.num}/${found.value.den}`;
};

describe('the simplest decimal in an interval', () => {
  it.each([
    [1.049, 1.051, '21/20'],
    [0.9, 1.2, '1/1'],
    [1.04, 1.06, '26/25'],
    [0.849999, 0.850001, '17/20'],
    [1.0837290999, 1.0837291001, '10837291/10000000'],
    [7, 7, '7/1'],
  ])('from %d to %d is %s', (low, high, expected) => {
    expect(first(low, high)).toBe(expected);
  });

  it('is none below zero, beyond all numbers, or with too many digits', () => {
    expect([
      first(-2, 3),
      first(0, 3),
      first(1, Number.POSITIVE_INFINITY),
      first(1.23456, 1.23457, 3),
    ]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('comes before longer ones, each once', () => {
    const found = [...decimalsIn({ low: 0.95, high: 1.1 }, 2)].map(
      ({ value }) => Number(value.num) / Number(value.den),
    );
    expect(found).toEqual([
      1, 1.1, 0.95, 0.96, 0.97, 0.98, 0.99, 1.01, 1.02, 1.03, 1.04, 1.05, 1.06, 1.07, 1.08, 1.09,
    ]);
  });
});

describe('what the most of some intervals have in common', () => {
  it.each([
    [
      [
        [1, 3],
        [2, 4],
        [2.5, 9],
      ],
      3,
      2.5,
      3,
    ],
    [
      [
        [1, 2],
        [5, 6],
        [5.5, 7],
        [5.9, 5.95],
      ],
      3,
      5.9,
      5.95,
    ],
    [
      [
        [1, 1],
        [1, 1],
      ],
      2,
      1,
      1,
    ],
  ] as const)('%j: %i of them', (pairs, count, low, high) => {
    const common = mostCovered(pairs.map(([from, to]) => ({ low: from, high: to })));
    expect(common.count).toBe(count);
    expect(common.low).toBeCloseTo(low, 9);
    expect(common.high).toBeCloseTo(high, 9);
  });

  it('is nothing where there are none', () => {
    expect(mostCovered([]).count).toBe(0);
    expect(mostCovered([{ low: 0, high: 0 }]).count).toBe(0);
  });

  it('does not hang on their order', () => {
    const interval = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 20 }));
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 30 }), (pairs) => {
        const intervals = pairs.map(([low, width]) => ({ low, high: low + width }));
        expect(mostCovered([...intervals].reverse())).toEqual(mostCovered(intervals));
      }),
    );
  });
});

describe('chance', () => {
  it('is less than one in ten thousand, or nothing is believed', () => {
    expect(isConvincing({ widths: [1e-5], of: 1, choices: 0 })).toBe(true);
    expect(isConvincing({ widths: [1e-3], of: 1, choices: 0 })).toBe(false);
    expect(isConvincing({ widths: [0.01, 0.01, 0.01], of: 3, choices: 0 })).toBe(true);
    // a hundred causes to choose from
    expect(isConvincing({ widths: [0.01, 0.01, 0.01], of: 3, choices: 2 })).toBe(true);
    expect(isConvincing({ widths: [0.01, 0.01, 0.01], of: 3, choices: 2.5 })).toBe(false);
  });

  it('grows with the calls that could have fitted, too', () => {
    // 161,700 ways to take three of a hundred
    expect(isConvincing({ widths: [1e-3, 1e-3, 1e-3], of: 3, choices: 0 })).toBe(true);
    expect(isConvincing({ widths: [1e-3, 1e-3, 1e-3], of: 100, choices: 0 })).toBe(false);
  });
});

describe('how far a figure may be from what it was rounded from', () => {
  it.each([
    [2, '0.005'],
    [6, '0.0000005'],
    [11, '0.000000000005'],
    [12, '0.000000000001'],
    [15, '0.000000000001'],
    [0, '0.005'],
  ])('with %i decimals it is %s dollars', (decimals, expected) => {
    expect(toleranceOf(decimals, 0)).toBe(usd(expected));
  });

  it('is that of its group where zeros at its end may have been left out', () => {
    const written = createWritten();
    for (let index = 0; index < 99; index++) written.add(9);
    written.add(3);
    expect(written.usual()).toBe(9);
    expect(toleranceOf(3, written.usual())).toBe(toleranceOf(9, 0));
  });

  it('is its own where many are as short', () => {
    const written = createWritten();
    for (let index = 0; index < 50; index++) written.add(9);
    for (let index = 0; index < 50; index++) written.add(4);
    expect(written.usual()).toBe(4);
  });
});
