import type { Range } from '../domain/report.ts';
import { createSum, type Sum } from './amount.ts';
import type { RunResult } from './price-run.ts';

/** Runs that are too large for one scenario, where another prices them completely. */
export interface RunsElsewhere {
  readonly runs: number;
  readonly cost: Range;
}

/** What runs that one lane cannot take cost on the others. */
export interface Elsewhere {
  /** @param results what each lane does with a whole run */
  readonly add: (results: readonly RunResult[]) => void;
  readonly of: (lane: number, other: number) => RunsElsewhere;
}

interface Sums {
  runs: number;
  readonly low: Sum;
  readonly base: Sum;
  readonly high: Sum;
}

export function createElsewhere(): Elsewhere {
  /** By lane, then by the other lane. */
  const all = new Map<number, Map<number, Sums>>();
  return {
    add(results) {
      for (let lane = 0; lane < results.length; lane++) {
        if ((results[lane]?.callsInfeasible ?? 0) === 0) continue;
        const own = all.get(lane) ?? new Map<number, Sums>();
        all.set(lane, own);
        for (const [other, { calls, callsPriced, cost }] of results.entries())
          if (callsPriced === calls) addCost(own, other, cost);
      }
    },
    of(lane, other) {
      const sums = all.get(lane)?.get(other) ?? nothing();
      const { runs, low, base, high } = sums;
      return { runs, cost: { low: low.total(), base: base.total(), high: high.total() } };
    },
  };
}

const nothing = (): Sums => ({ runs: 0, low: createSum(), base: createSum(), high: createSum() });

function addCost(sums: Map<number, Sums>, other: number, { low, base, high }: RunResult['cost']): void {
  const own = sums.get(other) ?? nothing();
  sums.set(other, own);
  own.runs++;
  own.low.add(low);
  own.base.add(base);
  own.high.add(high);
}
