import type { Instant, PriceBook, PriceRecord } from '../domain/book.ts';
import type { PriceQuestion, Unpriced } from '../domain/pricing.ts';
import { covers, type InUse } from './routing.ts';

/** Why none of a model's records answers a question. */
export function reasonFor(
  { providers }: PriceBook,
  inUse: InUse,
  {
    question,
    ofTier,
    all,
  }: {
    readonly question: PriceQuestion;
    /** The model's records of the tier that is asked for. */
    readonly ofTier: readonly PriceRecord[];
    readonly all: readonly PriceRecord[];
  },
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
  const routes = (providers.get(question.model.provider)?.routing ?? []).filter(
    (row) => row.name === question.model.name && inUse(row),
  );
  const first = Math.min(...[...used, ...routes].map(({ from }) => from));
  if (at < first && first !== Number.POSITIVE_INFINITY) {
    return { kind: 'unpriced', code: 'precedes-prices', model, first };
  }
  const until = lastEnd([...used, ...routes].map(({ to }) => to));
  return until !== undefined && until <= at
    ? { kind: 'unpriced', code: 'no-longer-sold', model, until }
    : { kind: 'unpriced', code: 'no-price', model };
}

const lastEnd = (ends: readonly (Instant | undefined)[]): Instant | undefined =>
  ends.length === 0 || ends.includes(undefined) ? undefined : Math.max(...ends.map((to) => to ?? 0));
