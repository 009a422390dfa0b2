import type { Model, Period, PriceBook, PriceRecord, Provider, RateVector } from '../domain/book.ts';
import { bandNames } from './calendar.ts';

/** Faults that only show when a book is seen as a whole; each names what it is about. */
export function checkBook(book: PriceBook): readonly string[] {
  const providers = [...book.providers.values()];
  const models = providers.flatMap((provider) => [...provider.models.values()]);
  return [
    ...providers.flatMap((provider) => ambiguousNames(provider)),
    ...doubles(providers.flatMap(({ knownAs }) => knownAs)).map(
      (word) => `knownAs "${word}" names two providers`,
    ),
    ...providers.flatMap((provider) => wrongReferences(book, provider)),
    ...models.flatMap((model) => [...overlaps(model), ...wrongBands(book, model)]),
    ...models.flatMap((model) => model.records.flatMap((record) => wrongRecord(book, record))),
    ...[...book.sets].flatMap(([set, members]) =>
      members.filter((path) => !hasModel(book, path)).map((path) => `set ${set}: no model ${path}`),
    ),
  ];
}

function doubles(words: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return words.filter((word) => seen.size === seen.add(word).size);
}

function ambiguousNames({ id, models }: Provider): readonly string[] {
  const names = [...models.values()].flatMap(({ name, aliases }) =>
    [name, ...aliases].map((each) => each.toLowerCase()),
  );
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

const meet = (a: Period, b: Period): boolean =>
  (a.to === undefined || b.from < a.to) && (b.to === undefined || a.from < b.to);

function overlaps({ provider, name, records }: Model): readonly string[] {
  return records.flatMap((record, index) =>
    records
      .slice(index + 1)
      .filter((other) => other.tier === record.tier && bothCount(record, other) && meet(record, other))
      .filter(({ band }) => band === undefined || record.band === undefined || band.name === record.band.name)
      .map((other) => `${provider}/${name}: ${record.id} and ${other.id} are in force at the same time`),
  );
}

const bothCount = (a: PriceRecord, b: PriceRecord): boolean =>
  a.status !== 'withdrawn' && b.status !== 'withdrawn';

/** While a banded price is in force, each band that its calendar can name must have one. */
function wrongBands(book: PriceBook, { records }: Model): readonly string[] {
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
    ...unevenProducts(book, record).map((name) => `${record.id}: times ${name} is no exact rate`),
  ];
}

/** Regional factors are applied to rates once, so the products must be exact. */
function unevenProducts(book: PriceBook, record: PriceRecord): readonly string[] {
  const vectors = [record.rates, ...record.sizeTiers.map((tier) => tier.rates)];
  const isUneven = (rates: RateVector, num: bigint, den: bigint): boolean =>
    Object.values(rates).some((rate) => rate !== undefined && (rate * num) % den !== 0n);
  return [...book.providers.values()]
    .flatMap(({ modifiers }) => modifiers)
    .filter(({ models }) => models.includes(record.model))
    .filter(({ multiplier }) => vectors.some((rates) => isUneven(rates, multiplier.num, multiplier.den)))
    .map(({ name }) => name);
}
