import { type Money, meanOf } from '../domain/money.ts';
import type { Outcome, Range } from '../domain/report.ts';
import { createMoneyList, type MoneyList } from './money-list.ts';
import type { PartCost } from './run-cost.ts';

/** What one scenario does with a part of a run. */
export interface PartResult {
  readonly calls: number;
  readonly callsPriced: number;
  readonly callsInfeasible: number;
  /** Of the priced calls. */
  readonly cost: PartCost;
}

/** Collects what a scenario costs in one row. */
export interface Tally {
  /** @param baseline what the same part costs as recorded, if all of it has a price there */
  readonly add: (part: PartResult, baseline: Money | undefined) => void;
  readonly spread: { tokens: bigint; hour: bigint };
  readonly outcome: () => Outcome;
}

/** @param hasQuantiles whether single runs are remembered */
export function createTally(hasQuantiles: boolean): Tally {
  const complete = {
    low: createMoneyList(hasQuantiles),
    base: createMoneyList(hasQuantiles),
    high: createMoneyList(hasQuantiles),
  };
  /** Of runs of which only some calls have a price. */
  const partly = { low: 0n, base: 0n, high: 0n };
  const compared = { runs: 0, here: 0n, baseline: 0n };
  const spread = { cache: 0n, tokens: 0n, hour: 0n };
  let callsPriced = 0;
  let callsInfeasible = 0;

  const each = (of: (list: MoneyList) => Money | undefined): Range | undefined => {
    const [low, base, high] = [of(complete.low), of(complete.base), of(complete.high)];
    return low === undefined || base === undefined || high === undefined ? undefined : { low, base, high };
  };

  return {
    spread,
    add(part, baseline) {
      const { cost, cacheSpread } = part.cost;
      callsPriced += part.callsPriced;
      callsInfeasible += part.callsInfeasible;
      if (cacheSpread !== 0n) spread.cache += cacheSpread;
      if (part.callsPriced < part.calls) {
        partly.low += cost.low;
        partly.base += cost.base;
        partly.high += cost.high;
        return;
      }
      complete.low.push(cost.low);
      complete.base.push(cost.base);
      complete.high.push(cost.high);
      if (baseline === undefined) return;
      compared.runs++;
      compared.here += cost.base;
      compared.baseline += baseline;
    },
    outcome: () => ({
      runsPriced: complete.base.count(),
      callsPriced,
      callsInfeasible,
      total: {
        low: (complete.low.sum() + partly.low) as Money,
        base: (complete.base.sum() + partly.base) as Money,
        high: (complete.high.sum() + partly.high) as Money,
      },
      mean: each((list) => (list.count() === 0 ? undefined : meanOf(list.sum(), list.count()))),
      p50: each((list) => list.quantile(50, 100)),
      p90: each((list) => list.quantile(90, 100)),
      p99: each((list) => list.quantile(99, 100)),
      compared: { runs: compared.runs, here: compared.here as Money, baseline: compared.baseline as Money },
      spread: spread as unknown as Outcome['spread'],
    }),
  };
}
