import type { Instant, RateVector, ServiceTier } from '../domain/book.ts';
import type { Limit } from '../domain/misfits.ts';
import type { Fraction } from '../domain/money.ts';
import type { Priced, RateCard, Unpriced } from '../domain/pricing.ts';
import { TOKEN_CLASSES, type TokenizerFamily } from '../domain/tokens.ts';
import { type Destination, destinationOf, type Representative } from './destination.ts';
import { passedLimit, type Reach, reachOf, sizeThere } from './limits.ts';
import type { Moves } from './moves.ts';
import type { CachePolicy } from './policies.ts';
import type { ReplayOptions, Scenario } from './scenario.ts';
import type { ServedKind } from './served.ts';
import { type Bar, transferred, type World } from './transfer.ts';

export interface PricedLot {
  readonly kind: 'priced';
  /** `provider/model` that the bill names. */
  readonly billedAs: string;
  readonly record: Priced['record'];
  /** Rates at the low end, the base and the high end of what is not known of a call's hour and size. */
  readonly rates: Bar<RateVector>;
  readonly factor: Bar<Fraction>;
  /** What multiplies its tokens besides; of calls that stay on their model, nothing. */
  readonly moves: Moves;
  /** How it is cached where that is left open, in every world; `undefined`: as the range has it. */
  readonly policy: CachePolicy | undefined;
  readonly isSameModel: boolean;
  readonly isInstantAssumed: boolean;
  /** The call's service tier is not sold for the target: the standard one is used. */
  readonly isTierReplaced: boolean;
  readonly isHolidayUnknown: boolean;
  /** Its calls were worked out one by one: what they cost is in their served tokens. */
  readonly served: ServedKind | undefined;
}

/** The target cannot take the call: never a price. */
export interface Infeasible {
  readonly kind: 'infeasible';
  readonly model: string;
  readonly limit: Limit;
  /** How many tokens that allows. */
  readonly window: number;
  /** Whose tokens the log counts, and how they become the target's. */
  readonly family: TokenizerFamily | undefined;
  readonly reach: Reach;
}

/** How a scenario prices the calls of a lot. */
export type LotPrice = PricedLot | Infeasible | Unpriced;

export function priceLot(
  card: RateCard,
  scenario: Scenario,
  options: ReplayOptions,
  call: Representative,
): LotPrice {
  if (call.source.inputKnown === undefined || call.source.outputKnown === undefined) {
    return { kind: 'unpriced', code: 'no-counts' };
  }
  const to = destinationOf(card, scenario, options, call);
  if ('kind' in to) return to;
  const price = priceThere(card, to, call);
  const isTooEarly =
    scenario.kind === 'baseline' && price.kind === 'unpriced' && price.code === 'precedes-prices';
  if (!isTooEarly || !options.isAtGiven) return price;
  return priceThere(card, { ...to, at: options.at, isInstantAssumed: true }, call);
}

function priceThere(card: RateCard, to: Destination, call: Representative): LotPrice {
  const name = `${to.model.provider}/${to.model.name}`;
  const reach = reachOf(to);
  const passed = to.isSameModel
    ? undefined
    : passedLimit(card.limitsOf(to.model, to.at), sizeThere(call, reach));
  if (passed !== undefined)
    return { kind: 'infeasible', model: name, ...passed, family: to.tokenizers[0], reach };
  if (to.tier === undefined && to.isSameModel) {
    return { kind: 'unpriced', code: 'no-such-tier', model: name, tier: call.source.serviceTier ?? '' };
  }
  const first = priceAtTier(card, to, call, to.tier ?? 'standard');
  // Who moves takes the tier along where the target sells it, else buys the standard one.
  const isNotSold = first.kind === 'unpriced' && first.code === 'no-such-tier';
  const isTierReplaced = !to.isSameModel && (isNotSold || to.tier === undefined);
  const price = isNotSold && isTierReplaced ? priceAtTier(card, to, call, 'standard') : first;
  return price.kind === 'priced' ? { ...price, isTierReplaced } : price;
}

function priceAtTier(card: RateCard, to: Destination, call: Representative, tier: ServiceTier): LotPrice {
  const { model, at, region, isPlain } = to;
  const { served } = call;
  const factor = served?.kind.factor ?? to.factor;
  const sizeIn = (world: World): number =>
    isPlain ? 0 : (served?.promptTokens[world] ?? transferred(call.promptTokens, factor[world]));
  const priceAt = (place: Instant, world: World) =>
    card.priceAt({ model, at, place, tier, region, promptTokens: sizeIn(world) });
  const base = priceAt(to.places[0] ?? at, 'base');
  if (base.kind === 'unpriced') return base;
  // Who moves is assumed to cache and speak at the plain rates where the target's are not known.
  const missing = to.isSameModel ? call.classes.find((each) => base.rates[each] === undefined) : undefined;
  if (missing !== undefined) {
    return { kind: 'unpriced', code: 'rate-unknown', model: base.billedAs, tokenClass: missing };
  }
  const ends = to.places.flatMap((place) => [priceAt(place, 'low'), priceAt(place, 'high')]);
  const all = [base, ...ends].filter((each) => each.kind === 'priced').map(({ rates }) => rates);
  return {
    kind: 'priced',
    billedAs: base.billedAs,
    record: base.record,
    rates: { low: extreme(all, (a, b) => a < b), base: base.rates, high: extreme(all, (a, b) => a > b) },
    factor,
    moves: to.moves,
    policy: to.policy,
    isSameModel: to.isSameModel,
    isInstantAssumed: to.isInstantAssumed,
    isTierReplaced: false,
    isHolidayUnknown: card.isHolidayUnknown(base.record, at, to.places[0] ?? at),
    served: served?.kind,
  };
}

/** For each class the lowest (or highest) rate of several price rows. */
function extreme(all: readonly RateVector[], isBetter: (a: bigint, b: bigint) => boolean): RateVector {
  const entries = TOKEN_CLASSES.map((key) => {
    const rates = all.map((each) => each[key]).filter((rate) => rate !== undefined);
    return [
      key,
      rates.reduce<bigint | undefined>(
        (best, rate) => (best === undefined || isBetter(rate, best) ? rate : best),
        undefined,
      ),
    ];
  });
  return Object.fromEntries(entries) as RateVector;
}
