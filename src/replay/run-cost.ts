import { listCost, quantitiesOf } from '../domain/list-cost.ts';
import { divideHalfEven, type Fraction, leastCommonMultiple } from '../domain/money.ts';
import type { Amount } from './amount.ts';
import { addSums, costUnder, NO_SUMS, POLICIES, type PricedCell, sumsOf, warmShare } from './policies.ts';
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
  const carried = cells.filter(isCarried);
  const moved = cells.filter((each) => !isCarried(each));
  const fixed = (world: World): bigint =>
    carried.reduce((sum, { cell, price }) => sum + listCost(quantitiesOf(cell), price.rates[world]), 0n);
  const [low, base, high] = [movedCost(moved, 'low'), movedCost(moved, 'base'), movedCost(moved, 'high')];
  return {
    cost: {
      low: fixed('low') + low.least,
      base: fixed('base') + base.base,
      high: fixed('high') + high.most,
    },
    cacheSpread: Number(base.most - base.least),
  };
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
  const den = cells.reduce((common, { price }) => leastCommonMultiple(common, price.factor[world].den), 1n);
  const sums = cells.map((each) => sumsOf(each, world, den)).reduce(addSums, NO_SUMS);
  const share = warmShare(sums);
  const rounded = (cost: Fraction): bigint => divideHalfEven(cost.num, cost.den * den);
  const costs = POLICIES.map((policy) => costUnder(policy, sums, share));
  return {
    base: rounded(costUnder('base', sums, share)),
    least: rounded(costs.reduce((a, b) => (isLess(b, a) ? b : a))),
    most: rounded(costs.reduce((a, b) => (isLess(a, b) ? b : a))),
  };
}

const isLess = (a: Fraction, b: Fraction): boolean => a.num * b.den < b.num * a.den;
