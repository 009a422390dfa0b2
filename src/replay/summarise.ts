import type { Money } from '../domain/money.ts';
import type { ReportRow } from '../domain/report.ts';
import type { Cell } from './cells.ts';
import { baseCost, createLotSums, type LotSum, lotSpread } from './lot-sums.ts';
import type { Lot } from './lots.ts';
import type { PricedCell } from './policies.ts';
import type { Replay } from './replay.ts';
import { createRowTally, NOTHING_RECORDED, type RowTally } from './row-tally.ts';
import { costOfRun, type PartCost } from './run-cost.ts';
import type { PartResult } from './tally.ts';

/** A lot and everything that was summed into it. */
export interface SummedLot {
  readonly lot: Lot;
  readonly sum: LotSum;
}

export interface Summary {
  /** Dearest first: by the baseline's total, then by the first candidate's, then by name. */
  readonly rows: readonly ReportRow[];
  readonly total: ReportRow;
  readonly lots: readonly SummedLot[];
}

/** Prices all runs under all scenarios, row by row. */
export function summarise({ lots, cells }: Replay, scenarios: number): Summary {
  const byGroup = new Map<string, RowTally>();
  const total = createRowTally(scenarios);
  const lotSums = createLotSums();
  const rowOf = (group: string): RowTally => {
    const row = byGroup.get(group) ?? createRowTally(scenarios);
    byGroup.set(group, row);
    return row;
  };

  for (const { run, cells: ofRun } of cells.eachRun()) {
    const outcome = cells.outcome(run);
    const parts = [...partsOf(ofRun, (cell) => lots.lot(cell.lot).group)];
    const results = Array.from({ length: scenarios }, (_, scenario) =>
      priceParts(
        parts.map(([, part]) => part),
        scenario,
        lots.lot,
      ),
    );
    for (const cell of ofRun) lotSums.add(cell);
    for (const [index, [group, part]] of parts.entries()) {
      rowOf(group).addRun(part, outcome);
      rowOf(group).addResults(results.map((each) => each[index] ?? NO_RESULT));
    }
    total.addRun(ofRun, outcome);
    total.addResults(results.map((each) => each.reduce(together, NO_RESULT)));
  }

  const summed = lots
    .all()
    .map((lot, number) => ({ lot, sum: lotSums.of(number), recorded: cells.recorded(number) }));
  for (const { lot, sum } of summed) addSpreads([rowOf(lot.group), total], lot, sum);
  const recorded = (group?: string): ReportRow['recorded'] =>
    summed
      .filter(({ lot }) => lot.hasRecordedCost && (group === undefined || lot.group === group))
      .reduce((sum, { lot, sum: ofLot, recorded: claim }) => {
        const price = lot.prices[0];
        if (price?.kind !== 'priced') return sum;
        const list = (sum.list + baseCost(lot, price, ofLot)) as Money;
        return { calls: sum.calls + claim.calls, cost: (sum.cost + claim.cost) as Money, list };
      }, NOTHING_RECORDED);
  return {
    rows: [...byGroup].map(([name, row]) => row.finish(name, recorded(name))).sort(dearestFirst),
    total: total.finish('total', recorded()),
    lots: summed,
  };
}

function partsOf(
  cells: readonly Cell[],
  groupOf: (cell: Cell) => string,
): ReadonlyMap<string, readonly Cell[]> {
  const first = cells[0] && groupOf(cells[0]);
  if (first !== undefined && cells.every((cell) => groupOf(cell) === first)) return new Map([[first, cells]]);
  const parts = new Map<string, Cell[]>();
  for (const cell of cells) parts.set(groupOf(cell), [...(parts.get(groupOf(cell)) ?? []), cell]);
  return parts;
}

function priceParts(
  parts: readonly (readonly Cell[])[],
  scenario: number,
  lotOf: (number: number) => Lot,
): readonly PartResult[] {
  const pricedParts = parts.map((part) =>
    part.flatMap((cell) => pricedCell(cell, lotOf(cell.lot), scenario)),
  );
  const costs = costOfRun(pricedParts);
  return parts.map((part, index) => ({
    calls: callsIn(part),
    callsPriced: callsIn((pricedParts[index] ?? []).map(({ cell }) => cell)),
    callsInfeasible: callsIn(part.filter((cell) => lotOf(cell.lot).prices[scenario]?.kind === 'infeasible')),
    cost: costs[index] ?? NO_RESULT.cost,
  }));
}

function pricedCell(cell: Cell, lot: Lot, scenario: number): readonly PricedCell[] {
  const price = lot.prices[scenario];
  return price?.kind === 'priced' ? [{ cell, price, isCacheKnown: lot.source.isCacheKnown }] : [];
}

const callsIn = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.calls, 0);

const NO_COST: PartCost = {
  cost: { low: 0n as Money, base: 0n as Money, high: 0n as Money },
  cacheSpread: 0n,
};
const NO_RESULT: PartResult = { calls: 0, callsPriced: 0, callsInfeasible: 0, cost: NO_COST };

const together = (a: PartResult, b: PartResult): PartResult => ({
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

function addSpreads(rows: readonly RowTally[], lot: Lot, sum: LotSum): void {
  for (const [scenario, price] of lot.prices.entries()) {
    if (price.kind !== 'priced') continue;
    const { tokens, hour } = lotSpread(lot, price, sum);
    for (const row of rows) row.addSpread(scenario, tokens, hour);
  }
}

function dearestFirst(a: ReportRow, b: ReportRow): number {
  for (const [index, outcome] of a.outcomes.entries()) {
    const [one, other] = [outcome.total.base, b.outcomes[index]?.total.base ?? 0n];
    if (one !== other) return one > other ? -1 : 1;
  }
  return a.name < b.name ? -1 : 1;
}
