import type { RateVector } from './book.ts';
import type { Counts } from './entry.ts';
import type { Money } from './money.ts';
import { type Quantities, TOKEN_CLASSES, type TokenClass } from './tokens.ts';

/** Rate × quantity over all classes: exact, without a division. Every class with tokens has a rate. */
export function listCost(quantities: Quantities, rates: RateVector): Money {
  const cost = (key: TokenClass): bigint =>
    quantities[key] === 0 ? 0n : BigInt(quantities[key]) * (rates[key] ?? 0n);
  return TOKEN_CLASSES.reduce((sum, key) => sum + cost(key), 0n) as Money;
}

/** Totals with subsets → disjoint classes. */
export function quantitiesOf({ counts }: { readonly counts: Counts }): Quantities {
  const written = counts.cacheWrite + counts.cacheWrite5m + counts.cacheWrite1h + counts.cacheWrite12h;
  const freshAudio = counts.audioInput - counts.audioCacheRead;
  return {
    input: counts.input - counts.cacheRead - written - freshAudio,
    cacheRead: counts.cacheRead - counts.audioCacheRead,
    cacheWrite: counts.cacheWrite,
    cacheWrite5m: counts.cacheWrite5m,
    cacheWrite1h: counts.cacheWrite1h,
    cacheWrite12h: counts.cacheWrite12h,
    audioInput: freshAudio,
    audioCacheRead: counts.audioCacheRead,
    output: counts.output - counts.audioOutput,
    audioOutput: counts.audioOutput,
  };
}
