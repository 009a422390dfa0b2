import type { Feature } from '../../src/domain/feature.ts';
import { type Fraction, type Money, ONE, parseMoney, scale } from '../../src/domain/money.ts';
import { CAUSES, type Cause, type Outcome, type Range, type ReportRow } from '../../src/domain/report.ts';
import type { FeatureView, Viability, ViabilityScenario } from '../../src/domain/viability.ts';
import { byVerdict, viewOf } from '../../src/plan/view.ts';

/** An amount in US cents: `usd`'s hundredth. */
export const cents = (text: string): Money => scale(parseMoney(text) as Money, { num: 1n, den: 100n });

/** What a run costs in cents: the base alone, or with its range, or how many runs have a price. */
export type CostText =
  | string
  | {
      readonly base?: string;
      readonly low?: string;
      readonly high?: string;
      readonly priced?: number;
      readonly infeasible?: number;
    };

export interface FeatureText {
  readonly name: string;
  /** In cents. */
  readonly budget: string;
  readonly worth?: {
    readonly kind: 'value' | 'price' | 'revenue';
    readonly cents: string;
    readonly share: Fraction;
  };
  readonly facts?: Partial<Feature>;
  readonly workflows?: readonly string[];
  readonly runs?: number;
  readonly cause?: Cause;
  /** Before, with the models kept, and on each target. */
  readonly costs: readonly CostText[];
}

const factsOf = (cost: CostText): Exclude<CostText, string> =>
  typeof cost === 'string' ? { base: cost } : cost;

function rangeOf(cost: CostText): Range | undefined {
  const { base, low, high } = factsOf(cost);
  if (base === undefined) return undefined;
  return { low: cents(low ?? base), base: cents(base), high: cents(high ?? base) };
}

const NOTHING: Range = { low: cents('0'), base: cents('0'), high: cents('0') };

function outcomeOf(cost: CostText, runs: number, cause: Cause): Outcome {
  const mean = rangeOf(cost);
  const { priced: runsPriced = runs, infeasible: runsInfeasible = 0 } = factsOf(cost);
  const spread = Object.fromEntries(CAUSES.map((each) => [each, each === cause ? 1 : 0]));
  return {
    runsPriced,
    callsPriced: runsPriced,
    callsInfeasible: 0,
    runsInfeasible,
    total: mean ?? NOTHING,
    mean,
    quantiles: () => (mean === undefined ? undefined : { p50: mean, p90: mean, p99: mean }),
    compared: { runs: 0, here: cents('0'), baseline: cents('0') },
    spread: spread as Record<Cause, number>,
    outputCost: 0,
  };
}

export function rowOf({ name, runs = 10, costs, cause = 'cache' }: FeatureText): ReportRow {
  return {
    name,
    runs,
    runsOk: undefined,
    calls: runs,
    inputTokens: 0,
    cachedTokens: 0,
    outputTokens: 0,
    recorded: { calls: 0, cost: cents('0'), list: cents('0') },
    outcomes: costs.map((cost) => outcomeOf(cost, runs, cause)),
  };
}

export const scenariosOf = (targets: readonly string[]): readonly ViabilityScenario[] => [
  { id: 'baseline', kind: 'baseline', model: undefined, asOf: undefined },
  { id: 'keep', kind: 'keep', model: undefined, asOf: undefined },
  ...targets.map((id) => ({ id, kind: 'target' as const, model: `maker/${id}`, asOf: undefined })),
];

/** A feature judged by the project's own rules on costs that are given. */
export function viewText(text: FeatureText, targets: readonly string[], line = 1): FeatureView {
  const { name, budget, worth, facts, workflows = [name] } = text;
  const scenarios = scenariosOf(targets);
  const feature: Feature = {
    name,
    line,
    status: undefined,
    subject: { kind: 'workflow', pattern: name, line },
    worth:
      worth === undefined
        ? { kind: 'budget', perRun: cents(budget), exact: { num: cents(budget), den: 1n }, share: ONE }
        : {
            kind: worth.kind,
            perRun: cents(worth.cents),
            exact: { num: cents(worth.cents), den: 1n },
            share: worth.share,
          },
    affordable: cents(budget),
    runsPerMonth: undefined,
    minQuality: undefined,
    quality: new Map(),
    ...facts,
  };
  return viewOf(
    { feature, workflows, beforeModel: undefined, row: rowOf(text) },
    { scenarios, before: 0, candidates: scenarios.slice(1).map((_, index) => index + 1), statistic: 'mean' },
  );
}

export const BOOK: Viability['book'] = {
  version: '2026-11-23',
  isDraft: false,
  hash: 'fe8313ee4a5b0000',
  date: Date.parse('2026-11-23') as Viability['asOf'],
};

/** A report on features, without logs. */
export function viabilityOf(
  features: readonly FeatureText[],
  targets: readonly string[],
  rest: Partial<Viability> = {},
): Viability {
  return {
    statistic: 'mean',
    book: BOOK,
    asOf: BOOK.date,
    scenarios: scenariosOf(targets),
    before: 0,
    logs: undefined,
    shapes: undefined,
    exchangeRates: [],
    features: byVerdict(features.map((text, index) => viewText(text, targets, index + 1))),
    faulty: 0,
    unmatched: [],
    sweep: undefined,
    plan: undefined,
    ...rest,
  };
}

export const TARGETS = ['deepseek-v4-pro', 'deepseek-v4-flash', 'gpt-5.5'];

/** One feature of each verdict, firm and leaning. */
export const EXAMPLES: readonly FeatureText[] = [
  {
    name: 'Contract review for every plan',
    budget: '30',
    worth: { kind: 'value', cents: '100', share: { num: 3n, den: 10n } },
    facts: { status: 'shelved', runsPerMonth: 1200 },
    workflows: ['contract-review'],
    costs: [
      '126.9',
      '126.9',
      { base: '7.47', low: '6.57', high: '45.9' },
      { base: '1.76', low: '1.55', high: '10.6' },
      { base: '100.5', low: '70.2', high: '451' },
    ],
  },
  {
    name: 'Research',
    budget: '9',
    worth: { kind: 'price', cents: '30', share: { num: 3n, den: 10n } },
    facts: { status: 'shipped', runsPerMonth: 400 },
    costs: ['7.6', '9.7', '9.7', { base: '2.46', low: '2.45', high: '6.84' }, { priced: 0 }],
  },
  {
    name: 'Triage',
    budget: '6',
    costs: [
      { base: '4.8', priced: 8 },
      { base: '4.8', priced: 8 },
      { base: '0.65', low: '0.46', high: '1.02' },
      { base: '0.17', low: '0.12', high: '0.25' },
      { base: '5.1', low: '5.0', high: '5.3' },
    ],
  },
  {
    name: 'Code fix',
    budget: '1.5',
    costs: ['55.8', '55.8', '7.56', { base: '1.76', low: '1.31', high: '10.3' }, '74.6'],
  },
  {
    name: 'Digest',
    budget: '2',
    facts: { minQuality: 0.9, quality: new Map([['deepseek-v4-flash', 0.7]]) },
    costs: ['3.3', '3.3', { base: '1.17', low: '0.98', high: '1.32' }, '0.28', '10.3'],
  },
];
