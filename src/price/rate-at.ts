import type {
  Discount,
  Instant,
  Modifier,
  PriceBook,
  PriceRecord,
  RateVector,
  SizeTier,
} from '../domain/book.ts';
import { divideHalfEven, type Fraction, type Rate } from '../domain/money.ts';
import type { PriceAt, Priced, PriceQuestion, Unpriced } from '../domain/pricing.ts';
import { TOKEN_CLASSES } from '../domain/tokens.ts';
import { bandAt } from './calendar.ts';
import { isFor } from './discount.ts';
import { covers, inUseWith, routedName } from './routing.ts';

/**
 * Compiles the look-up: routing → record in force → band → size tier → service tier → region → discount.
 * @param includeAnnounced use prices that are announced but not in force on the book's date
 */
export function compilePriceAt(book: PriceBook, includeAnnounced: boolean): PriceAt {
  const inUse = inUseWith(includeAnnounced);

  function recordAt(question: PriceQuestion, records: readonly PriceRecord[]): PriceRecord | undefined {
    const { at, place } = question;
    return records.find((record) => {
      if (!covers(record, at) || !inUse(record)) return false;
      if (record.band === undefined) return true;
      const calendar = book.calendars.get(record.band.calendar);
      return calendar !== undefined && bandAt(calendar, at, place) === record.band.name;
    });
  }

  function reasonFor(
    question: PriceQuestion,
    ofTier: readonly PriceRecord[],
    all: readonly PriceRecord[],
  ): Unpriced {
    const { at } = question;
    const model = `${question.model.provider}/${question.model.name}`;
    if (ofTier.length === 0 && all.length > 0) {
      return { kind: 'unpriced', code: 'no-such-tier', model, tier: question.tier };
    }
    const used = ofTier.filter(inUse);
    const announced = ofTier.find(
      (record) => !inUse(record) && record.status === 'announced' && covers(record, at),
    );
    if (announced !== undefined) {
      return { kind: 'unpriced', code: 'announced-only', model, from: announced.from };
    }
    const first = Math.min(...used.map(({ from }) => from), firstRoute(question));
    if (at < first && first !== Number.POSITIVE_INFINITY) {
      return { kind: 'unpriced', code: 'precedes-prices', model, first };
    }
    const until = lastEnd(question, used);
    return until !== undefined && until <= at
      ? { kind: 'unpriced', code: 'no-longer-sold', model, until }
      : { kind: 'unpriced', code: 'no-price', model };
  }

  const routesOf = ({ model }: PriceQuestion) =>
    (book.providers.get(model.provider)?.routing ?? []).filter(
      (row) => row.name === model.name && inUse(row),
    );

  const firstRoute = (question: PriceQuestion): number =>
    Math.min(...routesOf(question).map(({ from }) => from));

  function lastEnd(question: PriceQuestion, records: readonly PriceRecord[]): Instant | undefined {
    const ends = [...records, ...routesOf(question)].map(({ to }) => to);
    return ends.length === 0 || ends.includes(undefined) ? undefined : Math.max(...ends.map((to) => to ?? 0));
  }
  return (question) => {
    const { model, at } = question;
    const provider = book.providers.get(model.provider);
    const name = provider && routedName(provider, model.name, at, inUse);
    const all = name === undefined ? [] : (provider?.models.get(name)?.records() ?? []);
    // A contract with the maker says nothing about what its resellers charge.
    const records = model.host === model.provider ? all : all.filter(({ layer }) => layer === undefined);
    const synonym = provider?.tierSynonyms.get(question.tier);
    const tiers = synonym === undefined ? [question.tier] : [question.tier, synonym];
    const ofTier = tiers
      .map((tier) => records.filter((record) => record.tier === tier))
      .find((list) => list.some((record) => covers(record, at) && inUse(record)));
    const record = ofTier && recordAt(question, ofTier);
    if (record === undefined)
      return reasonFor(
        question,
        records.filter((each) => tiers.includes(each.tier)),
        records,
      );
    if (record.notSoldAbove !== undefined && question.promptTokens > record.notSoldAbove) {
      return {
        kind: 'unpriced',
        code: 'not-sold-above',
        model: record.model,
        promptTokens: record.notSoldAbove,
      };
    }
    // Whoever writes a price of their own writes what they pay.
    const isList = record.layer === undefined;
    const modifier = isList ? modifierFor(book, question, name ?? model.name) : undefined;
    const discount = isList ? discountFor(book, question, name ?? model.name) : undefined;
    const tiered = sizeTierOf(record, question.promptTokens);
    const rates = [modifier, discount].reduce(
      (vector, factor) => (factor === undefined ? vector : multiplied(vector, factor.multiplier)),
      tiered?.rates ?? record.rates,
    );
    return {
      kind: 'priced',
      billedAs: `${model.provider}/${name}`,
      record,
      rates,
      modifier,
      discount,
    } satisfies Priced;
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
  return own.findLast((each) => covers(each, at) && (isFor(each, name) || isFor(each, model.name)));
}

/** Loading has checked that the products are whole. */
function multiplied(rates: RateVector, { num, den }: Fraction): RateVector {
  const entries = TOKEN_CLASSES.map((key) => {
    const rate = rates[key];
    return [key, rate === undefined ? undefined : (divideHalfEven(rate * num, den) as Rate)];
  });
  return Object.fromEntries(entries) as RateVector;
}
