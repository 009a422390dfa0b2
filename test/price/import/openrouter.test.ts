import { describe, expect, it } from 'vitest';
import { openrouter } from '../../../src/price/import/openrouter.ts';
import { SKIP, WHY } from '../../../src/price/import/reasons.ts';
import { imported, type Json, laid, leftOut, modelsOf, skipped } from '../../support/import.ts';

const MODEL = {
  id: 'nimbus/arbor-2',
  canonical_slug: 'nimbus/arbor-2-20260519',
  hugging_face_id: null,
  name: 'Nimbus: Arbor 2',
  created: 1_780_000_000,
  description: 'An invented model.',
  context_length: 200_000,
  architecture: { modality: 'text->text', tokenizer: 'Other' },
  pricing: {
    prompt: '0.000003',
    completion: '0.000015',
    request: '0',
    image: '0',
    web_search: '0',
    internal_reasoning: '0',
    input_cache_read: '0.0000003',
    input_cache_write: '0.00000375',
    input_cache_write_1h: '0.000006',
  },
  top_provider: { context_length: 200_000, max_completion_tokens: 64_000, is_moderated: false },
  per_request_limits: null,
  supported_parameters: ['tools'],
};

const list = (...models: readonly Json[]): Json => ({ data: models });
const withPrice = (pricing: Json): ReturnType<typeof imported> =>
  imported('openrouter', list({ ...MODEL, pricing: { ...MODEL.pricing, ...pricing } }));

describe('a model of OpenRouter’s list', () => {
  it('belongs to OpenRouter, under both of its names', () => {
    const result = imported('openrouter', list(MODEL));
    expect(modelsOf(result, 'openrouter')).toEqual({
      'nimbus/arbor-2': {
        aliases: ['nimbus/arbor-2-20260519'],
        contextWindow: { '2026-11-26': 200_000 },
        maxOutput: { '2026-11-26': 64_000 },
        prices: [
          {
            usd: { input: '3', cacheRead: '0.3', cacheWrite: '3.75', cacheWrite1h: '6', output: '15' },
            confidence: 'low',
          },
        ],
      },
    });
    expect(leftOut(result)).toEqual({});
    expect(laid(result).providers.get('openrouter')?.models.has('nimbus/arbor-2')).toBe(true);
  });

  it('shares no second name with its free variant, which costs nothing', () => {
    const free = { ...MODEL, id: 'nimbus/arbor-2:free', pricing: { prompt: '0', completion: '0' } };
    const result = imported('openrouter', list(MODEL, free));
    const models = modelsOf(result, 'openrouter');
    expect(models['nimbus/arbor-2:free'].prices).toEqual([
      { usd: { input: '0', output: '0' }, confidence: 'low' },
    ]);
    expect([models['nimbus/arbor-2'].aliases, models['nimbus/arbor-2:free'].aliases]).toEqual([
      undefined,
      undefined,
    ]);
    expect(result.summary).toMatchObject({ inBook: 2, free: 1, aliasesLeft: 2 });
  });

  it('may have prices of larger prompts, the later of which hold', () => {
    const overrides = [
      { min_prompt_tokens: 272_000, prompt: '0.000007' },
      { min_prompt_tokens: 200_000, prompt: '0.000006', completion: '0.0000225' },
    ];
    const [price] = modelsOf(withPrice({ overrides }), 'openrouter')['nimbus/arbor-2'].prices;
    const rest = { cacheRead: '0.3', cacheWrite: '3.75', cacheWrite1h: '6' };
    expect(price.above).toEqual([
      { tokens: 200_000, inclusive: false, usd: { input: '6', ...rest, output: '22.5' } },
      { tokens: 272_000, inclusive: false, usd: { input: '7', ...rest, output: '22.5' } },
    ]);
  });

  it('says so where another price holds at some hours', () => {
    const result = withPrice({ overrides: [{ utc_start: 0, utc_end: 400, prompt: '0.000001' }] });
    expect(leftOut(result)).toEqual({ 'pricing.overrides': WHY.hours });
    expect(modelsOf(result, 'openrouter')['nimbus/arbor-2'].prices[0].note).toBe(
      'The list has another price for some hours of the day.',
    );
  });

  it.each([
    [{ request: '0.01' }, { 'pricing.request': WHY.requests }],
    [{ image: '0.004' }, { 'pricing.image': WHY.image }],
    [{ web_search: '0.005' }, { 'pricing.web_search': WHY.search }],
    [{ internal_reasoning: '0.00002' }, { 'pricing.internal_reasoning': WHY.reasoning }],
    [{ internal_reasoning: '0.000015' }, {}],
    [{ discount: 0.2 }, { 'pricing.discount': WHY.discount }],
    [{ discount: 0 }, {}],
    [{ input_cache_write: '0.00000008333333333333334' }, { 'pricing.input_cache_write': WHY.inexact }],
    [{ per_mood: '1' }, { 'pricing.per_mood': undefined }],
  ])('of pricing %j tells what it cannot hold', (pricing, fields) => {
    expect(leftOut(withPrice(pricing))).toEqual(fields);
  });

  it('does not know the price of a write that it cannot hold', () => {
    const result = withPrice({
      input_cache_write: '0.00000008333333333333334',
      input_cache_write_1h: undefined,
    });
    expect(modelsOf(result, 'openrouter')['nimbus/arbor-2'].prices[0]).toMatchObject({
      unknown: ['cacheWrite'],
    });
    const model = laid(result).providers.get('openrouter')?.models.get('nimbus/arbor-2');
    expect(model?.records()[0]?.rates).toMatchObject({ cacheWrite: undefined, cacheWrite1h: undefined });
  });

  it.each([
    [{ ...MODEL, pricing: { prompt: '-1', completion: '-1' } }, SKIP.varies],
    [{ ...MODEL, pricing: {} }, SKIP.noPrice],
    [{ ...MODEL, pricing: null }, SKIP.noPrice],
    [{ ...MODEL, id: '' }, SKIP.malformed],
    ['soon', SKIP.malformed],
  ])('%j is not in the book', (model, why) => {
    expect(skipped(imported('openrouter', list(model, MODEL)))).toMatchObject({ [why]: 1 });
  });

  it('has every field accounted for', () => {
    const model = { ...MODEL, expiration_date: '2027-01-31', mood: 1 };
    const fields = openrouter.models(list(model), () => false).flatMap(({ fields: all }) => all);
    const there = [...Object.keys(model), ...Object.keys(model.pricing).map((name) => `pricing.${name}`)];
    expect([...new Set(fields.map(({ field }) => field))].sort()).toEqual(there.sort());
  });
});
