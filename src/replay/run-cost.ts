import type { RateVector } from '../domain/book.ts';
import { divideHalfEven, type Fraction, leastCommonMultiple, type Money } from '../domain/money.ts';
import type { Quantities, TokenClass } from '../domain/tokens.ts';
import { TOKEN_CLASSES } from '../domain/tokens.ts';
import type { Cell } from './cells.ts';
import {
  addSums,
  type CachePolicy,
  costUnder,
  NO_SUMS,
  POLICIES,
  type PricedCell,
  sumsOf,
  warmShare,
} from './policies.ts';
import { type Bar, WORLDS, type World } from './transfer.ts';

/** A part of a run: what it costs, and how much of its range the cache alone makes. */
export interface PartCost {
  readonly cost: Bar<Money>;
  readonly cacheSpread: bigint;
}

/**
 * What one run costs, part by part (a part is what the run has in one row of the report), and the least and the
 * most it may cost: whole worlds in which each assumption sits at one end. The cheapest and the dearest cache
 * policy are chosen for the run as a whole. Each cost is rounded once, half-even, to 10⁻¹⁵ USD.
 */
export function costOfRun(parts: readonly (readonly PricedCell[])[]): readonly PartCost[] {
  const recorded = parts.map((cells) => cells.filter(isCarried));
  const moved = parts.map((cells) => cells.filter((each) => !isCarried(each)));
  const worlds = Object.fromEntries(WORLDS.map((world) => [world, movedCosts(moved, world)])) as Record<
    World,
    MovedCosts
  >;
  return recorded.map((cells, index) => {
    const cost = (world: World, policy: keyof MovedCosts): Money =>
      (recordedCost(cells, world) + (worlds[world][policy][index] ?? 0n)) as Money;
    const { cheapest, dearest } = worlds.base;
    return {
      cost: { low: cost('low', 'cheapest'), base: cost('base', 'base'), high: cost('high', 'dearest') },
      cacheSpread: (dearest[index] ?? 0n) - (cheapest[index] ?? 0n),
    };
  });
}

/** The calls' counts hold as they are, cached ones included. */
export const isCarried = ({ price, isCacheKnown }: Omit<PricedCell, 'cell'>): boolean =>
  price.isSameModel && isCacheKnown && price.factor.base.num === price.factor.base.den;

const recordedCost = (cells: readonly PricedCell[], world: World): bigint =>
  cells.reduce((sum, { cell, price }) => sum + listCost(quantitiesOf(cell), price.rates[world]), 0n);

/** What each part's moved cells cost in one world: under the base policy, the run's cheapest and its dearest. */
type MovedCosts = Readonly<Record<'base' | 'cheapest' | 'dearest', readonly bigint[]>>;

const NOTHING_MOVED: MovedCosts = { base: [], cheapest: [], dearest: [] };

function movedCosts(parts: readonly (readonly PricedCell[])[], world: World): MovedCosts {
  const cells = parts.flat();
  if (cells.length === 0) return NOTHING_MOVED;
  const den = cells.reduce((common, { price }) => leastCommonMultiple(common, price.factor[world].den), 1n);
  const sums = parts.map((part) => part.map((each) => sumsOf(each, world, den)).reduce(addSums, NO_SUMS));
  const whole = sums.reduce(addSums, NO_SUMS);
  const share = warmShare(whole);
  const costs = (policy: CachePolicy): readonly bigint[] =>
    sums.map((part) => {
      const cost = costUnder(policy, part, share);
      return divideHalfEven(cost.num, cost.den * den);
    });
  const ascending = POLICIES.map((policy) => ({ policy, cost: costUnder(policy, whole, share) })).sort(
    (a, b) => (isLess(a.cost, b.cost) ? -1 : Number(isLess(b.cost, a.cost))),
  );
  return {
    base: costs('base'),
    cheapest: costs(ascending[0]?.policy ?? 'base'),
    dearest: costs(ascending.at(-1)?.policy ?? 'base'),
  };
}

const isLess = (a: Fraction, b: Fraction): boolean => a.num * b.den < b.num * a.den;

/** Rate × quantity over all classes: exact, without a division. Every class with tokens has a rate. */
export function listCost(quantities: Quantities, rates: RateVector): Money {
  const cost = (key: TokenClass): bigint =>
    quantities[key] === 0 ? 0n : BigInt(quantities[key]) * (rates[key] ?? 0n);
  return TOKEN_CLASSES.reduce((sum, key) => sum + cost(key), 0n) as Money;
}

/** Totals with subsets → disjoint classes. */
export function quantitiesOf({ counts }: Pick<Cell, 'counts'>): Quantities {
  const written = counts.cacheWrite + counts.cacheWrite5m + counts.cacheWrite1h + counts.cacheWrite12h;
  const freshAudio = counts.audioInput - counts.audioCacheRead;
  return {
    input: counts.input - counts.cacheRead - written - freshAudio,
    cacheRead: counts.cacheRead - counts.audioCacheRead,
    cacheWrite: counts.cacheWrite,
    cacheWrite5m: counts.cacheWrite5m,
    cacheWrite1h: counts.cacheWrite1h,
    cacheWrite12h: counts.cacheWrite12h,
    audioInput: freshAudio,
    audioCacheRead: counts.audioCacheRead,
    output: counts.output - counts.audioOutput,
    audioOutput: counts.audioOutput,
  };
}
