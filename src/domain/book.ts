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
  /** Ascending by `promptTokens`. */
  readonly sizeTiers: readonly SizeTier[];
  /** Not sold for prompts above this many tokens: such a call has no price. */
  readonly notSoldAbove: number | undefined;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly sources: readonly string[];
  readonly note: string | undefined;
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
  readonly note: string | undefined;
}

/** A factor on all of a call's rates, chosen by the region that the log names. */
export interface Modifier extends Period {
  readonly name: string;
  readonly region: string;
  readonly multiplier: Fraction;
  readonly models: readonly string[];
}

/** A host that bills another vendor's models at that vendor's list price. */
export interface Resale extends Period {
  readonly maker: string;
  readonly basis: 'documented' | 'assumed';
}

/** A figure that changed over time, oldest first. */
export type Timeline = readonly { readonly from: Instant; readonly tokens: number }[];

export interface Model {
  readonly provider: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly tokenizer: TokenizerFamily;
  readonly contextWindow: Timeline;
  readonly maxOutput: Timeline;
  readonly records: readonly PriceRecord[];
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
  readonly models: ReadonlyMap<string, Model>;
}

/** An immutable, versioned set of prices: `pricing/<version>/`. */
export interface PriceBook {
  readonly version: string;
  readonly isDraft: boolean;
  /** The day on which it was compiled, 00:00Z. */
  readonly date: Instant;
  /** sha256 over its files, hex. */
  readonly hash: string;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** Named sets of targets, each `provider/model`. */
  readonly sets: ReadonlyMap<string, readonly string[]>;
  readonly sources: ReadonlyMap<string, { readonly url: string; readonly read: string }>;
}
