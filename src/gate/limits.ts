import type { Bound, Finding, Metric, MetricChange, WorkflowSums } from '../domain/gate.ts';
import { isMore, worsening } from './metrics.ts';
import { isRiseShown, type Rise } from './noise.ts';
import type { Policy } from './policy.ts';

/** A workflow that both sides have, and what the project asks of it. */
export interface Pair {
  readonly name: string;
  readonly before: WorkflowSums;
  readonly after: WorkflowSums;
  readonly policy: Policy;
}

/** What is found of the metrics' limits: at most one finding each. */
export const limitFindings = (pair: Pair, changes: readonly MetricChange[]): readonly Finding[] =>
  changes.flatMap((change) => limitFinding(pair, change) ?? []);

function limitFinding({ name, before, after, policy }: Pair, change: MetricChange): Finding | undefined {
  const passed = passedBound(policy.limits[change.metric], change);
  if (passed === undefined) return undefined;
  const { severity, bound } = passed;
  const { metric } = change;
  const runs = Math.min(before.runs, after.runs);
  // Where every call had a price, one without is no chance, however few runs there are.
  const isCertain = metric === 'unpriced_share' && change.before?.num === 0n;
  if (!isCertain && runs < policy.minRuns)
    return { severity: 'note', workflow: name, kind: 'few-runs', change, runs, least: policy.minRuns };
  const statistic = STATISTICS[metric];
  const isKnown = change.after !== undefined;
  const isShown =
    isCertain || statistic === undefined || isRiseShown({ before, after, statistic, seed: name });
  if (isKnown && !isShown) return { severity: 'note', workflow: name, kind: 'noise', change, bound };
  return { severity, workflow: name, kind: 'limit', change, bound };
}

/** What chance plays a part in, and is judged by; the other metrics are taken as they are. */
const STATISTICS: Readonly<Partial<Record<Metric, Rise['statistic']>>> = {
  cost: 'mean',
  p90: 'p90',
  cost_per_ok_run: 'ok-mean',
  calls_per_run: 'calls',
  unpriced_share: 'unpriced',
};

function passedBound(
  { warn, fail }: Policy['limits'][Metric],
  change: MetricChange,
): { readonly severity: 'fail' | 'warn'; readonly bound: Bound } | undefined {
  if (isPassed(fail, change)) return { severity: 'fail', bound: fail };
  return isPassed(warn, change) ? { severity: 'warn', bound: warn } : undefined;
}

/** A limit on what can no longer be measured is passed: nobody knows how much worse it is. */
function isPassed({ relative, absolute }: Bound, change: MetricChange): boolean {
  if (relative === undefined && absolute === undefined) return false;
  const { before, after } = change;
  if (before === undefined) return false;
  const worse = worsening(change);
  if (after === undefined || worse === undefined) return true;
  const most = relative && { num: before.num * relative.num, den: before.den * relative.den };
  return [most, absolute].every((bound) => bound === undefined || isMore(worse, bound));
}
