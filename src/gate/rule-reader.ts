import { keyHint, pairsByKey, twiceText } from '../config/keys.ts';
import { kindOf, type Node, type Pair, short } from '../config/node.ts';
import { wholeOf } from '../config/numbers.ts';
import { isFault, type Parsed } from '../config/parsed.ts';
import { type Bound, METRICS, type Metric, type PolicyRule } from '../domain/gate.ts';
import { type Facts, type MessageCode, type Problem, problem } from '../domain/problem.ts';
import { bothOf, boundOf, budgetOf, isOff, NO_BOUND } from './bounds.ts';

/** What can be said in a rule. */
export const RULE_KEYS = ['match', 'min_runs', ...METRICS, 'mean_budget', 'run_budget'] as const;
type RuleKey = (typeof RULE_KEYS)[number];

/** Of a metric. */
export const LIMIT_KEYS = ['warn', 'fail'] as const;

/** Somewhere in the file, and the list that what is wrong there goes to. */
export interface Place {
  readonly file: string;
  readonly where: string;
  readonly problems: Problem[];
}

function complain<C extends MessageCode>(place: Place, code: C, line: number, facts: Facts<C>): undefined {
  place.problems.push(problem(code, { file: place.file, line }, facts));
}

/** Says that a field of the policy is wrong. */
export const invalid = (place: Place, line: number, what: string, fault: string): undefined =>
  complain(place, 'policy-field-invalid', line, { where: place.where, what, fault });

/** The pairs of which the key is known; what is wrong with the others is said. */
export function knownPairs<K extends string>(
  pairs: readonly Pair[],
  known: readonly K[],
  place: Place,
): ReadonlyMap<K, Pair> {
  const { found, faults } = pairsByKey(pairs, known);
  for (const fault of faults) {
    const { line, key } = fault.pair;
    const facts = { where: place.where, key: short(key), hint: keyHint(key, known) };
    if (fault.kind === 'unknown') complain(place, 'policy-key-unknown', line, facts);
    else invalid(place, line, twiceText(fault), '(keep one of them)');
  }
  return found;
}

/** One rule of the list; `undefined` if something is wrong with it, and then that has been said. */
export function readRule(node: Node, position: number, file: Omit<Place, 'where'>): PolicyRule | undefined {
  const unnamed: Place = { ...file, where: `gate rule ${position}` };
  if (node.kind !== 'map')
    return invalid(unnamed, node.line, 'it', `is ${kindOf(node)}: write - match: "*", and limits below it`);
  const match = node.pairs.find(({ key }) => key === 'match')?.node;
  const pattern = match?.kind === 'text' ? match.text : undefined;
  const place = pattern === undefined ? unnamed : { ...file, where: `gate rule "${short(pattern)}"` };
  const said = file.problems.length;
  const pairs = knownPairs(node.pairs, RULE_KEYS, place);
  if (pattern === undefined) invalid(place, match?.line ?? node.line, 'match', matchFault(match));
  const read = <T>(key: RuleKey, parse: (text: string) => Parsed<T>): T | undefined =>
    readValue(pairs.get(key), parse, place);
  const rule = {
    pattern: pattern ?? '',
    line: node.line,
    limits: limitsOf(pairs, place),
    meanBudget: read('mean_budget', budgetOf),
    runBudget: read('run_budget', budgetOf),
    minRuns: read('min_runs', (text) => wholeOf(text.trim(), RUNS, { hasDecimalComma: false })),
  };
  return file.problems.length === said ? rule : undefined;
}

/** The commonest slip is a `*` without quotes, which YAML takes for something else. */
const matchFault = (match: Node | undefined): string =>
  match === undefined || match.kind === 'absent'
    ? 'is missing: write match: "*" for all workflows'
    : `is ${kindOf(match)}`;

const RUNS = { least: 0, most: 1_000_000_000_000 };

function readValue<T>(
  pair: Pair | undefined,
  parse: (text: string) => Parsed<T>,
  place: Place,
): T | undefined {
  if (pair === undefined) return undefined;
  const { key, node, line } = pair;
  if (node.kind !== 'text') return invalid(place, line, key, `is ${kindOf(node)}, where one value belongs`);
  const parsed = parse(node.text);
  if (!isFault(parsed)) return parsed.value;
  return invalid(place, node.line, `${key} "${short(node.text)}"`, parsed.fault);
}

type Limits = NonNullable<PolicyRule['limits'][Metric]>;

function limitsOf(pairs: ReadonlyMap<RuleKey, Pair>, place: Place): PolicyRule['limits'] {
  const limits: Partial<Record<Metric, Limits>> = {};
  for (const metric of METRICS) {
    const pair = pairs.get(metric);
    const read = pair && metricLimits(pair, metric, place);
    if (read !== undefined) limits[metric] = read;
  }
  return limits;
}

function metricLimits({ node, line }: Pair, metric: Metric, place: Place): Limits | undefined {
  if (node.kind === 'text' && isOff(node.text)) return { warn: NO_BOUND, fail: NO_BOUND };
  const how = 'write { warn: …, fail: … }, or off';
  if (node.kind !== 'map') return invalid(place, line, metric, `is ${kindOf(node)}: ${how}`);
  const pairs = knownPairs(node.pairs, LIMIT_KEYS, { ...place, where: `${place.where}, ${metric}` });
  if (pairs.size === 0 && node.pairs.length === 0)
    return invalid(place, line, metric, `has no limit: ${how}`);
  const bounds = LIMIT_KEYS.flatMap((key) => {
    const pair = pairs.get(key);
    const bound = pair && readBound(pair, metric, place);
    return bound === undefined ? [] : [[key, bound] as const];
  });
  return Object.fromEntries(bounds);
}

function readBound(pair: Pair, metric: Metric, place: Place): Bound | undefined {
  const { node, line, key } = pair;
  const parse = (text: string): Parsed<Bound> => boundOf(text, metric);
  const what = `${metric} ${key}`;
  if (node.kind !== 'list') return readValue({ ...pair, key: what }, parse, place);
  const bounds = node.items.map((item) =>
    readValue({ key: what, line: item.line, node: item }, parse, place),
  );
  const [first, second, ...others] = bounds.filter((bound) => bound !== undefined);
  if (bounds.some((bound) => bound === undefined)) return undefined;
  if (first === undefined || others.length > 0)
    return invalid(place, line, what, 'is a list: write one limit, or two that both must be passed');
  const both = second === undefined ? { value: first } : bothOf(first, second);
  return isFault(both) ? invalid(place, line, what, both.fault) : both.value;
}
