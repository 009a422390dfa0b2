import type { Range } from './report.ts';

/** A limit of a model: of prompt and answer together, of the prompt alone, of the answer alone. */
export type Limit = 'window' | 'prompt' | 'answer';

/** A limit that calls pass. */
export interface PassedLimit {
  /** `provider/model`. */
  readonly model: string;
  readonly limit: Limit;
  /** How many tokens it allows. */
  readonly window: number;
}

/** A model that takes calls which are too large for another. */
export interface RoomyModel {
  /** As the report calls it, or `provider/model`. */
  readonly model: string;
  readonly contextWindow: number | undefined;
}

/** A candidate of the same report that takes runs which are too large for another. */
export interface Taker extends RoomyModel {
  /** So many of them are priced there completely. */
  readonly runs: number;
  /** What these cost there. */
  readonly cost: Range;
}

/** The calls that are too large for a scenario's model, and where they would fit. */
export interface Misfits {
  readonly calls: number;
  /** Runs with such a call. */
  readonly runs: number;
  /** In tokens of the target. */
  readonly largestPrompt: number;
  /** Most runs first. */
  readonly workflows: readonly { readonly name: string; readonly runs: number; readonly calls: number }[];
  /** Candidates of the report, in its order. */
  readonly takers: readonly Taker[];
  /** Models of the book that no scenario of the report is about, and that take all of these calls; cheapest first. */
  readonly others: readonly RoomyModel[];
}
