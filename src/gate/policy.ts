import { FILE_KEYS } from '../config/keys.ts';
import { kindOf, type Node } from '../config/node.ts';
import { patternMatcher } from '../config/pattern.ts';
import { yamlNodes } from '../config/yaml-nodes.ts';
import { type Bound, METRICS, type Metric, type PolicyRule } from '../domain/gate.ts';
import type { Fraction, Money } from '../domain/money.ts';
import { type Problem, RecostError } from '../domain/problem.ts';
import { NO_BOUND } from './bounds.ts';
import { invalid, knownPairs, type Place, readRule } from './rule-reader.ts';

export interface PolicyFile {
  readonly rules: readonly PolicyRule[];
  /** A policy with a fault is no policy: who checks by it must refuse to. */
  readonly problems: readonly Problem[];
}

const LONGEST = 1_000_000;
const MOST_RULES = 10_000;
const HOW = 'write a list of rules, - match: "*" each';

/**
 * The rules below `gate:` in a project's file, in its order; none if the file has no such key. A rule that is wrong
 * is left out, with a problem for each fault.
 * @throws RecostError if the text is no YAML
 */
export function readPolicy({ name, text }: { readonly name: string; readonly text: string }): PolicyFile {
  const refuse = (line: number, reason: string): never => {
    throw new RecostError('policy-unreadable', { name, line, reason });
  };
  if (text.includes('\0')) refuse(0, 'it is no plain text: save it as YAML, in UTF-8');
  if (text.length > LONGEST) refuse(0, 'it is larger than 1 MB');
  const root = yamlNodes(text.replace(/^\ufeff/, ''), { refuse, form: 'rules are a plain list' });
  if (root === undefined || root.kind === 'absent') return { rules: [], problems: [] };
  if (root.kind !== 'map')
    return refuse(root.line, `it is ${kindOf(root)}: write "gate:", and below it rules`);
  const place: Place = { file: name, where: 'at the top of the file', problems: [] };
  const pairs = root.pairs.filter(({ key }) => key !== '$schema');
  const gate = knownPairs(pairs, FILE_KEYS, place).get('gate');
  const rules = gate === undefined ? [] : rulesOf(gate.node, place);
  return { rules, problems: place.problems };
}

function rulesOf(node: Node, place: Place): readonly PolicyRule[] {
  // A key with nothing below it is a policy that somebody meant to write.
  if (node.kind !== 'list' || node.items.length === 0 || node.items.length > MOST_RULES) {
    const fault = node.kind === 'list' ? `has ${node.items.length} rules` : `is ${kindOf(node)}`;
    invalid(place, node.line, 'gate', `${fault}: ${HOW}`);
    return [];
  }
  return node.items.flatMap((item, index) => readRule(item, index + 1, place) ?? []);
}

/** What holds for one workflow, all rules together. */
export interface Policy {
  readonly limits: Readonly<Record<Metric, { readonly warn: Bound; readonly fail: Bound }>>;
  readonly meanBudget: Money | undefined;
  readonly runBudget: Money | undefined;
  readonly minRuns: number;
}

const percent = (num: bigint): Fraction => ({ num, den: 100n });
const UNLIMITED = { warn: NO_BOUND, fail: NO_BOUND };

/** What costs as good as nothing may become dearer by its double: a hundredth of a cent a run, in dollars. */
const TINY: Fraction = { num: 1n, den: 10_000n };

/** What holds where no rule says another thing. */
export const DEFAULT_POLICY: Policy = {
  limits: {
    ...(Object.fromEntries(METRICS.map((metric) => [metric, UNLIMITED])) as Policy['limits']),
    cost: {
      warn: { relative: percent(3n), absolute: TINY },
      fail: { relative: percent(8n), absolute: TINY },
    },
    unpriced_share: {
      warn: { relative: undefined, absolute: percent(1n) },
      fail: { relative: undefined, absolute: percent(5n) },
    },
  },
  meanBudget: undefined,
  runBudget: undefined,
  minRuns: 20,
};

/** The policy of a workflow: the default, and over it every rule that names it, in their order, field by field. */
export const policyFor = (rules: readonly PolicyRule[], workflow: string): Policy =>
  rules.filter((rule) => isMeant(rule, workflow)).reduce(over, DEFAULT_POLICY);

const matchers = new WeakMap<PolicyRule, (workflow: string) => boolean>();

/** Whether a rule names a workflow; its pattern is made ready once. */
export function isMeant(rule: PolicyRule, workflow: string): boolean {
  const matches = matchers.get(rule) ?? patternMatcher(rule.pattern);
  matchers.set(rule, matches);
  return matches(workflow);
}

function over(policy: Policy, rule: PolicyRule): Policy {
  const limits = METRICS.map((metric) => [metric, { ...policy.limits[metric], ...rule.limits[metric] }]);
  return {
    limits: Object.fromEntries(limits) as Policy['limits'],
    meanBudget: rule.meanBudget ?? policy.meanBudget,
    runBudget: rule.runBudget ?? policy.runBudget,
    minRuns: rule.minRuns ?? policy.minRuns,
  };
}
