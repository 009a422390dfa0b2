import type {
  Model,
  Modifier,
  Period,
  PriceBook,
  PriceRecord,
  Provider,
  RateVector,
  Timeline,
} from '../domain/book.ts';
import type { Fraction } from '../domain/money.ts';
import { bandNames } from './calendar.ts';
import { checkCaching } from './check-caching.ts';

/** Faults that only show when a book is seen as a whole; each names what it is about. */
export function checkBook(book: PriceBook): readonly string[] {
  const providers = [...book.providers.values()];
  const models = providers.flatMap((provider) => [...provider.models.values()]);
  const modifiers = providers.flatMap((provider) => provider.modifiers);
  return [
    ...providers.flatMap((provider) => ambiguousNames(provider)),
    ...doubles(providers.flatMap(({ knownAs }) => knownAs)).map(
      (word) => `knownAs "${word}" names two providers`,
    ),
    ...providers.flatMap((provider) => wrongReferences(book, provider)),
    ...providers.flatMap((provider) => checkCaching(book, provider)),
    ...models.flatMap((model) => checkModel(book, model)),
    ...models.flatMap((model) => unevenProducts(modifiers, model)),
    ...[...book.sets].flatMap(([set, members]) =>
      members.filter((path) => !hasModel(book, path)).map((path) => `set ${set}: no model ${path}`),
    ),
  ];
}

/** Faults of one model's prices: times that overlap, bands without a price, sources that nobody knows. */
export const checkModel = (book: PriceBook, model: Model): readonly string[] => [
  ...overlaps(model),
  ...wrongBands(book, model),
  ...model.records().flatMap((record) => wrongRecord(book, record)),
  ...wrongLife(model),
];

function wrongLife({ provider, name, life }: Model): readonly string[] {
  const { contextWindow, maxInput, maxOutput, released, retired } = life();
  const largest = Math.max(...contextWindow.map(({ tokens }) => tokens));
  const isAbove = (limits: Timeline): boolean =>
    contextWindow.length > 0 && limits.some(({ tokens }) => tokens > largest);
  const isBackwards = released !== undefined && retired !== undefined && retired < released;
  return [
    ...(isAbove(maxInput) ? [`${provider}/${name}: a larger prompt than its window holds`] : []),
    ...(isAbove(maxOutput) ? [`${provider}/${name}: more output than its window holds`] : []),
    ...(isBackwards ? [`${provider}/${name}: retired before it is released`] : []),
  ];
}

/** Words that are there a second time. */
export function doubles(words: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return words.filter((word) => seen.size === seen.add(word).size);
}

/** Names that belong to two models of a provider. */
export function ambiguousNames({ id, models }: Provider): readonly string[] {
  const names = [...models.values()].flatMap(({ name, aliases }) => [
    ...new Set([name, ...aliases].map((each) => each.toLowerCase())),
  ]);
  return doubles(names).map((name) => `${id}: the name "${name}" belongs to two models`);
}

function hasModel(book: PriceBook, path: string): boolean {
  const cut = path.indexOf('/');
  const provider = book.providers.get(path.slice(0, cut));
  const name = path.slice(cut + 1);
  return provider?.models.has(name) === true || provider?.routing.some((row) => row.name === name) === true;
}

function wrongReferences(book: PriceBook, provider: Provider): readonly string[] {
  const missing = [
    ...provider.resells.map(({ maker }) => maker).filter((maker) => !book.providers.has(maker)),
    ...[...provider.makers.values()].filter((maker) => !book.providers.has(maker)),
    ...[...provider.names.values()].filter((path) => !hasModel(book, path)),
    ...provider.routing.flatMap(({ model }) =>
      model && !hasModel(book, `${provider.id}/${model}`) ? [model] : [],
    ),
  ];
  const empty = [
    ...provider.prefixes,
    ...provider.strip.prefixes.map((each) => each.text),
    ...provider.strip.suffixes,
  ];
  return [
    ...missing.map((name) => `${provider.id}: refers to "${name}", which is not in the book`),
    ...empty.filter((word) => word === '').map(() => `${provider.id}: an empty prefix or suffix`),
  ];
}

/** Whether two periods have an instant in common. */
export const meet = (a: Period, b: Period): boolean =>
  (a.to === undefined || b.from < a.to) && (b.to === undefined || a.from < b.to);

function overlaps(model: Model): readonly string[] {
  const records = model.records();
  return records.flatMap((record, index) =>
    records
      .slice(index + 1)
      .filter((other) => other.tier === record.tier && bothCount(record, other) && meet(record, other))
      .filter(({ band }) => band === undefined || record.band === undefined || band.name === record.band.name)
      .map(
        (other) =>
          `${model.provider}/${model.name}: ${record.id} and ${other.id} are in force at the same time`,
      ),
  );
}

const bothCount = (a: PriceRecord, b: PriceRecord): boolean =>
  a.status !== 'withdrawn' && b.status !== 'withdrawn';

/** While a banded price is in force, each band that its calendar can name must have one. */
function wrongBands(book: PriceBook, model: Model): readonly string[] {
  const records = model.records();
  return records.flatMap((record) => {
    if (record.band === undefined) return [];
    const calendar = book.calendars.get(record.band.calendar);
    if (calendar === undefined) return [`${record.id}: no calendar "${record.band.calendar}"`];
    const names = calendar.versions.filter((version) => meet(version, record)).flatMap(bandNames);
    return [...new Set(names)]
      .filter(
        (name) =>
          !records.some((each) => each.band?.name === name && each.from <= record.from && meet(each, record)),
      )
      .map((name) => `${record.id}: no price for the band "${name}" of ${calendar.id}`);
  });
}

function wrongRecord(book: PriceBook, record: PriceRecord): readonly string[] {
  const tiers = record.sizeTiers.map((tier) => tier.promptTokens);
  return [
    ...(record.to !== undefined && record.to <= record.from ? [`${record.id}: ends before it begins`] : []),
    ...(tiers.some((tokens, index) => index > 0 && tokens <= (tiers[index - 1] ?? 0))
      ? [`${record.id}: size tiers must ascend`]
      : []),
    ...record.sources
      .filter((key) => !book.sources.has(key))
      .map((key) => `${record.id}: no source "${key}"`),
  ];
}

/** Regional factors are applied to rates once, so the products must be exact. */
function unevenProducts(modifiers: readonly Modifier[], { name, records }: Model): readonly string[] {
  const own = modifiers.filter(({ models }) => models.includes(name));
  return own.flatMap((modifier) =>
    records()
      .filter((record) => !isExactTimes(record, modifier.multiplier))
      .map((record) => `${record.id}: times ${modifier.name} is no exact rate`),
  );
}

/** Whether all rates of a record, multiplied, are still rates of at most 9 decimals. */
export function isExactTimes({ rates, sizeTiers }: PriceRecord, { num, den }: Fraction): boolean {
  const isEven = (vector: RateVector): boolean =>
    Object.values(vector).every((rate) => rate === undefined || (rate * num) % den === 0n);
  return isEven(rates) && sizeTiers.every((tier) => isEven(tier.rates));
}
