import type { Instant, Layer, PriceRecord, RateVector } from './book.ts';
import type { CacheRule, HitWorld } from './caching.ts';
import type { AlgebraRule, InstantKnown } from './call.ts';
import type { Counts } from './entry.ts';
import { addFractions, whole } from './exact.ts';
import type { PassedLimit, RoomyModel } from './misfits.ts';
import { type Fraction, type Money, multiply, type Rate } from './money.ts';
import type { PriceStep } from './price-steps.ts';
import type { Priced, Unpriced } from './pricing.ts';
import type { Outcome, Range, TextCounting, World } from './report.ts';
import type { Provenance, TokenClass, TokenizerFamily } from './tokens.ts';

/** Where a call was read, and what was decided about it. */
export interface CallOrigin {
  readonly file: string;
  readonly line: number;
  /** Of several calls on one line (a document without lines), its number, from 1. */
  readonly onLine: number;
  /** Records that told of the same response. */
  readonly records: number;
  /** What decided whether cached tokens are inside the input, in these records. */
  readonly rules: readonly AlgebraRule[];
  /** It is what a span has more than the calls inside it. */
  readonly isGap: boolean;
}

/** What is explained. `isDearest`: nobody named it, it costs most. */
export type Subject =
  | { readonly kind: 'call' | 'run'; readonly isDearest: boolean }
  | { readonly kind: 'workflow' }
  /** No log: a model at an instant, with tokens of the user's. */
  | { readonly kind: 'question'; readonly model: string; readonly hasTokens: boolean };

/** One product of a cost: tokens, what multiplies them, and a rate. */
export interface CostLine {
  /** The class that the tokens are paid as. */
  readonly what: TokenClass;
  readonly tokens: Fraction;
  /** Token factor and share, where there are such. */
  readonly times: readonly Fraction[];
  readonly rate: Rate;
}

/** What a line comes to, in 10⁻¹⁵ USD. */
export const amountOf = ({ tokens, times, rate }: CostLine): Fraction =>
  [...times, whole(rate)].reduce(multiply, tokens);

export const sumOfLines = (lines: readonly CostLine[]): Fraction =>
  lines.map(amountOf).reduce(addFractions, whole(0));

/**
 * How input is cached where calls are moved, or where their log does not say. `recorded`: as the log says.
 * `simulated`: as the texts of prompts and the vendor's rule have it.
 */
export type Caching = 'recorded' | 'cold' | 'warm' | 'base' | 'simulated';

/** A call that is shown alone. */
export interface ExplainedCall {
  readonly origin: CallOrigin | undefined;
  readonly step: string | undefined;
  readonly startedAt: Instant | undefined;
  /** What it may cost, in the worlds of its run; `undefined`: it has no price. */
  readonly range: Range | undefined;
  readonly instantKnown: InstantKnown;
  /** Band and size, which hang on the call itself. */
  readonly steps: readonly PriceStep[];
}

/** Calls of one rate row that are calculated together: one, or many. */
export interface CostItem {
  readonly calls: number;
  readonly call: ExplainedCall | undefined;
  readonly caching: Caching;
  readonly counts: Counts;
  /** Where the cache is simulated: tokens on the target, in whole numbers, and what the cache does with the input. */
  readonly simulated: SimulatedTokens | undefined;
  /** Under a warm cache, input is not here but in `WarmInput`. */
  readonly lines: readonly CostLine[];
}

/** Tokens of calls whose prompts were compared with others. */
export interface SimulatedTokens {
  /** The hits of which world: that of the base, of few hits (`low`) or of many (`high`); `unused`: no marks are set. */
  readonly hits: HitWorld | 'unused';
  readonly confidence: CacheRule['confidence'];
  readonly input: number;
  readonly output: number;
  readonly read: number;
  readonly written: number;
  readonly plain: number;
}

/** What carries over to another model, or to other tokens, and how. */
export interface Transfer {
  /** Where calls go: `provider/model`. */
  readonly to: string;
  /** To another model: answers stay as long as they are, and caching is another vendor's. */
  readonly isMoved: boolean;
  /** Whose tokens the log counts, and those of the target. */
  readonly tokenizers: readonly [TokenizerFamily | undefined, TokenizerFamily | undefined];
  /** Target tokens for each token of the log: the base, its bar, and the one of the world. */
  readonly factor: { readonly base: Fraction; readonly barPercent: number; readonly inWorld: Fraction };
  /** Tokens of an answer for each one of the log, and calls that are made for each: in the world, as given by the user. */
  readonly moves: { readonly outputLength: Fraction; readonly attempts: Fraction };
  readonly isTierReplaced: boolean;
  /** How texts came to tokens on both sides; the factor is for those that are not in the log. */
  readonly texts:
    | {
        readonly how: TextCounting;
        readonly barPercent: number;
        /** The user's own ways of counting among them. */
        readonly own: readonly string[];
      }
    | undefined;
}

/** How the counts of a kind of calls are known. */
export interface CountsKnown {
  readonly input: Provenance | undefined;
  readonly output: Provenance | undefined;
  readonly isCacheKnown: boolean;
  /** Sums over many calls: neither sizes nor hours are known. */
  readonly isTotal: boolean;
}

/** Calls that are priced by the same rates for the same reasons. */
export interface RateRow {
  readonly billedAs: string;
  readonly record: PriceRecord;
  /** In the world that is explained. */
  readonly rates: RateVector;
  /** Other entries that may hold, where hour or size are not known: the world takes the lowest or the highest of each class. */
  readonly others: readonly Priced[];
  /** Which prices are in force; `undefined`: each call's own instant. */
  readonly at: Instant | undefined;
  readonly isInstantAssumed: boolean;
  readonly known: CountsKnown;
  readonly steps: readonly PriceStep[];
  /** `undefined`: calls stay as they are recorded. */
  readonly transfer: Transfer | undefined;
  readonly items: readonly CostItem[];
  readonly sum: Fraction;
}

/** Calls without a price: how far the chain of rules came, and why it ended. */
export interface UnpricedRow {
  readonly why: Unpriced | ({ readonly kind: 'infeasible' } & PassedLimit);
  /** Of the first call that does not fit: the tokens that are limited, and what they are there. */
  readonly tooMany: { readonly tokens: bigint; readonly factor: Fraction } | undefined;
  /** As the log has them. */
  readonly provider: string | undefined;
  readonly model: string | undefined;
  readonly steps: readonly PriceStep[];
  readonly calls: number;
  /** Where the first few were read, if it is known. */
  readonly origins: readonly CallOrigin[];
}

/** Input that a warm cache serves: all of a run's but its largest prompt, or what was recorded if that is more. */
export interface WarmInput {
  readonly runs: number;
  /** By rate row: tokens of the log, and what they are on the target. */
  readonly parts: readonly {
    readonly row: number;
    readonly tokens: bigint;
    readonly factor: Fraction;
    readonly target: Fraction;
  }[];
  readonly total: Fraction;
  /** Of a single run, in target tokens: what decides how much is served. */
  readonly ofRun: { readonly largest: Fraction; readonly cached: Fraction } | undefined;
  readonly served: Fraction;
  readonly lines: readonly CostLine[];
  readonly sum: Fraction;
}

/** What it all comes to; amounts in 10⁻¹⁵ USD. */
export interface CostTotal {
  /** Calls whose counts hold as recorded: exact. */
  readonly recorded: Money;
  /** The others, before and after each run is rounded once, half-even. */
  readonly exact: Fraction;
  readonly rounded: Money;
  /** Runs that several rate rows price through a warm cache: each with a share of its own. */
  readonly mixed: { readonly runs: number; readonly calls: number; readonly cost: Money };
  readonly cost: Money;
  /** What it may be, and what each assumption makes of that alone (see Outcome); `undefined`: nothing is assumed. */
  readonly reaching: { readonly range: Range; readonly spread: Outcome['spread'] } | undefined;
  readonly calls: number;
  readonly callsPriced: number;
  /** Of a workflow; `complete`: runs of which every call has a price. */
  readonly runs:
    | {
        readonly all: number;
        readonly complete: number;
        readonly cost: Money;
        readonly mean: Money | undefined;
      }
    | undefined;
}

/** A figure, taken apart. */
export interface Explanation {
  readonly subject: Subject;
  readonly workflow: string | undefined;
  readonly run: string | undefined;
  readonly book: {
    readonly version: string;
    readonly isDraft: boolean;
    readonly hash: string;
    readonly date: Instant;
    readonly layers: readonly Layer[];
  };
  readonly scenario: { readonly kind: 'baseline' | 'keep' | 'target'; readonly label: string };
  readonly asOf: Instant;
  readonly world: World;
  readonly bandAt: 'start' | 'end';
  readonly rows: readonly RateRow[];
  readonly unpriced: readonly UnpricedRow[];
  /** Models that take all calls which do not fit; `undefined`: all fit. */
  readonly roomy: readonly RoomyModel[] | undefined;
  readonly warm: readonly WarmInput[];
  readonly total: CostTotal;
  /** Of the dearest run: among how many it was found. */
  readonly runsCompared: number | undefined;
}
