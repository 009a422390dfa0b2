import type { Money } from '../domain/money.ts';
import type { ReportRow } from '../domain/report.ts';
import type { Amount } from './amount.ts';
import type { Cell, RecordedSum, RunOutcome } from './cells.ts';
import { createElsewhere, type RunsElsewhere } from './elsewhere.ts';
import { createLanes, type Lane } from './lane.ts';
import { baseCost, createLotSums, type LotSum, lotShare } from './lot-sums.ts';
import type { Lot } from './lots.ts';
import type { MisfitLog } from './misfits.ts';
import { NO_RESULT, priceRun, type RunResult, together } from './price-run.ts';
import type { Replay } from './replay.ts';
import { createRowTally, finishRow, NOTHING_RECORDED, type RowTally, totalOf } from './row-tally.ts';

/** A lot and everything that was summed into it. */
export interface SummedLot {
  readonly lot: Lot;
  readonly sum: LotSum;
  readonly recorded: RecordedSum;
}

export interface Summary {
  /** Dearest run first. */
  readonly rows: readonly ReportRow[];
  readonly total: ReportRow;
  /** Rows that were asked for beside those of the report; they share runs with these and with each other. */
  readonly views: ReadonlyMap<string, ReportRow>;
  readonly lots: readonly SummedLot[];
  /** Calls that are too large for a scenario's model. */
  readonly misfits: MisfitLog;
  /** What runs that are too large for one scenario cost under another. */
  readonly elsewhere: (scenario: number, other: number) => RunsElsewhere;
}

/** What a summary must have beside the rows of the report. */
export interface SummaryOptions {
  /** Keep what each run costs, for quantiles. */
  readonly keepsRuns: boolean;
  /** The views that the runs of a row belong to. */
  readonly viewsOf?: (group: string) => readonly string[];
  /** Is told of every run of a view. */
  readonly noteRun?: (view: string, run: ViewedRun) => void;
}

/** A run, or as much of it as belongs to a view. */
export interface ViewedRun {
  readonly outcome: RunOutcome;
  readonly calls: number;
  /** What its priced calls cost under a scenario. */
  readonly costOf: (scenario: number) => Amount;
}

/** Prices all runs under all scenarios, row by row. */
export function summarise(
  replay: Replay,
  scenarios: number,
  { keepsRuns, viewsOf = () => [], noteRun = () => {} }: SummaryOptions,
): Summary {
  const { lots, cells } = replay;
  const lanes = createLanes(lots.all(), scenarios);
  const count = lanes.lanes.length;
  const byGroup = new Map<string, RowTally>();
  const byView = new Map<string, RowTally>();
  const rowIn = (rows: Map<string, RowTally>, name: string): RowTally => {
    const row = rows.get(name) ?? createRowTally(count, keepsRuns);
    rows.set(name, row);
    return row;
  };
  const tallies = {
    rowOf: (group: string) => rowIn(byGroup, group),
    viewsOf,
    addToView(view: string, cells: readonly Cell[], outcome: RunOutcome, results: readonly RunResult[]) {
      rowIn(byView, view).addRun(cells, outcome, results);
      const calls = cells.reduce((sum, cell) => sum + cell.calls, 0);
      const costOf = (scenario: number): Amount => results[lanes.laneOf[scenario] ?? -1]?.cost.base ?? 0;
      noteRun(view, { outcome, calls, costOf });
    },
  };
  const splitRuns = createRowTally(count, false);
  const splitParts = createRowTally(count, false);
  const lotSums = createLotSums();
  const elsewhere = createElsewhere();
  const noted = { note: lotSums.add, noteRun: elsewhere.add };
  tallyRuns(replay, lanes.lanes, { ...tallies, splitRuns, splitParts, ...noted });

  const summed = lots
    .all()
    .map((lot, number) => ({ lot, sum: lotSums.of(number), recorded: cells.recorded(number) }));
  for (const { lot, sum } of summed) {
    const rows = [tallies.rowOf(lot.group), ...viewsOf(lot.group).map((view) => rowIn(byView, view))];
    addShares(rows, lanes.lanes, lot, sum);
  }
  const lotsOf = byGroupOf(summed);
  const rows = [...byGroup].map(([name, row]) =>
    finishRow(name, row, lanes, recordedIn(lotsOf.get(name) ?? [])),
  );
  const total = totalOf([...byGroup.values()], splitRuns, splitParts, lanes, recordedIn(summed));
  const views = [...byView].map(
    ([name, row]) => [name, finishRow(name, row, lanes, NOTHING_RECORDED)] as const,
  );
  return {
    rows: rows.sort(dearestFirst),
    total,
    views: new Map(views),
    lots: summed,
    misfits: replay.misfits,
    elsewhere: (scenario, other) => elsewhere.of(lanes.laneOf[scenario] ?? -1, lanes.laneOf[other] ?? -1),
  };
}

function byGroupOf(lots: readonly SummedLot[]): ReadonlyMap<string, readonly SummedLot[]> {
  const groups = new Map<string, SummedLot[]>();
  for (const each of lots) {
    const group = groups.get(each.lot.group);
    if (group === undefined) groups.set(each.lot.group, [each]);
    else group.push(each);
  }
  return groups;
}

interface Tallies {
  readonly rowOf: (group: string) => RowTally;
  readonly viewsOf: (group: string) => readonly string[];
  readonly addToView: (
    view: string,
    cells: readonly Cell[],
    outcome: RunOutcome,
    results: readonly RunResult[],
  ) => void;
  readonly splitRuns: RowTally;
  readonly splitParts: RowTally;
  readonly note: (cell: Cell) => void;
  /** Is told of every run, whole. */
  readonly noteRun: (results: readonly RunResult[]) => void;
}

/** Worlds are those of a run's part in its row: so rows add up to the total, ranges included. */
function tallyRuns({ lots, cells }: Replay, lanes: readonly Lane[], tallies: Tallies): void {
  const { rowOf, viewsOf, addToView, splitRuns, splitParts, note, noteRun } = tallies;
  const groupOf = (cell: Cell): string => lots.lot(cell.lot).group;
  const price = (part: readonly Cell[]): readonly RunResult[] =>
    lanes.map((lane) => priceRun(part, lane, lots.lot));
  for (const { run, cells: ofRun } of cells.eachRun()) {
    const outcome = cells.outcome(run);
    for (const cell of ofRun) note(cell);
    const [first] = ofRun;
    if (first === undefined) continue; // only refused requests, which are no calls
    if (ofRun.length === 1 || ofRun.every((cell) => groupOf(cell) === groupOf(first))) {
      const [group, results] = [groupOf(first), price(ofRun)];
      rowOf(group).addRun(ofRun, outcome, results);
      noteRun(results);
      for (const view of viewsOf(group)) addToView(view, ofRun, outcome, results);
      continue;
    }
    const parts = [...partsOf(ofRun, groupOf)].map(([group, part]) => ({
      group,
      part,
      results: price(part),
    }));
    for (const { group, part, results } of parts)
      for (const row of [rowOf(group), splitParts]) row.addRun(part, outcome, results);
    const whole = wholeOf(parts);
    splitRuns.addRun(ofRun, outcome, whole);
    noteRun(whole);
    for (const view of new Set(parts.flatMap(({ group }) => viewsOf(group)))) {
      const own = parts.filter(({ group }) => viewsOf(group).includes(view));
      const cellsOfView = own.flatMap(({ part }) => part);
      addToView(view, cellsOfView, outcome, wholeOf(own));
    }
  }
}

/** Parts of a run as one, lane by lane. */
const wholeOf = (parts: readonly { readonly results: readonly RunResult[] }[]): readonly RunResult[] =>
  (parts[0]?.results ?? []).map((_, lane) =>
    parts.map(({ results }) => results[lane] ?? NO_RESULT).reduce(together),
  );

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

function addShares(rows: readonly RowTally[], lanes: readonly Lane[], lot: Lot, sum: LotSum): void {
  for (const [index, { scenario }] of lanes.entries()) {
    const price = lot.prices[scenario];
    if (price?.kind !== 'priced') continue;
    const share = lotShare(lot, price, sum);
    for (const row of rows) row.tallies[index]?.addLot(share);
  }
}

/** By what a run costs at the baseline, else on the first candidate that has a price. */
function dearestFirst(a: ReportRow, b: ReportRow): number {
  for (const [index, outcome] of a.outcomes.entries()) {
    const [one, other] = [outcome.mean?.base ?? -1n, b.outcomes[index]?.mean?.base ?? -1n];
    if (one !== other) return one > other ? -1 : 1;
  }
  return a.name < b.name ? -1 : 1;
}
