import { describe, expect, it } from 'vitest';
import { SKIP, WHY } from '../../../src/price/import/reasons.ts';
import { imported, type Json, laid, leftOut, modelsOf, skipped } from '../../support/import.ts';

const of = (entry: Json, key = 'nimbus/arbor'): ReturnType<typeof imported> =>
  imported('litellm', { [key]: { litellm_provider: 'nimbus', mode: 'chat', ...entry } });

const PLAIN = { input_cost_per_token: 2e-6, output_cost_per_token: 8e-6 };

const pricesOf = (entry: Json): Json => modelsOf(of(entry), 'nimbus')?.arbor.prices;

describe('an entry of LiteLLM’s map', () => {
  it('has its prices by the million, undated and of low confidence', () => {
    expect(modelsOf(of({ ...PLAIN, max_input_tokens: 128_000, max_output_tokens: 8192 }), 'nimbus')).toEqual({
      arbor: {
        maxInput: { '2026-11-26': 128_000 },
        maxOutput: { '2026-11-26': 8192 },
        prices: [{ usd: { input: '2', output: '8' }, confidence: 'low' }],
      },
    });
  });

  it('writes a cache for any time, or for an hour where that has a price', () => {
    const cache = { cache_read_input_token_cost: 2e-7, cache_creation_input_token_cost: 2.5e-6 };
    const hour = { cache_creation_input_token_cost_above_1hr: 4e-6 };
    expect(pricesOf({ ...PLAIN, ...cache })[0].usd).toEqual({
      input: '2',
      cacheRead: '0.2',
      cacheWrite: '2.5',
      output: '8',
    });
    expect(pricesOf({ ...PLAIN, ...cache, ...hour })[0].usd).toMatchObject({
      cacheWrite: '2.5',
      cacheWrite1h: '4',
    });
  });

  it('has prices of larger prompts, in which what has no other price keeps its own', () => {
    const [price] = pricesOf({
      ...PLAIN,
      cache_read_input_token_cost: 2e-7,
      cache_creation_input_token_cost: 2.5e-6,
      input_cost_per_token_above_200k_tokens: 4e-6,
      cache_read_input_token_cost_above_200k_tokens: 4e-7,
      input_cost_per_token_above_1000000_tokens: 5e-6,
    });
    expect(price.above).toEqual([
      {
        tokens: 200_000,
        inclusive: false,
        usd: { input: '4', cacheRead: '0.4', cacheWrite: '2.5', output: '8' },
      },
      {
        tokens: 1_000_000,
        inclusive: false,
        usd: { input: '5', cacheRead: '0.2', cacheWrite: '2.5', output: '8' },
      },
    ]);
  });

  it('reaches the larger size of xAI with the very token, as LiteLLM calculates', () => {
    const entry = { ...PLAIN, litellm_provider: 'xai', input_cost_per_token_above_200k_tokens: 4e-6 };
    const models = modelsOf(imported('litellm', { 'xai/arbor': entry }), 'xai');
    expect(models.arbor.prices[0].above[0]).toMatchObject({ tokens: 200_000, inclusive: true });
  });

  it('does not know at a service tier what only the standard one has', () => {
    const [, batch, priority] = pricesOf({
      ...PLAIN,
      cache_read_input_token_cost: 2e-7,
      input_cost_per_token_above_200k_tokens: 4e-6,
      input_cost_per_token_batches: 1e-6,
      output_cost_per_token_batches: 4e-6,
      input_cost_per_token_priority: 4e-6,
      output_cost_per_token_priority: 16e-6,
      cache_read_input_token_cost_priority: 4e-7,
      input_cost_per_token_above_200k_tokens_priority: 8e-6,
    });
    const all = ['input', 'cacheRead', 'output'];
    expect(batch).toMatchObject({ tier: 'batch', usd: { input: '1', output: '4' }, unknown: ['cacheRead'] });
    expect(batch.above).toEqual([{ tokens: 200_000, inclusive: false, usd: {}, unknown: all }]);
    expect(priority).toMatchObject({ tier: 'priority', usd: { input: '4', cacheRead: '0.4', output: '16' } });
    expect(priority.above[0].usd).toEqual({ input: '8', cacheRead: '0.4', output: '16' });
  });

  it('has ranges of prompt sizes, the upper end of which belongs to the lower one', () => {
    const [price] = pricesOf({
      output_cost_per_token: 8e-6,
      input_cost_per_token: 9e-6,
      tiered_pricing: [
        { range: [0, 32_000], input_cost_per_token: 1e-6, cache_read_input_token_cost: 1e-7 },
        { range: [32_000, 128_000], input_cost_per_token: 2e-6, output_cost_per_token: 9e-6 },
      ],
    });
    expect(price.usd).toEqual({ input: '1', cacheRead: '0.1', output: '8' });
    expect(price.above).toEqual([{ tokens: 32_000, inclusive: false, usd: { input: '2', output: '9' } }]);
  });

  it('has audio, of which a cached token may have a price', () => {
    const audio = {
      input_cost_per_audio_token: 4e-5,
      output_cost_per_audio_token: 8e-5,
      cache_read_input_audio_token_cost: 2.5e-6,
    };
    expect(pricesOf({ ...PLAIN, ...audio })[0].usd).toMatchObject({
      audioInput: '40',
      audioOutput: '80',
      audioCacheRead: '2.5',
    });
  });

  it('keeps the day on which it ends', () => {
    expect(modelsOf(of({ ...PLAIN, deprecation_date: '2027-03-31' }), 'nimbus').arbor.retired).toBe(
      '2027-03-31',
    );
    expect(leftOut(of({ ...PLAIN, deprecation_date: '2027-02-31' }))).toEqual({ deprecation_date: WHY.date });
  });

  it.each([
    ['output_cost_per_reasoning_token', 9e-6, WHY.reasoning],
    ['output_cost_per_image', 0.04, WHY.image],
    ['input_cost_per_image_token', 3e-6, WHY.image],
    ['output_cost_per_second_1080p', 0.1, WHY.time],
    ['input_cost_per_audio_per_second_above_128k_tokens', 0.1, WHY.time],
    ['input_cost_per_character_above_128k_tokens', 1e-6, WHY.characters],
    ['input_cost_per_query', 0.1, WHY.requests],
    ['ocr_cost_per_page', 0.1, WHY.requests],
    ['code_interpreter_cost_per_session', 0.03, WHY.search],
    ['search_context_cost_per_query', { search_context_size_low: 0.03 }, WHY.search],
    ['vector_store_cost_per_gb_per_day', 0.1, WHY.storage],
    ['input_dbu_cost_per_token', 7e-6, WHY.units],
    ['off_peak_pricing', { hours_utc: '16:30-00:30' }, WHY.hours],
    ['provider_specific_entry', { fast: 6 }, WHY.factor],
    ['input_cost_per_token_balanced', 1e-6, WHY.tierUnknown],
    ['cache_read_input_token_cost_priority', 1e-7, WHY.tierBare],
    ['input_cost_per_token_above_200k_tokens_flex', 1e-6, WHY.tierSizes],
    ['tiered_pricing', [{ max_results_range: [0, 25], input_cost_per_query: 0.1 }], WHY.ranges],
    ['cache_read_input_token_cost', 0, WHY.zeroExtra],
    ['cache_read_input_token_cost', -1, WHY.negative],
    ['cache_read_input_token_cost', 'free', WHY.noNumber],
    ['cache_read_input_token_cost', 1 / 3e6, WHY.inexact],
    ['max_tokens', 4096, WHY.limits],
    ['cost_per_thought', 1, undefined],
  ])('tells of %s, which it cannot hold', (field, value, why) => {
    const result = of({ ...PLAIN, [field]: value });
    expect(leftOut(result)).toEqual({ [field]: why });
    expect(result.summary.inBook).toBe(1);
  });

  it.each([
    ['output_cost_per_reasoning_token', 8e-6],
    ['input_cost_per_image_token', 2e-6],
    ['output_cost_per_pixel', 0],
    ['search_context_cost_per_query', { search_context_size_low: 0 }],
    ['cache_read_input_token_cost', null],
    ['supports_vision', true],
    ['rpm', 100],
    ['source', 'https://example.org'],
  ])('loses nothing with %s of %s', (field, value) => {
    expect(leftOut(of({ ...PLAIN, [field]: value }))).toEqual({});
  });

  it('knows every field that LiteLLM’s own check of its map allows', () => {
    const sizes = [32, 128, 200, 256, 272, 512].map((size) => `_above_${size}k_tokens`);
    const tiers = ['_batches', '_flex', '_priority'];
    const endings = ['', ...sizes, ...tiers, ...sizes.flatMap((size) => tiers.map((tier) => size + tier))];
    const tokens = [
      'input_cost_per_token',
      'output_cost_per_token',
      'cache_read_input_token_cost',
      'cache_creation_input_token_cost',
    ];
    const others = `cache_creation_input_token_cost_above_1hr cache_creation_input_token_cost_above_1hr_above_200k_tokens
      cache_creation_input_audio_token_cost cache_read_input_audio_token_cost cache_read_input_image_token_cost
      input_cost_per_token_cache_hit input_cost_per_audio_token_batches input_cost_per_audio_token_priority
      input_cost_per_image_token_batches input_cost_per_video_token output_cost_per_video_token output_cost_per_audio_token
      output_cost_per_reasoning_token output_cost_per_image_token citation_cost_per_token
      input_cost_per_audio_per_second input_cost_per_second output_cost_per_second output_cost_per_second_4k
      input_cost_per_video_per_second input_cost_per_video_per_second_above_15s_interval output_cost_per_video_per_second
      input_cost_per_character output_cost_per_character input_cost_per_image output_cost_per_image_0.5K
      input_cost_per_image_above_128k_tokens input_cost_per_pixel output_cost_per_pixel input_cost_per_query
      input_cost_per_request ocr_cost_per_page_batches ocr_cost_per_credit annotation_cost_per_page guardrail_cost_per_unit
      code_interpreter_cost_per_session computer_use_input_cost_per_1k_tokens file_search_cost_per_1k_calls
      file_search_cost_per_gb_per_day vector_store_cost_per_gb_per_day google_maps_grounding_cost_per_query
      search_context_cost_per_query web_search_billing_unit input_dbu_cost_per_token output_db_cost_per_token
      regional_endpoint_uplift_multiplier regional_processing_uplift_multiplier_eu provider_specific_entry inference_geo
      off_peak_pricing tiered_pricing deprecation_date max_tokens max_input_tokens max_output_tokens output_vector_size
      metadata source comment mode rpm tpm rpd prompt_cache_min_tokens supported_regions supports_vision gemini_native_audio
      thinking_always_on reasoning_effort_levels default_reasoning_effort uses_embed_content use_openai_responses_path
      vertex_ai_audio_api bedrock_converse_supports_strict_tools audio_transcription_config`;
    const fields = [
      ...tokens.flatMap((token) => endings.map((ending) => token + ending)),
      ...others.split(/\s+/),
    ];
    const result = of(Object.fromEntries(fields.map((field) => [field, 1e-6])));
    expect(result.summary.new).toEqual([]);
  });

  it('does not price a class of tokens whose price it cannot hold', () => {
    const [price] = pricesOf({ ...PLAIN, cache_creation_input_token_cost: 1 / 12e6 });
    expect(price).toMatchObject({ usd: { input: '2', output: '8' }, unknown: ['cacheWrite'] });
    const embedding = pricesOf({ input_cost_per_token: 2e-8, output_cost_per_token: 0, mode: 'embedding' });
    expect(embedding).toEqual([{ usd: { input: '0.02' }, unknown: ['output'], confidence: 'low' }]);
  });

  it.each([
    [{ output_cost_per_image: 0.04, mode: 'image_generation' }, SKIP.noPrice],
    [{ input_cost_per_token: 0, output_cost_per_token: 0 }, SKIP.zero],
    [{ ...PLAIN, input_cost_per_token: -1 }, SKIP.varies],
    [{ ...PLAIN, output_cost_per_token: 'soon' }, SKIP.noNumber],
    [{ ...PLAIN, output_cost_per_token: 1 / 3e6 }, SKIP.inexact],
    [{ tiered_pricing: [{ range: [5, 9], input_cost_per_token: 1e-6 }] }, SKIP.ranges],
    [{ ...PLAIN, litellm_provider: 7 }, SKIP.malformed],
    [{ ...PLAIN, litellm_provider: 'a b' }, SKIP.malformed],
  ])('%j is not in the book', (entry, why) => {
    const result = of(entry);
    expect(skipped(result)).toEqual({ [why]: 1 });
    expect(result.summary).toMatchObject({ entries: 1, inBook: 0 });
  });
});

const ROWS = [
  ['openai', 'ft:gpt-9-mini', 'openai', 'ft:gpt-9-mini'],
  ['azure', 'azure/eu/arbor-9', 'azure', 'eu/arbor-9'],
  ['azure_text', 'azure/arbor-9', 'azure', 'arbor-9'],
  ['vertex_ai-llama_models', 'vertex_ai/meta/arbor-maas', 'vertex', 'meta/arbor-maas'],
  ['vertex_ai-embedding-models', 'arbor-embed@001', 'vertex', 'arbor-embed@001'],
  ['bedrock', 'bedrock/us-east-1/arbor.basalt-v1', 'bedrock', 'us-east-1/arbor.basalt-v1'],
  ['bedrock_converse', 'us.arbor.basalt-v1:0', 'bedrock', 'us.arbor.basalt-v1:0'],
  ['gemini', 'gemini/arbor-pro', 'google', 'arbor-pro'],
  ['openrouter', 'openrouter/arbor/basalt', 'openrouter', 'arbor/basalt'],
  ['groq', 'groq/openai/arbor-oss', 'groq', 'openai/arbor-oss'],
  ['codestral', 'codestral/arbor-code', 'mistral', 'arbor-code'],
  ['text-completion-openai', 'arbor-002', 'openai', 'arbor-002'],
  ['amazon_nova', 'amazon-nova/arbor-v1', 'amazon_nova', 'arbor-v1'],
  ['dashscope', 'dashscope/arbor-max', 'qwen', 'arbor-max'],
  ['perplexity', 'perplexity/arbor', 'perplexity', 'arbor'],
] as const;

describe('a key of LiteLLM’s map', () => {
  it.each(ROWS)('of %s, %s, is a model of %s called %s', (host, key, provider, name) => {
    const result = imported('litellm', { [key]: { litellm_provider: host, mode: 'chat', ...PLAIN } });
    expect(Object.keys(modelsOf(result, provider))).toEqual([name]);
    expect(laid(result).providers.get(provider)?.models.get(name)?.records()).toHaveLength(1);
  });

  it('that is there twice is one model, unless the prices differ', () => {
    const entry = { litellm_provider: 'vertex_ai-language-models', ...PLAIN };
    const alike = imported('litellm', { arbor: entry, 'vertex_ai/arbor': entry });
    expect(Object.keys(modelsOf(alike, 'vertex'))).toEqual(['arbor']);
    expect(skipped(alike)).toEqual({ [SKIP.again]: 1 });
    const rivals = imported('litellm', {
      arbor: entry,
      'vertex_ai/Arbor': { ...entry, input_cost_per_token: 3e-6 },
    });
    expect(skipped(rivals)).toEqual({ [SKIP.clash]: 2 });
  });

  it('may be anything', () => {
    const list = `{"__proto__": ${JSON.stringify({ litellm_provider: 'nimbus', ...PLAIN })}, "constructor": {"litellm_provider": "nimbus", "toString": 1}}`;
    const result = imported('litellm', list);
    expect(result.summary).toMatchObject({ entries: 2, inBook: 1 });
    expect(leftOut(result)).toEqual({ toString: undefined });
    expect([...(laid(result).providers.get('nimbus')?.models.keys() ?? [])]).toEqual(['__proto__']);
  });
});
