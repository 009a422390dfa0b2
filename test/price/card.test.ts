import { describe, expect, it } from 'vitest';
import type { BookModel } from '../../src/domain/pricing.ts';
import { CARD, CARD_WITH_ANNOUNCED } from '../support/book.ts';

const model = (name: string, provider?: string): BookModel =>
  CARD.resolve(provider, name, undefined) as BookModel;
const days = (starts: readonly number[]): readonly string[] =>
  starts.map((at) => new Date(at).toISOString().slice(0, 10));

describe('when prices of a model begin', () => {
  it('are the beginnings of its records, each once, oldest first', () => {
    const starts = days(CARD.startsOf(model('gpt-4o')));
    expect(starts).toEqual(['2024-05-13', '2024-10-02']);
  });

  it('are those of what a name bills as, too', () => {
    const flash = days(CARD.startsOf(model('deepseek-v4-flash')));
    expect(flash).toContain('2026-09-10');
    expect(flash).toEqual([...flash].sort());
  });

  it('leave announced ones out, unless they are asked for', () => {
    const all = CARD_WITH_ANNOUNCED.startsOf(model('deepseek-v4-pro'));
    expect(all).toEqual(expect.arrayContaining([...CARD.startsOf(model('deepseek-v4-pro'))]));
  });
});

describe('fees', () => {
  const at = Date.UTC(2026, 10, 1);

  it('are the maker’s, in force at the time', () => {
    const fees = CARD.feesOf(model('claude-opus-4-7'), at);
    // $10 for a thousand searches
    expect(fees.map(({ item, usdPerThousand }) => [item, usdPerThousand])).toEqual([['web_search', '10']]);
    expect(CARD.feesOf(model('claude-opus-4-7'), Date.UTC(2025, 0, 1))).toEqual([]);
  });

  it('are the host’s and the maker’s where one resells the other', () => {
    const items = CARD.feesOf(model('openai/gpt-5.5', 'openrouter'), at).map(({ item }) => item);
    expect(items).toContain('web_search');
  });
});
