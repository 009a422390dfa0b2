import { describe, expect, test } from 'vitest';
import { CARD } from '../support/book.ts';
import { costOf, type Line, type Logged, sumOf } from '../support/by-hand.ts';

type Rates = readonly [input: string, cached: string, written5m: string, written1h: string, output: string];

/** A prompt of `size` tokens: 1,000 plain, 60,000 read, 30,000 written for 5 minutes, the rest for an hour. */
const prompt = (size: number, [input, cached, written5m, written1h, output]: Rates): readonly Line[] => [
  [1_000, 'input', input],
  [60_000, 'cacheRead', cached],
  [30_000, 'cacheWrite5m', written5m],
  [size - 91_000, 'cacheWrite1h', written1h],
  [1_500, 'output', output],
];

const price = (logged: Logged, bill: readonly Line[]) =>
  costOf(CARD, { provider: 'anthropic', ...logged }, bill);

describe('Haiku 5.5: reads and writes of the cache count towards 100,000', () => {
  const LOW: Rates = ['0.1', '0.01', '0.125', '0.2', '0.5'];
  const HIGH: Rates = ['0.5', '0.05', '0.625', '1', '2.5'];
  const BATCH_LOW: Rates = ['0.05', '0.005', '0.0625', '0.1', '0.25'];
  const BATCH_HIGH: Rates = ['0.25', '0.025', '0.3125', '0.5', '1.25'];

  test.each<readonly [size: number, serviceTier: string, rates: Rates]>([
    [99_999, 'standard', LOW],
    [100_000, 'standard', LOW],
    [100_001, 'standard', HIGH],
    [100_000, 'batch', BATCH_LOW],
    [100_001, 'batch', BATCH_HIGH],
  ])('%i prompt tokens, %s', (size, serviceTier, rates) => {
    const bill = prompt(size, rates);
    const at = '2026-10-07T00:00:00Z';
    expect(price({ model: 'claude-haiku-5-5', at, serviceTier }, bill)).toBe(sumOf(bill));
  });
});

describe('the surcharge above 200,000 tokens, and its end', () => {
  const SONNET: Rates = ['3', '0.3', '3.75', '6', '15'];
  const SONNET_LONG: Rates = ['6', '0.6', '7.5', '12', '22.5'];
  const OPUS: Rates = ['5', '0.5', '6.25', '10', '25'];
  const OPUS_LONG: Rates = ['10', '1', '12.5', '20', '37.5'];

  test.each<readonly [model: string, at: string, size: number, rates: Rates]>([
    ['claude-sonnet-4-6', '2026-02-17T00:00:00Z', 200_001, SONNET_LONG],
    ['claude-sonnet-4-6', '2026-03-12T23:59:59Z', 200_000, SONNET],
    ['claude-sonnet-4-6', '2026-03-12T23:59:59Z', 200_001, SONNET_LONG],
    ['claude-sonnet-4-6', '2026-03-13T00:00:00Z', 200_001, SONNET],
    ['claude-sonnet-4-6', '2026-03-13T00:00:00Z', 900_000, SONNET],
    ['claude-opus-4-6', '2026-03-12T23:59:59Z', 200_000, OPUS],
    ['claude-opus-4-6', '2026-03-12T23:59:59Z', 200_001, OPUS_LONG],
    ['claude-opus-4-6', '2026-03-13T00:00:00Z', 200_001, OPUS],
    ['claude-sonnet-4-5', '2026-04-29T23:59:59Z', 200_000, SONNET],
    ['claude-sonnet-4-5', '2026-04-29T23:59:59Z', 200_001, SONNET_LONG],
    ['claude-sonnet-4-5', '2026-04-30T00:00:00Z', 200_001, SONNET],
    ['claude-sonnet-4-20250514', '2025-08-11T23:59:59Z', 200_001, SONNET],
    ['claude-sonnet-4-20250514', '2025-08-12T00:00:00Z', 200_001, SONNET_LONG],
    ['claude-sonnet-4-20250514', '2026-04-29T23:59:59Z', 200_001, SONNET_LONG],
    ['claude-sonnet-4-20250514', '2026-04-30T00:00:00Z', 200_001, SONNET],
  ])('%s at %s: %i prompt tokens', (model, at, size, rates) => {
    const bill = prompt(size, rates);
    expect(price({ model, at }, bill)).toBe(sumOf(bill));
  });
});

describe('caches', () => {
  const AT = '2026-11-10T00:00:00Z';

  test('a write whose lifetime the log does not say bills as one for 5 minutes', () => {
    const bill: readonly Line[] = [
      [2_000, 'input', '5'],
      [3_000, 'cacheWrite', '6.25'],
      [500, 'output', '25'],
    ];
    expect(price({ model: 'claude-opus-4-8', at: AT }, bill)).toBe(sumOf(bill));
  });

  test.each<readonly [model: string, at: string, serviceTier: string, rates: Rates]>([
    ['claude-opus-4-8', AT, 'standard', ['5', '0.5', '6.25', '10', '25']],
    ['claude-opus-4-8', AT, 'batch', ['2.5', '0.25', '3.125', '5', '12.5']],
    ['claude-opus-5-5', AT, 'standard', ['4', '0.2', '5', '8', '20']],
    ['claude-fable-5-1', AT, 'standard', ['10', '0.25', '12.5', '20', '50']],
    ['claude-fable-5-2', AT, 'batch', ['4', '0.1', '5', '8', '20']],
    ['claude-sonnet-5-5', '2026-10-06T23:59:59Z', 'standard', ['2', '0.2', '2.5', '4', '10']],
    ['claude-sonnet-5-5', '2026-10-07T00:00:00Z', 'standard', ['2', '0.1', '2.5', '4', '10']],
    ['claude-sonnet-5-5', '2026-10-06T23:59:59Z', 'batch', ['1', '0.1', '1.25', '2', '5']],
    ['claude-sonnet-5-5', '2026-10-07T00:00:00Z', 'batch', ['1', '0.05', '1.25', '2', '5']],
  ])('%s at %s, %s', (model, at, serviceTier, rates) => {
    const bill = prompt(99_000, rates);
    expect(price({ model, at, serviceTier }, bill)).toBe(sumOf(bill));
  });
});

describe('inference in the United States costs 1.1 x from Opus 4.6 on, caches included', () => {
  test.each<readonly [model: string, serviceTier: string, region: string, rates: Rates, tenths: bigint]>([
    ['claude-opus-4-6', 'standard', 'us', ['5', '0.5', '6.25', '10', '25'], 11n],
    ['claude-opus-4-6', 'standard', 'global', ['5', '0.5', '6.25', '10', '25'], 10n],
    ['claude-opus-4-6', 'standard', 'not_available', ['5', '0.5', '6.25', '10', '25'], 10n],
    ['claude-sonnet-4-6', 'batch', 'us', ['1.5', '0.15', '1.875', '3', '7.5'], 11n],
    ['claude-opus-5', 'fast', 'us', ['10', '1', '12.5', '20', '50'], 11n],
    ['claude-sonnet-4-5', 'standard', 'us', ['3', '0.3', '3.75', '6', '15'], 10n],
    ['claude-haiku-4-5', 'standard', 'us', ['1', '0.1', '1.25', '2', '5'], 10n],
    ['claude-opus-4-5', 'standard', 'us', ['5', '0.5', '6.25', '10', '25'], 10n],
  ])('%s, %s, %s', (model, serviceTier, region, rates, tenths) => {
    const bill = prompt(150_000, rates);
    const at = '2026-10-01T00:00:00Z';
    expect(price({ model, at, serviceTier, region }, bill)).toBe((sumOf(bill) * tenths) / 10n);
  });

  test('together with the level above 100,000 tokens', () => {
    const bill = prompt(100_001, ['0.5', '0.05', '0.625', '1', '2.5']);
    const logged = { model: 'claude-haiku-5-5', at: '2026-11-01T00:00:00Z', region: 'us' };
    expect(price(logged, bill)).toBe((sumOf(bill) * 11n) / 10n);
  });
});

describe('fast mode', () => {
  const SIX_FOLD: Rates = ['30', '3', '37.5', '60', '150'];
  const SIX_FOLD_LONG: Rates = ['60', '6', '75', '120', '225'];

  test.each<readonly [model: string, at: string, size: number, rates: Rates]>([
    ['claude-opus-4-6', '2026-02-07T00:00:00Z', 200_000, SIX_FOLD],
    ['claude-opus-4-6', '2026-02-07T00:00:00Z', 200_001, SIX_FOLD_LONG],
    ['claude-opus-4-6', '2026-03-10T23:59:59Z', 200_001, SIX_FOLD_LONG],
    ['claude-opus-4-6', '2026-03-11T00:00:00Z', 200_001, SIX_FOLD],
    ['claude-opus-4-6', '2026-06-28T23:59:59Z', 99_000, SIX_FOLD],
    ['claude-opus-4-7', '2026-05-12T00:00:00Z', 99_000, SIX_FOLD],
    ['claude-opus-4-7', '2026-07-23T23:59:59Z', 99_000, SIX_FOLD],
    ['claude-opus-4-8', '2026-11-29T23:59:59Z', 99_000, ['10', '1', '12.5', '20', '50']],
    ['claude-opus-5-5', '2026-09-22T00:00:00Z', 99_000, ['8', '0.4', '10', '16', '40']],
  ])('%s at %s: %i prompt tokens', (model, at, size, rates) => {
    const bill = prompt(size, rates);
    expect(price({ model, at, serviceTier: 'fast' }, bill)).toBe(sumOf(bill));
  });
});

test('the rise of Sonnet 5 that was taken back never happens', () => {
  const bill = prompt(99_000, ['2', '0.2', '2.5', '4', '10']);
  for (const at of ['2026-08-31T23:59:59Z', '2026-09-01T00:00:00Z', '2026-11-23T00:00:00Z']) {
    expect(price({ model: 'claude-sonnet-5', at }, bill)).toBe(sumOf(bill));
  }
});

describe('without a price', () => {
  test.each<readonly [model: string, at: string, serviceTier: string, code: string]>([
    ['claude-haiku-5-5', '2026-10-06T23:59:59Z', 'standard', 'precedes-prices'],
    ['claude-3-5-haiku-20241022', '2024-11-20T00:00:00Z', 'standard', 'precedes-prices'],
    ['claude-3-5-haiku-20241022', '2026-02-19T00:00:00Z', 'standard', 'no-longer-sold'],
    ['claude-sonnet-4-20250514', '2026-06-15T00:00:00Z', 'standard', 'no-longer-sold'],
    ['claude-opus-4-1', '2026-08-05T00:00:00Z', 'batch', 'no-longer-sold'],
    ['claude-opus-4-6', '2026-02-06T23:59:59Z', 'fast', 'precedes-prices'],
    ['claude-opus-4-6', '2026-06-29T00:00:00Z', 'fast', 'no-longer-sold'],
    ['claude-opus-4-8', '2026-11-30T00:00:00Z', 'fast', 'no-longer-sold'],
    ['claude-fable-5-2', '2026-11-10T00:00:00Z', 'fast', 'no-such-tier'],
    ['claude-opus-4-8', '2026-11-10T00:00:00Z', 'priority', 'no-such-tier'],
    ['claude-opus-4-8', '2026-11-10T00:00:00Z', 'express', 'no-such-tier'],
    ['claude-opus-6', '2026-11-10T00:00:00Z', 'standard', 'unknown-model'],
  ])('%s at %s, %s: %s', (model, at, serviceTier, code) => {
    expect(price({ model, at, serviceTier }, prompt(99_000, ['0', '0', '0', '0', '0']))).toBe(code);
  });
});
