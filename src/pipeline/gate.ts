import { patternMatcher } from '../config/pattern.ts';
import type { Baseline, GateReport, PolicyRule, WorkflowSums } from '../domain/gate.ts';
import { type Money, meanOf, ZERO } from '../domain/money.ts';
import { plain } from '../domain/plain.ts';
import { type Problem, RecostError } from '../domain/problem.ts';
import type { GateFeature } from '../gate/budgets.ts';
import { checkWorkflows, outcomeOf, unusedRules } from '../gate/check.ts';
import { readPolicy } from '../gate/policy.ts';
import { readFeatures } from '../plan/features/read-features.ts';
import type { OpenedBaseline } from './baseline.ts';
import type { ProblemGroup } from './problem-log.ts';
import { type LogSums, type Priced, type Prices, type SumRequest, sumLogs } from './sum-logs.ts';

export interface CheckRequest extends Omit<SumRequest, 'prices' | 'pricedAt'> {
  readonly opened: OpenedBaseline;
  /** The project's file, `recost.yaml`, with its policy and its features; `undefined`: it has none. */
  readonly project: { readonly name: string; readonly text: string } | undefined;
}

/**
 * Logs against a baseline and a project's policy.
 * @throws RecostError if nothing can be read, or the policy has a fault: a check by half a policy is none
 */
export async function check(
  request: CheckRequest,
): Promise<{ readonly report: GateReport; readonly problems: readonly ProblemGroup[] }> {
  const { baseline, prices } = request.opened;
  const { rules, features } = projectOf(request.project);
  const after = await sumLogs({ ...request, prices, pricedAt: baseline.pricedAt });
  const { workflows: before } = baseline;
  refuseNothing(request.opened.name, before, after.workflows);
  const checks = checkWorkflows({ before, after: after.workflows, rules, features });
  const report: GateReport = {
    kind: 'check',
    outcome: outcomeOf(checks),
    pricedAt: baseline.pricedAt,
    book: baseline.book,
    pricesBefore: undefined,
    reason: baseline.reason,
    workflows: checks,
    total: { before: costPerRun(before), after: costPerRun(after.workflows) },
    otherPrices: otherPrices(after, request.current),
    unusedRules: unusedRules(rules, checks),
  };
  return { report, problems: after.problems };
}

/** Other workflows than those of the baseline are no reason to pass: most likely it is the wrong folder. */
function refuseNothing(name: string, before: readonly WorkflowSums[], after: readonly WorkflowSums[]): void {
  const known = new Set(before.map((each) => each.name));
  if (after.some((each) => known.has(each.name))) return;
  throw new RecostError('nothing-compared', { name, before: namesOf(before), after: namesOf(after) });
}

const MOST_NAMES = 5;

function namesOf(workflows: readonly WorkflowSums[]): string {
  const names = workflows.slice(0, MOST_NAMES).map(({ name }) => plain(name));
  const more = workflows.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Two baselines, or logs that were summed like one: what changed, and why. Nothing passes or fails. */
export function compare(before: Baseline, after: Baseline): GateReport {
  const checks = checkWorkflows({
    before: before.workflows,
    after: after.workflows,
    rules: [],
    features: [],
  });
  return {
    kind: 'diff',
    outcome: 'passed',
    pricedAt: after.pricedAt,
    book: after.book,
    pricesBefore: isSamePrices(before, after) ? undefined : { pricedAt: before.pricedAt, book: before.book },
    reason: before.reason,
    workflows: checks.map((each) => ({
      ...each,
      findings: each.findings.map((finding) => ({ ...finding, severity: 'note' })),
    })),
    total: { before: costPerRun(before.workflows), after: costPerRun(after.workflows) },
    otherPrices: [],
    unusedRules: [],
  };
}

const isSamePrices = (a: Baseline, b: Baseline): boolean =>
  a.pricedAt.at === b.pricedAt.at && a.pricedAt.band === b.pricedAt.band && a.book.hash === b.book.hash;

const costPerRun = (workflows: readonly WorkflowSums[]): Money => {
  const runs = workflows.reduce((sum, each) => sum + each.runs, 0);
  const cost = workflows.reduce<bigint>((sum, each) => sum + each.cost, 0n) as Money;
  return runs === 0 ? ZERO : meanOf(cost, runs);
};

/**
 * What the prices that are not compared would have made of the same runs: for information, and only if it differs.
 * Where they have a price for other calls, the label says so.
 */
function otherPrices({ runs, compared, asCalled, atCurrent }: LogSums, current: Prices | undefined) {
  const perRun = ({ cost }: Priced): Money => meanOf(cost, runs);
  const labelled = (name: string, priced: Priced) => ({
    label: priced.calls === compared.calls ? name : `${name} (${priced.calls} calls, not ${compared.calls})`,
    cost: perRun(priced),
    compared: perRun(compared),
  });
  const others = [
    labelled('of each call at its own time', asCalled),
    ...(atCurrent === undefined || current === undefined
      ? []
      : [labelled(`of book ${current.book.version}`, atCurrent)]),
  ];
  return others.filter((each) => each.cost !== each.compared) satisfies GateReport['otherPrices'];
}

/** The policy and the features of a project. @throws RecostError `policy-unusable` */
function projectOf(project: CheckRequest['project']): {
  readonly rules: readonly PolicyRule[];
  readonly features: readonly GateFeature[];
} {
  if (project === undefined) return { rules: [], features: [] };
  const policy = readPolicy(project);
  const list = featuresIn(project);
  const faults = [...policy.problems, ...list.problems];
  if (faults.length > 0)
    throw new RecostError('policy-unusable', { reasons: faults.map(faultText).join('') });
  const features = list.features.flatMap(({ name, affordable, subject }) =>
    subject.kind === 'workflow' ? [{ name, affordable, matches: patternMatcher(subject.pattern) }] : [],
  );
  return { rules: policy.rules, features };
}

/** A project that has a policy need not have features. */
function featuresIn(project: { readonly name: string; readonly text: string }) {
  try {
    return readFeatures({ ...project, exchangeRates: [] });
  } catch (error) {
    if (error instanceof RecostError && error.code === 'features-empty')
      return { features: [], problems: [] };
    throw error;
  }
}

const faultText = ({ place, text }: Problem): string =>
  `\n  ${place === undefined ? '' : `${plain(place.file)}:${place.line}: `}${plain(text)}`;
