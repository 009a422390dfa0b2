import { describe, expect, test } from 'vitest';
import { CARD, CARD_WITH_ANNOUNCED } from '../support/book.ts';
import { costOf, type Line, type Logged, sumOf } from '../support/by-hand.ts';

const price = (logged: Logged, bill: readonly Line[]) =>
  costOf(CARD, { provider: 'google', ...logged }, bill);

/** A prompt of `size` tokens, 60,000 of them cached, at the printed prices in USD per million. */
const prompt = (size: number, input: string, cached: string, output: string): readonly Line[] => [
  [size - 60_000, 'input', input],
  [60_000, 'cacheRead', cached],
  [1_500, 'output', output],
];

const AT = '2026-09-01T12:00:00Z';

describe('prompts above 200,000 tokens, and what tiers discount: never the cached input', () => {
  test.each<
    readonly [model: string, serviceTier: string, size: number, prices: readonly [string, string, string]]
  >([
    ['gemini-2.5-pro', 'standard', 200_000, ['1.25', '0.125', '10']],
    ['gemini-2.5-pro', 'standard', 200_001, ['2.5', '0.25', '15']],
    ['gemini-2.5-pro', 'batch', 200_000, ['0.625', '0.125', '5']],
    ['gemini-2.5-pro', 'batch', 200_001, ['1.25', '0.25', '7.5']],
    ['gemini-2.5-pro', 'flex', 200_000, ['0.625', '0.125', '5']],
    ['gemini-2.5-pro', 'flex', 200_001, ['1.25', '0.25', '7.5']],
    ['gemini-2.5-pro', 'priority', 200_000, ['2.25', '0.225', '18']],
    ['gemini-2.5-pro', 'priority', 200_001, ['4.5', '0.45', '27']],
    ['gemini-3-pro-preview', 'standard', 200_001, ['4', '0.4', '18']],
    ['gemini-3-pro-preview', 'batch', 200_001, ['2', '0.4', '9']],
    ['gemini-3.1-pro-preview', 'standard', 200_000, ['2', '0.2', '12']],
    ['gemini-3.1-pro-preview', 'standard', 200_001, ['4', '0.4', '18']],
    ['gemini-3.1-pro-preview', 'ON_DEMAND_PRIORITY', 200_001, ['7.2', '0.72', '32.4']],
    ['gemini-2.5-flash', 'standard', 200_001, ['0.3', '0.03', '2.5']],
    ['gemini-2.5-flash', 'batch', 200_001, ['0.15', '0.03', '1.25']],
    ['gemini-3-flash-preview', 'ON_DEMAND_FLEX', 100_000, ['0.25', '0.05', '1.5']],
    // The exceptions: here the cached price is halved too, and once printed rounded.
    ['gemini-3.1-flash-lite', 'batch', 100_000, ['0.125', '0.0125', '0.75']],
    ['gemini-3.5-flash', 'batch', 100_000, ['0.75', '0.075', '4.5']],
    ['gemini-3.5-flash', 'flex', 100_000, ['0.75', '0.08', '4.5']],
    ['gemini-3.5-flash', 'priority', 100_000, ['2.7', '0.27', '16.2']],
  ])('%s, %s, %i prompt tokens', (model, serviceTier, size, [input, cached, output]) => {
    const bill = prompt(size, input, cached, output);
    expect(price({ model, at: AT, serviceTier }, bill)).toBe(sumOf(bill));
  });
});

describe('audio', () => {
  const audio = (text: string, cachedText: string, heard: string, cachedAudio: string, output: string) =>
    [
      [1_000, 'input', text],
      [2_000, 'cacheRead', cachedText],
      [30_000, 'audioInput', heard],
      [4_000, 'audioCacheRead', cachedAudio],
      [500, 'output', output],
    ] as const satisfies readonly Line[];

  test.each<readonly [model: string, bill: readonly Line[]]>([
    ['gemini-2.5-flash', audio('0.3', '0.03', '1', '0.1', '2.5')],
    ['gemini-2.5-flash-lite', audio('0.1', '0.01', '0.3', '0.03', '0.4')],
    ['gemini-3-flash-preview', audio('0.5', '0.05', '1', '0.1', '3')],
    // No price of its own: like text.
    ['gemini-2.5-pro', audio('1.25', '0.125', '1.25', '0.125', '10')],
  ])('%s', (model, bill) => {
    expect(price({ model, at: AT }, bill)).toBe(sumOf(bill));
  });

  test('in a batch has a price that nobody read', () => {
    const bill = audio('0', '0', '0', '0', '0');
    expect(price({ model: 'gemini-2.5-flash', at: AT, serviceTier: 'batch' }, bill)).toBe('rate-unknown');
  });
});

describe('prices that change on a day', () => {
  test.each<readonly [model: string, at: string, prices: readonly [string, string, string]]>([
    ['gemini-3.6-flash', '2026-08-12T23:59:59Z', ['1.5', '0.15', '7.5']],
    ['gemini-3.6-flash', '2026-08-13T00:00:00Z', ['0.75', '0.075', '3.75']],
    ['gemini-3.6-flash', '2026-12-31T23:59:59Z', ['0.75', '0.075', '3.75']],
    ['gemini-3.8-flash', '2026-12-31T23:59:59Z', ['0.75', '0.075', '3.75']],
    ['gemini-4-argon', '2026-10-13T00:00:00Z', ['2', '0.1', '10']],
    ['gemini-4-argon', '2026-11-30T23:59:59Z', ['2', '0.1', '10']],
  ])('%s at %s', (model, at, [input, cached, output]) => {
    const bill = prompt(100_000, input, cached, output);
    expect(price({ model, at }, bill)).toBe(sumOf(bill));
    expect(costOf(CARD_WITH_ANNOUNCED, { provider: 'google', model, at }, bill)).toBe(sumOf(bill));
  });

  test.each<readonly [model: string, at: string, prices: readonly [string, string, string]]>([
    ['gemini-4-argon', '2026-12-01T00:00:00Z', ['4', '0.2', '20']],
    ['gemini-3.6-flash', '2027-01-01T00:00:00Z', ['1.5', '0.15', '7.5']],
    ['gemini-3.7-flash', '2027-01-01T00:00:00Z', ['1.5', '0.15', '7.5']],
    ['gemini-3.8-flash', '2027-06-01T00:00:00Z', ['1.5', '0.15', '7.5']],
  ])('%s at %s is announced only', (model, at, [input, cached, output]) => {
    const bill = prompt(100_000, input, cached, output);
    expect(price({ model, at }, bill)).toBe('announced-only');
    expect(costOf(CARD_WITH_ANNOUNCED, { provider: 'google', model, at }, bill)).toBe(sumOf(bill));
  });
});

describe('names', () => {
  test.each(['gemini-2.5-pro', 'models/gemini-2.5-pro', 'Gemini-2.5-Pro', 'gemini/gemini-2.5-pro'])(
    '%s',
    (model) => {
      const bill = prompt(100_000, '1.25', '0.125', '10');
      expect(price({ model, at: AT }, bill)).toBe(sumOf(bill));
    },
  );

  test.each<readonly [model: string, at: string, serviceTier: string, code: string]>([
    ['gemini-2.5-pro', '2025-06-16T23:59:59Z', 'standard', 'precedes-prices'],
    ['gemini-2.5-flash', '2025-06-16T23:59:59Z', 'standard', 'precedes-prices'],
    ['gemini-2.5-flash-image', AT, 'standard', 'unknown-model'],
    ['gemini-pro', AT, 'standard', 'unknown-model'],
    ['gemini-flash-latest', AT, 'standard', 'unknown-model'],
    ['gemini-3.6-flash', AT, 'batch', 'no-such-tier'],
    ['gemini-2.5-pro', AT, 'PROVISIONED_THROUGHPUT', 'no-such-tier'],
  ])('%s at %s, %s: %s', (model, at, serviceTier, code) => {
    expect(price({ model, at, serviceTier }, prompt(100_000, '0', '0', '0'))).toBe(code);
  });
});
