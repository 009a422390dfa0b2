import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importPrices } from '../../../src/pipeline/import-prices.ts';
import { IMPORTERS, kindOf, LIST_KINDS } from '../../../src/price/import/index.ts';
import { BOOK } from '../../support/book.ts';
import { imported, laid } from '../../support/import.ts';

const SAMPLES = {
  litellm: {
    'nimbus/arbor': { litellm_provider: 'nimbus', input_cost_per_token: 1e-6, output_cost_per_token: 2e-6 },
  },
  'models.dev': {
    nimbus: { id: 'nimbus', models: { arbor: { id: 'arbor', cost: { input: 1, output: 2 } } } },
  },
  openrouter: { data: [{ id: 'nimbus/arbor', pricing: { prompt: '0.000001', completion: '0.000002' } }] },
  'genai-prices': [
    {
      id: 'nimbus',
      models: [{ id: 'arbor', match: { equals: 'arbor' }, prices: { input_mtok: 1, output_mtok: 2 } }],
    },
  ],
} as const;

const command = (text: string, from?: (typeof LIST_KINDS)[number]) =>
  importPrices(
    { name: 'list.json', text, from, bookName: undefined, isOver: false, today: Date.UTC(2026, 10, 26) },
    BOOK,
  );

describe.each(LIST_KINDS)('%s', (kind) => {
  it('is what its own list is taken for, and no other', () => {
    expect(LIST_KINDS.filter((each) => IMPORTERS[each].isLike(SAMPLES[kind]))).toEqual([kind]);
    expect(kindOf(SAMPLES[kind])).toBe(kind);
  });

  it('makes the same book of the same prices, whoever lists them', () => {
    const { text, lines } = command(JSON.stringify(SAMPLES[kind]));
    const { name, layer, origin, notes, providers } = JSON.parse(text);
    expect({ name, layer, origin }).toEqual({
      name: `${kind}-2026-11-26`,
      layer: 'under',
      origin: `${IMPORTERS[kind].title}, read 2026-11-26`,
    });
    expect(notes).toEqual(lines);
    const [provider] = Object.values<{ models: object }>(providers);
    expect(Object.values(provider?.models ?? {})).toMatchObject([
      { prices: [{ usd: { input: '1', output: '2' } }] },
    ]);
  });

  it('takes any values without failing, and loses no entry', () => {
    const odd = fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.constant(SAMPLES[kind]));
    const names = fc.constantFrom(
      'cost',
      'pricing',
      'prices',
      'models',
      'match',
      'id',
      'litellm_provider',
      'tiered_pricing',
      'overrides',
      'tiers',
      'limit',
      'input_cost_per_token',
    );
    const likely = fc.dictionary(
      names,
      fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.double(), fc.constant('nimbus')),
    );
    const lists = fc.oneof(
      odd,
      likely,
      fc.array(likely),
      fc.record({ data: fc.array(likely) }),
      fc.dictionary(fc.string(), likely),
    );
    fc.assert(
      fc.property(lists, (list) => {
        const result = imported(kind, JSON.stringify(list));
        const left = result.summary.skipped.reduce((sum, { entries }) => sum + entries, 0);
        expect(result.summary.inBook + left).toBe(result.summary.entries);
      }),
    );
  });
});

describe('a list', () => {
  it.each([
    ['{}', /no price list that recost knows/],
    ['[]', /no price list that recost knows/],
    ['[{"model": "gpt-5.5", "input_tokens": 5}]', /no price list that recost knows.*\n {2}litellm: /],
    ['{"recost": "prices", "name": "acme"}', /the mark of a file of recost’s own/],
    ['{"a": 1,}', /cannot read the price list list\.json: it is no JSON/],
    ['', /it is no JSON/],
    [`${'['.repeat(5000)}${']'.repeat(5000)}`, /nested too deeply/],
  ])('%s is refused', (text, message) => {
    expect(() => command(text)).toThrow(message);
  });

  it('is not taken for what the user says if it has not its form', () => {
    expect(() => command(JSON.stringify(SAMPLES.openrouter), 'litellm')).toThrow(
      'is no list of LiteLLM price map',
    );
  });

  it('tells of keys that it has twice', () => {
    const [, entry] = Object.entries(SAMPLES.litellm)[0] ?? [];
    const text = `{"nimbus/arbor": ${JSON.stringify(entry)}, "nimbus/arbor": ${JSON.stringify(entry)}}`;
    expect(command(text).lines).toContain(
      '4 keys of the list are there again, and only the last of each was read.',
    );
  });

  it('makes nothing of its names but names', () => {
    const evil = '\u001b[2J<script>alert(1)</script>\u202e\n';
    const entry = {
      litellm_provider: 'nimbus',
      input_cost_per_token: 1e-6,
      output_cost_per_token: 2e-6,
      [evil]: evil,
    };
    const result = imported('litellm', { [`nimbus/${evil}`]: entry });
    // Control characters are told by their number.
    const harmless = '\\u001b[2J<script>alert(1)</script>\\u202e\\n';
    expect([...(laid(result).providers.get('nimbus')?.models.keys() ?? [])]).toEqual([harmless]);
    expect(result.notes.join('')).not.toMatch(/[\u0000-\u001f\u202e]/);
  });
});

describe('with --override', () => {
  const entry = (input: number) => ({
    litellm_provider: 'openai',
    input_cost_per_token: input,
    output_cost_per_token: 4e-6,
  });

  it('has each model of the book once', () => {
    const [same] = [imported('litellm', { 'gpt-5.5': entry(1e-6), 'gpt-5.5-2026-04-23': entry(1e-6) }, true)];
    expect(laid(same).providers.get('openai')?.models.get('gpt-5.5')?.records()[0]).toMatchObject({
      layer: 'theirs',
      rates: { input: 1_000_000_000n },
    });
    expect(same.summary).toMatchObject({ entries: 2, inBook: 1 });
    const rivals = imported('litellm', { 'gpt-5.5': entry(1e-6), 'gpt-5.5-2026-04-23': entry(2e-6) }, true);
    expect(rivals.summary).toMatchObject({ entries: 2, inBook: 0 });
  });

  it('leaves out a name that moves, of which a book would be refused', () => {
    const moving = { 'deepseek/deepseek-chat': { ...entry(1e-6), litellm_provider: 'deepseek' } };
    expect(imported('litellm', moving, true).summary).toMatchObject({ inBook: 0 });
    expect(imported('litellm', moving).summary).toMatchObject({ inBook: 1, known: 1 });
  });
});
