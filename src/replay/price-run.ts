import type { Money } from '../domain/money.ts';
import type { Cell } from './cells.ts';
import type { Lane } from './lane.ts';
import type { Lot } from './lots.ts';
import type { PricedCell } from './policies.ts';
import { quickCostOfRun } from './quick-cost.ts';
import { costOfRun, type PartCost } from './run-cost.ts';
import type { PartResult } from './tally.ts';

type LotOf = (number: number) => Lot;

/** A run that is all in one row: nearly all are, and nearly all are small enough for the quick way. */
export function priceRun(cells: readonly Cell[], lane: Lane, scenario: number, lotOf: LotOf): PartResult {
  const cost = quickCostOfRun(lane, cells);
  if (cost === undefined) return priceParts([cells], scenario, lotOf)[0] ?? NO_RESULT;
  let [calls, callsPriced, callsInfeasible] = [0, 0, 0];
  for (const cell of cells) {
    calls += cell.calls;
    if (lane.lots[cell.lot] !== undefined) callsPriced += cell.calls;
    else if (lotOf(cell.lot).prices[scenario]?.kind === 'infeasible') callsInfeasible += cell.calls;
  }
  return { calls, callsPriced, callsInfeasible, cost };
}

/** The parts that one run has in several rows. */
export function priceParts(
  parts: readonly (readonly Cell[])[],
  scenario: number,
  lotOf: LotOf,
): readonly PartResult[] {
  const priced = parts.map((part) => part.flatMap((cell) => pricedCell(cell, lotOf(cell.lot), scenario)));
  const costs = costOfRun(priced);
  return parts.map((part, index) => ({
    calls: callsIn(part),
    callsPriced: callsIn((priced[index] ?? []).map(({ cell }) => cell)),
    callsInfeasible: callsIn(part.filter((cell) => lotOf(cell.lot).prices[scenario]?.kind === 'infeasible')),
    cost: costs[index] ?? NO_COST,
  }));
}

function pricedCell(cell: Cell, lot: Lot, scenario: number): readonly PricedCell[] {
  const price = lot.prices[scenario];
  return price?.kind === 'priced' ? [{ cell, price, isCacheKnown: lot.source.isCacheKnown }] : [];
}

const callsIn = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.calls, 0);

const NOTHING = 0n as Money;
const NO_COST: PartCost = { cost: { low: NOTHING, base: NOTHING, high: NOTHING }, cacheSpread: 0n };
export const NO_RESULT: PartResult = { calls: 0, callsPriced: 0, callsInfeasible: 0, cost: NO_COST };

/** Two parts of a run as one. */
export const together = (a: PartResult, b: PartResult): PartResult => ({
  calls: a.calls + b.calls,
  callsPriced: a.callsPriced + b.callsPriced,
  callsInfeasible: a.callsInfeasible + b.callsInfeasible,
  cost: {
    cost: {
      low: (a.cost.cost.low + b.cost.cost.low) as Money,
      base: (a.cost.cost.base + b.cost.cost.base) as Money,
      high: (a.cost.cost.high + b.cost.cost.high) as Money,
    },
    cacheSpread: a.cost.cacheSpread + b.cost.cacheSpread,
  },
});
