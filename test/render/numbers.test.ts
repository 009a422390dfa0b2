import { describe, expect, it } from 'vitest';
import { type Money, parseMoney } from '../../src/domain/money.ts';
import {
  ASCII,
  amountInWords,
  amountText,
  changeInWords,
  changeOf,
  changeText,
  decimalsFor,
  instantText,
  shareText,
  UNICODE,
  unitFor,
} from '../../src/render/numbers.ts';

const usd = (text: string): Money => parseMoney(text) as Money;

describe('amounts', () => {
  it.each([
    ['0.091', '9.1 c'],
    ['0.00034', '0.034 c'],
    ['0.999', '100 c'],
    ['0', '0 c'],
    ['0.0000000001', 'under 0.000001 c'],
    ['1.2', '$1.20'],
    ['1234.4', '$1,234'],
    ['1234567.5', '$1,234,568'],
  ])('%s dollars in a sentence: %s', (amount, text) => {
    expect(amountInWords(usd(amount))).toBe(text);
  });

  it.each([
    [['0.0123', '1.5'], 4], // three figures of the smallest: 0.0123
    [['12.5'], 2],
    [['0.0000001'], 6],
    [['0', '3'], 2],
    [['-0.0123', '1.5'], 4], // losses, too
    [[], 2],
  ])('a column of %j has %i decimals', (amounts, decimals) => {
    expect(decimalsFor(amounts.map(usd))).toBe(decimals);
  });

  it.each([
    ['-0.0123', 4, '-0.0123'],
    ['-0.0004', 2, '-0.0004'], // what is not zero never looks like zero
    ['-0.0000000001', 2, '>-0.000001'],
    ['0', 2, '0.00'],
  ])('%s with %i decimals is %s', (amount, decimals, text) => {
    expect(amountText(usd(amount), decimals)).toBe(text);
  });

  it('are in cents while all are under ten dollars', () => {
    expect(unitFor([usd('9.99'), undefined])).toBe('cents');
    expect(unitFor([usd('0.01'), usd('10')])).toBe('USD');
    expect(amountText(usd('0.0123'), 1, 'cents')).toBe('1.2');
  });

  it('of very different sizes do not give each other decimals', () => {
    const amounts = ['126.9', '0.00042', '0.0000000001'].map(usd);
    const decimals = decimalsFor(amounts, { figures: 2, least: 1, most: 4 });
    expect(amounts.map((amount) => amountText(amount, decimals, 'USD', 2))).toEqual([
      '126.9',
      '0.00042',
      '<0.000001',
    ]);
  });

  it('are rounded half to even', () => {
    expect(['0.125', '0.135', '-0.125'].map((text) => amountText(usd(text), 2))).toEqual([
      '0.12',
      '0.14',
      '-0.12',
    ]);
  });
});

describe('changes', () => {
  it.each([
    ['1', '1', '±0%'],
    ['0.11', '1', '−89%'],
    ['1.234', '1', '+23%'],
    ['1.004', '1', '+0.40%'],
    ['0.9995', '1', '−0.05%'],
    ['1.00000001', '1', '+<0.01%'],
    ['14', '1', '×14'],
    ['10', '1', '×10'],
    ['9.9', '1', '+890%'],
    ['0', '1', '−100%'],
    ['0.0003', '1', '−99.9%'],
    ['0', '0', '±0%'],
    ['1', '0', ''],
  ])('to %s dollars from %s: %s', (here, baseline, text) => {
    expect(changeText(changeOf(usd(here), usd(baseline)), UNICODE)).toBe(text);
  });

  it.each([
    [-0.944, '94 % less'],
    [0.05, '5 % more'],
    [10.53, '12 times as much'],
    [0.00001, 'under 0.01 % more'],
    [0, 'the same'],
  ])('%d in a sentence: %s, as in the table', (change, words) => {
    expect(changeInWords(change)).toBe(words);
  });

  it('have an ASCII form', () => {
    expect(changeText(-0.89, ASCII)).toBe('-89%');
    expect(changeText(0, ASCII)).toBe('+/-0%');
    expect(changeText(13, ASCII)).toBe('x14');
  });
});

it.each([
  [1, 2, '50.0 %'],
  [3, 3, '100 %'],
  [0, 3, '0.0 %'],
  [99_999, 100_000, 'over 99.9 %'],
  [1, 100_000, 'under 0.1 %'],
])('%i of %i is %s: neither all nor none unless it is', (part, whole, text) => {
  expect(shareText(part, whole)).toBe(text);
});

it.each([
  ['2026-11-23T00:00:00Z', '2026-11-23'],
  ['2026-08-16T16:00:00Z', '2026-08-16T16:00Z'],
  ['2026-08-16T16:00:07Z', '2026-08-16T16:00:07Z'],
])('%s is written %s', (at, text) => {
  expect(instantText(Date.parse(at))).toBe(text);
});
