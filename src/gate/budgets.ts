import type { Finding, MetricChange, WorkflowSums } from '../domain/gate.ts';
import { type Money, meanOf } from '../domain/money.ts';
import type { Pair } from './limits.ts';
import { isRiseShown } from './noise.ts';
import type { Policy } from './policy.ts';

/** A feature of the project: the most that a run of it may cost. */
export interface GateFeature {
  readonly name: string;
  readonly affordable: Money;
  readonly matches: (workflow: string) => boolean;
}

const isDearer = ({ cost, runs }: WorkflowSums, most: Money): boolean => cost > most * BigInt(runs);

/** Rounded, to be shown. */
export const meanCost = ({ cost, runs, callsPriced }: WorkflowSums): Money | undefined =>
  runs === 0 || callsPriced === 0 ? undefined : meanOf(cost, runs);

/** What a run may cost whatever it cost before; `changes` are those of the workflow, the cost among them. */
export function budgetFindings(
  after: WorkflowSums,
  { meanBudget, runBudget, limits }: Policy,
  changes: readonly MetricChange[],
): readonly Finding[] {
  const of = { severity: 'fail', workflow: after.name } as const;
  const findings: Finding[] = [];
  const mean = meanCost(after);
  const change = changes.find(({ metric }) => metric === 'cost');
  const isAsked = meanBudget !== undefined || runBudget !== undefined;
  // A budget that nothing can be held against is not kept. If there was a cost before, its limit says so already.
  if (mean === undefined && isAsked && change?.before === undefined && change !== undefined)
    findings.push({ ...of, kind: 'limit', change, bound: limits.cost.fail });
  if (mean !== undefined && meanBudget !== undefined && isDearer(after, meanBudget))
    findings.push({ ...of, kind: 'mean-budget', cost: mean, most: meanBudget });
  const { dearest } = after;
  if (runBudget !== undefined && dearest !== undefined && dearest > runBudget)
    findings.push({ ...of, kind: 'run-budget', dearest, most: runBudget });
  return findings;
}

/**
 * Features that a run was affordable for, and is not any more. Who stands close to the line crosses it by chance:
 * without enough runs to show a rise it is a warning.
 */
export function viabilityFindings(pair: Pair, features: readonly GateFeature[]): readonly Finding[] {
  const { name, before, after, policy } = pair;
  const [first, cost] = [meanCost(before), meanCost(after)];
  if (first === undefined || cost === undefined) return [];
  const lost = features.filter(
    ({ affordable, matches }) =>
      matches(name) && !isDearer(before, affordable) && isDearer(after, affordable),
  );
  if (lost.length === 0) return [];
  const isEnough = Math.min(before.runs, after.runs) >= policy.minRuns;
  const isSure = isEnough && isRiseShown({ before, after, statistic: 'mean', seed: name });
  const severity = isSure ? 'fail' : 'warn';
  return lost.map(({ name: feature, affordable }) => ({
    severity,
    workflow: name,
    kind: 'no-longer-viable',
    feature,
    cost,
    affordable,
  }));
}
