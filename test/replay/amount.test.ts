import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Amount, createSum, MOST_SMALL, plus } from '../../src/replay/amount.ts';
import { createRangeList } from '../../src/replay/range-list.ts';

/** Amounts on both sides of where doubles end, as the quick way makes them. */
const amount: fc.Arbitrary<Amount> = fc.oneof(
  fc.nat(1000),
  fc.integer({ min: MOST_SMALL - 1000, max: MOST_SMALL }),
  fc.bigInt({ min: BigInt(MOST_SMALL) - 5n, max: 2n ** 80n }),
);
const inBigints = (amounts: readonly Amount[]): bigint[] => amounts.map(BigInt);
const ascending = (values: readonly bigint[]): bigint[] =>
  [...values].sort((a, b) => (a < b ? -1 : Number(a > b)));

describe('amounts, small or large', () => {
  it('add up to the same as bigints', () => {
    fc.assert(
      fc.property(fc.array(amount), (amounts) => {
        const expected = inBigints(amounts).reduce((sum, each) => sum + each, 0n);
        const sum = createSum();
        for (const each of amounts) sum.add(each);
        expect(sum.total()).toBe(expected);
        expect(BigInt(amounts.reduce(plus, 0))).toBe(expected);
      }),
    );
  });

  it('have the quantiles of the sorted bigints, world by world', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(amount, fc.boolean()), { minLength: 1 }),
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 4 }),
        (runs, percents) => {
          const list = createRangeList();
          const ranges = runs.map(([base, hasRange]) => ({
            low: base,
            base,
            high: hasRange ? plus(base, 7) : base,
          }));
          for (const { low, base, high } of ranges) list.push(low, base, high);
          expect(list.count()).toBe(runs.length);
          for (const world of ['low', 'base', 'high'] as const) {
            const sorted = ascending(inBigints(ranges.map((range) => range[world])));
            for (const percent of percents)
              expect(list.quantile(percent)[world]).toBe(
                sorted[Math.ceil((runs.length * percent) / 100) - 1],
              );
          }
        },
      ),
    );
  });
});
