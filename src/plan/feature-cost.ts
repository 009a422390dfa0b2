import { CAUSES, type Cause, type Outcome, type Range, type ReportRow } from '../domain/report.ts';
import type { FeatureCost, Statistic } from '../domain/viability.ts';

/** Nothing in the logs belongs to it, or nothing was read. */
export const NO_COST: FeatureCost = {
  runs: 0,
  runsPriced: 0,
  runsInfeasible: 0,
  decisive: undefined,
  mean: undefined,
  outputShare: 0,
  widest: undefined,
};

/**
 * A shape stands for any run of it: however many were laid out to make whole calls of a share, they are one, and
 * all of it is priced or nothing.
 */
export const asOneRun = (cost: FeatureCost): FeatureCost => ({
  ...cost,
  runs: Math.min(cost.runs, 1),
  runsPriced: Number(cost.runs > 0 && cost.runsPriced === cost.runs),
  runsInfeasible: Number(cost.runsInfeasible > 0),
});

/** What a run of a feature costs under one scenario, by the figure that is to decide. */
export function featureCost(row: ReportRow, scenario: number, statistic: Statistic): FeatureCost {
  const outcome = row.outcomes[scenario];
  if (outcome === undefined) return NO_COST;
  return {
    runs: row.runs,
    runsPriced: outcome.runsPriced,
    runsInfeasible: outcome.runsInfeasible,
    decisive: decisiveOf(outcome, statistic),
    mean: outcome.mean,
    outputShare: outcome.total.base === 0n ? 0 : outcome.outputCost / Number(outcome.total.base),
    widest: widestOf(outcome),
  };
}

const decisiveOf = (outcome: Outcome, statistic: Statistic): Range | undefined =>
  statistic === 'mean' ? outcome.mean : outcome.quantiles()?.[statistic];

function widestOf({ mean, spread }: Outcome): Cause | undefined {
  if (mean === undefined || mean.low === mean.high) return undefined;
  return CAUSES.reduce((widest, cause) => (spread[cause] > spread[widest] ? cause : widest));
}
