import type { Fee, Instant, RateVector } from './book.ts';
import type { Fraction, Money, Rate } from './money.ts';
import type { Unpriced } from './pricing.ts';
import type { CostKind } from './raw-call.ts';
import type { Loss, Report } from './report.ts';
import type { TokenClass } from './tokens.ts';

/** Why a recorded cost is not the list cost. Every call with a recorded cost has one. */
export const GAP_CAUSES = [
  'equal', // no further away than the recorded figure is rounded
  'mark-up', // list cost times one factor, a discount if it is below 1
  'cache-writes', // writes to a cache that were charged, and that the log does not count
  'no-cache-discount', // cached tokens at the price of others
  'cache-counts', // cached tokens are inside the input where they were taken to be beside it, or the reverse
  'price-date', // the model's price of another time
  'byok', // the upstream's bill to a key of one's own
  'fees', // server tools, storage of caches, a gateway's own
  'other-upstream', // the price of the upstream that a gateway chose, as it states itself
  'other-rates', // other prices of tokens, the same for all calls
  'zero', // 0 beside tokens: a price that nobody knew, and no cost
  'unexplained',
] as const;
export type GapCause = (typeof GAP_CAUSES)[number];

/** What rows of a reconciliation are. */
export const RECONCILE_GROUPINGS = ['model', 'day', 'workflow'] as const;
export type ReconcileGrouping = (typeof RECONCILE_GROUPINGS)[number];

/** The price of a model at another time, or at another hour of the week. */
export interface OtherPrice {
  /** Of the book's record. */
  readonly id: string;
  readonly billedAs: string;
  readonly from: Instant;
  readonly to: Instant | undefined;
  /** `peak`; `undefined`: it does not hang on the hour. */
  readonly band: string | undefined;
  readonly rates: RateVector;
}

/** What decides the list cost of calls that are priced alike. */
export interface PriceFacts {
  /** Equal for prices that are equal in everything that is looked at here. */
  readonly key: string;
  /** `provider/model`; `undefined`: they have no list price. */
  readonly billedAs: string | undefined;
  /** `undefined`: no list price, or token counts that do not hold as recorded. */
  readonly rates: RateVector | undefined;
  /** Worked out when it is asked for. */
  readonly others: () => readonly OtherPrice[];
  readonly fees: readonly Fee[];
}

/** What was found of calls of one model: a cause, by what it shows, and how many calls it reproduces. */
export interface GapFinding {
  /** As logged: untrusted. */
  readonly model: string | undefined;
  readonly provider: string | undefined;
  /** The service tier. */
  readonly tier: string | undefined;
  /** What the recorded costs are. */
  readonly kind: CostKind;
  readonly why: GapReason;
  /** Calls that it reproduces exactly, of so many that have a recorded cost. */
  readonly calls: number;
  readonly of: number;
  /** What the cause makes of their gap, and what is mark-up or fee beside it; together, the gap. */
  readonly gap: Money;
  readonly beside: Money;
}

/** Factors are of the recorded cost over what the cause makes of the list cost: 1 where there is none. */
export type GapReason =
  | { readonly cause: 'equal' }
  | { readonly cause: 'mark-up'; readonly factor: Fraction }
  | {
      readonly cause: 'cache-writes';
      readonly factor: Fraction;
      /** Which price of writes. */
      readonly tokenClass: TokenClass;
      /** Tokens that must have been written, of those that the log has as plain input. */
      readonly written: number;
      readonly plain: number;
    }
  | { readonly cause: 'no-cache-discount'; readonly factor: Fraction }
  | { readonly cause: 'cache-counts'; readonly factor: Fraction; readonly areInside: boolean }
  | {
      readonly cause: 'price-date';
      readonly factor: Fraction;
      readonly price: Omit<OtherPrice, 'rates'>;
      /** The calls have no list price at their own time. */
      readonly isUnlisted: boolean;
    }
  | { readonly cause: 'byok'; readonly atList: number }
  | { readonly cause: 'fees'; readonly fee: FeeKind }
  | { readonly cause: 'other-upstream' }
  | {
      readonly cause: 'other-rates';
      readonly rates: readonly { readonly tokenClass: TokenClass; readonly rate: Rate }[];
    }
  | {
      readonly cause: 'zero' /** `undefined`: none of them has a list price. */;
      readonly list: Money | undefined;
    }
  | {
      readonly cause: 'unexplained';
      /** How many different calls there are: too few show no factor. */
      readonly different: number;
      /** Recorded over list cost, the least and the most; `undefined`: some list cost is nothing. */
      readonly ratios: readonly [number, number] | undefined;
    };

export type FeeKind =
  /** A price of the book, by the use. */
  | { readonly kind: 'tool'; readonly item: string; readonly usdPerThousand: string; readonly uses: number }
  /** More than the upstream's bill, which is the list cost; with uses of server tools beside it. */
  | { readonly kind: 'gateway'; readonly uses: number }
  /** Cached tokens, kept for five minutes. */
  | { readonly kind: 'storage'; readonly tokens: number; readonly hourly: Rate };

/** What calls of one cause have of a row's gap. */
export interface GapPart {
  readonly cause: GapCause;
  readonly calls: number;
  readonly gap: Money;
}

/** What the log claims for some calls beside their list cost. */
export interface ReconciledRow {
  readonly name: string;
  readonly calls: number;
  /** Calls with both costs, and both costs. */
  readonly compared: { readonly calls: number; readonly recorded: Money; readonly list: Money };
  /** Calls with a recorded cost and no list price. */
  readonly unlisted: { readonly calls: number; readonly recorded: Money };
  /** Calls with a list price and no recorded cost; of these, calls recorded as 0. */
  readonly unrecorded: { readonly calls: number; readonly list: Money };
  readonly zeros: number;
  /** In the order of `GAP_CAUSES`; their gaps add up to recorded − list. */
  readonly parts: readonly GapPart[];
}

/** What `--check` came to. */
export interface ReconcileCheck {
  /** The most that costs may differ, as a share of the larger one. */
  readonly share: Fraction;
  readonly accepted: readonly AcceptedCause[];
  readonly failures: readonly CheckFailure[];
}

export const ACCEPTED_CAUSES = [...GAP_CAUSES, 'no-list-price'] as const;
export type AcceptedCause = (typeof ACCEPTED_CAUSES)[number];

export type CheckFailure =
  /** What is left of a row's gap without what is accepted. */
  | {
      readonly kind: 'gap';
      readonly row: string;
      readonly left: Money;
      readonly recorded: Money;
      readonly list: Money;
    }
  | { readonly kind: 'unlisted'; readonly calls: number; readonly recorded: Money }
  | {
      readonly kind: 'coverage';
      /** `undefined`: all together. */
      readonly model: string | undefined;
      readonly what: 'tokens' | 'money';
      readonly logs: Fraction;
      readonly export: Fraction;
    };

/** What a provider's export says, or the logs; `undefined`: they do not say. */
export interface CoveredSide {
  readonly requests: number | undefined;
  /** Input and output, exact. */
  readonly tokens: bigint | undefined;
  /** Of logs: at list price. */
  readonly cost: Money | undefined;
}

export interface CoveredRow {
  /** `provider/model`, behind its host where that is another; as written where the book has none of it; `undefined`: none is named. */
  readonly model: string | undefined;
  /** `2026-11-20`, UTC; `undefined`: the record has no day. */
  readonly day: string | undefined;
  readonly logs: CoveredSide | undefined;
  readonly export: CoveredSide | undefined;
}

/** Logs against what a provider's own export says. */
export interface Coverage {
  readonly files: readonly string[];
  /** By model and day. */
  readonly rows: readonly CoveredRow[];
  /** By model, over the days of the export. */
  readonly models: readonly CoveredRow[];
  /** What the export has, and as much of the logs as can be held against it. */
  readonly total: CoveredRow;
  /** Days of the export, the first and the last; `undefined`: it names none. */
  readonly days: readonly [string, string] | undefined;
  /** Calls of the logs on other days or without a time: not compared. */
  readonly callsOutside: number;
  /** Compared calls that have no list price: their tokens count, their cost does not. */
  readonly callsUnlisted: number;
}

/** What the log claims beside list cost, and why they differ. */
export interface Reconciliation {
  readonly grouping: ReconcileGrouping;
  readonly book: Report['book'];
  readonly at: Instant;
  readonly firstCall: Instant | undefined;
  readonly lastCall: Instant | undefined;
  /** Largest gap first; days in their order. */
  readonly rows: readonly ReconciledRow[];
  readonly total: ReconciledRow;
  /** Largest gap first. */
  readonly findings: readonly GapFinding[];
  /** Why calls with a recorded cost have no list price. */
  readonly unlisted: readonly { readonly why: Unpriced; readonly calls: number }[];
  readonly check: ReconcileCheck | undefined;
  readonly coverage: Coverage | undefined;
  readonly losses: readonly Loss[];
}
