import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figureOf, isSameFigure, PER_MTOK, PER_TOKEN } from '../../../src/price/import/decimal.ts';

const usd = (value: unknown, shift = PER_TOKEN): unknown => {
  const figure = figureOf(value, shift);
  return 'usd' in figure ? figure.usd : figure.kind;
};

describe('a price of a list', () => {
  it.each([
    [2.5e-6, '2.5'],
    [1e-7, '0.1'],
    [0.0000025, '2.5'],
    [5.46875e-7, '0.546875'],
    [0.000015, '15'],
    [1, '1000000'],
    ['0.00000008', '0.08'],
    ['3e-07', '0.3'],
    [' 4E-7 ', '0.4'],
    ['.000001', '1'],
    [1.23456789e-7, '0.123456789'],
  ])('of %s USD a token is %s a million', (value, text) => {
    expect(usd(value)).toBe(text);
  });

  it.each([
    [0.435, '0.435'],
    [3, '3'],
    [0.003625, '0.003625'],
    [100_000_000, '100000000'],
  ])('of %s USD a million stays what it is', (value, text) => {
    expect(usd(value, PER_MTOK)).toBe(text);
  });

  it.each([
    [1.5000020000000002e-5, '15.00002'],
    [2.1429999999999996e-6, '2.143'],
    [0.30000000000000004e-6, '0.3'],
    [0.1 + 0.2, '300000'],
    [4.5003000000000007e-7, '0.45003'],
  ])('%s is taken for %s, without the noise of doubles', (value, text) => {
    expect(figureOf(value, PER_TOKEN)).toEqual({ kind: 'rate', usd: text, isCleaned: true });
  });

  it.each([
    [1 / 3e6, 'a third'],
    [0.08333333333333334e-6, 'a twelfth'],
    [1.2345678901e-7, 'ten decimals'],
    [1_000_000, 'a million dollars a token'],
  ])('%s (%s) is no exact price', (value) => {
    expect(figureOf(value, PER_TOKEN)).toEqual({ kind: 'inexact' });
  });

  it.each([
    [0, 'zero'],
    ['0.0', 'zero'],
    [-0, 'zero'],
    ['-0', 'zero'],
    [-1, 'negative'],
    ['-1e-6', 'negative'],
    ['', 'no-number'],
    ['.', 'no-number'],
    ['on request', 'no-number'],
    ['1,5', 'no-number'],
    ['0x10', 'no-number'],
    ['Infinity', 'no-number'],
    [true, 'no-number'],
    [null, 'no-number'],
    [undefined, 'no-number'],
    [{ base: 1 }, 'no-number'],
    [Number.NaN, 'no-number'],
  ])('%s is %s', (value, kind) => {
    expect(figureOf(value, PER_TOKEN).kind).toBe(kind);
  });

  it('keeps every digit of any price that a book can hold', () => {
    const nano = fc.bigInt({ min: 1n, max: 999_999_999n });
    fc.assert(
      fc.property(nano, (price) => {
        // 10⁻⁹ USD a million tokens are 10⁻¹⁵ USD a token.
        const text = usd(`${price}e-15`);
        expect(BigInt(Math.round(Number(text) * 1e9))).toBe(price);
        expect(usd(Number(`${price}e-15`))).toBe(text);
      }),
    );
  });

  it('is one however it is written', () => {
    expect(isSameFigure(3e-6, '0.000003', PER_TOKEN)).toBe(true);
    expect(isSameFigure(0, '0.0', PER_TOKEN)).toBe(true);
    expect(isSameFigure(3e-6, 3.1e-6, PER_TOKEN)).toBe(false);
    expect(isSameFigure('x', 'x', PER_TOKEN)).toBe(false);
  });
});
