import { describe, expect, test } from 'vitest';
import { CARD } from '../support/book.ts';
import { costOf, type Line, type Logged, sumOf } from '../support/by-hand.ts';

const price = (logged: Logged, bill: readonly Line[]) =>
  costOf(CARD, { provider: 'openai', ...logged }, bill);

/** 7,001 plain, 93,007 cached and 1,999 output tokens at the printed prices, USD per million. */
const usage = (input: string, cached: string, output: string): readonly Line[] => [
  [7_001, 'input', input],
  [93_007, 'cacheRead', cached],
  [1_999, 'output', output],
];

/** Without cached tokens. */
const plain = (input: string, output: string): readonly Line[] => [
  [100_008, 'input', input],
  [1_999, 'output', output],
];

/** 60,000 tokens read from the cache, 12,000 written to it, 9,000 neither. */
const caching = (input: string, cached: string, written: string, output: string): readonly Line[] => [
  [9_000, 'input', input],
  [60_000, 'cacheRead', cached],
  [12_000, 'cacheWrite', written],
  [1_500, 'output', output],
];

describe('prompts above 272,000 tokens: the whole request at the higher rates', () => {
  type Rates = readonly [input: string, cached: string, written: string, output: string];
  const AT = '2026-11-18T12:00:00Z';
  /** 60,000 read, 12,000 written, the rest plain. */
  const prompt = (size: number, [input, cached, written, output]: Rates): readonly Line[] => [
    [size - 72_000, 'input', input],
    [60_000, 'cacheRead', cached],
    [12_000, 'cacheWrite', written],
    [1_500, 'output', output],
  ];

  test.each<readonly [model: string, serviceTier: string, size: number, rates: Rates]>([
    // No fee for writes before GPT-5.6: they bill as input.
    ['gpt-5.4', 'default', 272_000, ['2.5', '0.25', '2.5', '15']],
    ['gpt-5.4', 'default', 272_001, ['5', '0.5', '5', '22.5']],
    ['gpt-5.4', 'batch', 272_000, ['1.25', '0.13', '1.25', '7.5']],
    ['gpt-5.4', 'batch', 272_001, ['2.5', '0.26', '2.5', '11.25']],
    ['gpt-5.4', 'priority', 272_000, ['5', '0.5', '5', '30']],
    ['gpt-5.5', 'default', 272_000, ['5', '0.5', '5', '30']],
    ['gpt-5.5', 'default', 272_001, ['10', '1', '10', '45']],
    ['gpt-5.5', 'flex', 272_001, ['5', '0.5', '5', '22.5']],
    ['gpt-5.5', 'priority', 272_000, ['12.5', '1.25', '12.5', '75']],
    // No discount for cached tokens either.
    ['gpt-5.5-pro', 'default', 272_000, ['30', '30', '30', '180']],
    ['gpt-5.5-pro', 'default', 272_001, ['60', '60', '60', '270']],
    ['gpt-5.6-terra', 'default', 272_000, ['2', '0.2', '2.5', '12']],
    ['gpt-5.6-terra', 'default', 272_001, ['4', '0.4', '5', '18']],
    ['gpt-6.2-sol', 'default', 272_000, ['2', '0.1', '2.5', '10']],
    ['gpt-6.2-sol', 'default', 272_001, ['4', '0.2', '5', '15']],
    ['gpt-6.2-sol', 'fast', 272_001, ['8', '0.4', '10', '30']],
    ['gpt-6-luna', 'batch', 272_001, ['0.1', '0.01', '0.125', '0.375']],
    // One price whatever the size.
    ['gpt-5.4-mini', 'default', 272_001, ['0.75', '0.075', '0.75', '4.5']],
    ['gpt-4.1', 'default', 900_000, ['2', '0.5', '2', '8']],
  ])('%s, %s, %i prompt tokens', (model, serviceTier, size, rates) => {
    const bill = prompt(size, rates);
    expect(price({ model, at: AT, serviceTier }, bill)).toBe(sumOf(bill));
  });

  test.each(['gpt-5.4', 'gpt-5.5'])('%s is not sold there as priority', (model) => {
    const bill = prompt(272_001, ['0', '0', '0', '0']);
    expect(price({ model, at: AT, serviceTier: 'priority' }, bill)).toBe('not-sold-above');
  });
});

describe('cache writes have a price from GPT-5.6 on', () => {
  test.each<readonly [model: string, at: string, bill: readonly Line[]]>([
    ['gpt-5.5', '2026-07-10T00:00:00Z', caching('5', '0.5', '5', '30')],
    ['gpt-5.6-sol', '2026-07-10T00:00:00Z', caching('5', '0.5', '6.25', '30')],
    ['gpt-6-astra', '2026-09-03T00:00:00Z', caching('10', '1', '12.5', '50')],
    ['gpt-6.1-sol', '2026-09-29T00:00:00Z', caching('2', '0.1', '2.5', '10')],
    ['gpt-6.2-sol', '2026-11-17T00:00:00Z', caching('2', '0.1', '2.5', '10')],
  ])('%s at %s', (model, at, bill) => {
    expect(price({ model, at }, bill)).toBe(sumOf(bill));
  });

  const forTwelveHours = (input: string, written: string, output: string): readonly Line[] => [
    [9_000, 'input', input],
    [12_000, 'cacheWrite12h', written],
    [1_500, 'output', output],
  ];

  test.each<readonly [serviceTier: string, bill: readonly Line[]]>([
    ['default', forTwelveHours('2', '5', '10')],
    ['batch', forTwelveHours('1', '2.5', '5')],
    ['fast', forTwelveHours('4', '10', '20')],
  ])('for 12 hours they cost twice the input: gpt-6.2-sol, %s', (serviceTier, bill) => {
    expect(price({ model: 'gpt-6.2-sol', at: '2026-11-17T00:00:00Z', serviceTier }, bill)).toBe(sumOf(bill));
  });

  test('for 12 hours on gpt-6.2-astra: nobody read the price', () => {
    const bill = forTwelveHours('8', '16', '40');
    expect(price({ model: 'gpt-6.2-astra', at: '2026-11-17T00:00:00Z' }, bill)).toBe('rate-unknown');
  });
});

describe('price cuts, to the second', () => {
  test.each<readonly [model: string, at: string, serviceTier: string, bill: readonly Line[]]>([
    ['gpt-5.6-sol', '2026-08-21T19:33:59Z', 'default', caching('5', '0.5', '6.25', '30')],
    ['gpt-5.6-sol', '2026-08-21T19:34:00Z', 'default', caching('4', '0.4', '5', '20')],
    ['gpt-5.6', '2026-08-21T19:33:59Z', 'default', caching('5', '0.5', '6.25', '30')],
    ['gpt-5.6', '2026-08-21T19:34:00Z', 'default', caching('4', '0.4', '5', '20')],
    ['gpt-5.6-sol', '2026-08-21T19:33:59Z', 'fast', caching('10', '1', '12.5', '60')],
    ['gpt-5.6-sol', '2026-08-21T19:34:00Z', 'fast', caching('8', '0.8', '10', '40')],
    ['gpt-5.6-sol', '2026-08-21T19:33:59Z', 'flex', caching('2.5', '0.25', '3.125', '15')],
    ['gpt-5.6-sol', '2026-08-21T19:34:00Z', 'flex', caching('2', '0.2', '2.5', '10')],
    ['gpt-5.6-sol', '2026-11-22T00:00:00Z', 'default', caching('4', '0.4', '5', '20')],
    ['gpt-5.6-terra', '2026-07-29T23:59:59Z', 'default', caching('2.5', '0.25', '3.125', '15')],
    ['gpt-5.6-terra', '2026-07-30T00:00:00Z', 'default', caching('2', '0.2', '2.5', '12')],
    ['gpt-5.6-luna', '2026-07-29T23:59:59Z', 'default', caching('1', '0.1', '1.25', '6')],
    ['gpt-5.6-luna', '2026-07-30T00:00:00Z', 'default', caching('0.2', '0.02', '0.25', '1.2')],
    ['gpt-5.6-luna', '2026-07-30T00:00:00Z', 'batch', caching('0.1', '0.01', '0.125', '0.6')],
    ['o3', '2025-06-09T23:59:59Z', 'default', usage('10', '2.5', '40')],
    ['o3', '2025-06-10T00:00:00Z', 'default', usage('2', '0.5', '8')],
    ['gpt-4o', '2024-10-01T23:59:59Z', 'default', usage('5', '5', '15')],
    ['gpt-4o', '2024-10-02T00:00:00Z', 'default', usage('2.5', '1.25', '10')],
    ['gpt-4o-2024-08-06', '2024-09-30T23:59:59Z', 'default', usage('2.5', '2.5', '10')],
    ['gpt-4o-2024-08-06', '2024-10-01T00:00:00Z', 'default', usage('2.5', '1.25', '10')],
    ['gpt-4o-2024-05-13', '2026-10-22T23:59:59Z', 'default', usage('5', '5', '15')],
    ['o4-mini', '2026-10-22T23:59:59Z', 'priority', usage('2', '0.5', '8')],
  ])('%s at %s, %s', (model, at, serviceTier, bill) => {
    expect(price({ model, at, serviceTier }, bill)).toBe(sumOf(bill));
  });
});

describe('service tiers', () => {
  const AT = '2026-11-18T12:00:00Z';

  test.each<readonly [model: string, serviceTier: string, bill: readonly Line[]]>([
    ['gpt-5', 'default', usage('1.25', '0.125', '10')],
    ['gpt-5', 'flex', usage('0.625', '0.0625', '5')],
    ['gpt-5', 'batch', usage('0.625', '0.0625', '5')],
    ['gpt-5', 'priority', usage('2.5', '0.25', '20')],
    ['gpt-5', 'fast', usage('2.5', '0.25', '20')],
    ['gpt-6-sol', 'fast', usage('4', '0.4', '20')],
    ['gpt-6-sol', 'priority', usage('4', '0.4', '20')],
    ['o3', 'flex', usage('1', '0.25', '4')],
    ['gpt-4.1', 'batch', plain('1', '4')],
    ['gpt-4o', 'batch', plain('1.25', '5')],
  ])('%s, %s', (model, serviceTier, bill) => {
    expect(price({ model, at: AT, serviceTier }, bill)).toBe(sumOf(bill));
  });

  test.each<readonly [model: string, serviceTier: string, code: string]>([
    ['gpt-4.1', 'batch', 'rate-unknown'],
    ['gpt-4o', 'batch', 'rate-unknown'],
    ['o3', 'batch', 'rate-unknown'],
    ['gpt-4o', 'flex', 'no-such-tier'],
    ['gpt-6.2-sol', 'flex', 'no-such-tier'],
    ['gpt-6.2-sol', 'ultrafast', 'no-such-tier'],
    ['gpt-5.5', 'ultrafast', 'no-such-tier'],
    ['gpt-5.5', 'scale', 'no-such-tier'],
  ])('%s with cached tokens, %s: %s', (model, serviceTier, code) => {
    expect(price({ model, at: AT, serviceTier }, usage('0', '0', '0'))).toBe(code);
  });
});

describe('without a price', () => {
  test.each<readonly [model: string, at: string, code: string]>([
    ['gpt-5.6', '2026-07-08T23:59:59Z', 'precedes-prices'],
    ['gpt-5.6-sol', '2026-07-08T23:59:59Z', 'precedes-prices'],
    ['gpt-6.2-astra', '2026-11-16T23:59:59Z', 'precedes-prices'],
    ['gpt-4o-2024-05-13', '2026-10-23T00:00:00Z', 'no-longer-sold'],
    ['o4-mini', '2026-10-23T00:00:00Z', 'no-longer-sold'],
    ['gpt-5.6-mini', '2026-11-01T00:00:00Z', 'unknown-model'],
    ['gpt-6', '2026-11-01T00:00:00Z', 'unknown-model'],
  ])('%s at %s: %s', (model, at, code) => {
    expect(price({ model, at }, usage('0', '0', '0'))).toBe(code);
  });
});
