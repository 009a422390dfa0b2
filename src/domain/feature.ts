import type { Fraction, Money } from './money.ts';

/** What kind of figure says what a run is worth. `budget`: only what it may cost is known. */
export const WORTHS = ['value', 'price', 'revenue', 'budget'] as const;
export type WorthKind = (typeof WORTHS)[number];

/** What a run is worth, and what share of that inference may take. */
export interface Worth {
  readonly kind: WorthKind;
  /** Of one run, in 10⁻¹⁵ USD; a revenue by the month is spread over the month's runs. */
  readonly perRun: Money;
  /** The same, not rounded: in 10⁻¹⁵ USD, for what is worked out of it. */
  readonly exact: Fraction;
  /** `1 − target margin`, or the revenue share; one for a budget. */
  readonly share: Fraction;
}

/** A workflow that was never built, as somebody expects it. Token counts are those of the `before` model. */
export interface Shape {
  readonly steps: number;
  readonly callsPerStep: number;
  readonly inputTokens: number;
  /** Of the input; `undefined`: nobody says, and the base has no cache hits. */
  readonly cachedTokens: number | undefined;
  readonly outputTokens: number;
  /** The share of the calls that need the `before` model wherever the others go. */
  readonly frontierShare: Fraction;
  /** As the user names it; `undefined`: the cheapest model of the frontier of its time. */
  readonly beforeModel: { readonly name: string; readonly line: number } | undefined;
}

export const STATUSES = ['shipped', 'shelved'] as const;
export type FeatureStatus = (typeof STATUSES)[number];

/** Something that a product does or could do, and what it may cost. Text is the user's: untrusted. */
export interface Feature {
  readonly name: string;
  /** Where it stands in its file. */
  readonly line: number;
  readonly status: FeatureStatus | undefined;
  readonly subject:
    | { readonly kind: 'workflow'; readonly pattern: string; readonly line: number }
    | { readonly kind: 'shape'; readonly shape: Shape; readonly line: number };
  readonly worth: Worth;
  /** The most that a run may cost: `worth × share`, rounded once to 10⁻¹⁵ USD. */
  readonly affordable: Money;
  readonly runsPerMonth: number | undefined;
  /** The least score that a model must have to be used. */
  readonly minQuality: number | undefined;
  /** Scores that the user has measured, by the name of a scenario or model. */
  readonly quality: ReadonlyMap<string, number>;
}

/** What one unit of a currency was worth on a day. */
export interface ExchangeRate {
  readonly currency: string;
  readonly usd: Fraction;
  /** `2026-11-20` */
  readonly date: string;
}
