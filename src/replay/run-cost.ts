import { HIT_WORLDS } from '../domain/caching.ts';
import { addFractions, whole } from '../domain/exact.ts';
import { listCost, quantitiesOf } from '../domain/list-cost.ts';
import { divideHalfEven, type Fraction, isLess, leastCommonMultiple, ONE } from '../domain/money.ts';
import type { Amount } from './amount.ts';
import type { PricedLot } from './lot-price.ts';
import { timesIn } from './moves.ts';
import {
  addSums,
  type CachePolicy,
  costUnder,
  NO_SUMS,
  POLICIES,
  type PricedCell,
  type Sums,
  sumsOf,
  warmShare,
} from './policies.ts';
import { type CacheUse, servedCost } from './served.ts';
import type { World } from './transfer.ts';

/** What a run costs, or what it has in one row of the report. */
export interface RunCost {
  readonly cost: { readonly low: Amount; readonly base: Amount; readonly high: Amount };
  /** How much of the range the cache alone makes. In 10⁻¹⁵ USD, as a double: only the order of spreads is used. */
  readonly cacheSpread: number;
}

/**
 * What calls that belong together cost, and the least and the most they may cost: whole worlds in which each
 * assumption sits at one end. Each cost is rounded once, half-even, to 10⁻¹⁵ USD.
 */
export function costOfRun(cells: readonly PricedCell[]): RunCost {
  const { carried, moved, served } = sorted(cells);
  const fixed = (world: World): bigint =>
    carried.reduce((sum, { cell, price }) => sum + listCost(quantitiesOf(cell), price.rates[world]), 0n);
  const [low, base, high] = [movedCost(moved, 'low'), movedCost(moved, 'base'), movedCost(moved, 'high')];
  const own = {
    low: servedIn(served, 'low'),
    base: servedIn(served, 'base'),
    high: servedIn(served, 'high'),
  };
  return {
    cost: {
      low: fixed('low') + low.least + own.low.least,
      base: fixed('base') + base.base + own.base.base,
      high: fixed('high') + high.most + own.high.most,
    },
    cacheSpread: Number(base.most - base.least + own.base.most - own.base.least),
  };
}

/** Cells by how they are priced: as recorded, by the policies of a run, or by what was worked out for each call. */
export function sorted<T extends PricedCell>(cells: readonly T[]) {
  const carried: T[] = [];
  const moved: T[] = [];
  const served: T[] = [];
  for (const each of cells) {
    if (each.price.served !== undefined) served.push(each);
    else if (isCarried(each)) carried.push(each);
    else moved.push(each);
  }
  return { carried, moved, served };
}

/** What served cells cost, token counts and rates being those of a world; the run has the hits of one. */
function servedIn(cells: readonly PricedCell[], world: World): MovedCost {
  if (cells.length === 0) return { base: 0n, least: 0n, most: 0n };
  const cost = (hits: CacheUse): bigint => rounded(servedUnder(cells, world, hits));
  const costs = HIT_WORLDS.map(cost);
  return {
    base: cost('base'),
    least: usesOf(cells)
      .map(cost)
      .reduce(smaller, costs[0] ?? 0n),
    most: costs.reduce(larger, 0n),
  };
}

/** In 10⁻¹⁵ USD, before rounding. */
/** What callers may do with a cache at best: all that its hits may be, and where writes are charged, to go without. */
export const usesOf = (cells: readonly PricedCell[]): readonly CacheUse[] =>
  cells.some(({ price }) => price.served?.writes !== undefined && price.policy === undefined)
    ? ['base', 'high', 'low', 'unused']
    : ['base', 'high', 'low'];

export const servedUnder = (cells: readonly PricedCell[], world: World, hits: CacheUse): Fraction =>
  cells.reduce((sum, { price, served }) => {
    if (served === undefined) return sum;
    const times = timesIn(price.moves, ONE, world);
    const at = { rates: price.rates[world], writes: price.served?.writes, times, world, hits };
    return addFractions(sum, servedCost(served, at));
  }, whole(0));

const rounded = ({ num, den }: Fraction): bigint => divideHalfEven(num, den);

export const smaller = (a: bigint, b: bigint): bigint => (b < a ? b : a);
export const larger = (a: bigint, b: bigint): bigint => (a < b ? b : a);

/** The hits of a run's served calls in a world: those of the base, the cheapest or the dearest. */
export function hitsIn(cells: readonly PricedCell[], world: World): CacheUse {
  if (world === 'base') return 'base';
  const order = usesOf(cells);
  const cost = (hits: CacheUse): Fraction => servedUnder(cells, world, hits);
  return world === 'low'
    ? order.reduce((a, b) => (isLess(cost(b), cost(a)) ? b : a))
    : order.filter((use) => use !== 'unused').reduce((a, b) => (isLess(cost(a), cost(b)) ? b : a));
}

/** The calls' counts hold as they are, cached ones included. */
export const isCarried = ({ price, isCacheKnown }: Omit<PricedCell, 'cell'>): boolean =>
  price.isSameModel && isCacheKnown && price.factor.base.num === price.factor.base.den;

/** What moved calls cost in one world: under the base policy, under the cheapest one and the dearest. */
interface MovedCost {
  readonly base: bigint;
  readonly least: bigint;
  readonly most: bigint;
}

function movedCost(cells: readonly PricedCell[], world: World): MovedCost {
  if (cells.length === 0) return { base: 0n, least: 0n, most: 0n };
  const run = movedRun(cells, world);
  const cost = (of: World): bigint => rounded(movedUnder(policyIn(of, run), run));
  return { base: cost('base'), least: cost('low'), most: cost('high') };
}

/** The moved calls of a run in one world. */
export interface MovedRun {
  /** In target tokens × `den`, and 10⁻¹⁵ USD × `den`. */
  readonly sums: Sums;
  readonly den: bigint;
  /** Of its input, what a warm cache serves. */
  readonly share: Fraction;
  /** The policy that the user gave for all worlds. */
  readonly given: CachePolicy | undefined;
}

export function movedRun(cells: readonly PricedCell[], world: World): MovedRun {
  const den = cells.reduce(
    (common, { price }) => leastCommonMultiple(common, denominatorOf(price, world)),
    1n,
  );
  const sums = cells.map((each) => sumsOf(each, world, den)).reduce(addSums, NO_SUMS);
  return { sums, den, share: warmShare(sums), given: cells[0]?.price.policy };
}

/** On which a lot's factors are whole numbers. Output has those of input and more. */
export const denominatorOf = ({ moves, factor }: PricedLot, world: World): bigint => {
  const { input, output } = timesIn(moves, factor[world], world);
  return leastCommonMultiple(input.den, output.den);
};

/** The policy of a run in a world: the base one, the cheapest or the dearest. */
export function policyIn(world: World, { sums, share, given }: MovedRun): CachePolicy {
  if (given !== undefined) return given;
  if (world === 'base') return 'base';
  const cost = (policy: CachePolicy): Fraction => costUnder(policy, sums, share);
  return world === 'low'
    ? POLICIES.reduce((a, b) => (isLess(cost(b), cost(a)) ? b : a))
    : POLICIES.reduce((a, b) => (isLess(cost(a), cost(b)) ? b : a));
}

/** What moved calls cost under a policy, before rounding: in 10⁻¹⁵ USD. */
export function movedUnder(policy: CachePolicy, { sums, share, den }: MovedRun): Fraction {
  const cost = costUnder(policy, sums, share);
  return { num: cost.num, den: cost.den * den };
}
