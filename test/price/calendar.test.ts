import { describe, expect, it, test } from 'vitest';
import type { PriceQuestion } from '../../src/domain/pricing.ts';
import { bandAt, bandClasses } from '../../src/price/calendar.ts';
import { seeded } from '../support/arbitrary.ts';
import { BOOK, CARD } from '../support/book.ts';

const peak = BOOK.calendars.get('deepseek-peak');
const band = (at: string): string | undefined => peak && bandAt(peak, Date.parse(at), Date.parse(at));

describe('DeepSeek’s hours', () => {
  test.each([
    ['2026-08-16T15:59:59Z', undefined, 'before the rule'],
    ['2026-08-17T00:59:59Z', 'off_peak', 'a second before nine in Beijing'],
    ['2026-08-17T01:00:00Z', 'peak', 'nine in Beijing'],
    ['2026-08-17T03:59:59Z', 'peak', 'a second before noon'],
    ['2026-08-17T04:00:00Z', 'off_peak', 'noon'],
    ['2026-08-17T06:00:00Z', 'peak', 'two in the afternoon'],
    ['2026-08-17T10:00:00Z', 'off_peak', 'six in the evening'],
    ['2026-08-22T01:30:00Z', 'peak', 'the Saturday before weekends became off-peak'],
    ['2026-08-23T01:30:00Z', 'off_peak', 'the Sunday after'],
    ['2026-09-24T02:00:00Z', 'peak', 'the Thursday before Mid-Autumn'],
    ['2026-09-25T02:00:00Z', 'off_peak', 'Mid-Autumn, a Friday'],
    ['2026-10-01T02:00:00Z', 'off_peak', 'National Day'],
    ['2026-10-07T02:00:00Z', 'off_peak', 'the last day of that holiday'],
    ['2026-10-08T02:00:00Z', 'peak', 'the first working day after'],
    ['2026-10-10T02:00:00Z', 'off_peak', 'a Saturday, though worked'],
  ] as const)('%s: %s (%s)', (at, expected, _why) => {
    expect(band(at)).toBe(expected);
  });

  it('a call keeps its place in the week when it is priced at another date', () => {
    const monday = Date.parse('2025-03-03T02:00:00Z');
    const asOf = Date.parse('2026-11-23T00:00:00Z');
    expect(peak && bandAt(peak, asOf, monday)).toBe('peak');
  });
});

describe('numbers for instants', () => {
  const random = seeded(1);
  const from = Date.parse('2024-01-01T00:00:00Z');
  const until = Date.parse('2027-03-01T00:00:00Z');
  const instants = Array.from({ length: 4000 }, () => Math.floor(from + random() * (until - from)));
  const model = {
    host: 'deepseek',
    provider: 'deepseek',
    name: 'deepseek-v4-flash',
    region: undefined,
    basis: 'own',
  } as const;

  it('are equal only for instants in the same bands', () => {
    const classes = peak && bandClasses(peak);
    const bands = new Map<number | undefined, string>();
    const versions = ['2026-08-20T00:00:00Z', '2026-09-01T00:00:00Z', '2026-11-01T00:00:00Z'].map((at) =>
      Date.parse(at),
    );
    const mixed = instants.filter((at) => {
      const own = versions.map((inForce) => peak && bandAt(peak, inForce, at)).join();
      const known = bands.get(classes?.of(at)) ?? own;
      bands.set(classes?.of(at), known);
      return known !== own;
    });
    expect(mixed).toEqual([]);
  });

  test.each([
    'deepseek-v4-flash',
    'deepseek-v4-pro',
    'deepseek-chat',
    'gpt-5.5',
    'claude-sonnet-4-6',
    'gemini-3.6-flash',
  ])('are equal only for instants at which %s is priced alike', (name) => {
    const found = CARD.resolve(undefined, name, undefined);
    const asked = 'kind' in found ? model : found;
    const cell = CARD.timeCells([asked]);
    const question = (at: number): PriceQuestion => ({
      model: asked,
      at,
      place: at,
      promptTokens: 1000,
      tier: 'standard',
      region: undefined,
    });
    const answers = new Map<number, string>();
    const mixed = instants.filter((at) => {
      const answer = CARD.priceAt(question(at));
      const own = answer.kind === 'priced' ? answer.record.id : answer.code;
      const known = answers.get(cell(at)) ?? own;
      answers.set(cell(at), known);
      return known !== own;
    });
    expect(mixed).toEqual([]);
    expect(answers.size).toBeGreaterThan(1);
  });
});
