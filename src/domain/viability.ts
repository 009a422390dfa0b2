import type { Instant } from './book.ts';
import type { ExchangeRate, Feature } from './feature.ts';
import type { RoomyModel } from './misfits.ts';
import type { Fraction, Money } from './money.ts';
import type { Cause, Range, Report } from './report.ts';

/** In the order in which a report shows them. */
export const VERDICTS = [
  'newly viable',
  'no longer viable',
  'still viable',
  'still not viable',
  'unknown',
] as const;
/** What became of a feature between two prices: over its budget or within it, before and after. */
export type Verdict = (typeof VERDICTS)[number];

export const isViable = (verdict: Verdict): boolean =>
  verdict === 'newly viable' || verdict === 'still viable';

/** Which figure of the runs decides. */
export const STATISTICS = ['mean', 'p50', 'p90', 'p99'] as const;
export type Statistic = (typeof STATISTICS)[number];

/** What a run of a feature costs under one scenario. Money in 10⁻¹⁵ USD. */
export interface FeatureCost {
  readonly runs: number;
  readonly runsPriced: number;
  /** Runs of which some call passes a limit of the model. */
  readonly runsInfeasible: number;
  /** The figure that decides, over the runs that are priced completely; `undefined`: there are none. */
  readonly decisive: Range | undefined;
  readonly mean: Range | undefined;
  /** How much of the base cost is output, 0 to 1. */
  readonly outputShare: number;
  /** The assumption that widens the range most; `undefined`: there is no range. */
  readonly widest: Cause | undefined;
}

/** Why a candidate is not within the budget, or why that is not known. */
export type Block =
  /** The output alone costs more than the budget: nothing about prompts or caches helps. Its cost is about so much. */
  | { readonly kind: 'output'; readonly cost: Money }
  /** With the cache of its low end, the run would be within its budget. */
  | { readonly kind: 'cache'; readonly warm: Money }
  /** The output would be affordable; about so much of input comes on top. */
  | { readonly kind: 'input'; readonly cost: Money }
  | { readonly kind: 'window'; readonly runs: number }
  | { readonly kind: 'quality'; readonly score: number | undefined; readonly least: number }
  | { readonly kind: 'coverage'; readonly side: Side; readonly runs: number };

export type Side = 'before' | 'after';

/** What keeps a verdict from being firm. */
export type Doubt =
  /** The budget lies inside the range of this side; its widest assumption is the one to settle. */
  | { readonly kind: 'range'; readonly side: Side; readonly cause: Cause | undefined; readonly range: Range }
  | { readonly kind: 'coverage'; readonly side: Side; readonly runs: number }
  | { readonly kind: 'window'; readonly side: Side; readonly runs: number };

/** What a verdict rests on. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The whole range agrees, and all runs are priced; an unknown verdict never is firm. */
  readonly isFirm: boolean;
  readonly doubts: readonly Doubt[];
  /** Empty for what is viable. */
  readonly blocks: readonly Block[];
}

/** Money of a feature at one price. In 10⁻¹⁵ USD. */
export interface Economics {
  /** Inference as a share of what a run is worth; `undefined` where only a budget is known. */
  readonly share: Fraction | undefined;
  /** What is left of a run's worth after inference. */
  readonly marginPerRun: Money | undefined;
  /** Mean cost × runs per month, and the same of the margin. */
  readonly monthlyCost: Money | undefined;
  readonly monthlyMargin: Money | undefined;
}

/** A score that is asked for, and those that the user has measured, if any. */
export interface Quality {
  readonly least: number;
  readonly before: number | undefined;
  readonly score: number | undefined;
}

/** A feature on one candidate. */
export interface CandidateView extends Judgement {
  /** Its place among the scenarios of the report. */
  readonly scenario: number;
  readonly cost: FeatureCost;
  /** Where its runs would fit that do not fit here, candidates first; `undefined`: all fit. */
  readonly roomy: readonly RoomyModel[] | undefined;
  /** What is asked of its answers, and what it scores; `undefined`: nothing is asked. */
  readonly quality: Quality | undefined;
  readonly economics: Economics;
  /** Affordable cost − decisive cost. */
  readonly headroom: Money | undefined;
  /** Prices times this give exactly the affordable cost; `undefined` where the cost is unknown or zero. */
  readonly crossing: Fraction | undefined;
}

/** A feature and what is judged of it. */
export interface FeatureView {
  readonly feature: Feature;
  /** The workflows that its pattern matched, by name; none for a shape. */
  readonly workflows: readonly string[];
  /** The model that a shape's calls are on before; `undefined` for workflows. */
  readonly beforeModel: string | undefined;
  /** What stands in the headline: the models kept if they are no longer viable, else the best candidate. */
  readonly head: CandidateView;
  readonly verdict: Verdict;
  readonly isFirm: boolean;
  readonly before: FeatureCost;
  /** Whether it was within its budget; what most of its runs do not fit into is `over`, whatever the others cost. */
  readonly beforeStanding: 'within' | 'over' | 'unknown';
  readonly beforeEconomics: Economics;
  /** `keep` first, then the targets in the user's order. */
  readonly candidates: readonly CandidateView[];
  readonly keep: CandidateView;
  /** The cheapest viable candidate; if none is, the cheapest of those that only cost too much. */
  readonly best: CandidateView | undefined;
}

/** A feature on a candidate, all of the candidate's prices times a factor. */
export interface SweepCell extends Judgement {
  readonly decisive: Range | undefined;
}

export interface Sweep {
  readonly factors: readonly Fraction[];
  /** For each feature the models kept and the best candidate, each with a cell for every factor. */
  readonly rows: readonly {
    readonly feature: number;
    readonly scenario: number;
    readonly cells: readonly SweepCell[];
  }[];
}

/** What a feature costs in one month of a projection. */
export interface PlanMonth {
  /** In runs; with growth seldom a whole number. */
  readonly runs: Fraction;
  /** In 10⁻¹⁵ USD; `undefined`: some price of the month is not known. */
  readonly cost: Money | undefined;
  readonly revenue: Money | undefined;
}

/** Costs by month: of each feature on the models kept, and on its best candidate where it is viable there. */
export interface Plan {
  /** `2026-12`, the month after the as-of date first. */
  readonly months: readonly string[];
  /** By what share the runs grow from one month to the next: 2/25 is 8 %. */
  readonly growth: Fraction;
  /** When announced prices change within the months; empty if they are not used. */
  readonly changes: readonly Instant[];
  /** Announced changes that are left out, because nobody asked for them. */
  readonly changesLeftOut: readonly Instant[];
  readonly rows: readonly {
    readonly feature: number;
    readonly scenario: number;
    readonly months: readonly PlanMonth[];
  }[];
  /** Features without runs per month, which are left out, by their places. */
  readonly withoutRuns: readonly number[];
  /**
   * The places of the features that all totals are over: those of which every month is priced, on the models kept and
   * on a best candidate on which they are viable.
   */
  readonly compared: readonly number[];
}

/** A scenario of the report: what stands before, and what it is compared with. */
export interface ViabilityScenario {
  /** `baseline`, `at:2026-08-01`, `keep`, or the target as the user named it. */
  readonly id: string;
  readonly kind: 'baseline' | 'keep' | 'target';
  /** `provider/model` of a target. */
  readonly model: string | undefined;
  readonly asOf: Instant | undefined;
}

/** Which features cross the line, in both directions. */
export interface Viability {
  readonly statistic: Statistic;
  readonly book: Report['book'];
  readonly asOf: Instant;
  readonly scenarios: readonly ViabilityScenario[];
  /** The place of the scenario that costs are compared with. */
  readonly before: number;
  /** The whole logs under these scenarios: coverage, assumptions, prices; `undefined`: no logs were given. */
  readonly logs: Report | undefined;
  /** The same of the calls that shapes stand for. */
  readonly shapes: Report | undefined;
  readonly exchangeRates: readonly ExchangeRate[];
  /** In the order of the verdicts, then of their file. */
  readonly features: readonly FeatureView[];
  /** Features that could not be judged because of faults in their file. */
  readonly faulty: number;
  /** Workflows of the logs that belong to no feature. */
  readonly unmatched: readonly { readonly name: string; readonly calls: number }[];
  readonly sweep: Sweep | undefined;
  readonly plan: Plan | undefined;
}
