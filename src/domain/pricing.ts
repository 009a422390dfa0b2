import type { Discount, Fee, Instant, Modifier, PriceRecord, RateVector, ServiceTier } from './book.ts';
import type { CacheRule } from './caching.ts';
import type { LoggedWords, NameExplanation, PriceExplanation } from './price-steps.ts';
import type { TokenizerFamily } from './tokens.ts';

/** A model as the book knows it: who bills, whose model it is, and the name that its price hangs on. */
export interface BookModel {
  /** The host that sends the bill. */
  readonly host: string;
  /** Whose list price holds: the host itself or the maker whose models it resells. */
  readonly provider: string;
  /** A model or a routing name of `provider`. */
  readonly name: string;
  /** The region that the logged name carries (`us.anthropic.…`). */
  readonly region: string | undefined;
  /** `own`: the host has its own price. Else how well it is known that the maker's list price holds. */
  readonly basis: 'own' | 'documented' | 'assumed';
}

/** Why a call or a name has no price. Each has its sentence in the catalogue of messages. */
export type Unpriced = { readonly kind: 'unpriced' } & (
  | { readonly code: 'no-model' }
  | { readonly code: 'unknown-model'; readonly name: string; readonly suggestions: readonly string[] }
  | { readonly code: 'unknown-provider'; readonly name: string }
  | { readonly code: 'several-hosts'; readonly name: string; readonly hosts: readonly string[] }
  | { readonly code: 'host-has-no-price'; readonly host: string; readonly name: string }
  | { readonly code: 'precedes-prices'; readonly model: string; readonly first: Instant }
  | { readonly code: 'no-longer-sold'; readonly model: string; readonly until: Instant }
  | { readonly code: 'announced-only'; readonly model: string; readonly from: Instant }
  | { readonly code: 'no-price'; readonly model: string }
  | { readonly code: 'no-such-tier'; readonly model: string; readonly tier: string }
  | { readonly code: 'not-sold-above'; readonly model: string; readonly promptTokens: number }
  | { readonly code: 'rate-unknown'; readonly model: string; readonly tokenClass: string }
  | { readonly code: 'no-counts' }
);

/** The rates that apply to one call, and which entries of the book chose them. */
export interface Priced {
  readonly kind: 'priced';
  /** `provider/model` that the name bills as at this instant. */
  readonly billedAs: string;
  readonly record: PriceRecord;
  /** After size tier, region and discount. */
  readonly rates: RateVector;
  readonly modifier: Modifier | undefined;
  readonly discount: Discount | undefined;
}

/** The question that a price book answers. */
export interface PriceQuestion {
  readonly model: BookModel;
  /** Which prices are in force. */
  readonly at: Instant;
  /** Whose hour, weekday and holiday choose the band: the call's own instant. */
  readonly place: Instant;
  /** All prompt tokens, cached and written ones included: they choose the size tier. */
  readonly promptTokens: number;
  readonly tier: ServiceTier;
  readonly region: string | undefined;
}

export type PriceAt = (question: PriceQuestion) => Priced | Unpriced;

/** A name as a log has it, with the provider that the log names, if any → a model of the book. */
export type ResolveModel = (
  provider: string | undefined,
  name: string | undefined,
  at: Instant | undefined,
) => BookModel | Unpriced;

/** What a replay must know of a model besides its price; a routing name has none of its own. */
export interface ModelLimits {
  readonly tokenizer: TokenizerFamily;
  /** Prompt and output together, in tokens; `undefined`: not known. */
  readonly contextWindow: number | undefined;
  /** The prompt alone, in tokens; `undefined`: no limit besides the window. */
  readonly maxInput: number | undefined;
  /** The answer alone, reasoning included, in tokens; `undefined`: not known. */
  readonly maxOutput: number | undefined;
}

/** What is known to change for a model. */
export type ComingChange = { readonly model: string; readonly at: Instant } & (
  | { readonly kind: 'price'; readonly before: RateVector | undefined; readonly after: RateVector }
  | { readonly kind: 'route'; readonly target: string | undefined }
  | { readonly kind: 'end' }
);

/** A price book as the stages see it: functions, not tables. */
export interface RateCard {
  readonly priceAt: PriceAt;
  readonly resolve: ResolveModel;
  /** What `priceAt` answers, and what each rule chose. */
  readonly explainPrice: (question: PriceQuestion, words: LoggedWords) => PriceExplanation;
  /** What `resolve` answers, and how the name was found. */
  readonly explainName: (...name: Parameters<ResolveModel>) => NameExplanation;
  readonly limitsOf: (model: BookModel, at: Instant) => ModelLimits | undefined;
  /** How a prompt cache serves the model at an instant; hosts that resell it have its maker's. `undefined`: not known. */
  readonly cacheRuleOf: (model: BookModel, at: Instant) => CacheRule | undefined;
  /** `provider/model` that a name bills as at an instant, by routing alone, and since when. */
  readonly billedAs: (
    model: BookModel,
    at: Instant,
  ) => { readonly path: string; readonly since: Instant | undefined };
  /** The service tier that a logged word means; `undefined`: not known to the vendor's table. */
  readonly tierOf: (model: BookModel, word: string | undefined) => ServiceTier | undefined;
  /** Numbers instants: two with the same number are priced alike for all of the models. */
  readonly timeCells: (models: readonly BookModel[]) => (at: Instant) => number;
  /** Prompt sizes, ascending, from which on some price of the model differs: `[272001]` for "over 272,000". */
  readonly sizeSteps: (model: BookModel) => readonly number[];
  /** Whether a call's band hangs on holidays that the book does not know. */
  readonly isHolidayUnknown: (record: PriceRecord, at: Instant, place: Instant) => boolean;
  /** Between two instants, when prices begin or end that are in force, and when such as are only announced. */
  readonly changesWithin: (
    from: Instant,
    to: Instant,
    /** `provider/name`; `undefined`: any. */
    models?: ReadonlySet<string>,
  ) => { readonly published: readonly Instant[]; readonly announced: readonly Instant[] };
  /** What is announced for a model and not used yet at an instant, in the order of time. */
  readonly coming: (model: BookModel, asOf: Instant) => readonly ComingChange[];
  /** An instant of the week from `at` on that is off-peak (or peak) in as many calendars in force at `at` as can be. */
  readonly placeIn: (band: 'off-peak' | 'peak', at: Instant) => Instant;
  /** When a price of the model begins, or what its name bills as, at any time; ascending. */
  readonly startsOf: (model: BookModel) => readonly Instant[];
  /** What the host or the maker charges for server tools at an instant. */
  readonly feesOf: (model: BookModel, at: Instant) => readonly Fee[];
  /** The bands that a call could fall into at `at` if its hour is not known: one instant for each. */
  readonly placesOf: (model: BookModel, at: Instant) => readonly Instant[];
}
