import { describe, expect, test } from 'vitest';
import { CARD } from '../support/book.ts';
import { costOf, type Line, sumOf } from '../support/by-hand.ts';

type Prices = readonly [input: string, cached: string, output: string];
type Vector = readonly [model: string, at: string, prices: Prices];

/** 7,001 plain, 93,007 cached and 1,999 output tokens at the printed prices, USD per million. */
const usage = ([input, cached, output]: Prices): readonly Line[] => [
  [7_001, 'input', input],
  [93_007, 'cacheRead', cached],
  [1_999, 'output', output],
];
const SOME = usage(['0', '0', '0']);

/** A prompt of `size` tokens, 12,000 of them cached. */
const prompt = (size: number, [input, cached, output]: Prices): readonly Line[] => [
  [size - 12_000, 'input', input],
  [12_000, 'cacheRead', cached],
  [1_500, 'output', output],
];

const plain = (size: number, input: string, output: string): readonly Line[] => [
  [size, 'input', input],
  [1_500, 'output', output],
];

describe('xAI: prompts of 200,000 tokens or more, the boundary included', () => {
  test.each<readonly [model: string, serviceTier: string, size: number, prices: Prices]>([
    ['grok-4.7', 'default', 199_999, ['2', '0.5', '6']],
    ['grok-4.7', 'default', 200_000, ['4', '1', '12']],
    ['grok-4.7', 'batch', 199_999, ['1.6', '0.4', '4.8']],
    ['grok-4.7', 'batch', 200_000, ['3.2', '0.8', '9.6']],
    ['grok-4.6', 'default', 200_000, ['4', '1', '12']],
    ['grok-4.5', 'default', 199_999, ['2', '0.3', '6']],
    ['grok-4.5', 'default', 200_000, ['4', '0.6', '12']],
    ['grok-4.5', 'batch', 199_999, ['1.6', '0.24', '4.8']],
    ['grok-4.5', 'batch', 200_000, ['3.2', '0.48', '9.6']],
    ['grok-4.3', 'default', 199_999, ['1.25', '0.2', '2.5']],
    ['grok-4.3', 'batch', 200_000, ['2', '0.32', '4']],
    ['grok-4.20', 'default', 200_000, ['2.5', '0.4', '5']],
  ])('%s, %s, %i prompt tokens', (model, serviceTier, size, prices) => {
    const bill = prompt(size, prices);
    expect(costOf(CARD, { provider: 'xai', model, at: '2026-10-01T00:00:00Z', serviceTier }, bill)).toBe(
      sumOf(bill),
    );
  });

  test.each<readonly [model: string, at: string, bill: readonly Line[]]>([
    ['grok-4', '2026-05-15T18:59:59Z', prompt(128_000, ['3', '0.75', '15'])],
    ['grok-4', '2026-05-15T18:59:59Z', plain(128_001, '6', '30')],
    ['grok-4-fast-reasoning', '2026-05-15T18:59:59Z', prompt(128_000, ['0.2', '0.05', '0.5'])],
    ['grok-4-fast-reasoning', '2026-05-15T18:59:59Z', plain(128_001, '0.4', '1')],
    ['grok-code-fast-1', '2026-05-15T18:59:59Z', prompt(200_000, ['0.2', '0.02', '1.5'])],
  ])('before: above 128,000 tokens. %s', (model, at, bill) => {
    expect(costOf(CARD, { provider: 'xai', model, at }, bill)).toBe(sumOf(bill));
  });

  test.each<readonly [model: string, at: string, serviceTier: string, code: string]>([
    ['grok-4', '2026-05-15T18:59:59Z', 'default', 'rate-unknown'],
    ['grok-4', '2026-05-15T19:00:00Z', 'default', 'no-longer-sold'],
    ['grok-code-fast-1', '2026-05-15T19:00:00Z', 'default', 'no-longer-sold'],
    ['grok-4.20', '2026-10-01T00:00:00Z', 'batch', 'no-such-tier'],
    ['grok-5', '2026-10-01T00:00:00Z', 'default', 'unknown-model'],
  ])('%s at %s, %s, 128,001 prompt tokens with cached ones: %s', (model, at, serviceTier, code) => {
    const bill = prompt(128_001, ['0', '0', '0']);
    expect(costOf(CARD, { provider: 'xai', model, at, serviceTier }, bill)).toBe(code);
  });
});

describe('Mistral: names that move', () => {
  const MEDIUM_3: Prices = ['0.4', '0.04', '2'];
  const MEDIUM_3_5: Prices = ['1.5', '0.15', '7.5'];

  test.each<Vector>([
    ['mistral-medium-latest', '2025-08-12T00:00:00Z', MEDIUM_3],
    ['mistral-medium-latest', '2026-06-15T23:59:59Z', MEDIUM_3],
    ['mistral-medium-latest', '2026-06-16T00:00:00Z', MEDIUM_3_5],
    ['mistral-medium-2508', '2026-06-16T00:00:00Z', MEDIUM_3],
    ['mistral-medium-2604', '2026-06-15T23:59:59Z', MEDIUM_3_5],
    ['mistral-small-latest', '2026-03-15T23:59:59Z', ['0.1', '0.01', '0.3']],
    ['mistral-small-latest', '2026-03-16T00:00:00Z', ['0.15', '0.015', '0.6']],
    ['mistral-large-latest', '2025-12-01T23:59:59Z', ['2', '2', '6']],
    ['mistral-large-latest', '2025-12-02T00:00:00Z', ['0.5', '0.05', '1.5']],
  ])('%s at %s', (model, at, prices) => {
    const bill = usage(prices);
    expect(costOf(CARD, { provider: 'mistral', model, at }, bill)).toBe(sumOf(bill));
  });

  test('a batch costs half, and what cached tokens cost in one is not known', () => {
    const logged = {
      provider: 'mistral',
      model: 'mistral-small-2603',
      at: '2026-10-01T00:00:00Z',
      serviceTier: 'batch',
    };
    const bill = plain(50_000, '0.075', '0.3');
    expect(costOf(CARD, logged, bill)).toBe(sumOf(bill));
    expect(costOf(CARD, logged, SOME)).toBe('rate-unknown');
    expect(costOf(CARD, logged, [...bill, [10, 'audioCacheRead', '0']])).toBe('rate-unknown');
  });
});

describe('Moonshot', () => {
  test('Kimi K3.1 Pro has prices for cache writes', () => {
    const bill: readonly Line[] = [
      [1_000, 'input', '2'],
      [2_000, 'cacheRead', '0.2'],
      [3_000, 'cacheWrite5m', '2'],
      [4_000, 'cacheWrite1h', '4'],
      [500, 'output', '10'],
    ];
    expect(
      costOf(CARD, { provider: 'moonshot', model: 'kimi-k3.1-pro', at: '2026-10-24T00:00:00Z' }, bill),
    ).toBe(sumOf(bill));
  });

  test('the K2 series ended', () => {
    const logged = { provider: 'moonshot', model: 'kimi-k2-0905-preview' };
    const bill = usage(['0.6', '0.15', '2.5']);
    expect(costOf(CARD, { ...logged, at: '2026-05-24T23:59:59Z' }, bill)).toBe(sumOf(bill));
    expect(costOf(CARD, { ...logged, at: '2026-05-25T00:00:00Z' }, bill)).toBe('no-longer-sold');
  });
});

describe('Z.ai', () => {
  test.each<Vector>([
    ['glm-5.3-flash', '2026-09-09T15:59:59Z', ['0.075', '0.015', '0.25']],
    ['glm-5.3-flash', '2026-09-09T16:00:00Z', ['0.15', '0.03', '0.5']],
    ['glm-4.6', '2026-09-09T16:00:00Z', ['0.6', '0.11', '2.2']],
  ])('%s at %s', (model, at, prices) => {
    const bill = usage(prices);
    expect(costOf(CARD, { provider: 'zai', model, at }, bill)).toBe(sumOf(bill));
  });
});

describe('Qwen: several levels of size', () => {
  test.each<readonly [model: string, bill: readonly Line[]]>([
    ['qwen3-max', plain(32_000, '1.2', '6')],
    ['qwen3-max', plain(32_001, '2.4', '12')],
    ['qwen3-max', plain(128_000, '2.4', '12')],
    ['qwen3-max', plain(128_001, '3', '15')],
    ['qwen3.6-plus', [...prompt(246_000, ['0.5', '0.05', '3']), [10_000, 'cacheWrite', '0.625']]],
    ['qwen3.6-plus', [...prompt(246_001, ['2', '0.2', '6']), [10_000, 'cacheWrite', '2.5']]],
    ['qwen3.7-max', prompt(300_000, ['2.5', '0.5', '7.5'])],
    ['qwen3.8-max', prompt(300_000, ['2', '0.25', '6'])],
  ])('%s', (model, bill) => {
    expect(costOf(CARD, { provider: 'qwen', model, at: '2026-10-01T00:00:00Z' }, bill)).toBe(sumOf(bill));
  });

  test('nobody read what a hit costs on qwen3-max', () => {
    expect(costOf(CARD, { provider: 'qwen', model: 'qwen3-max', at: '2026-10-01T00:00:00Z' }, SOME)).toBe(
      'rate-unknown',
    );
  });
});
