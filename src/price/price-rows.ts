import { patternMatcher } from '../config/pattern.ts';
import type { Instant, PriceBook, PriceRecord, ServiceTier } from '../domain/book.ts';
import type { PriceList, PriceRow } from '../domain/price-view.ts';
import { bookFacts } from './book-facts.ts';
import { covers, inUseWith } from './routing.ts';

/** Which of a book's prices are wanted. */
export interface ListChoice {
  /** Patterns of `provider/model` or of the model alone; without `*` and `?`, parts of it. None: all models. */
  readonly names: readonly string[];
  readonly provider: string | undefined;
  /** `undefined`: all tiers. */
  readonly tier: ServiceTier | undefined;
  readonly at: Instant;
  readonly includeAnnounced: boolean;
  readonly today: Instant;
}

/** What is in force at an instant, in the order of providers and names. */
export function listPrices(book: PriceBook, choice: ListChoice): PriceList {
  const { at, tier } = choice;
  const isWanted = wanted(choice);
  const inUse = inUseWith(choice.includeAnnounced);
  const models = [...book.providers.values()]
    .filter(({ id }) => choice.provider === undefined || id === choice.provider)
    .flatMap(({ models: own }) => [...own.values()])
    .filter(({ provider, name }) => isWanted(provider, name))
    .sort((a, b) => order(a.provider, b.provider) || order(a.name, b.name));
  const found = models.map((model) =>
    model
      .records()
      .filter((record) => covers(record, at) && inUse(record))
      .filter((record) => tier === undefined || record.tier === tier)
      .filter(isFirst)
      .flatMap((record) => rowsOf(record, { provider: model.provider, model: model.name })),
  );
  return {
    book: bookFacts(book, choice.today),
    at,
    rows: found.flat(),
    discounts: [...book.providers.values()]
      .filter(({ id }) => models.some(({ provider }) => provider === id))
      .flatMap(({ id, discounts }) => discounts.map((discount) => ({ provider: id, discount })))
      .filter(({ discount }) => covers(discount, at)),
    without: found.filter(({ length }) => length === 0).length,
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Of several records for the same calls, the first holds: a price of the user's own comes before ours. */
const isFirst = (record: PriceRecord, index: number, all: readonly PriceRecord[]): boolean =>
  all.findIndex(
    ({ tier, band }) => tier === record.tier && (band === undefined || band.name === record.band?.name),
  ) === index;

/** A record as rows: one for small prompts, and one for each limit above. */
export function rowsOf(
  record: PriceRecord,
  { provider, model }: Pick<PriceRow, 'provider' | 'model'> = record,
): readonly PriceRow[] {
  const { tier, stated, rates } = record;
  const common = { provider, model, tier, band: record.band?.name, stated, record };
  return [
    { ...common, above: undefined, rates },
    ...record.sizeTiers.map((size) => ({
      ...common,
      above: { tokens: size.promptTokens, isInclusive: size.isInclusive },
      rates: size.rates,
    })),
  ];
}

function wanted({ names }: ListChoice): (provider: string, name: string) => boolean {
  const tests = names.map((name) => {
    const lower = name.toLowerCase();
    const matches = /[*?]/.test(lower) ? patternMatcher(lower) : (text: string) => text.includes(lower);
    return (provider: string, model: string): boolean =>
      matches(`${provider}/${model}`.toLowerCase()) || matches(model.toLowerCase());
  });
  return (provider, name) => tests.length === 0 || tests.some((test) => test(provider, name));
}
