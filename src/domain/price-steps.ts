import type {
  BookSource,
  Calendar,
  CalendarVersion,
  Discount,
  Fee,
  Layer,
  Modifier,
  PriceRecord,
  Resale,
  RoutingRow,
  ServiceTier,
  SizeTier,
} from './book.ts';
import type { BookModel, Priced, Unpriced } from './pricing.ts';

/** An address that a figure was read from, under its key in the book. A user's book has keys only. */
export type NamedSource = { readonly key: string } & Partial<BookSource>;

/** An entry of the book, and where it was read. */
export interface Sourced<T> {
  readonly entry: T;
  readonly sources: readonly NamedSource[];
}

/** What found out who sends the bill. `prefix`: how the name begins. `only host`: nobody else sells it. */
export type HostKnownBy =
  | { readonly kind: 'provider'; readonly word: string }
  | { readonly kind: 'prefix'; readonly text: string }
  | { readonly kind: 'maker' }
  | { readonly kind: 'only host' };

/** A name as logs write it → a model of the book. */
export interface NameStep {
  readonly rule: 'name';
  readonly provider: string | undefined;
  readonly name: string;
  readonly model: BookModel;
  readonly knownBy: HostKnownBy;
  /** What was cut off its front and its end, outermost first; it does not change the price. */
  readonly cut: readonly string[];
  /** What was left of it, and found among names and aliases. */
  readonly found: string;
  /** The host's row that says that it bills the maker's list price. */
  readonly resale: Sourced<Resale> | undefined;
}

/** Where a name is sent at the instant, by one row after the other. */
export interface RoutingStep {
  readonly rule: 'routing';
  readonly rows: readonly Sourced<RoutingRow>[];
  /** Rows for the instant that do not count: withdrawn, or announced and not asked for. */
  readonly unused: readonly Sourced<RoutingRow>[];
}

/** The entry of the book that is in force. */
export interface RecordStep extends Sourced<PriceRecord> {
  readonly rule: 'record';
  /** Entries for the instant that do not count: withdrawn, or announced and not asked for. */
  readonly unused: readonly Sourced<PriceRecord>[];
  /** The user's book that it is from. */
  readonly layer: Layer | undefined;
  /** The entry that would hold without that book. */
  readonly below: PriceRecord | undefined;
}

/** A place in the week, on the clock of a calendar's own zone. */
export interface PlaceInWeek {
  /** Whole days since 1970-01-01. */
  readonly day: number;
  /** 0 = Sunday. */
  readonly weekday: number;
  readonly minute: number;
  readonly isHoliday: boolean;
}

/** Which hours of the week the entry is for. */
export interface BandStep {
  readonly rule: 'band';
  /** `undefined`: the entry holds at all hours. */
  readonly found:
    | {
        readonly calendar: Calendar;
        readonly version: CalendarVersion;
        readonly place: PlaceInWeek;
        readonly isHolidayUnknown: boolean;
        readonly band: string;
        /** `[start, end)` in minutes; `undefined`: outside all windows. */
        readonly window: readonly [number, number] | undefined;
      }
    | undefined;
}

/** Which rates of the entry hold for a prompt of this size. */
export interface SizeStep {
  readonly rule: 'size';
  readonly promptTokens: number;
  /** All limits of the entry, ascending. */
  readonly tiers: readonly SizeTier[];
  /** The last that the prompt is past; `undefined`: none. */
  readonly reached: SizeTier | undefined;
  readonly notSoldAbove: number | undefined;
}

/** What read a logged word for the service tier. */
export type TierKnownBy = 'standard' | 'provider' | 'word';

/** The service tier that was asked for, and the one that the entry is of. */
export interface TierStep {
  readonly rule: 'tier';
  /** As logged. */
  readonly word: string | undefined;
  readonly knownBy: TierKnownBy | undefined;
  readonly asked: ServiceTier;
  /** Another name of the same tier, or the one that was asked for. */
  readonly used: ServiceTier;
}

/** A factor by region. */
export interface RegionStep {
  readonly rule: 'region';
  readonly region: string | undefined;
  readonly knownBy: 'name' | 'log' | undefined;
  readonly modifier: Sourced<Modifier> | undefined;
}

/** A share off the list price, by a contract of the user's. */
export interface DiscountStep {
  readonly rule: 'discount';
  readonly discount: Discount | undefined;
  readonly layer: Layer | undefined;
}

/** What the host charges beside tokens at the instant. In no figure. */
export interface FeesStep {
  readonly rule: 'fees';
  readonly fees: readonly Sourced<Fee>[];
}

/** What one rule of the look-up chose. */
export type PriceStep =
  | NameStep
  | RoutingStep
  | RecordStep
  | BandStep
  | SizeStep
  | TierStep
  | RegionStep
  | DiscountStep
  | FeesStep;

export type PriceRule = PriceStep['rule'];

/** The rules in the order in which they are asked. */
export const PRICE_RULES = [
  'name',
  'routing',
  'record',
  'band',
  'size',
  'tier',
  'region',
  'discount',
  'fees',
] as const satisfies readonly PriceRule[];

/** A price and the chain of rules that led to it, or as far as it went. */
export interface PriceExplanation {
  readonly price: Priced | Unpriced;
  /** In the order of `PRICE_RULES`. */
  readonly steps: readonly PriceStep[];
}

/** A name, explained: the step, or why it has no model. */
export type NameExplanation = NameStep | Unpriced;

/** What `explainPrice` cannot know of the question: the words that were logged. */
export interface LoggedWords {
  readonly serviceTier: string | undefined;
}

/** The rule at which a look-up without a price ended; `counts`: it was never begun; `window`: the model takes less. */
export type ChainEnd = PriceRule | 'rates' | 'counts';

export function endOfChain({ code }: Unpriced): ChainEnd {
  switch (code) {
    case 'no-counts':
      return 'counts';
    case 'no-model':
    case 'unknown-model':
    case 'unknown-provider':
    case 'several-hosts':
    case 'host-has-no-price':
      return 'name';
    case 'precedes-prices':
    case 'no-longer-sold':
    case 'announced-only':
    case 'no-price':
      return 'record';
    case 'no-such-tier':
      return 'tier';
    case 'not-sold-above':
      return 'size';
    case 'rate-unknown':
      return 'rates';
    default:
      return code satisfies never;
  }
}
