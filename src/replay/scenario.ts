import type { Assumptions } from '../domain/assumptions.ts';
import type { Instant } from '../domain/book.ts';
import type { BookModel } from '../domain/pricing.ts';

/**
 * A scenario that a report shows: which model each call goes to, and when it is priced. `baseline`: the recorded
 * models, each call at its own instant. `keep`: the recorded models as of a date. `target`: one model as of a date.
 * `label`: what people call it.
 */
export type ShownScenario =
  | { readonly kind: 'baseline' }
  | { readonly kind: 'keep'; readonly asOf: Instant; readonly label: string }
  | {
      readonly kind: 'target';
      readonly asOf: Instant;
      readonly label: string;
      readonly model: BookModel;
      /** Also calls that stay on their model in other scenarios go to it. */
      readonly isForAll: boolean;
    };

/** The recorded models, all calls at one instant and in one place of the week, whenever they were made. */
export interface FixedScenario {
  readonly kind: 'fixed';
  readonly at: Instant;
  readonly place: Instant;
  /** As if no prompt were large enough for a dearer price. */
  readonly isPlain: boolean;
}

export type Scenario = ShownScenario | FixedScenario;

/** What decides prices besides the calls and the book. */
export interface ReplayOptions {
  /** Which end of a call decides its band. */
  readonly bandAt: 'start' | 'end';
  /** Stands in for instants that a log lacks. */
  readonly at: Instant;
  /** `at` was given by the user: it also replaces instants that precede every price of the model. */
  readonly isAtGiven: boolean;
  /** What the user takes for granted of what does not carry over. */
  readonly given: Assumptions;
}
