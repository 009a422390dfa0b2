import type {
  BookSource,
  Calendar,
  Discount,
  Fee,
  Instant,
  Layer,
  PriceRecord,
  RateVector,
  Resale,
  RoutingRow,
  ServiceTier,
  Timeline,
} from './book.ts';
import type { CacheRule } from './caching.ts';
import type { Rate } from './money.ts';
import type { Unpriced } from './pricing.ts';
import type { TokenClass } from './tokens.ts';

/** Which book is looked at, and how old it is on the user's day. */
export interface BookFacts {
  readonly version: string;
  readonly isDraft: boolean;
  readonly hash: string;
  readonly date: Instant;
  /** Whole days from the book's date to the user's day. */
  readonly ageDays: number;
  readonly layers: readonly Layer[];
}

/** What one model costs at one time, in one tier, in one band and at one size. */
export interface PriceRow {
  readonly provider: string;
  readonly model: string;
  readonly tier: ServiceTier;
  /** `peak`; `undefined`: at all hours. */
  readonly band: string | undefined;
  /** The rates hold for prompts over (or from) so many tokens; `undefined`: for those below every such limit. */
  readonly above: { readonly tokens: number; readonly isInclusive: boolean } | undefined;
  readonly rates: RateVector;
  /** The classes whose rates are stated; the others bill as another class. */
  readonly stated: readonly TokenClass[];
  readonly record: PriceRecord;
}

/** What the book has for a choice of models at one instant. */
export interface PriceList {
  readonly book: BookFacts;
  readonly at: Instant;
  readonly rows: readonly PriceRow[];
  /** Of the user's contracts, by provider, in force then. Rows have list prices. */
  readonly discounts: readonly { readonly provider: string; readonly discount: Discount }[];
  /** Models of the choice that have no price then. */
  readonly without: number;
}

/** All that a book knows of one model. */
export interface ModelHistory {
  readonly book: BookFacts;
  readonly host: { readonly id: string; readonly title: string };
  readonly provider: { readonly id: string; readonly title: string };
  readonly name: string;
  readonly aliases: readonly string[];
  readonly tokenizer: string | undefined;
  readonly contextWindow: Timeline;
  readonly maxOutput: Timeline;
  readonly released: Instant | undefined;
  readonly retired: Instant | undefined;
  /** How the host bills the maker's models, where it is not the maker. */
  readonly resale: Resale | undefined;
  /** Rows that send the name elsewhere, those announced and those withdrawn among them. */
  readonly routing: readonly RoutingRow[];
  readonly rows: readonly PriceRow[];
  readonly calendars: readonly Calendar[];
  /** How a prompt cache serves it, on the user's day. */
  readonly caching: CacheRule | undefined;
  readonly fees: readonly Fee[];
  /** Of the user's contracts with the host, for this model. */
  readonly discounts: readonly Discount[];
  readonly sources: readonly (BookSource & { readonly key: string })[];
  /** The user's day, to tell past from present. */
  readonly today: Instant;
}

/** How a price of one class of tokens differs between two sides; a side is `undefined` where it has no price. */
export interface PriceChange {
  readonly provider: string;
  readonly model: string;
  readonly tier: ServiceTier;
  readonly bands: readonly [string | undefined, string | undefined];
  readonly above: PriceRow['above'];
  readonly tokenClass: TokenClass;
  readonly before: Rate | undefined;
  readonly after: Rate | undefined;
}

/** A name that has a price on one side only, and why not on the other. */
export interface CameOrWent {
  readonly provider: string;
  readonly model: string;
  /** Why the other side has none; `undefined`: it does not know the name. */
  readonly reason: Unpriced | undefined;
}

/** A name that bills as another model than before. */
export interface Rerouted {
  readonly provider: string;
  readonly model: string;
  readonly before: string;
  readonly after: string;
}

/** What differs between the prices of two books, or of one book at two instants. */
export interface PriceDiff {
  readonly sides: readonly [DiffSide, DiffSide];
  readonly changes: readonly PriceChange[];
  readonly came: readonly CameOrWent[];
  readonly went: readonly CameOrWent[];
  readonly rerouted: readonly Rerouted[];
  /** Names that have a price on both sides, changed or not. */
  readonly compared: number;
}

export interface DiffSide {
  readonly version: string;
  readonly hash: string;
  readonly at: Instant;
}
