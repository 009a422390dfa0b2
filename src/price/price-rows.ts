import { patternMatcher } from '../config/pattern.ts';
import type { Instant, PriceBook, PriceRecord, Provider, ServiceTier } from '../domain/book.ts';
import type { PriceList, PriceRow } from '../domain/price-view.ts';
import { bookFacts } from './book-facts.ts';
import { isFor } from './discount.ts';
import { covers, inUseWith, recordsFor } from './routing.ts';

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
    .flatMap((provider) => soldAs(book, provider))
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
    discounts: [...book.providers.values()].flatMap(({ id, discounts }) =>
      discounts
        .filter(
          (each) =>
            covers(each, at) && models.some(({ provider, path }) => provider === id && isFor(each, path)),
        )
        .map((discount) => ({ provider: id, discount })),
    ),
    without: found.filter(({ length }) => length === 0).length,
  };
}

interface Sold {
  readonly provider: string;
  readonly name: string;
  /** `maker/model` */
  readonly path: string;
  readonly records: () => readonly PriceRecord[];
}

/** Its own models, and those that it resells at a price of the user's. */
function soldAs(book: PriceBook, { id, models, contracts }: Provider): readonly Sold[] {
  const own = [...models.values()].map(({ name, records }) => ({
    provider: id,
    name,
    path: `${id}/${name}`,
    records,
  }));
  const resold = [...contracts.keys()].map((path) => {
    const [maker = '', ...rest] = path.split('/');
    const name = rest.join('/');
    return { provider: id, name, path, records: () => recordsFor(book, { host: id, provider: maker }, name) };
  });
  return [...own, ...resold];
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
