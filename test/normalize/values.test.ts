import { describe, expect, it, test } from 'vitest';
import { moneyText } from '../../src/domain/money.ts';
import { instantOf } from '../../src/normalize/instants.ts';
import { costDecimals, costOf, countOf, statusOf, textOf } from '../../src/normalize/values.ts';

const utc = (): number => 0;

describe('a count', () => {
  test.each([
    ['1234', false, 1234],
    [1234, false, 1234],
    [' 1 234 ', false, 1234],
    ['1,234', false, 1234],
    ['12.0', false, 12],
    ['1.2E+05', false, 120_000],
    ['1.234', true, 1234],
    ['1.234.567', true, 1_234_567],
    ['0', false, 0],
    ['', false, undefined],
    ['NaN', false, undefined],
    ['null', false, undefined],
    ['N/A', false, undefined],
    ['-', false, undefined],
    [null, false, undefined],
    [undefined, false, undefined],
  ])('%j (decimal comma: %s) is %s', (text, hasDecimalComma, expected) => {
    expect(countOf(text, hasDecimalComma)).toBe(expected);
  });

  test.each([
    '1.234',
    '12.5',
    '-5',
    '0x10',
    '1e999',
    '4294967296',
    '9007199254740993',
    'Infinity',
    '１２３',
    'many',
    {},
    [],
    true,
  ])('%j is none, and says so', (text) => {
    expect(countOf(text, false)).toHaveProperty('fault');
  });
});

describe('a recorded cost', () => {
  test.each([
    ['0.0123', 0, '0.0123'],
    ['$0.10', 0, '0.1'],
    ['0,0123', 0, '0.0123'],
    ['1,234.50', 0, '1234.5'],
    ['1.234,50', 0, '1234.5'],
    ['1,234', 0, '1234'],
    [0.5, 0, '0.5'],
    ['12.5', -2, '0.125'],
    ['1500000', -6, '1.5'],
    ['1.2e-05', 0, '0.000012'],
  ])('%j × 10^%i is %s USD', (text, exponent, usd) => {
    const cost = costOf(text, exponent);
    expect(typeof cost === 'bigint' && moneyText(cost)).toBe(usd);
  });

  test.each(['Included', '-', '', 'None', null, undefined])('%j is none', (text) => {
    expect(costOf(text, 0)).toBeUndefined();
  });

  test.each(['free', '1.2.3', {}])('%j is no amount', (text) => {
    expect(costOf(text, 0)).toBe('unreadable');
  });
});

describe('an instant', () => {
  test.each([
    ['2026-08-16T16:00:00Z', '2026-08-16T16:00:00.000Z'],
    ['2026-08-16T16:00:00.123Z', '2026-08-16T16:00:00.123Z'],
    ['2026-08-17T00:00:00+08:00', '2026-08-16T16:00:00.000Z'],
    ['2026-08-16 16:00:00 UTC', '2026-08-16T16:00:00.000Z'],
    ['2026-08-16T16:00:00.123456789Z', '2026-08-16T16:00:00.123Z'],
    ['2026-08-16', '2026-08-16T00:00:00.000Z'],
    ['1786896000', '2026-08-16T16:00:00.000Z'],
    [1786896000, '2026-08-16T16:00:00.000Z'],
    [1786896000.25, '2026-08-16T16:00:00.250Z'],
    [1786896000000, '2026-08-16T16:00:00.000Z'],
    ['1786896000000000', '2026-08-16T16:00:00.000Z'],
    ['1786896000000000000', '2026-08-16T16:00:00.000Z'],
  ])('%j is %s', (text, iso) => {
    expect(instantOf(text, utc)).toEqual({ at: Date.parse(iso), hasZone: true });
  });

  it('without a zone is told apart', () => {
    expect(instantOf('2023-11-16 18:15:46.6805900', utc)).toEqual({
      at: Date.parse('2023-11-16T18:15:46.680Z'),
      hasZone: false,
    });
    expect(instantOf('2026-08-17 00:00:00', () => 480)).toEqual({
      at: Date.parse('2026-08-16T16:00:00Z'),
      hasZone: false,
    });
  });

  test.each([
    '',
    'yesterday',
    '2026-13-01',
    '2026-02-31',
    '16/08/2026',
    '2026-08-16T25:00:00Z',
    '12',
    {},
    true,
    '99999-01-01',
  ])('%j is none', (text) => {
    expect(instantOf(text, utc)).toBeUndefined();
  });
});

describe('a status', () => {
  test.each([
    ['ok', 'ok'],
    ['SUCCESS', 'ok'],
    ['200', 'ok'],
    [200, 'ok'],
    [true, 'ok'],
    ['tool_calls', 'ok'],
    ['error', 'failed'],
    [429, 'failed'],
    ['504', 'failed'],
    [false, 'failed'],
    ['', 'unknown'],
    [undefined, 'unknown'],
    ['whatever', 'unknown'],
  ])('%j is %s', (text, expected) => {
    expect(statusOf(text)).toBe(expected);
  });
});

describe('a text', () => {
  it('is trimmed, and the ways of writing nothing are nothing', () => {
    expect(textOf('  triage ')).toBe('triage');
    expect(['', ' ', 'null', 'None', 'NaN', 'N/A', '-'].map(textOf)).toEqual(Array(7).fill(undefined));
    expect(textOf('nano')).toBe('nano');
    expect(textOf(7)).toBe('7');
  });
});

describe('the decimals of a cost, in dollars', () => {
  test.each([
    ['0.0123', 0, 4],
    ['0.0120', 0, 4],
    [0.012, 0, 3],
    ['12', 0, 0],
    ['.5', 0, 1],
    ['$0.10', 0, 2],
    ['0,0123', 0, 4],
    ['1,234.50', 0, 2],
    ['1.2e-05', 0, 6],
    [7.79e-5, 0, 7],
    ['3e+2', 0, 0],
    ['12.5', -2, 3],
    ['17', -6, 6],
    ['0.4895310000000000512', 0, 15],
    ['1e-30', 0, 15],
  ])('%j, counted in 10^%i dollars, are %i', (value, exponent, decimals) => {
    expect(costDecimals(value, exponent)).toBe(decimals);
  });
});
