import type { Period } from './book.ts';
import type { TokenClass } from './tokens.ts';

/** How many hits an assumption leads to: `low` is the world of few hits, `high` that of many. */
export const HIT_WORLDS = ['low', 'base', 'high'] as const;
export type HitWorld = (typeof HIT_WORLDS)[number];

/** A value in each of the worlds; the same in all where a vendor publishes it. */
export type InWorlds<T> = Readonly<Record<HitWorld, T>>;

/** `automatic`: any beginning is found, in whole units. `breakpoints`: only beginnings that end at a mark. */
export const CACHE_MODES = ['automatic', 'breakpoints'] as const;
export type CacheMode = (typeof CACHE_MODES)[number];

/**
 * Where a beginning ends that is kept under breakpoints: after tools and system prompt, at the end of the prompt, at
 * that of the answer to it, or where several requests were seen to part.
 */
export const CACHE_MARKS = ['instructions', 'prompt', 'answer', 'shared'] as const;
export type CacheMark = (typeof CACHE_MARKS)[number];

/** What a vendor says of its prompt cache, or what is taken where it says nothing. */
export interface CacheRule extends Period {
  /** Patterns of model names; `undefined`: all of the provider's. */
  readonly models: readonly string[] | undefined;
  readonly mode: InWorlds<CacheMode>;
  /** The shortest beginning that is kept. */
  readonly minTokens: InWorlds<number>;
  /** Hits are counted in whole units of so many tokens. */
  readonly unitTokens: InWorlds<number>;
  /** For how long a beginning is found after a request had it last. */
  readonly idleSeconds: InWorlds<number>;
  /** Under breakpoints. */
  readonly marks: readonly CacheMark[];
  /** How many blocks of content before a mark are searched for an earlier one; `undefined`: all. */
  readonly lookBack: number | undefined;
  /** The class as which tokens bill that are written to the cache; `undefined`: they are plain input. */
  readonly writes: TokenClass | undefined;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly sources: readonly string[];
  readonly note: string | undefined;
}
