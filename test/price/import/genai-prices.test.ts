import { describe, expect, it } from 'vitest';
import { genaiPrices } from '../../../src/price/import/genai-prices.ts';
import { SKIP, WHY } from '../../../src/price/import/reasons.ts';
import { imported, type Json, laid, leftOut, modelsOf, skipped } from '../../support/import.ts';

const PRICES = { input_mtok: 3, cache_read_mtok: 0.3, cache_write_mtok: 3.75, output_mtok: 15 };
const MODEL = {
  id: 'arbor-2',
  name: 'Arbor 2',
  description: 'An invented model.',
  match: { equals: 'arbor-2' },
  context_window: 200_000,
  prices: PRICES,
};

const list = (...models: readonly Json[]): Json => [
  { id: 'nimbus', name: 'Nimbus AI', api_pattern: 'https://api\\.nimbus\\.example', models },
];

const withModel = (further: Json): ReturnType<typeof imported> =>
  imported('genai-prices', list({ ...MODEL, ...further }));
const pricesOf = (prices: Json): Json => modelsOf(withModel({ prices }), 'nimbus')?.['arbor-2'].prices;

describe('a model of genai-prices', () => {
  it('has its prices', () => {
    const result = imported('genai-prices', list(MODEL));
    expect(JSON.parse(result.text).providers.nimbus).toEqual({
      title: 'Nimbus AI',
      models: {
        'arbor-2': {
          maxInput: { '2026-11-26': 200_000 },
          prices: [
            { usd: { input: '3', cacheRead: '0.3', cacheWrite: '3.75', output: '15' }, confidence: 'low' },
          ],
        },
      },
    });
    expect(leftOut(result)).toEqual({});
  });

  it('may stand in a newer list, beside the units of its prices', () => {
    const newer = { units: { input_tokens: { per: 1_000_000 } }, providers: list(MODEL) };
    expect(imported('genai-prices', newer).summary).toMatchObject({ entries: 1, inBook: 1 });
  });

  it('has prices from a day on, until the next', () => {
    const result = withModel({
      prices: [
        { prices: PRICES },
        {
          constraint: { type: 'start_date', start_date: '2026-06-10' },
          prices: { ...PRICES, input_mtok: 2 },
        },
        { constraint: { start_date: '2026-08-01' }, prices: { ...PRICES, input_mtok: 1 } },
      ],
    });
    const prices = modelsOf(result, 'nimbus')['arbor-2'].prices;
    expect(prices.map(({ from, to, usd }: Json) => [from, to, usd.input])).toEqual([
      [undefined, '2026-06-10', '3'],
      ['2026-06-10', '2026-08-01', '2'],
      ['2026-08-01', undefined, '1'],
    ]);
    const ids = laid(result)
      .providers.get('nimbus')
      ?.models.get('arbor-2')
      ?.records()
      .map(({ id }) => id);
    expect(ids).toEqual([
      'theirs:nimbus/arbor-2@undated#standard',
      'theirs:nimbus/arbor-2@2026-06-10T0000Z#standard',
      'theirs:nimbus/arbor-2@2026-08-01T0000Z#standard',
    ]);
  });

  it('is read from the end of its list: what begins later and stands earlier never holds', () => {
    const later = { constraint: { start_date: '2026-08-01' }, prices: { ...PRICES, input_mtok: 1 } };
    const result = withModel({ prices: [later, { prices: PRICES }] });
    expect(modelsOf(result, 'nimbus')['arbor-2'].prices).toHaveLength(1);
    expect(leftOut(result)).toEqual({ prices: WHY.shadowed });
  });

  it('cannot be held by the hour', () => {
    const night = {
      constraint: { start_time: '16:30:00Z', end_time: '00:30:00Z' },
      prices: { ...PRICES, input_mtok: 1 },
    };
    const result = withModel({ prices: [{ prices: PRICES }, night] });
    expect(leftOut(result)).toEqual({ 'prices.constraint': WHY.hours });
    expect(modelsOf(result, 'nimbus')['arbor-2'].prices).toMatchObject([
      { usd: { input: '3' }, note: 'The list has another price for some hours of the day.' },
    ]);
  });

  it('has prices of larger prompts, each class with limits of its own', () => {
    const tiered = (base: number, ...tiers: readonly (readonly [number, number])[]): Json => ({
      base,
      tiers: tiers.map(([start, price]) => ({ start, price })),
    });
    const [price] = pricesOf({
      ...PRICES,
      input_mtok: tiered(3, [200_000, 6], [272_000, 9]),
      output_mtok: tiered(15, [272_000, 30]),
    });
    const rest = { cacheRead: '0.3', cacheWrite: '3.75' };
    expect(price.usd).toEqual({ input: '3', ...rest, output: '15' });
    expect(price.above).toEqual([
      { tokens: 200_000, inclusive: false, usd: { input: '6', ...rest, output: '15' } },
      { tokens: 272_000, inclusive: false, usd: { input: '9', ...rest, output: '30' } },
    ]);
  });

  it('has caches by their time, and audio', () => {
    const further = {
      cache_write_5m_mtok: 3.75,
      cache_write_1h_mtok: 6,
      input_audio_mtok: 40,
      cache_audio_read_mtok: 4,
      output_audio_mtok: 80,
    };
    expect(pricesOf({ ...PRICES, ...further })[0].usd).toMatchObject({
      cacheWrite5m: '3.75',
      cacheWrite1h: '6',
      audioInput: '40',
      audioCacheRead: '4',
      audioOutput: '80',
    });
  });

  it('has whole names as aliases; other rules cannot be held', () => {
    const names = { or: [{ equals: 'arbor-2' }, { equals: 'arbor-two' }, { equals: 'Arbor-Two' }] };
    const whole = withModel({ match: names });
    expect(modelsOf(whole, 'nimbus')['arbor-2'].aliases).toEqual(['Arbor-Two']);
    expect(laid(whole).providers.get('nimbus')?.models.size).toBe(1);
    expect(leftOut(whole)).toEqual({});
    expect(leftOut(withModel({ match: { or: [{ equals: 'a' }, { starts_with: 'arbor' }] } }))).toEqual({
      match: WHY.match,
    });
    expect(leftOut(withModel({ match: { regex: '^arbor' } }))).toEqual({ match: WHY.match });
  });

  it.each([
    ['web_searches_kcount', 10, WHY.search],
    ['requests_kcount', 12, WHY.requests],
    ['input_document_kpages', 1, WHY.requests],
    ['audio_hours', 0.1, WHY.time],
    ['input_image_mtok', 5, WHY.image],
    ['output_reasoning_mtok', 20, WHY.reasoning],
    ['output_citation_mtok', 2, WHY.citations],
    ['input_video_mtok', 2, WHY.video],
    ['moods_mtok', 2, undefined],
  ])('of %s tells that it cannot hold it', (field, value, why) => {
    expect(leftOut(withModel({ prices: { ...PRICES, [field]: value } }))).toEqual({
      [`prices.${field}`]: why,
    });
  });

  it('loses nothing with classes that cost what recost bills them as', () => {
    expect(
      leftOut(withModel({ prices: { ...PRICES, output_reasoning_mtok: 15, input_image_mtok: 3 } })),
    ).toEqual({});
    expect(leftOut(withModel({ price_comments: 'Half at night.' }))).toEqual({ price_comments: WHY.remark });
    expect(leftOut(withModel({ mood: 'sunny' }))).toEqual({ mood: undefined });
  });

  it.each([
    [{ ...MODEL, prices: {} }, SKIP.noPrice],
    [{ ...MODEL, prices: [] }, SKIP.noPrice],
    [{ ...MODEL, prices: { input_mtok: 0, output_mtok: 0 } }, SKIP.zero],
    [{ ...MODEL, prices: { input_mtok: 'x', output_mtok: 1 } }, SKIP.noNumber],
    [{ ...MODEL, id: undefined }, SKIP.malformed],
    ['soon', SKIP.malformed],
  ])('%j is not in the book', (model, why) => {
    expect(skipped(imported('genai-prices', list(model, { ...MODEL, id: 'other' })))).toEqual({ [why]: 1 });
  });

  it('has every field accounted for', () => {
    const model = {
      ...MODEL,
      price_comments: 'x',
      deprecated: true,
      prices: { ...PRICES, web_searches_kcount: 10 },
    };
    const fields = genaiPrices.models(list(model), () => false).flatMap(({ fields: all }) => all);
    const there = [...Object.keys(model), ...Object.keys(model.prices).map((name) => `prices.${name}`)];
    expect([...new Set(fields.map(({ field }) => field))].sort()).toEqual(there.sort());
  });
});
