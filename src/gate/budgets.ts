import type { Finding, WorkflowSums } from '../domain/gate.ts';
import { type Money, meanOf, ZERO } from '../domain/money.ts';
import type { Pair } from './limits.ts';
import { isRiseShown } from './noise.ts';
import type { Policy } from './policy.ts';

/** A feature of the project: the most that a run of it may cost. */
export interface GateFeature {
  readonly name: string;
  readonly affordable: Money;
  readonly matches: (workflow: string) => boolean;
}

const isDearer = ({ cost, runs }: Spent, most: Money): boolean => cost > most * BigInt(runs);

/** Rounded, to be shown. */
export const meanCost = ({ cost, runs, callsPriced }: WorkflowSums): Money | undefined =>
  runs === 0 || callsPriced === 0 ? undefined : meanOf(cost, runs);

/** What a run may cost whatever it cost before. A budget that nothing can be held against is not kept. */
export function budgetFindings(after: WorkflowSums, { meanBudget, runBudget }: Policy): readonly Finding[] {
  const of = { severity: 'fail', workflow: after.name } as const;
  const cost = meanCost(after);
  const dearest = cost === undefined ? undefined : after.dearest;
  const findings: Finding[] = [];
  if (meanBudget !== undefined && (cost === undefined || isDearer(after, meanBudget)))
    findings.push({ ...of, kind: 'mean-budget', cost, most: meanBudget });
  if (runBudget !== undefined && (dearest === undefined || dearest > runBudget))
    findings.push({ ...of, kind: 'run-budget', dearest, most: runBudget });
  return findings;
}

/**
 * Features that a run was affordable for on average over all workflows of theirs, and is not any more; told of the
 * workflow of theirs that rose most. Who stands close to the line crosses it by chance: without enough runs to show a
 * rise it is a warning.
 */
export function viabilityFindings(
  pairs: readonly Pair[],
  features: readonly GateFeature[],
): readonly Finding[] {
  return features.flatMap(({ name: feature, affordable, matches }) => {
    const own = pairs.filter(
      ({ name, before, after }) => matches(name) && isPriced(before) && isPriced(after),
    );
    const [before, after] = [own.map((pair) => pair.before), own.map((pair) => pair.after)].map(together);
    const [worst] = [...own].sort(byRise);
    if (before === undefined || after === undefined || worst === undefined) return [];
    if (isDearer(before, affordable) || !isDearer(after, affordable)) return [];
    const isEnough = Math.min(before.runs, after.runs) >= worst.policy.minRuns;
    const isSure = isEnough && isRiseShown({ ...worst, statistic: 'mean', seed: worst.name });
    const cost = meanOf(after.cost, after.runs);
    return [
      {
        severity: isSure ? 'fail' : 'warn',
        workflow: worst.name,
        kind: 'no-longer-viable',
        feature,
        cost,
        affordable,
      },
    ];
  });
}

const isPriced = (sums: WorkflowSums): boolean => meanCost(sums) !== undefined;

interface Spent {
  readonly runs: number;
  readonly cost: Money;
}

const together = (all: readonly Spent[]): Spent =>
  all.reduce((sum, each) => ({ runs: sum.runs + each.runs, cost: (sum.cost + each.cost) as Money }), {
    runs: 0,
    cost: ZERO,
  });

/** The largest rise of the mean first. */
const byRise = (a: Pair, b: Pair): number => {
  const rise = ({ before, after }: Pair): bigint => (meanCost(after) ?? 0n) - (meanCost(before) ?? 0n);
  return rise(a) === rise(b) ? (a.name < b.name ? -1 : 1) : rise(a) > rise(b) ? -1 : 1;
};
