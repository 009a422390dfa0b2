import { describe, expect, it, test } from 'vitest';
import { PRICE_RULES, type PriceStep } from '../../src/domain/price-steps.ts';
import type { BookModel, PriceQuestion, RateCard } from '../../src/domain/pricing.ts';
import { compileCard } from '../../src/price/card.ts';
import { layOver } from '../../src/price/layers.ts';
import { BOOK, CARD, CARD_WITH_ANNOUNCED } from '../support/book.ts';
import { FIXTURE_NAMES } from './fixture-names.ts';

interface Asked {
  readonly at: string;
  readonly promptTokens?: number;
  readonly tier?: PriceQuestion['tier'];
  readonly region?: string;
  readonly word?: string;
}

const modelOf = (card: RateCard, provider: string | undefined, name: string): BookModel => {
  const found = card.resolve(provider, name, undefined);
  expect(found).not.toHaveProperty('kind');
  return found as BookModel;
};

function explained(card: RateCard, [provider, name]: readonly [string | undefined, string], asked: Asked) {
  const at = Date.parse(asked.at);
  const { promptTokens = 0, tier = 'standard', region, word } = asked;
  const question = { model: modelOf(card, provider, name), at, place: at, promptTokens, tier, region };
  return { ...card.explainPrice(question, { serviceTier: word }), question };
}

const stepOf = <R extends PriceStep['rule']>(steps: readonly PriceStep[], rule: R) =>
  steps.find((step): step is Extract<PriceStep, { readonly rule: R }> => step.rule === rule);

describe('the chain of rules', () => {
  const instants = ['2025-01-10', '2026-04-24', '2026-05-20', '2026-09-15T03:00Z', '2026-11-23T08:00Z'];
  const questions = FIXTURE_NAMES.filter((each) => each.expect !== 'unknown').flatMap(
    ({ provider, name }, index) =>
      instants.map((at) => ({ provider, name, at, promptTokens: (index % 3) * 250_000 })),
  );

  it('comes to the same answer as the look-up, for every name of the fixtures at many instants', () => {
    expect(questions.length).toBeGreaterThan(500);
    for (const { provider, name, at, promptTokens } of questions) {
      const tier = promptTokens === 0 ? 'batch' : 'standard';
      const { price, question } = explained(CARD, [provider, name], { at, promptTokens, tier });
      expect(price).toEqual(CARD.priceAt(question));
    }
  });

  it('names its rules in their order, each once', () => {
    for (const { provider, name, at, promptTokens } of questions) {
      const rules = explained(CARD, [provider, name], { at, promptTokens }).steps.map(({ rule }) => rule);
      expect(PRICE_RULES.filter((rule) => rules.includes(rule))).toEqual(rules);
    }
  });

  it('has all rules where there is a price', () => {
    const { steps } = explained(CARD, ['openai', 'gpt-5.5'], { at: '2026-11-01' });
    expect(steps.map(({ rule }) => rule)).toEqual(PRICE_RULES.filter((rule) => rule !== 'name'));
  });
});

describe('names', () => {
  test.each([
    ['aws.bedrock', 'us.anthropic.claude-opus-4-7', ['us.anthropic.'], 'claude-opus-4-7'],
    ['openai', 'gpt-5.5-xhigh', ['-xhigh'], 'gpt-5.5'],
    [
      undefined,
      'openrouter/anthropic/claude-opus-4.7:thinking',
      ['openrouter/', ':thinking', 'anthropic/'],
      'claude-opus-4.7',
    ],
    [
      'vertex',
      'publishers/anthropic/models/claude-opus-4-7@default',
      ['@default', 'publishers/anthropic/models/'],
      'claude-opus-4-7',
    ],
  ])('%s %s: what is cut off, and what is found', (provider, name, cut, found) => {
    expect(CARD.explainName(provider, name, undefined)).toMatchObject({ rule: 'name', cut, found });
  });

  test.each([
    ['azure', 'gpt-5.5', { kind: 'provider', word: 'azure' }],
    [undefined, 'azure/gpt-5.5', { kind: 'prefix', text: 'azure/' }],
    [undefined, 'gpt-5.5', { kind: 'maker' }],
    [undefined, 'deepseek-v4-pro', { kind: 'maker' }],
  ])('%s %s: who told who bills', (provider, name, knownBy) => {
    expect(CARD.explainName(provider, name, undefined)).toMatchObject({ knownBy });
  });

  it('that a host resells have the row that says so, with its address', () => {
    const step = CARD.explainName('azure', 'gpt-5.5', Date.parse('2026-11-01'));
    expect(step).toMatchObject({
      model: { host: 'azure', provider: 'openai', basis: 'assumed' },
      resale: { entry: { maker: 'openai', basis: 'assumed' }, sources: [{ key: 'az_deployments' }, {}] },
    });
  });

  it('without a model have the reason that resolving gives', () => {
    for (const { provider, name } of FIXTURE_NAMES.filter((each) => each.expect === 'unknown'))
      expect(CARD.explainName(provider, name, undefined)).toEqual(CARD.resolve(provider, name, undefined));
  });
});

describe('routing', () => {
  it('says as what a name bills, and since when', () => {
    const { steps, price } = explained(CARD, ['deepseek', 'deepseek-v4-flash'], { at: '2026-11-23' });
    expect(price).toMatchObject({ billedAs: 'deepseek/deepseek-flash' });
    const [row] = stepOf(steps, 'routing')?.rows ?? [];
    expect(row).toMatchObject({
      entry: { model: 'deepseek-flash', from: Date.parse('2026-09-10T04:00:00Z') },
      sources: [{ key: 'ds_news_0910' }, {}, {}],
    });
  });

  it('says what was withdrawn, and does not follow it', () => {
    const { steps, price } = explained(CARD, ['deepseek', 'deepseek-v4-pro'], { at: '2026-11-23' });
    expect(price).toMatchObject({ billedAs: 'deepseek/deepseek-v4-pro' });
    const { rows, unused } = stepOf(steps, 'routing') ?? { rows: undefined, unused: [] };
    expect(rows).toEqual([]);
    expect(unused).toMatchObject([{ entry: { model: 'deepseek-flash', status: 'withdrawn' } }]);
  });
});

describe('the record', () => {
  it('has its sources with address and day', () => {
    const { steps } = explained(CARD, ['deepseek', 'deepseek-v4-pro'], { at: '2026-11-23' });
    const { sources } = stepOf(steps, 'record') ?? { sources: [] };
    expect(sources.length).toBeGreaterThan(0);
    for (const { url, read } of sources) {
      expect(url).toMatch(/^https:/);
      expect(read).toMatch(/20\d\d-\d\d/);
    }
  });

  it('is only announced: it is named, and used on request', () => {
    const announced = [...BOOK.providers.values()]
      .flatMap(({ id, models }) => [...models.values()].map((model) => ({ id, model })))
      .flatMap(({ id, model }) => model.records().map((record) => ({ id, model, record })))
      .filter(({ record }) => record.status === 'announced' && record.tier === 'standard');
    expect(announced.length).toBeGreaterThan(0);
    for (const { id, model, record } of announced) {
      const at = new Date(record.from).toISOString();
      const asked = explained(CARD_WITH_ANNOUNCED, [id, model.name], { at });
      expect(asked.price).toMatchObject({ kind: 'priced', record: { status: 'announced' } });
      expect(CARD.explainPrice(asked.question, { serviceTier: undefined }).price).toEqual(
        CARD.priceAt(asked.question),
      );
    }
  });
});

describe('the band', () => {
  // Monday, 9 November 2026: no holiday. 14:00 to 18:00 in Beijing is 06:00Z to 10:00Z.
  test.each([
    ['2026-11-09T07:00:00Z', 'peak', 15 * 60, [14 * 60, 18 * 60]],
    ['2026-11-09T10:00:00Z', 'off_peak', 18 * 60, undefined],
  ])('at %s is %s, told on the clock of its zone', (at, band, minute, window) => {
    const { steps } = explained(CARD, ['deepseek', 'deepseek-v4-pro'], { at });
    const { found } = stepOf(steps, 'band') ?? { found: undefined };
    expect(found).toMatchObject({ band, place: { weekday: 1, minute, isHoliday: false } });
    expect(found?.window).toEqual(window);
    expect(stepOf(steps, 'record')?.entry.band?.name).toBe(band);
  });

  it('of a holiday says that it is one', () => {
    const { steps } = explained(CARD, ['deepseek', 'deepseek-v4-pro'], { at: '2026-10-05T07:00:00Z' });
    expect(stepOf(steps, 'band')?.found).toMatchObject({ band: 'off_peak', place: { isHoliday: true } });
  });
});

describe('the size of the prompt', () => {
  test.each([
    [272_000, undefined],
    [272_001, 272_000],
  ])('of %i tokens reaches %s', (promptTokens, reached) => {
    const { steps } = explained(CARD, ['openai', 'gpt-5.5'], { at: '2026-11-01', promptTokens });
    const step = stepOf(steps, 'size');
    expect(step?.promptTokens).toBe(promptTokens);
    expect(step?.reached?.promptTokens).toBe(reached);
  });

  it('for which a tier is not sold ends the chain, with the limit', () => {
    const limited = [...(BOOK.providers.get('openai')?.models.values() ?? [])]
      .flatMap((model) => model.records())
      .find(({ notSoldAbove }) => notSoldAbove !== undefined);
    const { price, steps } = explained(CARD, ['openai', limited?.model ?? ''], {
      at: new Date(limited?.from ?? 0).toISOString(),
      tier: limited?.tier ?? 'standard',
      promptTokens: (limited?.notSoldAbove ?? 0) + 1,
    });
    expect(price).toMatchObject({ code: 'not-sold-above' });
    expect(steps.map(({ rule }) => rule)).toEqual(['routing', 'record', 'band', 'size']);
    expect(stepOf(steps, 'size')).toMatchObject({ notSoldAbove: limited?.notSoldAbove });
  });
});

describe('the service tier', () => {
  it('says what was logged, what it means, and under which name it is sold', () => {
    const { steps } = explained(CARD, ['openai', 'gpt-5.5'], {
      at: '2026-11-01',
      tier: 'priority',
      word: 'priority',
    });
    expect(stepOf(steps, 'tier')).toMatchObject({ word: 'priority', knownBy: 'word', asked: 'priority' });
    expect(['priority', 'fast']).toContain(stepOf(steps, 'tier')?.used);
  });

  it('of a provider’s own word is known by the provider', () => {
    const { steps } = explained(CARD, ['groq', 'llama-3.3-70b-versatile'], {
      at: '2026-11-01',
      word: 'on_demand',
    });
    expect(stepOf(steps, 'tier')).toMatchObject({ knownBy: 'provider', asked: 'standard' });
  });
});

describe('region and contract', () => {
  it('names the factor that the region of a name brings', () => {
    const { steps, price } = explained(CARD, ['bedrock', 'eu.anthropic.claude-opus-4-7'], {
      at: '2026-11-01',
    });
    const step = stepOf(steps, 'region');
    expect(step).toMatchObject({
      region: 'eu',
      knownBy: 'name',
      modifier: { entry: { multiplier: { num: 11n, den: 10n } } },
    });
    // 5 USD × 1.1
    expect(price).toMatchObject({ rates: { input: 5_500_000_000n } });
  });

  const acme = {
    name: 'acme.yaml',
    text: `recost: prices
name: acme
discounts:
  - { provider: openai, off: 15% }
providers:
  openai:
    models:
      gpt-5.5:
        prices:
          - { from: 2026-06-01, usd: { input: 4, output: 20 } }
`,
  };
  const own = compileCard(layOver(BOOK, [acme]));

  it('says which discount was taken off, and whose it is', () => {
    const { steps, price } = explained(own, ['openai', 'gpt-5.4'], { at: '2026-11-01' });
    const list = explained(CARD, ['openai', 'gpt-5.4'], { at: '2026-11-01' }).price;
    expect(stepOf(steps, 'discount')).toMatchObject({
      discount: { off: '15% off', multiplier: { num: 17n, den: 20n } },
      layer: { name: 'acme', file: 'acme.yaml' },
    });
    const inputOf = (each: typeof list): bigint => (each.kind === 'priced' ? (each.rates.input ?? 0n) : 0n);
    expect(inputOf(price) * 20n).toBe(inputOf(list) * 17n);
  });

  it('says of the user’s own price whose it is, what lies below, and that no discount is taken off', () => {
    const { steps } = explained(own, ['openai', 'gpt-5.5'], { at: '2026-11-01' });
    expect(stepOf(steps, 'record')).toMatchObject({
      layer: { name: 'acme' },
      below: { id: 'openai/gpt-5.5@2026-04-23T0000Z#standard' },
    });
    expect(stepOf(steps, 'discount')).toMatchObject({ discount: undefined });
  });

  it('lists what the host charges beside tokens', () => {
    const { steps } = explained(CARD, ['openai', 'gpt-5.5'], { at: '2026-11-01' });
    expect(stepOf(steps, 'fees')?.fees.map(({ entry }) => entry.item)).toEqual(['web_search', 'file_search']);
  });
});
