import type { Layer, PriceBook, PriceRecord, RoutingRow, ServiceTier } from '../domain/book.ts';
import type {
  BandStep,
  LoggedWords,
  NamedSource,
  PriceExplanation,
  PriceStep,
  RecordStep,
  RegionStep,
  RoutingStep,
  Sourced,
  TierKnownBy,
} from '../domain/price-steps.ts';
import type { BookModel, PriceQuestion, RateCard } from '../domain/pricing.ts';
import { explainBand } from './calendar.ts';
import type { Names } from './names.ts';
import { type Adjustments, type LookUp, recordAt } from './rate-at.ts';
import { covers, type InUse } from './routing.ts';

/** A service tier, and what read the logged word for it. */
export interface ReadTier {
  readonly tier: ServiceTier;
  readonly knownBy: TierKnownBy;
}

/** What the explanations are made of: the functions that also price. */
export interface Explained {
  readonly book: PriceBook;
  readonly inUse: InUse;
  readonly lookUp: LookUp;
  readonly readTier: (model: BookModel, word: string | undefined) => ReadTier | undefined;
}

/** Says of a look-up what each rule chose: it is made with a witness beside it, and is the same look-up. */
export function explainPrice(
  { book, inUse, lookUp, readTier }: Explained,
  question: PriceQuestion,
  { serviceTier }: LoggedWords,
): PriceExplanation {
  const steps: PriceStep[] = [];
  let found: PriceRecord | undefined;
  const price = lookUp(question, {
    routed: (rows) => void steps.push(routingStep(book, inUse, question, rows)),
    chosen(record, among) {
      found = record;
      const unused = among.filter((each) => !inUse(each) && covers(each, question.at));
      const others = record.layer === undefined ? [] : among.filter(({ layer }) => layer !== record.layer);
      const below = recordAt(book, inUse, question, others);
      steps.push(recordStep(book, record, { unused, below }), bandStep(book, question, record));
    },
    adjusted(by) {
      if (found === undefined) return;
      const read = readTier(question.model, serviceTier);
      const knownBy = read?.tier === question.tier ? read.knownBy : undefined;
      const asked = { word: serviceTier, knownBy, asked: question.tier };
      steps.push(sizeStep(question, found, by), { rule: 'tier', ...asked, used: found.tier });
      steps.push(regionStep(book, question, by));
      steps.push({ rule: 'discount', discount: by.discount, layer: layerOf(book, by.discount?.layer) });
      const fees = book.providers.get(question.model.host)?.fees ?? [];
      const due = fees.filter((fee) => covers(fee, question.at));
      steps.push({ rule: 'fees', fees: due.map((fee) => sourced(book, fee)) });
    },
  });
  // Where it ends at the size of the prompt, the limit is what there is to say of it.
  const isTooLarge = price.kind === 'unpriced' && price.code === 'not-sold-above' && found !== undefined;
  return {
    price,
    steps: isTooLarge && found !== undefined ? [...steps, sizeStep(question, found, undefined)] : steps,
  };
}

type ExplainName = RateCard['explainName'];

/** Says of a name how it was found, or why it was not. */
export const explainName =
  (book: PriceBook, { find, knownBy }: Names): ExplainName =>
  (provider, logged, at) => {
    const sold = find(provider, logged, at);
    if ('kind' in sold) return sold;
    const { model, resale, found, cut } = sold;
    const name = logged ?? '';
    const by = knownBy(provider, name, model.host);
    const row = resale && sourced(book, resale);
    return { rule: 'name', provider, name, model, knownBy: by, cut, found, resale: row };
  };

function sourced<T extends { readonly sources: readonly string[] }>(
  { sources }: PriceBook,
  entry: T,
): Sourced<T> {
  const named = entry.sources.map((key): NamedSource => ({ key, ...sources.get(key) }));
  return { entry, sources: named };
}

const layerOf = ({ layers }: PriceBook, name: string | undefined): Layer | undefined =>
  name === undefined ? undefined : layers.find((layer) => layer.name === name);

function routingStep(
  book: PriceBook,
  inUse: InUse,
  { model, at }: PriceQuestion,
  rows: readonly RoutingRow[],
): RoutingStep {
  const names = new Set([model.name, ...rows.map((row) => row.model)]);
  const all = book.providers.get(model.provider)?.routing ?? [];
  const unused = all.filter((row) => names.has(row.name) && !inUse(row) && covers(row, at));
  const told = (list: readonly RoutingRow[]) => list.map((row) => sourced(book, row));
  return { rule: 'routing', rows: told(rows), unused: told(unused) };
}

const recordStep = (
  book: PriceBook,
  record: PriceRecord,
  { unused, below }: { readonly unused: readonly PriceRecord[]; readonly below: PriceRecord | undefined },
): RecordStep => ({
  rule: 'record',
  ...sourced(book, record),
  unused: unused.map((each) => sourced(book, each)),
  layer: layerOf(book, record.layer),
  below,
});

function bandStep(book: PriceBook, { at, place }: PriceQuestion, { band }: PriceRecord): BandStep {
  const calendar = band && book.calendars.get(band.calendar);
  return { rule: 'band', found: calendar && explainBand(calendar, at, place) };
}

const sizeStep = (
  { promptTokens }: PriceQuestion,
  { sizeTiers, notSoldAbove }: PriceRecord,
  by: Adjustments | undefined,
): PriceStep => ({ rule: 'size', promptTokens, tiers: sizeTiers, reached: by?.tiered, notSoldAbove });

function regionStep(
  book: PriceBook,
  { model, region }: PriceQuestion,
  { modifier }: Adjustments,
): RegionStep {
  const knownBy = model.region !== undefined ? 'name' : region === undefined ? undefined : 'log';
  return {
    rule: 'region',
    region: model.region ?? region,
    knownBy,
    modifier: modifier && sourced(book, modifier),
  };
}
