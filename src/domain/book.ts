import type { CacheRule, InWorlds } from './caching.ts';
import type { Fraction, Rate } from './money.ts';
import type { TokenClass, TokenizerFamily } from './tokens.ts';

export const SERVICE_TIERS = ['standard', 'batch', 'flex', 'priority', 'fast', 'ultrafast', 'spot'] as const;

/** The service level that a call was billed at. */
export type ServiceTier = (typeof SERVICE_TIERS)[number];

/** A point in time: milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

/** `[from, to)`; `to` undefined: still in force on the book's date, as far as known. */
export interface Period {
  readonly from: Instant;
  readonly to: Instant | undefined;
}

/**
 * The rate of every token class, after the vendor's rules for absent ones.
 * `undefined`: the vendor has a price for this class, but nobody knows it.
 */
export type RateVector = Readonly<Record<TokenClass, Rate | undefined>>;

/** Rates that replace all others of the request once its prompt passes a size. */
export interface SizeTier {
  readonly promptTokens: number;
  /** true: from exactly `promptTokens` on; false: only above it. */
  readonly isInclusive: boolean;
  readonly rates: RateVector;
}

export type RecordStatus = 'published' | 'announced' | 'withdrawn';

/** How well a price's first instant is known; `undated`: a list without dates, taken to hold at all times. */
export const PRECISIONS = [
  'day',
  'bracket',
  'no_later_than',
  'approximate',
  'observed_on',
  'undated',
] as const;
export type Precision = (typeof PRECISIONS)[number];

/** What one model costs at one service tier, in one band of the day, in one period. */
export interface PriceRecord extends Period {
  /** `provider/model@2026-08-16T1600Z#peak` */
  readonly id: string;
  readonly provider: string;
  readonly model: string;
  readonly tier: ServiceTier;
  readonly band: { readonly calendar: string; readonly name: string } | undefined;
  readonly status: RecordStatus;
  readonly rates: RateVector;
  /** The classes whose rates are stated; the others follow from the vendor's rules for absent ones. */
  readonly stated: readonly TokenClass[];
  /** Ascending by `promptTokens`. */
  readonly sizeTiers: readonly SizeTier[];
  /** Not sold for prompts above this many tokens: such a call has no price. */
  readonly notSoldAbove: number | undefined;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly sources: readonly string[];
  readonly note: string | undefined;
  /** `undefined`: `from` is known to the minute. */
  readonly precision: Precision | undefined;
  /** The vendor promised the price until this day. */
  readonly guaranteedUntil: Instant | undefined;
  /** The rule by which the figures were worked out, where no table was read. */
  readonly derived: string | undefined;
  /** The user's book that it is from; `undefined`: it is recost's own. */
  readonly layer: string | undefined;
}

/** One version of a calendar's rule: which band holds at which hour of which day. */
export interface CalendarVersion extends Period {
  readonly otherwise: string;
  readonly bands: readonly {
    readonly name: string;
    /** 0 = Sunday … 6 = Saturday, in the calendar's own zone. */
    readonly weekdays: readonly number[];
    readonly appliesOnHolidays: boolean;
    /** `[start, end)` in minutes after the zone's midnight. */
    readonly windows: readonly (readonly [number, number])[];
  }[];
}

/** A vendor's peak and off-peak hours. */
export interface Calendar {
  readonly id: string;
  readonly utcOffsetMinutes: number;
  /** Days (whole days since 1970-01-01 in the calendar's zone) that are public holidays. */
  readonly holidays: ReadonlySet<number>;
  /** The days for which the list of holidays is complete, first and last. */
  readonly holidaysKnown: readonly [number, number];
  readonly versions: readonly CalendarVersion[];
}

/** A name that bills as another model for a while. */
export interface RoutingRow extends Period {
  readonly provider: string;
  readonly name: string;
  /** `undefined`: nobody knows what it billed as. */
  readonly model: string | undefined;
  readonly status: RecordStatus;
  readonly sources: readonly string[];
  readonly note: string | undefined;
}

/** A factor on all of a call's rates, chosen by the region that the log names. */
export interface Modifier extends Period {
  readonly name: string;
  readonly region: string;
  readonly multiplier: Fraction;
  readonly models: readonly string[];
  readonly sources: readonly string[];
  readonly note: string | undefined;
}

/** A share off the list price of what one provider bills, by a contract of the user's. */
export interface Discount extends Period {
  /** The user's book that it is from. */
  readonly layer: string;
  /** As written: `15%`. */
  readonly off: string;
  /** What is left to pay: 17/20. */
  readonly multiplier: Fraction;
  /** Patterns of model names, as written; `undefined`: all. */
  readonly models: readonly string[] | undefined;
  /** The models that they mean, each `maker/model`. */
  readonly paths: ReadonlySet<string> | undefined;
  readonly note: string | undefined;
}

/** What is charged beside tokens. For reference. */
export interface Fee extends Period {
  readonly item: string;
  readonly usdPerThousand: string;
  readonly sources: readonly string[];
  readonly note: string | undefined;
}

/** A host that bills another vendor's models at that vendor's list price. */
export interface Resale extends Period {
  readonly maker: string;
  readonly basis: 'documented' | 'assumed';
  readonly sources: readonly string[];
  readonly note: string | undefined;
}

/** A figure that changed over time, oldest first. */
export type Timeline = readonly { readonly from: Instant; readonly tokens: number }[];

export interface Model {
  readonly provider: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly tokenizer: TokenizerFamily;
  /** Its prices, in the order of the book. */
  readonly records: () => readonly PriceRecord[];
  readonly life: () => ModelLife;
}

/** How long a model was sold, and what it takes. */
export interface ModelLife {
  readonly contextWindow: Timeline;
  /** Where it is smaller than the window leaves for prompts. */
  readonly maxInput: Timeline;
  readonly maxOutput: Timeline;
  /** The shortest beginning of a prompt that a cache keeps; `undefined`: as its provider's caching says. */
  readonly cacheMinTokens: InWorlds<number> | undefined;
  readonly released: Instant | undefined;
  /** The day on which it stops, also a day to come. */
  readonly retired: Instant | undefined;
}

export interface Provider {
  readonly id: string;
  readonly title: string;
  /** It sells its own models: a name without a provider means it, before any host. */
  readonly isMaker: boolean;
  /** Names under which logs know it, lower case; its id is one of them. */
  readonly knownAs: readonly string[];
  /** Beginnings of a model name that say it is billed by this provider. */
  readonly prefixes: readonly string[];
  /** Beginnings and endings of this provider's model names that do not change the price. */
  readonly strip: {
    readonly prefixes: readonly { readonly text: string; readonly region: string | undefined }[];
    readonly suffixes: readonly string[];
  };
  /** Beginning of a name → the vendor whose model it is, for hosts: `anthropic.` → `anthropic`. */
  readonly makers: ReadonlyMap<string, string>;
  /** Whole names → `provider/model`, where no prefix and suffix rule reaches. */
  readonly names: ReadonlyMap<string, string>;
  /** A service tier as logs write it → ours. */
  readonly tiers: ReadonlyMap<string, ServiceTier>;
  /** Tiers that are one under two names: where there is no price for the first, the second holds. */
  readonly tierSynonyms: ReadonlyMap<string, ServiceTier>;
  readonly resells: readonly Resale[];
  readonly routing: readonly RoutingRow[];
  readonly modifiers: readonly Modifier[];
  /** Prices of the user's own for models that it resells, by `maker/model`: they hold before the maker's list. */
  readonly contracts: ReadonlyMap<string, () => readonly PriceRecord[]>;
  /** Of the user's contracts; of several that fit, the last holds. */
  readonly discounts: readonly Discount[];
  readonly fees: readonly Fee[];
  /** How its prompt cache works; of several rules for a model and an instant, the last holds. */
  readonly caching: () => readonly CacheRule[];
  readonly models: ReadonlyMap<string, Model>;
}

/** What was read, and when. */
export interface BookSource {
  readonly url: string;
  readonly read: string;
  readonly kind: string;
}

/** A book of the user's that was laid over recost's. */
export interface Layer {
  readonly name: string;
  /** The file that it was read from. */
  readonly file: string;
  /** sha256 of the file, hex. */
  readonly hash: string;
  /** It has prices only for models of which the books below have none. */
  readonly isUnder: boolean;
  /** Where its figures are from, if it was made of a price list. */
  readonly origin: string | undefined;
  /** Models of it that were left to the books below. */
  readonly left: readonly string[];
}

/** An immutable, versioned set of prices: `pricing/<version>/`, and the user's own books over it. */
export interface PriceBook {
  /** `2026-11-23`, or with the user's books `2026-11-23+acme`. */
  readonly version: string;
  readonly isDraft: boolean;
  /** The day on which it was compiled, 00:00Z. */
  readonly date: Instant;
  /** sha256 over its files and the user's, hex. */
  readonly hash: string;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** Named sets of targets, each `provider/model`. */
  readonly sets: ReadonlyMap<string, readonly string[]>;
  readonly sources: ReadonlyMap<string, BookSource>;
  /** The user's books, in the order in which they were laid over. */
  readonly layers: readonly Layer[];
  /** The book that the last `under` one was laid under: a name that it knows is never answered by that one. */
  readonly above: PriceBook | undefined;
}
