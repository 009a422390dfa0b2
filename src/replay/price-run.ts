import { plus } from './amount.ts';
import type { Cell } from './cells.ts';
import type { Lane } from './lane.ts';
import type { Lot } from './lots.ts';
import type { PricedCell } from './policies.ts';
import { quickCostOfRun } from './quick-cost.ts';
import { costOfRun, type RunCost } from './run-cost.ts';

/** What one scenario does with a run, or with what the run has in one row. */
export interface RunResult extends RunCost {
  readonly calls: number;
  /** The cost is that of these. */
  readonly callsPriced: number;
  readonly callsInfeasible: number;
}

/** Nearly all runs are small enough for the quick way. */
export function priceRun(cells: readonly Cell[], lane: Lane, lotOf: (number: number) => Lot): RunResult {
  const { cost, cacheSpread } =
    quickCostOfRun(lane, cells) ?? costOfRun(pricedCells(cells, lane.scenario, lotOf));
  let calls = 0;
  let callsPriced = 0;
  let callsInfeasible = 0;
  for (const cell of cells) {
    calls += cell.calls;
    if (lane.lots[cell.lot] !== undefined) callsPriced += cell.calls;
    else if (lotOf(cell.lot).prices[lane.scenario]?.kind === 'infeasible') callsInfeasible += cell.calls;
  }
  return { cost, cacheSpread, calls, callsPriced, callsInfeasible };
}

function pricedCells(
  cells: readonly Cell[],
  scenario: number,
  lotOf: (number: number) => Lot,
): readonly PricedCell[] {
  return cells.flatMap((cell) => {
    const { prices, source } = lotOf(cell.lot);
    const price = prices[scenario];
    if (price?.kind !== 'priced') return [];
    return [{ cell, price, isCacheKnown: source.isCacheKnown, served: cell.served?.[scenario] }];
  });
}

export const NO_RESULT: RunResult = {
  cost: { low: 0, base: 0, high: 0 },
  cacheSpread: 0,
  calls: 0,
  callsPriced: 0,
  callsInfeasible: 0,
};

/** Two parts of a run as one. */
export const together = (a: RunResult, b: RunResult): RunResult => ({
  cost: {
    low: plus(a.cost.low, b.cost.low),
    base: plus(a.cost.base, b.cost.base),
    high: plus(a.cost.high, b.cost.high),
  },
  cacheSpread: a.cacheSpread + b.cacheSpread,
  calls: a.calls + b.calls,
  callsPriced: a.callsPriced + b.callsPriced,
  callsInfeasible: a.callsInfeasible + b.callsInfeasible,
});
