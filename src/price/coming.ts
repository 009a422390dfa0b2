import type { Instant, PriceBook, RateVector } from '../domain/book.ts';
import type { BookModel, ComingChange } from '../domain/pricing.ts';
import type { LookUp } from './rate-at.ts';

interface Foreseen {
  readonly book: PriceBook;
  /** A look-up that uses announced prices. */
  readonly lookUp: LookUp;
}

/**
 * What is known to change after an instant for whoever calls a model: announced prices and routes, and the day on
 * which it stops, in their order. Of prices by the hour the band of the very instant stands for all.
 */
export function comingChanges(
  { book, lookUp }: Foreseen,
  found: BookModel,
  after: Instant,
): readonly ComingChange[] {
  const provider = book.providers.get(found.provider);
  const model = provider?.models.get(found.name);
  const path = `${found.host}/${found.name}`;
  const ratesAt = (at: Instant): RateVector | undefined => {
    const asked = { model: found, place: at, promptTokens: 0, tier: 'standard', region: undefined } as const;
    const price = lookUp({ ...asked, at });
    return price.kind === 'priced' ? price.rates : undefined;
  };
  const starts = (model?.records() ?? [])
    .filter(({ status, tier, from }) => status === 'announced' && tier === 'standard' && from > after)
    .map(({ from }) => from);
  // A price of the user's own, or a discount, may leave nothing of what the vendor announced.
  const prices = [...new Set(starts)].flatMap((at) => {
    const [before, now] = [ratesAt(at - 1), ratesAt(at)];
    return now === undefined || isSame(before, now)
      ? []
      : [{ kind: 'price', model: path, at, before, after: now } as const];
  });
  const routes = (provider?.routing ?? [])
    .filter(({ name, status, from }) => name === found.name && status === 'announced' && from > after)
    .map(({ from, model: target }) => ({ kind: 'route', model: path, at: from, target }) as const);
  const retired = model?.life().retired;
  const end =
    retired === undefined || retired <= after ? [] : [{ kind: 'end', model: path, at: retired } as const];
  return [...prices, ...routes, ...end].sort((a, b) => a.at - b.at);
}

const isSame = (a: RateVector | undefined, b: RateVector): boolean =>
  a !== undefined && Object.entries(b).every(([key, rate]) => a[key as keyof RateVector] === rate);
