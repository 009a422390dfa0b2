import { describe, expect, test } from 'vitest';
import { CARD } from '../support/book.ts';
import { costOf, type Line, type Logged, sumOf } from '../support/by-hand.ts';

type Prices = readonly [input: string, cached: string, output: string];

/** 7,001 plain, 93,007 cached and 1,999 output tokens at the printed prices, USD per million. */
const usage = ([input, cached, output]: Prices): readonly Line[] => [
  [7_001, 'input', input],
  [93_007, 'cacheRead', cached],
  [1_999, 'output', output],
];
const SOME = usage(['0', '0', '0']);

const AT = '2026-10-01T02:00:00Z';
const SONNET: Prices = ['3', '0.3', '15'];
const HAIKU: Prices = ['1', '0.1', '5'];

describe('Bedrock: Claude at list price, from 4.5 on 1.1 x on all but global profiles', () => {
  test.each<readonly [model: string, at: string, prices: Prices, tenths: bigint]>([
    ['global.anthropic.claude-sonnet-4-5-20250929-v1:0', AT, SONNET, 10n],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', AT, SONNET, 11n],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', '2025-09-29T00:00:00Z', SONNET, 11n],
    ['eu.anthropic.claude-sonnet-4-6', AT, SONNET, 11n],
    ['jp.anthropic.claude-haiku-4-5-20251001-v1:0', AT, HAIKU, 11n],
    ['us-gov.anthropic.claude-haiku-4-5-20251001-v1:0', AT, HAIKU, 11n],
    ['anthropic.claude-haiku-4-5-20251001-v1:0', AT, HAIKU, 11n],
    ['global.anthropic.claude-haiku-4-5-20251001-v1:0', AT, HAIKU, 10n],
    ['us.anthropic.claude-sonnet-4-20250514-v1:0', '2026-06-14T23:59:59Z', SONNET, 10n],
    ['apac.anthropic.claude-3-7-sonnet-20250219-v1:0', '2026-02-18T23:59:59Z', SONNET, 10n],
  ])('%s at %s', (model, at, prices, tenths) => {
    const bill = usage(prices);
    expect(costOf(CARD, { provider: 'aws.bedrock', model, at }, bill)).toBe((sumOf(bill) * tenths) / 10n);
    expect(costOf(CARD, { model, at }, bill)).toBe((sumOf(bill) * tenths) / 10n);
  });

  test('together with the level for long prompts, writes and batches', () => {
    const bill: readonly Line[] = [
      [150_000, 'input', '3'],
      [30_000, 'cacheRead', '0.3'],
      [15_001, 'cacheWrite5m', '3.75'],
      [5_000, 'cacheWrite1h', '6'],
      [1_000, 'output', '11.25'],
    ];
    const logged = {
      provider: 'bedrock',
      model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      at: '2026-04-29T23:59:59Z',
      serviceTier: 'batch',
    };
    expect(costOf(CARD, logged, bill)).toBe((sumOf(bill) * 11n) / 10n);
  });

  test.each<readonly [model: string, at: string, prices: Prices]>([
    ['us.amazon.nova-pro-v1:0', AT, ['0.8', '0.2', '3.2']],
    ['openai.gpt-5.6-sol', '2026-10-01T00:00:00Z', ['4.4', '0.44', '22']],
    ['global.openai.gpt-5.6-sol', '2026-10-01T00:00:00Z', ['4', '0.4', '20']],
  ])('prices of its own: %s', (model, at, prices) => {
    const bill = usage(prices);
    expect(costOf(CARD, { provider: 'bedrock', model, at }, bill)).toBe(sumOf(bill));
  });
});

describe('Vertex AI: Claude and Gemini at list price, Claude from 4.5 on 1.1 x in a region', () => {
  test.each<readonly [model: string, region: string | undefined, prices: Prices, tenths: bigint]>([
    ['claude-sonnet-4-5@20250929', undefined, SONNET, 10n],
    ['claude-sonnet-4-5@20250929', 'global', SONNET, 10n],
    ['claude-sonnet-4-5@20250929', 'us-east5', SONNET, 11n],
    ['publishers/anthropic/models/claude-haiku-4-5@20251001', 'europe-west1', HAIKU, 11n],
    ['claude-opus-4-1@20250805', 'us-east5', ['15', '1.5', '75'], 10n],
    ['gemini-2.5-pro', 'us-east5', ['1.25', '0.125', '10'], 10n],
  ])('%s, %s', (model, region, prices, tenths) => {
    const bill = usage(prices);
    const at = '2026-08-04T23:59:59Z';
    const logged: Logged = { provider: 'vertex_ai', model, at, ...(region && { region }) };
    expect(costOf(CARD, logged, bill)).toBe((sumOf(bill) * tenths) / 10n);
  });
});

describe('hosts that pass list prices through', () => {
  test.each<readonly [provider: string, model: string, prices: Prices]>([
    ['azure', 'gpt-4o-2024-11-20', ['2.5', '1.25', '10']],
    ['azure', 'gpt-4.1', ['2', '0.5', '8']],
    ['azure.ai.openai', 'gpt-5', ['1.25', '0.125', '10']],
    ['openrouter', 'anthropic/claude-sonnet-4.5', SONNET],
    ['openrouter', 'openai/gpt-5-mini', ['0.25', '0.025', '2']],
    ['openrouter', 'anthropic/claude-sonnet-4.5:thinking', SONNET],
    ['openrouter', 'google/gemini-2.5-flash', ['0.3', '0.03', '2.5']],
    ['openrouter', 'x-ai/grok-4.7', ['2', '0.5', '6']],
    ['openrouter', 'mistralai/mistral-small-2603', ['0.15', '0.015', '0.6']],
    ['litellm', 'xai/grok-4.7', ['2', '0.5', '6']],
    ['cursor', 'claude-4.5-sonnet-thinking', SONNET],
  ])('%s %s', (provider, model, prices) => {
    const bill = usage(prices);
    expect(costOf(CARD, { provider, model, at: AT }, bill)).toBe(sumOf(bill));
  });
});

describe('hosts of open models have prices of their own, at every hour', () => {
  const PEAK = '2026-11-20T02:00:00Z';

  test.each<readonly [provider: string, model: string, prices: Prices]>([
    ['fireworks', 'accounts/fireworks/models/deepseek-v4-pro', ['1.74', '0.145', '3.48']],
    ['fireworks', 'accounts/fireworks/models/deepseek-v4p1-flash', ['0.3', '0.006', '1.2']],
    ['together', 'deepseek-ai/DeepSeek-V4-Pro-0813', ['1.32', '0.13', '3.96']],
    ['deepinfra', 'deepseek-ai/DeepSeek-V4-Pro', ['1.3', '0.1', '2.6']],
    ['novita', 'deepseek/deepseek-v4-flash', ['0.14', '0.028', '0.28']],
    ['azure', 'deepseek-v4-pro', ['1.925', '0.165', '3.828']],
    ['cloudflare', '@cf/deepseek-ai/deepseek-v4-pro-0813', ['1.32', '0.044', '3.96']],
    ['mistral', 'deepseek-v4-1-flash-1017', ['0.3', '0.007', '1.2']],
    ['openrouter', 'deepseek/deepseek-v4-pro', ['0.435', '0.003625', '0.87']],
  ])('%s %s', (provider, model, prices) => {
    const bill = usage(prices);
    expect(costOf(CARD, { provider, model, at: PEAK }, bill)).toBe(sumOf(bill));
  });

  test('Azure’s first reading of V4-Pro has no cached price', () => {
    const logged = { provider: 'azure', model: 'deepseek-v4-pro', at: '2026-11-09T23:59:59Z' };
    const bill: readonly Line[] = [
      [7_001, 'input', '1.74'],
      [1_999, 'output', '3.48'],
    ];
    expect(costOf(CARD, logged, bill)).toBe(sumOf(bill));
    expect(costOf(CARD, logged, SOME)).toBe('rate-unknown');
  });
});

describe('without a price', () => {
  test.each<readonly [provider: string | undefined, model: string, at: string, code: string]>([
    ['openrouter', 'openai/gpt-4o:free', AT, 'unknown-model'],
    ['openrouter', 'deepseek/deepseek-v4-pro:free', AT, 'unknown-model'],
    ['openrouter', 'google/gemini-2.5-pro:free', AT, 'unknown-model'],
    ['openrouter', 'deepseek/deepseek-v4-pro', '2026-06-30T23:59:59Z', 'precedes-prices'],
    ['fireworks', 'accounts/fireworks/models/deepseek-v4-flash', '2026-08-22T00:00:00Z', 'no-longer-sold'],
    ['fireworks', 'claude-opus-4-7', AT, 'host-has-no-price'],
    ['together', 'gpt-5.5', AT, 'host-has-no-price'],
    ['bedrock', 'us.anthropic.claude-opus-9-v1:0', AT, 'unknown-model'],
    ['azure', 'my-deployment', AT, 'unknown-model'],
    ['ollama', 'llama3.1', AT, 'unknown-model'],
    ['my-gateway', 'gpt-5.5', AT, 'unknown-provider'],
    [undefined, 'gpt-5.5-turbo', AT, 'unknown-model'],
    [undefined, 'deepseek-v4-pro-max', AT, 'unknown-model'],
  ])('%s %s at %s: %s', (provider, model, at, code) => {
    expect(costOf(CARD, { model, at, ...(provider && { provider }) }, SOME)).toBe(code);
  });

  test('a write for an hour in OpenRouter’s fast Opus costs more than nothing, but nobody knows how much', () => {
    const logged = { provider: 'openrouter', model: 'anthropic/claude-opus-4.8-fast', at: AT };
    const fiveMinutes: readonly Line[] = [
      [7_001, 'input', '10'],
      [90_000, 'cacheWrite5m', '12.5'],
      [1_999, 'output', '50'],
    ];
    expect(costOf(CARD, logged, fiveMinutes)).toBe(sumOf(fiveMinutes));
    expect(costOf(CARD, logged, [...fiveMinutes, [1, 'cacheWrite1h', '0']])).toBe('rate-unknown');
  });
});
