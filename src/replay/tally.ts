import { type Money, meanOf } from '../domain/money.ts';
import { CAUSES, type Cause, type Outcome, type Quantiles, type Range } from '../domain/report.ts';
import { type Amount, createSum, type Sum } from './amount.ts';
import type { RunResult } from './price-run.ts';
import { createRangeList } from './range-list.ts';

/** Sums over runs; they add up over rows, except for what counts runs. */
export interface TallySums {
  readonly runsPriced: number;
  readonly callsPriced: number;
  readonly callsInfeasible: number;
  readonly runsInfeasible: number;
  /** Of runs of which every call has a price, and of the others' priced calls. */
  readonly complete: Range;
  readonly partly: Range;
  /** Complete here but not at the baseline; what runs cost at the baseline that are complete only there. */
  readonly onlyHere: { readonly runs: number; readonly cost: Money };
  readonly onlyAtBaseline: Money;
  /** As doubles: only their order matters. */
  readonly spread: Outcome['spread'];
  readonly outputCost: number;
}

/** What a lot adds to its row beside the cost of its runs; in 10⁻¹⁵ USD, as doubles. */
export interface LotShare {
  readonly spread: Readonly<Record<LotCause, number>>;
  readonly output: number;
}

/** Assumptions whose share of a range hangs on no run. */
export const LOT_CAUSES = ['tokens', 'output', 'retries', 'hour'] as const satisfies readonly Cause[];
export type LotCause = (typeof LOT_CAUSES)[number];

/** Collects what a scenario costs in one row. */
export interface Tally {
  /** @param baseline what the same run costs as recorded, if all of it has a price there */
  readonly add: (run: RunResult, baseline: Amount | undefined) => void;
  readonly addLot: (share: LotShare) => void;
  readonly sums: () => TallySums;
  readonly quantiles: () => Quantiles | undefined;
}

const money = (amount: bigint): Money => amount as Money;

/** @param keepsRuns each run's cost is kept: without that there are no quantiles */
export function createTally(keepsRuns: boolean): Tally {
  const runs = keepsRuns ? createRangeList() : undefined;
  const complete = { low: createSum(), base: createSum(), high: createSum() };
  let runsPriced = 0;
  const partly = { low: createSum(), base: createSum(), high: createSum() };
  const onlyHere = { runs: 0, cost: createSum() };
  const onlyAtBaseline = createSum();
  const spread = noSpread();
  let callsPriced = 0;
  let callsInfeasible = 0;
  let runsInfeasible = 0;
  let outputCost = 0;

  return {
    add(run, baseline) {
      const { cost } = run;
      callsPriced += run.callsPriced;
      callsInfeasible += run.callsInfeasible;
      runsInfeasible += Number(run.callsInfeasible > 0);
      spread.cache += run.cacheSpread;
      if (run.callsPriced < run.calls) {
        partly.low.add(cost.low);
        partly.base.add(cost.base);
        partly.high.add(cost.high);
        onlyAtBaseline.add(baseline ?? 0);
        return;
      }
      runsPriced++;
      complete.low.add(cost.low);
      complete.base.add(cost.base);
      complete.high.add(cost.high);
      runs?.push(cost.low, cost.base, cost.high);
      if (baseline !== undefined) return;
      onlyHere.runs++;
      onlyHere.cost.add(cost.base);
    },
    addLot({ spread: own, output }) {
      for (const cause of LOT_CAUSES) spread[cause] += own[cause];
      outputCost += output;
    },
    sums: () => ({
      runsPriced,
      callsPriced,
      callsInfeasible,
      runsInfeasible,
      complete: totals(complete),
      partly: totals(partly),
      onlyHere: { runs: onlyHere.runs, cost: onlyHere.cost.total() },
      onlyAtBaseline: onlyAtBaseline.total(),
      spread,
      outputCost,
    }),
    quantiles() {
      if (runs === undefined || runsPriced === 0) return undefined;
      return { p50: runs.quantile(50), p90: runs.quantile(90), p99: runs.quantile(99) };
    },
  };
}

const spreadOf = (of: (cause: Cause) => number): Record<Cause, number> =>
  Object.fromEntries(CAUSES.map((cause) => [cause, of(cause)])) as Record<Cause, number>;

const noSpread = (): Record<Cause, number> => spreadOf(() => 0);

const totals = ({ low, base, high }: Readonly<Record<keyof Range, Sum>>): Range => ({
  low: low.total(),
  base: base.total(),
  high: high.total(),
});

const addRanges = (a: Range, b: Range, sign: bigint): Range => ({
  low: money(a.low + sign * b.low),
  base: money(a.base + sign * b.base),
  high: money(a.high + sign * b.high),
});

/** `a` with `b` added, or taken away. */
export function addSums(a: TallySums, b: TallySums, sign: 1 | -1): TallySums {
  const by = BigInt(sign);
  return {
    runsPriced: a.runsPriced + sign * b.runsPriced,
    callsPriced: a.callsPriced + sign * b.callsPriced,
    callsInfeasible: a.callsInfeasible + sign * b.callsInfeasible,
    runsInfeasible: a.runsInfeasible + sign * b.runsInfeasible,
    complete: addRanges(a.complete, b.complete, by),
    partly: addRanges(a.partly, b.partly, by),
    onlyHere: {
      runs: a.onlyHere.runs + sign * b.onlyHere.runs,
      cost: money(a.onlyHere.cost + by * b.onlyHere.cost),
    },
    onlyAtBaseline: money(a.onlyAtBaseline + by * b.onlyAtBaseline),
    spread: spreadOf((cause) => a.spread[cause] + sign * b.spread[cause]),
    outputCost: a.outputCost + sign * b.outputCost,
  };
}

/** @param baseline the sums of the baseline for the same runs */
export function outcomeOf(sums: TallySums, baseline: TallySums, quantiles: Outcome['quantiles']): Outcome {
  const { runsPriced, complete, onlyHere } = sums;
  const mean = (amount: Money): Money => meanOf(amount, runsPriced);
  return {
    runsPriced,
    callsPriced: sums.callsPriced,
    callsInfeasible: sums.callsInfeasible,
    runsInfeasible: sums.runsInfeasible,
    total: addRanges(complete, sums.partly, 1n),
    mean:
      runsPriced === 0
        ? undefined
        : { low: mean(complete.low), base: mean(complete.base), high: mean(complete.high) },
    quantiles,
    compared: {
      runs: runsPriced - onlyHere.runs,
      here: money(complete.base - onlyHere.cost),
      baseline: money(baseline.complete.base - sums.onlyAtBaseline),
    },
    spread: sums.spread,
    outputCost: sums.outputCost,
  };
}
