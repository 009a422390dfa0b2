import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  divideHalfEven,
  type Money,
  meanOf,
  moneyRounded,
  moneyText,
  parseFraction,
  parseMoney,
  parseRate,
  priceOf,
  rateText,
  scale,
} from '../../src/domain/money.ts';

const money = (text: string): Money =>
  parseMoney(text) ??
  (() => {
    throw new Error(text);
  })();

describe('a rate', () => {
  test.each([
    ['0.003625', 3_625_000n],
    ['1.74', 1_740_000_000n],
    ['30', 30_000_000_000n],
    ['0.000000001', 1n],
  ])('%s USD per million tokens is %s nano-dollars', (text, nano) => {
    expect(parseRate(text)).toBe(nano);
  });

  test.each(['', '.5', '5.', '-1', '1e3', '0.0000000001', 'free', '1,5', ' 1'])('"%s" is none', (text) => {
    expect(parseRate(text)).toBeUndefined();
  });

  it('reads back as it was written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), (nano) => {
        expect(parseRate(rateText(nano as never))).toBe(nano);
      }),
    );
  });

  it('times tokens needs no division: 45,000 × $0.003625/M = $0.000163125', () => {
    const rate = parseRate('0.003625');
    expect(rate && moneyText(priceOf(rate, 45_000n))).toBe('0.000163125');
  });
});

describe('an amount', () => {
  test.each([
    ['0.0123', '0.0123'],
    ['1.2e-05', '0.000012'],
    ['5e2', '500'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['-0.25', '-0.25'],
    ['4.1400000000000003e-05', '0.0000414'],
    ['0.0004970133333333333', '0.000497013333333'],
    ['123456789012345678', '123456789012345678'],
    ['0.0000000000000005', '0'], // a tie goes to the even neighbour
    ['0.0000000000000015', '0.000000000000002'],
  ])('%s is read as %s', (text, exact) => {
    expect(moneyText(money(text))).toBe(exact);
  });

  test.each(['', '.', '-', 'e5', '1e', '0x10', 'Infinity', 'NaN', '1 2', '1e9999'])(
    '"%s" is none',
    (text) => {
      expect(parseMoney(text)).toBeUndefined();
    },
  );

  it('reads back as it was written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (amount) => {
        expect(parseMoney(moneyText(amount as Money))).toBe(amount);
      }),
    );
  });

  it('is shown with the decimals asked for, halves to even', () => {
    expect(moneyRounded(money('0.125'), 2)).toBe('0.12');
    expect(moneyRounded(money('0.135'), 2)).toBe('0.14');
    expect(moneyRounded(money('-1.5'), 0)).toBe('-2');
    expect(moneyRounded(money('0'), 3)).toBe('0.000');
  });
});

describe('the one division', () => {
  it('goes to the nearest whole number, halves to even', () => {
    expect([5n, 7n, -5n, -7n, 6n, 1n].map((num) => divideHalfEven(num, 2n))).toEqual([
      2n,
      4n,
      -2n,
      -4n,
      3n,
      0n,
    ]);
    expect([1n, 2n, -1n, -2n].map((num) => divideHalfEven(num, 3n))).toEqual([0n, 1n, 0n, -1n]);
  });

  it('is never further from the exact quotient than a half', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        (num, den) => {
          const twice = (divideHalfEven(num, den) * den - num) * 2n;
          expect(twice <= den && -twice <= den).toBe(true);
        },
      ),
    );
  });

  it('makes means and multiples: 10 ÷ 4 = 2.5 → 2, × 11/10', () => {
    expect(meanOf(10n as Money, 4)).toBe(2n);
    expect(scale(money('0.000000000000005'), { num: 11n, den: 10n })).toBe(6n); // 5.5 → 6
  });
});

describe('a multiplier', () => {
  test.each([
    ['1.1', 11n, 10n],
    ['1/2', 1n, 2n],
    ['0.5', 1n, 2n],
    ['3', 3n, 1n],
    ['0', 0n, 1n],
  ])('%s is exactly %s/%s', (text, num, den) => {
    expect(parseFraction(text)).toEqual({ num, den });
  });

  test.each(['1/0', '1/2/3', '-1', 'half', ''])('"%s" is none', (text) => {
    expect(parseFraction(text)).toBeUndefined();
  });
});
