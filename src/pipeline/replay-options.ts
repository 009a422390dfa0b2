import type { Assumptions } from '../domain/assumptions.ts';
import type { Instant } from '../domain/book.ts';
import type { ReplayOptions } from '../replay/scenario.ts';

/** What a replay is asked with, beside logs and prices. */
export interface ReplayRequest {
  readonly at: Instant | undefined;
  readonly bandAt: 'start' | 'end';
  readonly given: Assumptions;
}

/** @param asOf stands in for the instant of calls that have none, unless the user gave one */
export const replayOptions = ({ at, bandAt, given }: ReplayRequest, asOf: Instant): ReplayOptions => ({
  bandAt,
  at: at ?? asOf,
  isAtGiven: at !== undefined,
  given,
});
