import type { InWorlds } from './caching.ts';
import type { Fraction } from './money.ts';

/** What a user may say of cache hits where a log, or the move to another model, leaves them open. */
export const GIVEN_CACHES = ['recorded', 'cold', 'warm'] as const;
export type GivenCache = (typeof GIVEN_CACHES)[number];

/** A value that a user gives, and the line of the file at which it stands. */
export interface Given<T> {
  readonly value: T;
  readonly line: number;
}

/** A factor or a rate that is given for a target, with its range. */
export type GivenBar = Given<InWorlds<Fraction>>;

/** What a user takes for granted of calls that move to another model; `undefined`: nothing was said of it. */
export interface Assumptions {
  /** Where it is said; `undefined`: nowhere. */
  readonly file: string | undefined;
  /** Tokens of an answer on the target for each one of the log. @param names all names of the target */
  readonly outputLength: (names: readonly string[]) => GivenBar | undefined;
  /** Calls on the target that must be made again, for each one of the log. */
  readonly retryRate: (names: readonly string[]) => GivenBar | undefined;
  readonly cache: Given<GivenCache> | undefined;
  /** Which end of a call decides its band. */
  readonly bandAt: Given<'start' | 'end'> | undefined;
}

export const NOTHING_GIVEN: Assumptions = {
  file: undefined,
  outputLength: () => undefined,
  retryRate: () => undefined,
  cache: undefined,
  bandAt: undefined,
};
