import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Amount, createSum, MOST_SMALL, plus } from '../../src/replay/amount.ts';
import { createAmountList } from '../../src/replay/amount-list.ts';

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

  it('have the quantiles of the sorted bigints, also in a copy', () => {
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 1 }),
        fc.integer({ min: 1, max: 100 }),
        (amounts, percent) => {
          const list = createAmountList();
          for (const each of amounts) list.push(each);
          const expected = ascending(inBigints(amounts))[Math.ceil((amounts.length * percent) / 100) - 1];
          expect(list.copy().quantile(percent)).toBe(expected);
          expect(list.quantile(percent)).toBe(expected);
          expect(list.count()).toBe(amounts.length);
        },
      ),
    );
  });
});
