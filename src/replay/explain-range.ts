import { HIT_WORLDS } from '../domain/caching.ts';
import { listCost, quantitiesOf } from '../domain/list-cost.ts';
import { divideHalfEven, type Fraction, type Money, ZERO } from '../domain/money.ts';
import type { Outcome, Range } from '../domain/report.ts';
import { asMoney } from './amount.ts';
import { type ExplainInput, pricedIn } from './explain-input.ts';
import { type Piece, type Placed, placed } from './itemise.ts';
import { createLotSums, lotShare } from './lot-sums.ts';
import { POLICIES, sumsOf } from './policies.ts';
import {
  costOfRun,
  isCarried,
  larger,
  movedRun,
  movedUnder,
  type RunCost,
  servedUnder,
  smaller,
  sorted,
  usesOf,
} from './run-cost.ts';
import type { CacheUse } from './served.ts';
import { LOT_CAUSES } from './tally.ts';
import { WORLDS, type World } from './transfer.ts';

/** What may be of a figure: both ends, and what each assumption makes of them alone. */
export interface Reaching {
  readonly range: Range;
  /** In 10⁻¹⁵ USD, as doubles: only their proportions are used. */
  readonly spread: Outcome['spread'];
}

/** The range of each call that is shown, by its place. */
export function rangesOfCalls(input: ExplainInput): ReadonlyMap<number, Range> {
  const ranges = new Map<number, Range>();
  if (input.calls.length === 0) return ranges;
  for (const run of input.runs()) {
    const cells = run.flatMap((piece) => placedIn(piece, input));
    const rangeOf = callRanges(cells);
    for (const piece of input.as.kind === 'call' ? [input.as.piece] : run) {
      const [own] = placedIn(piece, input);
      if (own !== undefined && piece.call !== undefined) ranges.set(piece.call, rangeIn(rangeOf(own)));
    }
  }
  return ranges;
}

/** The range of all that is explained: of runs, as a report has it. */
export function reachingOf(input: ExplainInput): Reaching {
  const sums = createLotSums();
  const lots = new Set<number>();
  const range = { low: ZERO, base: ZERO, high: ZERO };
  let cache = 0;
  for (const run of input.runs()) {
    const cells = run.flatMap((piece) => placedIn(piece, input));
    const own = input.as.kind === 'call' ? placedIn(input.as.piece, input) : cells;
    const { cost, cacheSpread } =
      input.as.kind === 'call' ? (own.map(callRanges(cells))[0] ?? FREE) : costOfRun(cells);
    cache += cacheSpread;
    for (const world of WORLDS) range[world] = (range[world] + asMoney(cost[world])) as Money;
    for (const { cell } of own) {
      lots.add(cell.lot);
      sums.add(cell);
    }
  }
  const shares = [...lots].flatMap((number) => {
    const lot = input.lots.lot(number);
    const price = pricedIn(lot);
    return price === undefined ? [] : [lotShare(lot, price, sums.of(number)).spread];
  });
  const spread = Object.fromEntries(
    LOT_CAUSES.map((cause) => [cause, shares.reduce((sum, each) => sum + each[cause], 0)]),
  );
  return { range, spread: { cache, ...spread } as Outcome['spread'] };
}

const FREE: RunCost = { cost: { low: 0, base: 0, high: 0 }, cacheSpread: 0 };

const placedIn = (piece: Piece, { lots }: ExplainInput): readonly Placed[] =>
  placed(piece, {
    priceOf: (lot) => pricedIn(lots.lot(lot)),
    isCacheKnown: (lot) => lots.lot(lot).source.isCacheKnown,
    rowOf: (lot) => lot,
  });

const rangeIn = ({ cost: { low, base, high } }: RunCost): Range => ({
  low: asMoney(low),
  base: asMoney(base),
  high: asMoney(high),
});

/**
 * The least and the most of calls of one run, each alone: however its input is cached. The run as a whole need not
 * have both ends, since what one call finds in a cache, another one does not.
 */
function callRanges(run: readonly Placed[]): (own: Placed) => RunCost {
  const { moved } = sorted(run);
  const runs = WORLDS.map((world) => movedRun(moved, world));
  return (own) => {
    const costs = WORLDS.map((world, place) => costsIn(own, world, runs[place]));
    const [low, base, high] = costs.map((each) => ({
      least: each.all.reduce<bigint>(smaller, each.base),
      base: each.base,
      most: each.all.reduce<bigint>(larger, each.base),
    }));
    return {
      cost: { low: low?.least ?? ZERO, base: base?.base ?? ZERO, high: high?.most ?? ZERO },
      cacheSpread: Number((base?.most ?? ZERO) - (base?.least ?? ZERO)),
    };
  };
}

/** What a call may cost in one world of rates and tokens, and what it does at the base. */
function costsIn(
  own: Placed,
  world: World,
  run: ReturnType<typeof movedRun> | undefined,
): { readonly base: Money; readonly all: readonly Money[] } {
  const { cell, price } = own;
  if (price.served !== undefined) {
    const under = (use: CacheUse): Money => rounded(servedUnder([own], world, use));
    const all = world === 'low' ? usesOf([own]) : HIT_WORLDS;
    return { base: under('base'), all: all.map(under) };
  }
  if (isCarried(own) || run === undefined) {
    const cost = listCost(quantitiesOf(cell), price.rates[world]);
    return { base: cost, all: [cost] };
  }
  const call = { ...run, sums: sumsOf(own, world, run.den) };
  const under = (policy: (typeof POLICIES)[number]): Money => rounded(movedUnder(policy, call));
  const given = run.given === undefined ? POLICIES : [run.given];
  return { base: under(run.given ?? 'base'), all: given.map(under) };
}

const rounded = ({ num, den }: Fraction): Money => divideHalfEven(num, den) as Money;
