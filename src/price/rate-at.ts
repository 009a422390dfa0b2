import type {
  Discount,
  Modifier,
  PriceBook,
  PriceRecord,
  RateVector,
  RoutingRow,
  SizeTier,
} from '../domain/book.ts';
import { divideHalfEven, type Fraction, type Rate } from '../domain/money.ts';
import type { Priced, PriceQuestion, Unpriced } from '../domain/pricing.ts';
import { TOKEN_CLASSES } from '../domain/tokens.ts';
import { bandAt } from './calendar.ts';
import { isFor } from './discount.ts';
import { reasonFor } from './no-price.ts';
import { covers, type InUse, inUseWith, recordsFor, routedName, routesFrom } from './routing.ts';

/** Is told what the rules of a look-up chose; most look-ups have none. */
export interface Witness {
  readonly routed: (rows: readonly RoutingRow[]) => void;
  /** @param among the records of the tier, of which this one is in force */
  readonly chosen: (record: PriceRecord, among: readonly PriceRecord[]) => void;
  readonly adjusted: (by: Adjustments) => void;
}

/** What changes the rates of a record. */
export interface Adjustments {
  readonly tiered: SizeTier | undefined;
  readonly modifier: Modifier | undefined;
  readonly discount: Discount | undefined;
}

export type LookUp = (question: PriceQuestion, witness?: Witness) => Priced | Unpriced;

/**
 * Compiles the look-up: routing → record in force → band → size tier → service tier → region → discount.
 * @param includeAnnounced use prices that are announced but not in force on the book's date
 */
export function compilePriceAt(book: PriceBook, includeAnnounced: boolean): LookUp {
  const inUse = inUseWith(includeAnnounced);
  return (question, witness) => {
    const { model, at } = question;
    const provider = book.providers.get(model.provider);
    const rows = provider && routesFrom(provider, model.name, at, inUse);
    const name = rows && routedName(model.name, rows);
    witness?.routed(rows ?? []);
    const records = name === undefined ? [] : recordsFor(book, model, name);
    const synonym = provider?.tierSynonyms.get(question.tier);
    const tiers = synonym === undefined ? [question.tier] : [question.tier, synonym];
    const ofTier = tiers
      .map((tier) => records.filter((record) => record.tier === tier))
      .find((list) => list.some((record) => covers(record, at) && inUse(record)));
    const record = ofTier && recordAt(book, inUse, question, ofTier);
    if (record === undefined) {
      const asked = records.filter((each) => tiers.includes(each.tier));
      return reasonFor(book, inUse, { question, ofTier: asked, all: records });
    }
    witness?.chosen(record, ofTier ?? []);
    const { notSoldAbove } = record;
    if (notSoldAbove !== undefined && question.promptTokens > notSoldAbove)
      return { kind: 'unpriced', code: 'not-sold-above', model: record.model, promptTokens: notSoldAbove };
    const by = adjustmentsOf(book, question, record, name ?? model.name);
    witness?.adjusted(by);
    const { tiered, modifier, discount } = by;
    const rates = [modifier, discount].reduce(
      (vector, factor) => (factor === undefined ? vector : multiplied(vector, factor.multiplier)),
      tiered?.rates ?? record.rates,
    );
    return { kind: 'priced', billedAs: `${model.provider}/${name}`, record, rates, modifier, discount };
  };
}

/** The record in force, and for the band of the question's place in the week. */
export function recordAt(
  book: PriceBook,
  inUse: InUse,
  { at, place }: PriceQuestion,
  records: readonly PriceRecord[],
): PriceRecord | undefined {
  return records.find((record) => {
    if (!covers(record, at) || !inUse(record)) return false;
    if (record.band === undefined) return true;
    const calendar = book.calendars.get(record.band.calendar);
    return calendar !== undefined && bandAt(calendar, at, place) === record.band.name;
  });
}

/** Whoever writes a price of their own writes what they pay: neither region nor discount changes it. */
function adjustmentsOf(
  book: PriceBook,
  question: PriceQuestion,
  record: PriceRecord,
  name: string,
): Adjustments {
  const isList = record.layer === undefined;
  return {
    tiered: sizeTierOf(record, question.promptTokens),
    modifier: isList ? modifierFor(book, question, name) : undefined,
    discount: isList ? discountFor(book, question, name) : undefined,
  };
}

/** The whole request is billed at the rates of the highest tier that its prompt reaches. */
export const sizeTierOf = ({ sizeTiers }: PriceRecord, promptTokens: number): SizeTier | undefined =>
  sizeTiers.findLast((tier) =>
    tier.isInclusive ? promptTokens >= tier.promptTokens : promptTokens > tier.promptTokens,
  );

function modifierFor(book: PriceBook, question: PriceQuestion, name: string): Modifier | undefined {
  const region = question.model.region ?? question.region;
  if (region === undefined) return undefined;
  const own = book.providers.get(question.model.host)?.modifiers ?? [];
  return own.find(
    (each) => each.region === region && each.models.includes(name) && covers(each, question.at),
  );
}

/** Of several discounts that fit, the one that stands last. */
function discountFor(book: PriceBook, { model, at }: PriceQuestion, name: string): Discount | undefined {
  const own = book.providers.get(model.host)?.discounts ?? [];
  const paths = [name, model.name].map((each) => `${model.provider}/${each}`);
  return own.findLast((each) => covers(each, at) && paths.some((path) => isFor(each, path)));
}

/** Loading has checked that the products are whole. */
function multiplied(rates: RateVector, { num, den }: Fraction): RateVector {
  const entries = TOKEN_CLASSES.map((key) => {
    const rate = rates[key];
    return [key, rate === undefined ? undefined : (divideHalfEven(rate * num, den) as Rate)];
  });
  return Object.fromEntries(entries) as RateVector;
}
