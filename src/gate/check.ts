import {
  type Finding,
  type GateReport,
  type PolicyRule,
  SEVERITIES,
  type WorkflowCheck,
  type WorkflowSums,
} from '../domain/gate.ts';
import { ZERO } from '../domain/money.ts';
import { budgetFindings, type GateFeature, meanCost, viabilityFindings } from './budgets.ts';
import { limitFindings, type Pair } from './limits.ts';
import { changesOf } from './metrics.ts';
import { smallestRise } from './noise.ts';
import { isMeant, policyFor } from './policy.ts';
import { renamesOf } from './renames.ts';
import { splitSteps, sumOfSplits } from './split.ts';

export interface CheckQuestion {
  /** Both sides at the same prices; names are unique on each. */
  readonly before: readonly WorkflowSums[];
  readonly after: readonly WorkflowSums[];
  readonly rules: readonly PolicyRule[];
  readonly features: readonly GateFeature[];
}

/** Every workflow of either side with what changed and what is to be said of it; worst first. */
export function checkWorkflows(question: CheckQuestion): readonly WorkflowCheck[] {
  const [before, after] = [byName(question.before), byName(question.after)];
  const renames = renamesOf(
    question.before.filter(({ name }) => !after.has(name)),
    question.after.filter(({ name }) => !before.has(name)),
  );
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const { rules, features } = question;
  const pairs = names.flatMap((name): readonly Pair[] => {
    const [first, second] = [before.get(name), after.get(name)];
    if (first === undefined || second === undefined) return [];
    return [{ name, before: first, after: second, policy: policyFor(rules, name) }];
  });
  const lost = viabilityFindings(pairs, features);
  const checks = names.map((name) => {
    const sides = { before: before.get(name), after: after.get(name) };
    return checkOne(name, sides, { rules, lost, renamedTo: renames.get(name) });
  });
  return checks.sort(worstFirst);
}

const byName = (sums: readonly WorkflowSums[]): ReadonlyMap<string, WorkflowSums> =>
  new Map(sums.map((each) => [each.name, each]));

type Sides = Pick<WorkflowCheck, 'before' | 'after'>;

interface Setting {
  readonly rules: readonly PolicyRule[];
  /** Features that are no longer viable. */
  readonly lost: readonly Finding[];
  readonly renamedTo: string | undefined;
}

function checkOne(name: string, { before, after }: Sides, setting: Setting): WorkflowCheck {
  const changes = changesOf(before, after);
  const steps = splitSteps(before ?? absent(name), after ?? absent(name));
  const found = { name, before, after, changes };
  return {
    ...found,
    split: sumOfSplits(steps.map(({ split }) => split)),
    steps,
    smallestRise: smallestRise(before, after, policyFor(setting.rules, name)),
    findings: [...findingsOf(found, setting)].sort((a, b) => rankOf(a) - rankOf(b)),
  };
}

function findingsOf(
  { name, before, after, changes }: Pick<WorkflowCheck, 'name' | 'before' | 'after' | 'changes'>,
  { rules, lost, renamedTo }: Setting,
): readonly Finding[] {
  const of = { severity: 'note', workflow: name } as const;
  if (after === undefined)
    return renamedTo === undefined
      ? [{ ...of, kind: 'removed' }]
      : [{ ...of, severity: 'warn', kind: 'renamed', to: renamedTo }];
  const policy = policyFor(rules, name);
  const budgets = budgetFindings(after, policy);
  if (before === undefined) return [...budgets, { ...of, kind: 'new', cost: meanCost(after) }];
  const pair = { name, before, after, policy };
  const isUnpriced = before.callsPriced + after.callsPriced === 0;
  return [
    ...(isUnpriced ? [{ ...of, severity: 'warn', kind: 'unpriced' } as const] : []),
    ...limitFindings(pair, changes), // calls and tokens are known without a price
    ...budgets,
    ...lost.filter(({ workflow }) => workflow === name),
  ];
}

/** A workflow that a side does not have: it has no runs, and all that it costs on the other stands under `calls`. */
const absent = (name: string): WorkflowSums => ({
  name,
  runs: 0,
  runsOk: undefined,
  calls: 0,
  callsPriced: 0,
  callsSquared: 0,
  cost: ZERO,
  p90: undefined,
  dearest: undefined,
  costs: [],
  steps: [],
});

const rankOf = ({ severity }: Finding): number => SEVERITIES.indexOf(severity);

/** Failures, then warnings, then the others; among these what became dearest by a run, then by name. */
function worstFirst(a: WorkflowCheck, b: WorkflowCheck): number {
  const rank = ({ findings: [first] }: WorkflowCheck): number =>
    first === undefined || first.severity === 'note' ? SEVERITIES.length : rankOf(first);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  const rise = ({ split }: WorkflowCheck): bigint => split.after - split.before;
  if (rise(a) !== rise(b)) return rise(a) > rise(b) ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}

/** What all findings come to. */
export function outcomeOf(checks: readonly WorkflowCheck[]): GateReport['outcome'] {
  const severities = new Set(checks.flatMap(({ findings }) => findings.map(({ severity }) => severity)));
  if (severities.has('fail')) return 'failed';
  return severities.has('warn') ? 'warned' : 'passed';
}

/** Rules that name none of the workflows: most likely they are misspelt. */
export function unusedRules(
  rules: readonly PolicyRule[],
  checks: readonly WorkflowCheck[],
): GateReport['unusedRules'] {
  const unused = rules.filter((rule) => !checks.some(({ name }) => isMeant(rule, name)));
  return unused.map(({ pattern, line }) => ({ pattern, line }));
}
