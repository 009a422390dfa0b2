import type { Money } from '../domain/money.ts';
import type { Outcome, ReportRow } from '../domain/report.ts';
import type { Cell, RunOutcome } from './cells.ts';
import type { Lanes } from './lane.ts';
import type { RunResult } from './price-run.ts';
import { addSums, createTally, outcomeOf, type Tally, type TallySums } from './tally.ts';

/** What a row counts beside money; it adds up over rows, except for runs that stand in several. */
export interface RowCounts {
  runs: number;
  runsOk: number;
  /** Runs of which it is known how they ended. */
  runsTold: number;
  calls: number;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
}

/** Collects one row of the report. */
export interface RowTally {
  /** @param results what each lane does with these cells of the run, the baseline's first */
  readonly addRun: (cells: readonly Cell[], outcome: RunOutcome, results: readonly RunResult[]) => void;
  readonly counts: RowCounts;
  /** One for each lane. */
  readonly tallies: readonly Tally[];
}

export function createRowTally(lanes: number, keepsRuns: boolean): RowTally {
  const tallies = Array.from({ length: lanes }, () => createTally(keepsRuns));
  const counts = noCounts();
  return {
    counts,
    tallies,
    addRun(cells, outcome, results) {
      counts.runs++;
      counts.runsOk += Number(outcome === 'ok');
      counts.runsTold += Number(outcome !== 'unknown');
      for (const cell of cells) {
        counts.calls += cell.calls;
        counts.inputTokens += cell.counts.input;
        counts.cachedTokens += cell.counts.cacheRead;
        counts.outputTokens += cell.counts.output;
      }
      const [first] = results;
      const baseline = first !== undefined && first.callsPriced === first.calls ? first.cost.base : undefined;
      for (let lane = 0; lane < results.length; lane++) {
        const result = results[lane];
        if (result !== undefined) tallies[lane]?.add(result, baseline);
      }
    },
  };
}

const noCounts = (): RowCounts => ({
  runs: 0,
  runsOk: 0,
  runsTold: 0,
  calls: 0,
  inputTokens: 0,
  cachedTokens: 0,
  outputTokens: 0,
});

type Recorded = ReportRow['recorded'];
export const NOTHING_RECORDED: Recorded = { calls: 0, cost: 0n as Money, list: 0n as Money };

/** A row as it stands in the report, with one outcome for each scenario. */
export function finishRow(
  name: string,
  { counts, tallies }: RowTally,
  { laneOf }: Lanes,
  recorded: Recorded,
): ReportRow {
  const sums = tallies.map((tally) => tally.sums());
  const outcomes = tallies.map((tally, lane) =>
    outcomeOf(sums[lane] ?? NO_SUMS, sums[0] ?? NO_SUMS, tally.quantiles),
  );
  return { ...rowOf(name, counts, recorded), outcomes: byScenario(outcomes, laneOf) };
}

const byScenario = (outcomes: readonly Outcome[], laneOf: readonly number[]): readonly Outcome[] =>
  laneOf.map((lane) => outcomes[lane]).filter((outcome) => outcome !== undefined);

function rowOf(
  name: string,
  { runsTold, runsOk, ...counts }: RowCounts,
  recorded: Recorded,
): Omit<ReportRow, 'outcomes'> {
  return { name, ...counts, runsOk: runsTold === 0 ? undefined : runsOk, recorded };
}

/**
 * The whole log: its rows together. A run that stands in several rows is one run, and complete only as a whole:
 * such runs are also tallied whole (`splitRuns`) and by part (`splitParts`), to put one for the other.
 */
export function totalOf(
  rows: readonly RowTally[],
  splitRuns: RowTally,
  splitParts: RowTally,
  { laneOf, lanes }: Lanes,
  recorded: Recorded,
): ReportRow {
  const added = [...rows, splitRuns];
  const counts = noCounts();
  for (const key of Object.keys(counts) as (keyof RowCounts)[]) {
    counts[key] = added.reduce((sum, row) => sum + row.counts[key], 0) - splitParts.counts[key];
  }
  const sums = lanes.map((_, lane) => {
    const together = added.map((row) => sumsOf(row, lane)).reduce((a, b) => addSums(a, b, 1));
    return addSums(together, sumsOf(splitParts, lane), -1);
  });
  const outcomes = sums.map((each) => outcomeOf(each, sums[0] ?? NO_SUMS, () => undefined));
  return { ...rowOf('total', counts, recorded), outcomes: byScenario(outcomes, laneOf) };
}

const sumsOf = ({ tallies }: RowTally, lane: number): TallySums => tallies[lane]?.sums() ?? NO_SUMS;

const NO_SUMS = createTally(false).sums();
