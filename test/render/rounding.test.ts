import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Money } from '../../src/domain/money.ts';
import { largestRemainder } from '../../src/render/rounding.ts';

const CENT = 10n ** 13n;
const cents = (...tenths: number[]) => tenths.map((each) => (BigInt(each) * 10n ** 12n) as Money);

describe('rows that add up', () => {
  it.each([
    // In tenths of a cent. 3 × 3.4 = 10.2: each alone gives 3 + 3 + 3 = 9, not 10.
    ['what is missing goes to the first of equals', [34, 34, 34], [4, 3, 3]],
    ['what is missing goes to those that lost most', [34, 38, 38], [3, 4, 4]],
    ['nothing is missing', [30, 20, 10], [3, 2, 1]],
    ['a refund loses most where it is cut downwards', [-34, 134], [-3, 13]],
    ['no rows', [], []],
  ])('%s', (_, tenths, rounded) => {
    const amounts = cents(...tenths);
    const total = amounts.reduce((sum, each) => sum + each, 0n) as Money;
    expect(largestRemainder(amounts, total, 2)).toEqual(rounded.map(BigInt));
  });

  it('always add up to the rounded total, each off by less than one', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 20n });
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 30 }), (values) => {
        const total = values.reduce((sum, each) => sum + each, 0n);
        const rounded = largestRemainder(values as Money[], total as Money, 2);
        const sum = rounded.reduce((all, each) => all + each, 0n);
        const off = sum * CENT - total;
        expect(off <= CENT / 2n && -off <= CENT / 2n).toBe(true);
        for (const [index, each] of rounded.entries()) {
          const gap = each * CENT - (values[index] ?? 0n);
          expect(gap < CENT && -gap < CENT).toBe(true);
        }
      }),
    );
  });
});
