import {
  type Finding,
  type GateReport,
  METRICS,
  type Metric,
  type MetricChange,
  SPLIT_PARTS,
  type Split,
  type SplitPart,
  type WorkflowCheck,
  type WorkflowSums,
} from '../../src/domain/gate.ts';
import { type Fraction, type Money, parseFraction, parseMoney } from '../../src/domain/money.ts';

/** `9.12` cents → 10⁻¹⁵ USD. @throws Error if it is no amount */
export function cents(text: string): Money {
  const amount = parseMoney(text);
  if (amount === undefined) throw new Error(`no amount: ${text}`);
  return (amount / 100n) as Money;
}

/** `0.08`, `1/3`. @throws Error if it is no fraction */
export function fraction(text: string): Fraction {
  const value = parseFraction(text);
  if (value === undefined) throw new Error(`no fraction: ${text}`);
  return value;
}

/** `cost 0.0912 0.0987`: a metric on both sides; `?` is not known. */
export function changeOf(text: string): MetricChange {
  const [name = '', before = '', after = ''] = text.split(' ');
  const side = (value: string): Fraction | undefined => (value === '?' ? undefined : fraction(value));
  return { metric: name as Metric, before: side(before), after: side(after) };
}

/** Cost per run in cents before and after, and its parts: what they leave out is `tokens`. */
export function splitOf(
  [before, after]: readonly [string, string],
  given: Readonly<Partial<Record<SplitPart, string>>> = {},
): Split {
  const [from, to] = [cents(before), cents(after)];
  const known = SPLIT_PARTS.map((part) => cents(given[part] ?? '0'));
  const rest = to - from - known.reduce((sum, each) => sum + each, 0n);
  const parts = SPLIT_PARTS.map((part, place) => [
    part,
    (known[place] ?? 0n) + (part === 'tokens' ? rest : 0n),
  ]);
  return { before: from, after: to, parts: Object.fromEntries(parts) };
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export interface CheckSpec {
  readonly name: string;
  /** `—`: the side does not have it. In cents a run. */
  readonly before?: string;
  readonly after?: string;
  readonly runs?: readonly [number, number];
  readonly parts?: Readonly<Partial<Record<SplitPart, string>>>;
  readonly steps?: WorkflowCheck['steps'];
  readonly smallestRise?: number | undefined;
  readonly findings?: readonly DistributiveOmit<Finding, 'workflow'>[];
}

export const NOT_THERE = '—';

/** A workflow that was compared. */
export function checkOf(spec: CheckSpec): WorkflowCheck {
  const { name, before = '9', after = '9', runs = [200, 200] } = spec;
  const inSplit = (text: string): string => (text === NOT_THERE ? '0' : text);
  const split = splitOf([inSplit(before), inSplit(after)], spec.parts);
  const cost = { before: split.before, after: split.after };
  return {
    name,
    before: before === NOT_THERE ? undefined : sums(name, runs[0], cost.before),
    after: after === NOT_THERE ? undefined : sums(name, runs[1], cost.after),
    changes: METRICS.map((metric) => ({
      metric,
      before: { num: metric === 'cost' ? cost.before : 1n, den: 10n ** 15n },
      after: { num: metric === 'cost' ? cost.after : 1n, den: 10n ** 15n },
    })),
    split,
    steps: spec.steps ?? [{ step: 'answer', split }],
    smallestRise: 'smallestRise' in spec ? spec.smallestRise : 0.06,
    findings: (spec.findings ?? []).map((finding) => ({ ...finding, workflow: name })),
  };
}

function sums(name: string, runs: number, mean: Money): WorkflowSums {
  const made = {
    name,
    runs,
    runsOk: runs,
    calls: runs * 2,
    callsPriced: runs * 2,
    callsSquared: runs * 4,
    cost: (mean * BigInt(runs)) as Money,
    p90: mean,
    dearest: mean,
    costs: [mean],
    steps: [],
  };
  return made;
}

/** A rise of the cost from 9.12 to 9.87 c above its limit of 8 %. */
export const RISE = {
  severity: 'fail',
  kind: 'limit',
  change: changeOf('cost 0.0912 0.0987'),
  bound: { relative: fraction('0.08'), absolute: undefined },
} as const;

/** Whether it failed follows from the findings; worst first, as a check has them. */
export function gateReport(
  workflows: readonly WorkflowCheck[],
  change: Partial<GateReport> = {},
): GateReport {
  const severities = workflows.flatMap(({ findings }) => findings.map(({ severity }) => severity));
  const warned = severities.includes('warn') ? 'warned' : 'passed';
  return {
    kind: 'check',
    outcome: severities.includes('fail') ? 'failed' : warned,
    pricedAt: { at: Date.UTC(2026, 10, 23), band: 'off-peak' },
    book: { version: '2026-11-23', hash: '51682c0fe236'.padEnd(64, '0') },
    reason: undefined,
    workflows,
    total: { before: meanOver(workflows, 'before'), after: meanOver(workflows, 'after') },
    otherPrices: [],
    losses: [],
    unusedRules: [],
    pricesBefore: undefined,
    ...change,
  };
}

function meanOver(workflows: readonly WorkflowCheck[], side: 'before' | 'after'): Money {
  const all = workflows.flatMap((workflow) => workflow[side] ?? []);
  const runs = all.reduce((sum, each) => sum + BigInt(each.runs), 0n);
  const cost = all.reduce((sum, each) => sum + each.cost, 0n);
  return (runs === 0n ? 0n : cost / runs) as Money;
}

/** Names that would be something else where they are not escaped. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '<!-- recost --><!--',
  '@octocat/team see #123 and GH-7',
  'https://evil.example/x www.evil.example',
  '[click](javascript:alert(1)) ![i](x)',
  '| a | b |\\| `code` ``` ``',
  '</details></table>',
  'two\nlines\r\n::error::fake',
  '100%25,title=x::y]]>',
  '&lt;b&gt; "quoted" \'it\'',
  '\u0000\u001b[31mred\u0007\u202eleft\ufffe',
  '\ud800 half',
  '::stop-commands::x ##[add-mask]y',
  `${'z'.repeat(38)}::error::cut`,
  "=cmd|' /C calc'!A0",
  '名前の長い機能'.repeat(20),
  'x'.repeat(200),
  'y'.repeat(5000),
  '',
] as const;
