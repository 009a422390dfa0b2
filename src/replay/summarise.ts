import type { Money } from '../domain/money.ts';
import type { ReportRow } from '../domain/report.ts';
import type { Cell, RecordedSum } from './cells.ts';
import { createLane } from './lane.ts';
import { baseCost, createLotSums, type LotSum, lotSpread } from './lot-sums.ts';
import type { Lot } from './lots.ts';
import { NO_RESULT, priceParts, priceRun, together } from './price-run.ts';
import type { Replay } from './replay.ts';
import { createRowTally, NOTHING_RECORDED, type RowTally } from './row-tally.ts';

/** A lot and everything that was summed into it. */
export interface SummedLot {
  readonly lot: Lot;
  readonly sum: LotSum;
  readonly recorded: RecordedSum;
}

export interface Summary {
  /** Dearest first: by the baseline's total, then by the first candidate's, then by name. */
  readonly rows: readonly ReportRow[];
  readonly total: ReportRow;
  readonly lots: readonly SummedLot[];
}

/** Prices all runs under all scenarios, row by row. */
export function summarise(replay: Replay, scenarios: number): Summary {
  const { lots, cells } = replay;
  const byGroup = new Map<string, RowTally>();
  const rowOf = (group: string): RowTally => {
    const row = byGroup.get(group) ?? createRowTally(scenarios, true);
    byGroup.set(group, row);
    return row;
  };
  const total = createRowTally(scenarios, false);
  const lotSums = createLotSums();
  tallyRuns(replay, scenarios, rowOf, total, lotSums.add);

  const summed = lots
    .all()
    .map((lot, number) => ({ lot, sum: lotSums.of(number), recorded: cells.recorded(number) }));
  for (const { lot, sum } of summed) addSpreads([rowOf(lot.group), total], lot, sum);
  const rows = [...byGroup].map(([name, row]) =>
    row.finish(name, recordedIn(summed.filter(({ lot }) => lot.group === name))),
  );
  return { rows: rows.sort(dearestFirst), total: total.finish('total', recordedIn(summed)), lots: summed };
}

function tallyRuns(
  { lots, cells }: Replay,
  scenarios: number,
  rowOf: (group: string) => RowTally,
  total: RowTally,
  note: (cell: Cell) => void,
): void {
  const lanes = Array.from({ length: scenarios }, (_, scenario) => createLane(lots.all(), scenario));
  const groupOf = (cell: Cell): string => lots.lot(cell.lot).group;
  for (const { run, cells: ofRun } of cells.eachRun()) {
    const outcome = cells.outcome(run);
    for (const cell of ofRun) note(cell);
    total.addRun(ofRun, outcome);
    const [first] = ofRun;
    if (first !== undefined && ofRun.every((cell) => groupOf(cell) === groupOf(first))) {
      const results = lanes.map((lane, scenario) => priceRun(ofRun, lane, scenario, lots.lot));
      const row = rowOf(groupOf(first));
      row.addRun(ofRun, outcome);
      row.addResults(results);
      total.addResults(results);
    } else {
      const parts = [...partsOf(ofRun, groupOf)];
      const ofParts = parts.map(([, part]) => part);
      const results = lanes.map((_, scenario) => priceParts(ofParts, scenario, lots.lot));
      for (const [index, [group, part]] of parts.entries()) {
        rowOf(group).addRun(part, outcome);
        rowOf(group).addResults(results.map((each) => each[index] ?? NO_RESULT));
      }
      total.addResults(results.map((each) => each.reduce(together, NO_RESULT)));
    }
  }
}

function partsOf(
  cells: readonly Cell[],
  groupOf: (cell: Cell) => string,
): ReadonlyMap<string, readonly Cell[]> {
  const parts = new Map<string, Cell[]>();
  for (const cell of cells) parts.set(groupOf(cell), [...(parts.get(groupOf(cell)) ?? []), cell]);
  return parts;
}

/** What the log claims for calls that have a list price as well, and that list price. */
function recordedIn(lots: readonly SummedLot[]): ReportRow['recorded'] {
  return lots.reduce((total, { lot, sum, recorded }) => {
    const price = lot.prices[0];
    if (!lot.hasRecordedCost || price?.kind !== 'priced') return total;
    return {
      calls: total.calls + recorded.calls,
      cost: (total.cost + recorded.cost) as Money,
      list: (total.list + baseCost(lot, price, sum)) as Money,
    };
  }, NOTHING_RECORDED);
}

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
