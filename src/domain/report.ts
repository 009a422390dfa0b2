import type { Assumptions, GivenBar } from './assumptions.ts';
import type { Instant, PriceRecord } from './book.ts';
import type { CacheRule } from './caching.ts';
import type { Misfits, PassedLimit } from './misfits.ts';
import type { Fraction, Money } from './money.ts';
import type { ComingChange, Unpriced } from './pricing.ts';

export const WORLDS = ['low', 'base', 'high'] as const;
/** A whole world, in which each assumption sits at one end. */
export type World = (typeof WORLDS)[number];

/** The least, the base and the most: whole worlds in which each assumption sits at one end. */
export interface Range {
  readonly low: Money;
  readonly base: Money;
  readonly high: Money;
}

export interface Quantiles {
  readonly p50: Range;
  readonly p90: Range;
  readonly p99: Range;
}

export const GROUPINGS = ['workflow', 'step', 'model', 'day', 'status'] as const;
/** What a row of the report is. */
export type Grouping = (typeof GROUPINGS)[number];

/** An assumption that makes a range, by what it is about. */
export const CAUSES = ['cache', 'tokens', 'output', 'retries', 'hour'] as const;
export type Cause = (typeof CAUSES)[number];

/** What one scenario costs for one row, or for the whole log. Money in 10⁻¹⁵ USD. */
export interface Outcome {
  /** Runs of which every call has a price: only they are in the means and quantiles. */
  readonly runsPriced: number;
  readonly callsPriced: number;
  readonly callsInfeasible: number;
  /** Runs of which some call passes a limit of the model. */
  readonly runsInfeasible: number;
  /** All priced calls, those of partly priced runs included. */
  readonly total: Range;
  readonly mean: Range | undefined;
  /** Of the cost of runs, within each world; worked out when asked for, if they were wanted from the start. */
  readonly quantiles: () => Quantiles | undefined;
  /** The runs that are priced here and at the baseline, and what they cost on both sides. */
  readonly compared: { readonly runs: number; readonly here: Money; readonly baseline: Money };
  /**
   * How much of the range each cause makes alone: high − low with everything else at its base. In 10⁻¹⁵ USD, as
   * doubles: only their order is used.
   */
  readonly spread: Readonly<Record<Cause, number>>;
  /** The base cost of output alone, in 10⁻¹⁵ USD as a double: for its share of the total. */
  readonly outputCost: number;
}

export interface ReportRow {
  readonly name: string;
  readonly runs: number;
  /** Runs known to have ended well; `undefined` where no call of the row tells its status. */
  readonly runsOk: number | undefined;
  readonly calls: number;
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** What the log claims, for the calls that claim anything and have a list price, and that list cost. */
  readonly recorded: { readonly calls: number; readonly cost: Money; readonly list: Money };
  /** One for each scenario. */
  readonly outcomes: readonly Outcome[];
}

/** How the tokens of a call's texts are known in another tokenizer than the log's, best first. */
export const TEXT_COUNTINGS = ['counted', 'fitted', 'estimated'] as const;
export type TextCounting = (typeof TEXT_COUNTINGS)[number];

export interface ReportScenario {
  /** `baseline`, `keep`, or the target as the user named it. */
  readonly id: string;
  readonly kind: 'baseline' | 'keep' | 'target';
  /** `provider/model` of the target. */
  readonly model: string | undefined;
  /** What the target's name bills as on the as-of date, where that is another model. */
  readonly billedAs: { readonly path: string; readonly since: Instant | undefined } | undefined;
  /** The book's entries used, most used first. */
  readonly records: readonly {
    readonly id: string;
    readonly confidence: PriceRecord['confidence'];
    readonly calls: number;
  }[];
  readonly unpriced: readonly { readonly why: Unpriced; readonly calls: number }[];
  /** Limits that calls pass, most calls first; `largest`: tokens there of what is limited, of the call that has most. */
  readonly infeasible: readonly (PassedLimit & { readonly calls: number; readonly largest: number })[];
  /** These calls together, and where they would fit; `undefined`: there are none. */
  readonly misfits: Misfits | undefined;
  /** Token factors to another tokenizer, most used first; exact ones are left out. */
  readonly factors: readonly {
    readonly base: Fraction;
    readonly barPercent: number;
    /** Both tokenizers were measured for this project. */
    readonly isMeasured: boolean;
    readonly calls: number;
  }[];
  /** Calls whose texts came to tokens on both sides, best known first. */
  readonly counted: readonly {
    readonly how: TextCounting;
    readonly barPercent: number;
    /** The user's own ways of counting that had a part in it. */
    readonly own: readonly string[];
    readonly calls: number;
    /** Of prompts and answers, in the log and on the target; there at the base. */
    readonly logTokens: number;
    readonly targetTokens: number;
  }[];
  /** Calls whose hits were simulated, by how well the rule is known; at the base. Best known first. */
  readonly simulated: readonly {
    readonly confidence: CacheRule['confidence'];
    readonly calls: number;
    /** All of their prompts, and what was found of them. */
    readonly promptTokens: number;
    readonly readTokens: number;
    /** What was written to it for a fee. */
    readonly writtenTokens: number;
  }[];
  /** What the user says of calls that move there. */
  readonly given: { readonly outputLength: GivenBar | undefined; readonly retryRate: GivenBar | undefined };
  /** Calls for which something was assumed. */
  readonly assumed: Readonly<Record<Assumption, number>>;
}

/** What a report takes for granted, counted in calls. */
export const ASSUMPTIONS = [
  'instant', // the log has none: priced at --at
  'zone', // a local time without a zone: read as UTC
  'cache', // no cached counts: the base is cold
  'cache transfer', // cached share carried to another model
  'cache given', // hits, or none, as the user says
  'cache simulated', // hits worked out from the prompts' texts, by the vendor's rule
  'tokens', // another tokenizer: one documented factor
  'tokens counted', // another tokenizer: texts counted in both
  'tokens fitted', // the same, where one is estimated and fitted to what the log reports
  'tokens estimated', // the same, where one or both are estimated
  'output', // output as long as recorded, or as the user says
  'retries', // more of them, as the user says
  'tier', // the service tier is not sold there: the standard one
  'writes', // cache writes are billed, but the log does not count them
  'aggregate', // a sum over many requests: of the least prompt size, at any hour, in any window
  'holidays', // the calendar's list of holidays does not cover the call's day
] as const;
export type Assumption = (typeof ASSUMPTIONS)[number];

/** How an assumption is known: by this project's or this log's counts, by what a vendor publishes, or not at all. */
export const BASES = ['measured', 'documented', 'assumed'] as const;
export type Basis = (typeof BASES)[number];

/** What of the logs is not in the figures: one kind of loss, how often, and where first. */
export interface Loss {
  readonly code: string;
  readonly count: number;
  readonly file: string;
  /** 0: the whole file. */
  readonly line: number;
  readonly text: string;
}

/** Cost per run of every workflow, as recorded and under scenarios. */
export interface Report {
  readonly grouping: Grouping;
  readonly book: {
    readonly version: string;
    readonly isDraft: boolean;
    readonly hash: string;
    readonly date: Instant;
  };
  readonly asOf: Instant;
  readonly at: Instant;
  readonly bandAt: 'start' | 'end';
  readonly firstCall: Instant | undefined;
  readonly lastCall: Instant | undefined;
  readonly scenarios: readonly ReportScenario[];
  /** Dearest first, by the baseline, else by the first candidate; days in their order. */
  readonly rows: readonly ReportRow[];
  readonly total: ReportRow;
  /** Calls by how their counts are known. */
  readonly tokens: readonly { readonly how: string; readonly calls: number }[];
  /** Calls that are a run of their own, because the log names none. */
  readonly callsWithoutRun: number;
  /** Calls whose workflow is their file's name. */
  readonly callsWithoutWorkflow: number;
  /** Records that are no calls but sums over many, and how many requests they say they stand for. */
  readonly totals: { readonly records: number; readonly requests: number; readonly withoutRequests: number };
  readonly losses: readonly Loss[];
  /** Records of which the provider's habit decided whether cached tokens are inside the input. */
  readonly subsetsAssumed: number;
  /** What the user says of all calls. */
  readonly given: Pick<Assumptions, 'file' | 'cache' | 'bandAt'>;
  /** What is known to change for models of the log and of the candidates, in the order of time. */
  readonly coming: readonly ComingChange[];
  /** Baseline cost of calls that begin and end at differently priced hours. */
  readonly straddling: { readonly calls: number; readonly cost: Money };
}
