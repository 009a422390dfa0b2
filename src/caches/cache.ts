import type { CacheMark, CacheMode, CacheRule, HitWorld } from '../domain/caching.ts';

/** A vendor's rule as it is taken in one world. */
export interface WorldRule {
  readonly mode: CacheMode;
  readonly minTokens: number;
  readonly unitTokens: number;
  readonly idleMs: number;
  readonly marks: readonly CacheMark[];
  /** Texts before a mark that are searched. */
  readonly lookBack: number;
  /** Tokens that are written have a price of their own. */
  readonly chargesWrites: boolean;
}

export const ruleIn = (rule: CacheRule, world: HitWorld): WorldRule => ({
  mode: rule.mode[world],
  minTokens: rule.minTokens[world],
  unitTokens: rule.unitTokens[world],
  idleMs: rule.idleSeconds[world] * 1000,
  marks: rule.marks,
  lookBack: rule.lookBack ?? Number.POSITIVE_INFINITY,
  chargesWrites: rule.writes !== undefined,
});

/** Where a call's prompt, its instructions and its answer end, as places of its scope; without an answer, the prompt. */
export interface Places {
  readonly end: number;
  readonly instructions: number;
  readonly answer: number;
}

/** What has been kept of the calls so far. Instants never go back. */
export interface Cache {
  /** The longest beginning of a prompt that is found at an instant; 0: none. */
  readonly find: (places: Places, at: number) => number;
  /** A beginning was read: it is kept for longer. */
  readonly renew: (place: number, at: number) => void;
  /** A prompt can be found from `now` on; its time counts from the call's start. */
  readonly keep: (places: Places, startedAt: number, now: number) => void;
}
