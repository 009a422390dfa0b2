import type { Instant } from './book.ts';
import type { Fraction, Money } from './money.ts';
import type { TokenClass } from './tokens.ts';

/** What one class of tokens of a model in a step comes to. */
export interface ClassSums {
  readonly tokens: number;
  /** At list price, and what it would be if no prompt were large enough for a dearer size tier. In 10⁻¹⁵ USD. */
  readonly cost: Money;
  readonly plainCost: Money;
}

/** The calls of one model in one step. */
export interface ModelSums {
  /** `provider/model` that it bills as, with its service tier if that is not the standard one; the logged name if it has no price. */
  readonly model: string;
  readonly calls: number;
  readonly callsPriced: number;
  /** Of priced calls; classes without tokens are left out. */
  readonly classes: Readonly<Partial<Record<TokenClass, ClassSums>>>;
}

/** One step of a workflow. */
export interface StepSums {
  /** Empty: the log names none. */
  readonly name: string;
  /** By name. */
  readonly models: readonly ModelSums[];
}

/** So many quantiles stand for the costs of more runs. */
export const MOST_COSTS = 256;

/** A workflow's runs as sums: nothing of a prompt, an id or a path is in it. */
export interface WorkflowSums {
  readonly name: string;
  readonly runs: number;
  /** `undefined`: no call tells how it ended. */
  readonly runsOk: number | undefined;
  readonly calls: number;
  readonly callsPriced: number;
  /** Of the calls of a run: Σ calls², for their spread. */
  readonly callsSquared: number;
  /** Cost of all priced calls. */
  readonly cost: Money;
  /** Of the cost of a run, its priced calls only; `undefined`: no runs. */
  readonly p90: Money | undefined;
  /** Of the dearest run, which the quantiles below may leave out; `undefined`: no runs. */
  readonly dearest: Money | undefined;
  /** Costs of runs in rising order: all, or so many quantiles as stand for them. */
  readonly costs: readonly Money[];
  /** By name. */
  readonly steps: readonly StepSums[];
}

/** At which prices calls are compared: one instant for all. */
export interface PricedAt {
  readonly at: Instant;
  /** In as many of the calendars that are in force then as can be. */
  readonly band: 'off-peak' | 'peak';
}

/** What a log came to, as a small file that is kept beside the code. */
export interface Baseline {
  readonly pricedAt: PricedAt;
  readonly book: { readonly version: string; readonly hash: string };
  /** Why it was made, in the user's words. */
  readonly reason: string | undefined;
  /** By name. */
  readonly workflows: readonly WorkflowSums[];
}

/** What moves a cost per run, in the order in which one side's figures are put in place of the other's. */
export const SPLIT_PARTS = ['coverage', 'calls', 'tokens', 'models', 'cache', 'rates'] as const;
export type SplitPart = (typeof SPLIT_PARTS)[number];

/** The change of a cost per run, taken apart: the parts add up to `after − before` exactly. In 10⁻¹⁵ USD a run. */
export interface Split {
  readonly before: Money;
  readonly after: Money;
  readonly parts: Readonly<Record<SplitPart, Money>>;
}

/** What is measured of a workflow. Costs are in USD a run, shares from 0 to 1. */
export const METRICS = [
  'cost',
  'p90',
  'cost_per_ok_run',
  'calls_per_run',
  'tokens_per_call',
  'cached_share',
  'unpriced_share',
] as const;
export type Metric = (typeof METRICS)[number];

/** Which of the metrics are amounts of money, counts, and shares. */
export const METRIC_UNITS = {
  cost: 'usd',
  p90: 'usd',
  cost_per_ok_run: 'usd',
  calls_per_run: 'count',
  tokens_per_call: 'count',
  cached_share: 'share',
  unpriced_share: 'share',
} as const satisfies Readonly<Record<Metric, 'usd' | 'count' | 'share'>>;

/** A metric on both sides, exact; `undefined`: nothing to measure it by. */
export interface MetricChange {
  readonly metric: Metric;
  readonly before: Fraction | undefined;
  readonly after: Fraction | undefined;
}

/** How much worse a metric may become: a share of what it was, or an amount in its own unit; both given, both must be passed. */
export interface Bound {
  readonly relative: Fraction | undefined;
  readonly absolute: Fraction | undefined;
}

/** What a project's policy says of the workflows that a pattern names. */
export interface PolicyRule {
  readonly pattern: string;
  readonly line: number;
  readonly limits: Readonly<Partial<Record<Metric, { readonly warn?: Bound; readonly fail?: Bound }>>>;
  /** The most that a run may cost on average, and that any single run may cost; in 10⁻¹⁵ USD. */
  readonly meanBudget: Money | undefined;
  readonly runBudget: Money | undefined;
  /** With fewer runs on either side nothing fails for costing more than before. */
  readonly minRuns: number | undefined;
}

export const SEVERITIES = ['fail', 'warn', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a check found of a workflow. */
export type Finding = {
  readonly severity: Severity;
  readonly workflow: string;
} /** A metric is worse than before by more than its limit. */ & (
  | { readonly kind: 'limit'; readonly change: MetricChange; readonly bound: Bound }
  /** It would be, but it may as well be chance: with so few and so different runs a rise of less than `least` shows nothing. */
  | { readonly kind: 'noise'; readonly change: MetricChange; readonly bound: Bound }
  /** It would be, but there are fewer runs than the policy asks for. */
  | {
      readonly kind: 'few-runs';
      readonly change: MetricChange;
      readonly runs: number;
      readonly least: number;
    }
  | { readonly kind: 'mean-budget'; readonly cost: Money | undefined; readonly most: Money }
  | { readonly kind: 'run-budget'; readonly dearest: Money | undefined; readonly most: Money }
  /** A feature of the project was within its budget, and is over it now. */
  | {
      readonly kind: 'no-longer-viable';
      readonly feature: string;
      readonly cost: Money;
      readonly affordable: Money;
    }
  | { readonly kind: 'new'; readonly cost: Money | undefined }
  | { readonly kind: 'removed' }
  /** Only one side has it, and the other side's `to` looks like it. */
  | { readonly kind: 'renamed'; readonly to: string }
);

/** A workflow on both sides. */
export interface WorkflowCheck {
  readonly name: string;
  readonly before: WorkflowSums | undefined;
  readonly after: WorkflowSums | undefined;
  readonly changes: readonly MetricChange[];
  /** Of the cost per run (of priced calls, over all runs). */
  readonly split: Split;
  readonly steps: readonly { readonly step: string; readonly split: Split }[];
  /** The smallest rise of the cost per run, as a share of it, that runs so many and so different show 95 times in 100; `undefined`: too few. */
  readonly smallestRise: number | undefined;
  readonly findings: readonly Finding[];
}

/** What a check or a comparison came to. */
export interface GateReport {
  readonly kind: 'check' | 'diff';
  readonly outcome: 'passed' | 'warned' | 'failed';
  readonly pricedAt: PricedAt;
  readonly book: Baseline['book'];
  /** Where the side before is at other prices: two baselines that were made so. */
  readonly pricesBefore: Pick<Baseline, 'pricedAt' | 'book'> | undefined;
  readonly reason: string | undefined;
  /** Worst first: failures, then warnings, then by the change of their cost. */
  readonly workflows: readonly WorkflowCheck[];
  /** Mean cost of a run over all workflows of each side. */
  readonly total: { readonly before: Money; readonly after: Money };
  /** Information only: the same runs at other prices than those compared, as a mean over all runs; 10⁻¹⁵ USD. */
  readonly otherPrices: readonly {
    readonly label: string;
    readonly cost: Money;
    readonly compared: Money;
  }[];
  /** Policy lines that name no workflow. */
  readonly unusedRules: readonly { readonly pattern: string; readonly line: number }[];
}
