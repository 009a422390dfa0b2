import type { Instant, Modifier, PriceBook, PriceRecord, Provider, RateVector } from '../domain/book.ts';
import { divideHalfEven, type Rate } from '../domain/money.ts';
import type { PriceAt, Priced, PriceQuestion, Unpriced } from '../domain/pricing.ts';
import { TOKEN_CLASSES } from '../domain/tokens.ts';
import { bandAt } from './calendar.ts';

const MOST_REDIRECTIONS = 5;

const covers = ({ from, to }: { from: Instant; to: Instant | undefined }, at: Instant): boolean =>
  from <= at && (to === undefined || at < to);

/**
 * Compiles the look-up (DESIGN: price): routing → record in force → band → size tier → service tier → region.
 * @param includeAnnounced use prices that are announced but not in force on the book's date
 */
export function compilePriceAt(book: PriceBook, includeAnnounced: boolean): PriceAt {
  const inUse = ({ status }: { status: PriceRecord['status'] }): boolean =>
    status === 'published' || (status === 'announced' && includeAnnounced);

  /** The model that a name bills as at an instant. */
  function routed(provider: Provider, name: string, at: Instant): string | undefined {
    let current: string | undefined = name;
    for (let step = 0; step < MOST_REDIRECTIONS; step++) {
      const row = provider.routing.find((each) => each.name === current && inUse(each) && covers(each, at));
      if (row === undefined || row.model === current) return current;
      current = row.model;
    }
    return current;
  }

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
    const name = provider && routed(provider, model.name, at);
    const records = name === undefined ? [] : (provider?.models.get(name)?.records ?? []);
    const tiers = tiersToTry(question.tier);
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
    const modifier = modifierFor(book, question, name ?? model.name);
    const rates = ratesForSize(record, question.promptTokens);
    return {
      kind: 'priced',
      billedAs: `${model.provider}/${name}`,
      record,
      rates: modifier === undefined ? rates : multiplied(rates, modifier),
      modifier,
    } satisfies Priced;
  };
}

/** OpenAI renamed its priority tier to fast in mid-2026: either word finds either record. */
function tiersToTry(tier: PriceQuestion['tier']): readonly PriceRecord['tier'][] {
  if (tier === 'priority') return ['priority', 'fast'];
  return tier === 'fast' ? ['fast', 'priority'] : [tier];
}

/** The whole request is billed at the rates of the highest tier that its prompt reaches. */
function ratesForSize({ rates, sizeTiers }: PriceRecord, promptTokens: number): RateVector {
  const reached = sizeTiers.filter((tier) =>
    tier.isInclusive ? promptTokens >= tier.promptTokens : promptTokens > tier.promptTokens,
  );
  return reached.at(-1)?.rates ?? rates;
}

function modifierFor(book: PriceBook, question: PriceQuestion, name: string): Modifier | undefined {
  const region = question.model.region ?? question.region;
  if (region === undefined) return undefined;
  const own = book.providers.get(question.model.host)?.modifiers ?? [];
  return own.find(
    (each) => each.region === region && each.models.includes(name) && covers(each, question.at),
  );
}

/** Loading has checked that the products are whole. */
function multiplied(rates: RateVector, { multiplier }: Modifier): RateVector {
  const entries = TOKEN_CLASSES.map((key) => {
    const rate = rates[key];
    return [
      key,
      rate === undefined ? undefined : (divideHalfEven(rate * multiplier.num, multiplier.den) as Rate),
    ];
  });
  return Object.fromEntries(entries) as RateVector;
}
