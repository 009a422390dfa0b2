import { describe, expect, it } from 'vitest';
import { modelsDev } from '../../../src/price/import/models-dev.ts';
import { SKIP, WHY } from '../../../src/price/import/reasons.ts';
import { imported, type Json, laid, leftOut, modelsOf, skipped } from '../../support/import.ts';

const MODEL = {
  id: 'arbor-2',
  name: 'Arbor 2',
  family: 'arbor',
  attachment: true,
  reasoning: true,
  temperature: true,
  tool_call: true,
  knowledge: '2026-01',
  release_date: '2026-05-19',
  last_updated: '2026-06-01',
  modalities: { input: ['text'], output: ['text'] },
  open_weights: false,
  limit: { context: 1_050_000, input: 922_000, output: 128_000 },
  cost: { input: 1.25, output: 10, cache_read: 0.125, cache_write: 1.5625 },
};

const list = (model: Json, provider = 'nimbus'): Json => ({
  [provider]: {
    id: provider,
    name: 'Nimbus AI',
    env: ['KEY'],
    doc: 'https://example.org',
    models: { 'arbor-2': model },
  },
});

const withCost = (cost: Json): ReturnType<typeof imported> =>
  imported('models.dev', list({ ...MODEL, cost: { ...MODEL.cost, ...cost } }));

const pricesOf = (cost: Json): Json => modelsOf(withCost(cost), 'nimbus')?.['arbor-2'].prices;

describe('a model of models.dev', () => {
  it('has its prices, limits and first day', () => {
    const result = imported('models.dev', list(MODEL));
    expect(JSON.parse(result.text).providers).toEqual({
      nimbus: {
        title: 'Nimbus AI',
        models: {
          'arbor-2': {
            contextWindow: { '2026-11-26': 1_050_000 },
            maxInput: { '2026-11-26': 922_000 },
            maxOutput: { '2026-11-26': 128_000 },
            released: '2026-05-19',
            prices: [
              {
                usd: { input: '1.25', cacheRead: '0.125', cacheWrite: '1.5625', output: '10' },
                confidence: 'low',
              },
            ],
          },
        },
      },
    });
    expect(laid(result).providers.get('nimbus')?.models.size).toBe(1);
    expect(leftOut(result)).toEqual({});
  });

  it('goes to the provider that recost knows by another name', () => {
    const ids = ['amazon-bedrock', 'google-vertex', 'xai', 'fireworks-ai', 'alibaba'].map((provider) =>
      Object.keys(JSON.parse(imported('models.dev', list(MODEL, provider)).text).providers),
    );
    expect(ids.flat()).toEqual(['bedrock', 'vertex', 'xai', 'fireworks', 'qwen']);
  });

  it('has prices of larger prompts, in which nothing is known that they do not say', () => {
    const above = { input: 2.5, output: 15 };
    const expected = {
      tokens: 200_000,
      inclusive: false,
      usd: { input: '2.5', output: '15' },
      unknown: ['cacheRead', 'cacheWrite'],
    };
    expect(pricesOf({ context_over_200k: above })[0].above).toEqual([expected]);
    const tiers = [{ ...above, tier: { type: 'context', size: 272_000 } }];
    expect(pricesOf({ tiers })[0].above).toEqual([{ ...expected, tokens: 272_000 }]);
    const both = {
      tiers: [{ ...above, tier: { type: 'context', size: 200_000 } }],
      context_over_200k: above,
    };
    expect(pricesOf(both)[0].above).toEqual([expected]);
  });

  it('has audio', () => {
    expect(pricesOf({ input_audio: 40, output_audio: 80 })[0].usd).toMatchObject({
      audioInput: '40',
      audioOutput: '80',
    });
  });

  it.each([
    [{ reasoning: 12 }, { 'cost.reasoning': WHY.reasoning }],
    [{ reasoning: 10 }, {}],
    [{ cache_write: 0 }, { 'cost.cache_write': WHY.zeroExtra }],
    [{ output: 0 }, { 'cost.output': WHY.zeroNeeded }],
    [{ cache_read: 1 / 3 }, { 'cost.cache_read': WHY.inexact }],
    [{ tiers: [{ input: 1, output: 2, tier: { type: 'hour', size: 3 } }] }, { 'cost.tiers': WHY.ranges }],
    [{ context_over_200k: 5 }, { 'cost.context_over_200k': WHY.noNumber }],
    [{ per_image: 0.04 }, { 'cost.per_image': undefined }],
    [{ cache_read: null }, {}],
  ])('of cost %j tells what it cannot hold', (cost, fields) => {
    expect(leftOut(withCost(cost))).toEqual(fields);
  });

  it.each([
    [{ release_date: '2026-05' }, { release_date: WHY.date }],
    [{ limit: { context: 8192, output: 16_384 } }, { 'limit.output': WHY.belied }],
    [{ experimental: { modes: { fast: { cost: { input: 5 } } } } }, { experimental: WHY.mode }],
    [{ experimental: true }, {}],
    [{ mood: 'sunny' }, { mood: undefined }],
  ])('with %j tells what it cannot hold', (further, fields) => {
    expect(leftOut(imported('models.dev', list({ ...MODEL, ...further })))).toEqual(fields);
  });

  it.each([
    [{ ...MODEL, cost: undefined }, SKIP.noPrice],
    [{ ...MODEL, cost: { input: 0, output: 0 } }, SKIP.zero],
    [{ ...MODEL, cost: { input: 'low', output: 1 } }, SKIP.noNumber],
    ['soon', SKIP.malformed],
  ])('%j is not in the book', (model, why) => {
    const both = { ...list(model), quarry: list(MODEL).nimbus };
    expect(skipped(imported('models.dev', both))).toEqual({ [why]: 1 });
  });

  it('has every field accounted for', () => {
    const model = {
      ...MODEL,
      cost: { ...MODEL.cost, reasoning: 12, context_over_200k: { input: 2, output: 3 } },
      mood: 1,
    };
    const fields = modelsDev.models(list(model), () => false).flatMap(({ fields: all }) => all);
    const told = new Set(fields.map(({ field }) => field));
    const there = [...Object.keys(model), ...Object.keys(model.cost).map((name) => `cost.${name}`)];
    expect([...told].sort()).toEqual(there.sort());
  });
});
