import { greatestCommonDivisor, leastCommonMultiple } from '../domain/money.ts';
import { type Quantities, TOKEN_CLASSES } from '../domain/tokens.ts';
import type { PricedLot } from './lot-price.ts';
import type { Lot } from './lots.ts';
import { timesIn } from './moves.ts';
import { type CachePolicy, fillingRate } from './policies.ts';
import { denominatorOf, isCarried } from './run-cost.ts';
import { WORLDS, type World } from './transfer.ts';

/** Rates of a lot in one world as small whole numbers: nano-USD per million tokens ÷ the lane's unit. */
export interface SmallRates {
  /** Target tokens × the lane's denominator, for each token of the log. */
  readonly times: number;
  /** The same for answers. */
  readonly outputTimes: number;
  readonly plain: number;
  readonly filling: number;
  readonly hit: number;
  readonly output: number;
  readonly audioInput: number;
  readonly audioOutput: number;
  /** For calls whose counts hold as recorded. */
  readonly classes: Quantities;
}

export interface SmallLot {
  readonly isCarried: boolean;
  readonly isCacheKnown: boolean;
  /** Its calls were worked out one by one, and only the exact way knows them. */
  readonly isServed: boolean;
  /** The policy that the user gave for all worlds. */
  readonly policy: CachePolicy | undefined;
  /** The same object where worlds do not differ. */
  readonly worlds: Readonly<Record<World, SmallRates>>;
}

/**
 * One scenario made ready for pricing many runs with exact small integers: its rates divided by what divides them
 * all, its token factors on one denominator.
 */
export interface Lane {
  /** The first scenario that is priced like this. */
  readonly scenario: number;
  /** By the number of the lot; `undefined`: no price. */
  readonly lots: readonly (SmallLot | undefined)[];
  /** A sum × unit ÷ den is an amount in 10⁻¹⁵ USD. */
  readonly unit: bigint;
  readonly den: bigint;
  /** The unit as a double. */
  readonly plainUnit: number;
  /** The same in lowest terms, for sums that stay small. */
  readonly smallUnit: number;
  readonly smallDen: number;
  /** Runs of up to this many tokens cannot leave the whole numbers that a double holds exactly. */
  readonly mostTokens: number;
}

/** The different ways in which scenarios price a log, and which one each scenario is. */
export interface Lanes {
  readonly lanes: readonly Lane[];
  /** By scenario: the place of its lane. */
  readonly laneOf: readonly number[];
}

/** Scenarios that price every lot alike, such as the recorded models at an unchanged price, are one lane. */
export function createLanes(lots: readonly Lot[], scenarios: number): Lanes {
  const lanes: Lane[] = [];
  const places = new Map<string, number>();
  const laneOf = Array.from({ length: scenarios }, (_, scenario) => {
    const key = lots.map(({ keys }) => keys[scenario]).join('\n');
    const place = places.get(key) ?? lanes.length;
    if (place === lanes.length) lanes.push(createLane(lots, scenario));
    places.set(key, place);
    return place;
  });
  return { lanes, laneOf };
}

function createLane(lots: readonly Lot[], scenario: number): Lane {
  const priced = lots.map((lot) => ({ lot, price: lot.prices[scenario] }));
  const prices = priced.map(({ price }) => price).filter((price) => price?.kind === 'priced');
  const rates = prices.flatMap((price) => WORLDS.flatMap((world) => Object.values(price.rates[world])));
  const unit = rates.filter((rate) => rate !== undefined).reduce<bigint>(greatestCommonDivisor, 0n) || 1n;
  const den = prices
    .flatMap((price) => WORLDS.map((world) => denominatorOf(price, world)))
    .reduce(leastCommonMultiple, 1n);
  const small = priced.map(({ lot, price }) =>
    price?.kind === 'priced' ? smallLot(lot, price, unit, den) : undefined,
  );
  const largest = Math.max(1, ...small.map((lot) => (lot === undefined ? 1 : largestProduct(lot))));
  return {
    scenario,
    lots: small,
    unit,
    den,
    plainUnit: Number(unit),
    smallUnit: Number(unit / greatestCommonDivisor(unit, den)),
    smallDen: Number(den / greatestCommonDivisor(unit, den)),
    mostTokens: Number.MAX_SAFE_INTEGER / (largest * TERMS),
  };
}

/** At most this many products are added for each token. */
const TERMS = 8;

function smallLot({ source }: Lot, price: PricedLot, unit: bigint, den: bigint): SmallLot {
  const world = (name: World): SmallRates => smallRates(price, name, unit, den);
  const base = world('base');
  const sameAsBase = (each: SmallRates): SmallRates =>
    JSON.stringify(each) === JSON.stringify(base) ? base : each;
  return {
    isCarried: isCarried({ price, isCacheKnown: source.isCacheKnown }),
    isCacheKnown: source.isCacheKnown,
    isServed: price.served !== undefined,
    policy: price.policy,
    worlds: { low: sameAsBase(world('low')), base, high: sameAsBase(world('high')) },
  };
}

function smallRates(price: PricedLot, world: World, unit: bigint, den: bigint): SmallRates {
  const rates = price.rates[world];
  const times = timesIn(price.moves, price.factor[world], world);
  const small = (rate: bigint): number => Number(rate / unit);
  const plain = rates.input ?? 0n;
  return {
    times: Number(times.input.num * (den / times.input.den)),
    outputTimes: Number(times.output.num * (den / times.output.den)),
    plain: small(plain),
    filling: small(fillingRate(rates)),
    hit: small(rates.cacheRead ?? plain),
    output: small(rates.output ?? 0n),
    audioInput: small(rates.audioInput ?? plain),
    audioOutput: small(rates.audioOutput ?? rates.output ?? 0n),
    classes: Object.fromEntries(TOKEN_CLASSES.map((key) => [key, small(rates[key] ?? 0n)])) as Quantities,
  };
}

function largestProduct({ worlds }: SmallLot): number {
  return Math.max(
    ...WORLDS.map((world) => {
      const { times, outputTimes, classes, filling } = worlds[world];
      return Math.max(times, outputTimes) * Math.max(1, filling, ...Object.values(classes));
    }),
  );
}
