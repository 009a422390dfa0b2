import { describe, expect, it, test } from 'vitest';
import { amountOf } from '../../src/config/amounts.ts';
import { scoreOf, shareOf, wholeOf } from '../../src/config/numbers.ts';
import { readExchange } from '../../src/plan/features/exchange.ts';

const ENGLISH = { hasDecimalComma: false };

describe('amounts', () => {
  test.each([
    ['0.30', 3n, 10n, 'USD'],
    ['.5', 1n, 2n, 'USD'],
    ['12', 12n, 1n, 'USD'],
    ['$0.30', 3n, 10n, 'USD'],
    ['US$ 0.30', 3n, 10n, 'USD'],
    ['0.30 EUR', 3n, 10n, 'EUR'],
    ['EUR 0.30', 3n, 10n, 'EUR'],
    ['eur0.30', 3n, 10n, 'EUR'],
    ['€0.30', 3n, 10n, 'EUR'],
    ['0.30€', 3n, 10n, 'EUR'],
    ['£2', 2n, 1n, 'GBP'],
    ['$2 USD', 2n, 1n, 'USD'],
    ['30 ct', 3n, 10n, 'USD'],
    ['30 cents', 3n, 10n, 'USD'],
    ['30c', 3n, 10n, 'USD'],
    ['0.5¢', 1n, 200n, 'USD'],
    ['1,200.50', 2401n, 2n, 'USD'],
    ['1,200', 1200n, 1n, 'USD'],
    ['$1,200,000', 1_200_000n, 1n, 'USD'],
    ['1 200.50', 2401n, 2n, 'USD'],
    ['1_200', 1200n, 1n, 'USD'],
    ['0.123456789012345678', 61728394506172839n, 500000000000000000n, 'USD'],
  ])('%s', (text, num, den, currency) => {
    const { value } = amountOf(text, 'USD', ENGLISH) as { value: { amount: { num: bigint; den: bigint } } };
    expect({ ...value, amount: value.amount.num * den === num * value.amount.den }).toEqual({
      amount: true,
      currency,
    });
  });

  it('without a currency are in the one given', () => {
    expect(amountOf('30 ct', 'EUR', ENGLISH)).toEqual({
      value: { amount: { num: 30n, den: 100n }, currency: 'EUR' },
    });
    expect(amountOf('30', 'CHF', ENGLISH)).toEqual({
      value: { amount: { num: 30n, den: 1n }, currency: 'CHF' },
    });
  });

  test.each([
    ['1,20', 'USD', 'is ambiguous: write 1.20'],
    ['0,300', 'USD', 'is ambiguous: write 0.300'],
    ['1.200,50', 'USD', 'is ambiguous: write 1200.50'],
    ['1.200.000', 'USD', 'is ambiguous: write 1200000'],
    ['1,20,000', 'USD', 'is ambiguous: write digits, with a point before the decimals'],
    ['-1', 'USD', 'is negative'],
    ['$-1', 'USD', 'is negative'],
    ['-$1', 'USD', 'is negative'],
    ['(1)', 'USD', 'is negative'],
    ['0', 'USD', 'is zero: write what a run is worth'],
    ['0.00 EUR', 'USD', 'is zero: write what a run is worth'],
    ['abc', 'USD', 'is no amount: write it like 0.30, $0.30 or 0.30 EUR'],
    ['$', 'USD', 'is no amount: write it like 0.30, $0.30 or 0.30 EUR'],
    ['true', 'USD', 'is no amount: write it like 0.30, $0.30 or 0.30 EUR'],
    ['1e3', 'USD', 'is no amount: write it like 0.30, $0.30 or 0.30 EUR'],
    ['5k', 'USD', 'is no amount: write it like 0.30, $0.30 or 0.30 EUR'],
    ['0.30/run', 'USD', 'is no amount: write it like 0.30, $0.30 or 0.30 EUR'],
    ['30 ct', 'GBP', 'is in cents, but the currency is GBP: write it like 0.30 GBP'],
    ['$30 ct', 'USD', 'names both a currency and cents: write one of them'],
    ['€1 USD', 'USD', 'names two currencies: write one of them'],
    ['¥100', 'USD', 'has a sign of two currencies: write JPY or CNY'],
    ['$1', 'CAD', 'has a sign of two currencies here: write USD or CAD'],
    ['1234567890123456789', 'USD', 'has more digits than anything costs'],
    ['1'.repeat(100), 'USD', 'is no amount'],
    [' '.repeat(1_000_000), 'USD', 'is no amount'],
  ])('refused: %s', (text, currency, fault) => {
    expect(amountOf(text, currency, ENGLISH)).toEqual({ fault });
  });
});

describe('shares', () => {
  test.each([
    ['70%', 7n, 10n],
    ['70 %', 7n, 10n],
    ['0.7', 7n, 10n],
    ['7/10', 7n, 10n],
    ['33.3%', 333n, 1000n],
    ['100%', 1n, 1n],
    ['0', 0n, 1n],
    ['1', 1n, 1n],
    ['1/3', 1n, 3n],
  ])('%s', (text, num, den) => {
    expect(shareOf(text, ENGLISH)).toEqual({ value: { num, den } });
  });

  test.each([
    ['70', 'is more than 1: write 70%'],
    ['1.5', 'is more than 1: write 1.5%'],
    ['170%', 'is more than 100%'],
    ['7/5', 'is more than 100%'],
    ['70,5%', 'is no share: write 70.5%'],
    ['0,7', 'is no share: write 0.7'],
    ['-5%', 'is negative'],
    ['1/0', 'is no share: write it like 70%, 0.7 or 7/10'],
    ['1/2/3', 'is no share: write it like 70%, 0.7 or 7/10'],
    ['most', 'is no share: write it like 70%, 0.7 or 7/10'],
  ])('refused: %s', (text, fault) => {
    expect(shareOf(text, ENGLISH)).toEqual({ fault });
  });
});

describe('whole numbers', () => {
  test.each(['12000', '12,000', '12_000', '12 000', '12\u00a0000', '12000.0'])('%s', (text) => {
    expect(wholeOf(text, { least: 1, most: 20_000 }, ENGLISH)).toEqual({ value: 12_000 });
  });

  test.each([
    ['12.5', 'is no whole number: write it like 12000, or 12,000'],
    ['12.000', 'is no whole number: write it like 12000, or 12,000'],
    ['12k', 'is no number: write a whole number such as 12000'],
    ['-3', 'is negative: write a whole number such as 12000'],
    ['0', 'is too small: at least 1'],
    ['20,001', 'is too large: at most 20,000'],
  ])('refused: %s', (text, fault) => {
    expect(wholeOf(text, { least: 1, most: 20_000 }, ENGLISH)).toEqual({ fault });
  });
});

describe('numbers of a table with semicolons', () => {
  const COMMA = { hasDecimalComma: true };

  test.each([
    ['0,5', 1n, 2n],
    ['1,20 €', 6n, 5n],
    ['1.200,50', 2401n, 2n],
    ['12', 12n, 1n],
    ['0.5', 1n, 2n],
  ])('%s', (text, num, den) => {
    expect(amountOf(text, 'EUR', COMMA)).toEqual({ value: { amount: { num, den }, currency: 'EUR' } });
  });

  test.each(['1.200', '1,200'])('refused, for it could be meant in two ways: %s', (text) => {
    expect(amountOf(text, 'EUR', COMMA)).toEqual({ fault: 'could be meant in two ways: write 1200 or 1.2' });
  });

  it('have shares and scores with a comma as well', () => {
    expect(shareOf('7,5 %', COMMA)).toEqual({ value: { num: 3n, den: 40n } });
    expect(scoreOf('0,93', COMMA)).toEqual({ value: 0.93 });
  });
});

describe('scores', () => {
  test.each([
    ['0.93', 0.93],
    ['93%', 0.93],
    ['4.5', 4.5],
    ['0', 0],
  ])('%s', (text, value) => {
    expect(scoreOf(text, ENGLISH)).toEqual({ value });
  });
});

describe('exchange rates of the command line', () => {
  test.each([
    ['EUR=1.085@2026-11-20', { currency: 'EUR', usd: { num: 217n, den: 200n }, date: '2026-11-20' }],
    ['jpy=0.0066@2024-02-29', { currency: 'JPY', usd: { num: 33n, den: 5000n }, date: '2024-02-29' }],
  ])('%s', (text, rate) => {
    expect(readExchange(text)).toEqual(rate);
  });

  test.each([
    'EUR=1.085',
    'EUR=1.085@2026-02-29',
    'EUR=1.085@2026-13-01',
    'EUR=1.085@20261120',
    'EUR=0@2026-11-20',
    'EUR=1,085@2026-11-20',
    'EUR=-1@2026-11-20',
    'EURO=1@2026-11-20',
    'USD=1@2026-11-20',
    '',
  ])('is none: %s', (text) => {
    expect(readExchange(text)).toBeUndefined();
  });
});
