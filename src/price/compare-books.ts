import {
  type Instant,
  type PriceBook,
  type Provider,
  SERVICE_TIERS,
  type ServiceTier,
} from '../domain/book.ts';
import type { CameOrWent, PriceChange, PriceDiff, PriceRow, Rerouted } from '../domain/price-view.ts';
import type { BookModel, Priced, RateCard, Unpriced } from '../domain/pricing.ts';
import { TOKEN_CLASSES } from '../domain/tokens.ts';
import { sizeTierOf } from './rate-at.ts';

/** A book, compiled, at an instant. */
export interface PricedSide {
  readonly book: PriceBook;
  readonly card: RateCard;
  readonly at: Instant;
}

/** What a caller pays for a name at one tier: a row for each band and size. */
interface State {
  readonly tier: ServiceTier;
  readonly band: string | undefined;
  readonly above: PriceRow['above'];
  readonly priced: Priced;
}

/**
 * What differs for callers between two books, or one book at two instants: for every model and every name that moves,
 * at its own provider, in every tier, band and size.
 */
export function comparePrices(before: PricedSide, after: PricedSide): PriceDiff {
  const changes: PriceChange[] = [];
  const came: CameOrWent[] = [];
  const went: CameOrWent[] = [];
  const rerouted: Rerouted[] = [];
  let compared = 0;
  for (const model of namesIn(before, after)) {
    const [old, now] = [statesOf(before, model), statesOf(after, model)];
    const name = { provider: model.host, model: model.name };
    if (old.states.length === 0 && now.states.length === 0) continue;
    if (old.states.length === 0) came.push({ ...name, reason: old.reason });
    else if (now.states.length === 0) went.push({ ...name, reason: now.reason });
    else {
      compared++;
      changes.push(...changesOf(name, old.states, now.states));
      const [a, b] = [billed(old.states), billed(now.states)];
      if (a !== b) rerouted.push({ ...name, before: a, after: b });
    }
  }
  const sides = [sideOf(before), sideOf(after)] as const;
  return { sides, changes, came, went, rerouted, compared };
}

const sideOf = ({ book, at }: PricedSide) => ({ version: book.version, hash: book.hash, at });

/** What a provider resells, where the user pays another price for it than the maker's. */
function resoldApart({ providers }: PriceBook, host: Provider): readonly BookModel[] {
  if (host.contracts.size === 0 && host.discounts.length === 0) return [];
  return host.resells.flatMap(({ maker, basis }) =>
    [...(providers.get(maker)?.models.keys() ?? [])].map((name) => ({
      ...{ host: host.id, provider: maker, name },
      ...{ region: undefined, basis },
    })),
  );
}

/** Every model and every name that moves, as its own provider sells it, and what others resell at prices of their own. */
function namesIn(...sides: readonly PricedSide[]): readonly BookModel[] {
  const found = new Map<string, BookModel>();
  for (const { book } of sides) {
    for (const provider of book.providers.values()) {
      const { id, models, routing } = provider;
      for (const name of [...models.keys(), ...routing.map((row) => row.name)])
        found.set(`${id}/${name}`, { host: id, provider: id, name, region: undefined, basis: 'own' });
      for (const model of resoldApart(book, provider)) found.set(`${id}/${model.name}`, model);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, model]) => model);
}

interface States {
  readonly states: readonly State[];
  /** Why there are none. */
  readonly reason: Unpriced | undefined;
}

function statesOf({ card, at }: PricedSide, model: BookModel): States {
  const states: State[] = [];
  let reason: Unpriced | undefined;
  for (const tier of SERVICE_TIERS) {
    for (const place of card.placesOf(model, at)) {
      for (const promptTokens of [0, ...card.sizeSteps(model)]) {
        const priced = card.priceAt({ model, at, place, tier, region: undefined, promptTokens });
        if (priced.kind === 'unpriced') reason = tier === 'standard' ? priced : reason;
        // Synonyms of a tier are told under the name that the price has.
        else if (priced.record.tier === tier) add({ tier, priced, promptTokens });
      }
    }
  }
  return { states, reason };

  function add({
    tier,
    priced,
    promptTokens,
  }: Omit<State, 'band' | 'above'> & { readonly promptTokens: number }) {
    const size = sizeTierOf(priced.record, promptTokens);
    const above = size && { tokens: size.promptTokens, isInclusive: size.isInclusive };
    const band = priced.record.band?.name;
    const isKnown = states.some(
      (each) => each.tier === tier && each.band === band && each.above?.tokens === above?.tokens,
    );
    if (!isKnown) states.push({ tier, band, above, priced });
  }
}

const billed = ([first]: readonly State[]): string => first?.priced.billedAs ?? '';

/** What changed for one name, class by class; a side without hours is held against every band of the other. */
function changesOf(
  name: Pick<PriceChange, 'provider' | 'model'>,
  before: readonly State[],
  after: readonly State[],
): readonly PriceChange[] {
  return pairsOf(before, after).flatMap(([old, now]) => {
    const [a, b] = [old?.priced, now?.priced];
    const stated = new Set([...(a?.record.stated ?? []), ...(b?.record.stated ?? [])]);
    return TOKEN_CLASSES.filter((key) => stated.has(key) && a?.rates[key] !== b?.rates[key]).map((key) => ({
      ...name,
      tier: now?.tier ?? old?.tier ?? 'standard',
      bands: [old?.band, now?.band] as const,
      above: now?.above ?? old?.above,
      tokenClass: key,
      before: a?.rates[key],
      after: b?.rates[key],
    }));
  });
}

type Pair = readonly [old: State | undefined, now: State | undefined];

/** Each state with the one of the other side that a call of its tier, hour and size meets there. */
function pairsOf(before: readonly State[], after: readonly State[]): readonly Pair[] {
  const meets = (a: State, b: State): boolean =>
    a.tier === b.tier && (a.band === b.band || a.band === undefined || b.band === undefined);
  const pairs: Pair[] = after.flatMap((now): readonly Pair[] => {
    const olds = before.filter((each) => meets(each, now) && isSizeOf(each, now, before));
    return olds.length === 0 ? [[undefined, now]] : olds.map((old) => [old, now]);
  });
  const left = before.filter((old) => !pairs.some((pair) => pair[0] === old));
  for (const old of left)
    pairs.push([old, after.findLast((now) => meets(old, now) && isSizeOf(now, old, after))]);
  return pairs;
}

const tokensOf = ({ above }: State): number => above?.tokens ?? 0;
const isBelow = (a: State, b: State): boolean => tokensOf(a) <= tokensOf(b);

/** Of the states of its tier and band, the one that a prompt of the other's size falls into. */
const isSizeOf = (state: State, other: State, all: readonly State[]): boolean =>
  isBelow(state, other) &&
  all
    .filter((each) => each.tier === state.tier && each.band === state.band)
    .every((each) => !isBelow(each, other) || isBelow(each, state));
