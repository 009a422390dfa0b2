import type { Instant } from '../domain/book.ts';
import type { BookModel } from '../domain/pricing.ts';

/**
 * Which model each call goes to, and when it is priced. `baseline`: the recorded models, each call at its own
 * instant. `keep`: the recorded models as of a date. `target`: one model as of a date. `label`: what people call it.
 */
export type Scenario =
  | { readonly kind: 'baseline' }
  | { readonly kind: 'keep'; readonly asOf: Instant; readonly label: string }
  | { readonly kind: 'target'; readonly asOf: Instant; readonly label: string; readonly model: BookModel };

/** What decides prices besides the calls and the book. */
export interface ReplayOptions {
  /** Which end of a call decides its band. */
  readonly bandAt: 'start' | 'end';
  /** Stands in for instants that a log lacks. */
  readonly at: Instant;
  /** `at` was given by the user: it also replaces instants that precede every price of the model. */
  readonly isAtGiven: boolean;
}
