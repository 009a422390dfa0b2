import { describe, expect, it, test } from 'vitest';
import type { CacheRule } from '../../src/domain/caching.ts';
import type { BookModel } from '../../src/domain/pricing.ts';
import { RecostError } from '../../src/domain/problem.ts';
import { loadBook } from '../../src/price/load.ts';
import { BOOK, BOOK_FILES, CARD } from '../support/book.ts';

const TODAY = Date.parse('2026-11-23');

function ruleOf(name: string, at = TODAY): CacheRule | undefined {
  const model = CARD.resolve(undefined, name, at);
  expect(model).not.toHaveProperty('kind'); // it has a price
  return CARD.cacheRuleOf(model as BookModel, at);
}

const same = (value: number) => ({ low: value, base: value, high: value });
const at = (day: string): number => Date.parse(day);

describe('the rule of a model', () => {
  test.each([
    // Before V4: units of 64 tokens, any beginning. From V4 on: whole stored ones, hits in 128.
    ['deepseek-chat', '2025-06-01', 64, 'automatic'],
    ['deepseek-v4-pro', '2026-11-23', 128, 'breakpoints'],
    ['gpt-4o', '2024-12-01', 128, 'automatic'],
    ['gpt-5.5', '2026-11-23', 128, 'automatic'],
    ['gpt-5.6-sol', '2026-07-09', 1, 'breakpoints'],
    ['gpt-6.2-sol', '2026-11-23', 1, 'breakpoints'],
    ['claude-opus-4-7', '2026-11-23', 1, 'breakpoints'],
    ['gemini-3.8-flash', '2026-11-23', 128, 'automatic'],
    ['grok-4.7', '2026-11-23', 128, 'automatic'],
    ['mistral-large-2512', '2026-11-23', 16, 'automatic'],
    ['kimi-k2.6', '2026-11-23', 256, 'automatic'],
    ['glm-5.3', '2026-11-23', 64, 'automatic'],
    ['qwen3.8-max', '2026-11-23', 128, 'automatic'],
    ['qwen3.6-plus', '2026-11-23', 1, 'breakpoints'],
  ])('%s on %s: units of %i, %s', (name, day, unit, mode) => {
    const rule = ruleOf(name, at(day));
    expect(rule?.unitTokens.base).toBe(unit);
    expect(rule?.mode.base).toBe(mode);
  });

  test.each([
    ['claude-3-5-haiku-20241022', 2048],
    ['claude-haiku-4-5', 4096],
    ['claude-sonnet-4-6', 1024],
    ['claude-opus-4-5', 4096],
    ['claude-opus-4-6', 4096],
    ['claude-opus-4-7', 2048],
    ['claude-opus-4-8', 1024],
    ['claude-sonnet-5', 1024],
    ['claude-opus-5', 512],
    ['claude-fable-5', 512],
  ])('%s keeps beginnings from %i tokens on', (name, tokens) => {
    const sold = BOOK.providers.get('anthropic')?.models;
    const model = [...(sold?.values() ?? [])].find((each) => [each.name, ...each.aliases].includes(name));
    const day = model?.life().released ?? TODAY;
    expect(ruleOf(name, day)?.minTokens).toEqual(same(tokens));
  });

  it('says as what writes bill: where a vendor has a fee for them', () => {
    expect(ruleOf('claude-opus-5')?.writes).toBe('cacheWrite5m');
    expect(ruleOf('gpt-5.6-sol')?.writes).toBe('cacheWrite');
    expect(ruleOf('kimi-k3.1-pro')?.writes).toBe('cacheWrite5m');
    expect(ruleOf('gpt-5.5')?.writes).toBeUndefined();
    expect(ruleOf('deepseek-v4-pro')?.writes).toBeUndefined();
  });

  it('changes with the instant, from its first one on', () => {
    const change = at('2026-05-29');
    expect(ruleOf('gpt-5.4', change - 1)?.idleSeconds).toEqual({ low: 300, base: 600, high: 3600 });
    expect(ruleOf('gpt-5.4', change)?.idleSeconds).toEqual({ low: 300, base: 7200, high: 86_400 });
    expect(ruleOf('gpt-5.4-mini', change)?.idleSeconds).toEqual({ low: 300, base: 600, high: 3600 });
    expect(ruleOf('gpt-4o', at('2024-09-30'))).toBeUndefined();
  });

  it('is the maker’s where a host resells it, and none where a host has prices of its own', () => {
    expect(ruleOf('azure/gpt-5.5')).toEqual(ruleOf('gpt-5.5'));
    expect(ruleOf('bedrock/anthropic.claude-opus-4-7')?.minTokens).toEqual(same(2048));
    expect(ruleOf('novita/deepseek/deepseek-v4-pro')).toBeUndefined();
  });

  it('follows a name to what it bills as', () => {
    expect(ruleOf('deepseek-v4-flash')).toEqual(ruleOf('deepseek-flash'));
    expect(ruleOf('gpt-5.6')).toEqual(ruleOf('gpt-5.6-sol'));
  });

  it('has the five minutes that Anthropic, and the half hour that OpenAI publishes, in every world', () => {
    expect(ruleOf('claude-sonnet-5')?.idleSeconds).toEqual(same(300));
    const { low, base } = ruleOf('gpt-6.2-sol')?.idleSeconds ?? same(0);
    expect([low, base]).toEqual([1800, 1800]);
  });
});

describe('every model of a maker that has a price for hits', () => {
  const makers = [...BOOK.providers.values()].filter(({ isMaker }) => isMaker);
  const discounted = makers.flatMap(({ id, models }) =>
    [...models.values()].flatMap(({ name, records }) => {
      const record = records().findLast(
        ({ stated, tier, from }) => tier === 'standard' && from <= TODAY && stated.includes('cacheRead'),
      );
      return record === undefined
        ? []
        : [{ path: `${id}/${name}`, at: Math.max(record.from, at('2025-09-23')) }];
    }),
  );
  /** Gemini before 2.5 had explicit caches only. */
  const explicit = discounted.filter(({ path }) => /gemini-(1|2\.0)/.test(path));

  test.each(discounted.filter((each) => !explicit.includes(each)))(
    '$path has a rule',
    ({ path, at: day }) => {
      expect(ruleOf(path, day)).toBeDefined();
    },
  );

  it('but for those that had explicit caches only', () => {
    expect(explicit.length).toBeGreaterThan(0);
    for (const { path, at: day } of explicit) expect(ruleOf(path, day)).toBeUndefined();
  });
});

describe('every rule', () => {
  const rules = [...BOOK.providers.values()].flatMap(({ id, caching }) =>
    caching().map((rule, index) => ({ name: `${id} ${index}`, rule })),
  );

  test.each(rules)('of $name never finds less in a world of more hits', ({ rule }) => {
    const { minTokens, unitTokens, idleSeconds } = rule;
    expect(minTokens.low).toBeGreaterThanOrEqual(minTokens.base);
    expect(minTokens.base).toBeGreaterThanOrEqual(minTokens.high);
    expect([unitTokens.low % unitTokens.base, unitTokens.base % unitTokens.high]).toEqual([0, 0]);
    expect(idleSeconds.low).toBeLessThanOrEqual(idleSeconds.base);
    expect(idleSeconds.base).toBeLessThanOrEqual(idleSeconds.high);
  });
});

// biome-ignore lint/suspicious/noExplicitAny: a file of the book, to be spoilt
type Json = any;

function faultsWith(spoil: (rule: Json, file: Json) => void): string {
  const files = BOOK_FILES.map(({ name, text }) => {
    const content = JSON.parse(text);
    content.caching?.slice(name === 'openai.json' ? 0 : 99, 1).forEach((rule: Json) => {
      spoil(rule, content);
    });
    return { name, text: JSON.stringify(content) };
  });
  try {
    loadBook(files);
  } catch (error) {
    if (error instanceof RecostError && error.code === 'book-invalid') return error.message;
    throw error;
  }
  return '';
}

describe('a book is refused', () => {
  const cases: readonly (readonly [string, Json, RegExp])[] = [
    ['an unknown mode', { mode: 'magic' }, /caching\[0\]\.mode: must be one of automatic, breakpoints/],
    ['a world left out', { unitTokens: { low: 256, base: 128 } }, /unitTokens\.high: must be a whole number/],
    ['a unit of 0', { unitTokens: 0 }, /unitTokens: must be above 0/],
    ['units that do not divide', { unitTokens: { low: 128, base: 100, high: 1 } }, /no multiple/],
    ['a lifetime that falls', { idleSeconds: { low: 900, base: 600, high: 3600 } }, /idleSeconds that fall/],
    ['a minimum that rises', { minTokens: { low: 512, base: 1024, high: 1024 } }, /minTokens that rise/],
    [
      'fewer hits in a world of more',
      { mode: { low: 'automatic', base: 'breakpoints', high: 'automatic' }, marks: ['prompt'] },
      /finds less/,
    ],
    ['breakpoints without marks', { mode: 'breakpoints' }, /must have marks/],
    ['marks without breakpoints', { marks: ['prompt'] }, /must have marks where it has breakpoints/],
    ['a look back without breakpoints', { lookBack: 20 }, /looks back without/],
    ['an unknown mark', { marks: ['middle'] }, /marks\[0\]: must be one of/],
    ['a class that is none', { writes: 'cacheWrote' }, /writes: must be one of/],
    ['a pattern for no model', { models: ['gpt-99*'] }, /"gpt-99\*", which no model is/],
    ['an unknown source', { sources: ['hearsay'] }, /no source "hearsay"/],
    ['an end before its beginning', { to: '2024-09-01T00:00:00Z' }, /ends before it begins/],
  ];

  test.each(cases)('for %s', (_, change, message) => {
    const faults = faultsWith((rule) => Object.assign(rule, change));
    expect(faults).toMatch(message);
    expect(faults).toContain('openai');
  });

  test('for a model whose own minimum rises', () => {
    const faults = faultsWith((_, file) => {
      file.models['gpt-5.5'].cacheMinTokens = { low: 1, base: 2, high: 3 };
    });
    expect(faults).toContain('openai/gpt-5.5: cacheMinTokens must not rise');
  });
});
