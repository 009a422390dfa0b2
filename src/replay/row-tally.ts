import type { Money } from '../domain/money.ts';
import type { ReportRow } from '../domain/report.ts';
import type { Cell, RecordedSum, RunOutcome } from './cells.ts';
import { createTally, type PartResult } from './tally.ts';

/** Collects one row of the report. */
export interface RowTally {
  readonly addRun: (cells: readonly Cell[], outcome: RunOutcome) => void;
  /** What each scenario does with the run's part in this row, the baseline first. */
  readonly addResults: (results: readonly PartResult[]) => void;
  readonly addSpread: (scenario: number, tokens: bigint, hour: bigint) => void;
  readonly finish: (name: string, recorded: ReportRow['recorded']) => ReportRow;
}

export const NOTHING_RECORDED: RecordedSum & { readonly list: Money } = {
  calls: 0,
  cost: 0n as Money,
  list: 0n as Money,
};

export function createRowTally(scenarios: number, hasQuantiles: boolean): RowTally {
  const tallies = Array.from({ length: scenarios }, () => createTally(hasQuantiles));
  const sums = {
    runs: 0,
    runsOk: 0,
    runsTold: 0,
    calls: 0,
    inputTokens: 0,
    cachedTokens: 0,
    outputTokens: 0,
  };
  return {
    addRun(cells, outcome) {
      sums.runs++;
      sums.runsOk += Number(outcome === 'ok');
      sums.runsTold += Number(outcome !== 'unknown');
      for (const { calls, counts } of cells) {
        sums.calls += calls;
        sums.inputTokens += counts.input;
        sums.cachedTokens += counts.cacheRead;
        sums.outputTokens += counts.output;
      }
    },
    addResults(results) {
      const [first] = results;
      const baseline =
        first !== undefined && first.callsPriced === first.calls ? first.cost.cost.base : undefined;
      for (const [scenario, result] of results.entries()) tallies[scenario]?.add(result, baseline);
    },
    addSpread(scenario, tokens, hour) {
      const spread = tallies[scenario]?.spread;
      if (spread === undefined) return;
      spread.tokens += tokens;
      spread.hour += hour;
    },
    finish: (name, recorded) => ({
      name,
      runs: sums.runs,
      runsOk: sums.runsTold === 0 ? undefined : sums.runsOk,
      calls: sums.calls,
      inputTokens: sums.inputTokens,
      cachedTokens: sums.cachedTokens,
      outputTokens: sums.outputTokens,
      recorded,
      outcomes: tallies.map((tally) => tally.outcome()),
    }),
  };
}
