import { type CacheRule, HIT_WORLDS, type HitWorld } from '../domain/caching.ts';
import type { Entry } from '../domain/entry.ts';
import { type Fraction, ONE } from '../domain/money.ts';
import { noTokens, outputPlace, placeOf, type Served, type ServingQuestion } from './served.ts';
import { type Bar, same, WORLDS } from './transfer.ts';

/** What a text comes to in the vocabulary of the log and in that of the target. */
export interface TextRatio {
  readonly source: number;
  readonly target: number;
}

/** A call's tokens on a target. */
export interface TargetCounts {
  readonly input: Bar<number>;
  readonly output: Bar<number>;
  readonly isCounted: boolean;
  /** For what was not counted; one where all was. */
  readonly factor: Bar<Fraction>;
}

/** Of a prompt's tokens, those that a cache served and those that it took up, by how many hits it is taken to have. */
export type ServedHits = Readonly<Record<HitWorld, { readonly read: number; readonly written: number }>>;

/** Whole tokens: reported ones × what the text makes there ÷ what it makes here, else × the family's factor. */
export function countsOn(
  { factor }: Pick<ServingQuestion, 'factor'>,
  { counts }: Pick<Entry, 'counts'>,
  ratios: { readonly input: TextRatio | undefined; readonly output: TextRatio | undefined },
): TargetCounts {
  const isFlat = isExact(factor);
  const on = (tokens: number, ratio: TextRatio | undefined): Bar<number> => {
    if (ratio !== undefined && !isFlat) return same(Math.round((tokens * ratio.target) / ratio.source));
    const times = ({ num, den }: Fraction): number => Math.round((tokens * Number(num)) / Number(den));
    return { low: times(factor.low), base: times(factor.base), high: times(factor.high) };
  };
  const isWhole = ratios.input !== undefined && (ratios.output !== undefined || counts.output === 0);
  return {
    input: on(counts.input, ratios.input),
    output: on(counts.output, ratios.output),
    isCounted: !isFlat && (ratios.input ?? ratios.output) !== undefined,
    factor: isWhole ? same(ONE) : factor,
  };
}

/** Nothing is assumed of the tokens: both sides count alike. */
export const isExact = ({ low, base, high }: Bar<Fraction>): boolean =>
  [low, base, high].every(({ num, den }) => num === den);

/** Hits are simulated at the base counts; fewer or more tokens of the same text are served in the same parts. */
export function servedFrom(rule: CacheRule, counts: TargetCounts, hits: ServedHits): Served {
  const { input, output, isCounted, factor } = counts;
  const tokens = noTokens();
  for (const world of WORLDS) {
    const all = input[world];
    const scaled = (part: number): number => (input.base === 0 ? 0 : Math.round((part * all) / input.base));
    tokens[outputPlace(world)] = output[world];
    for (const many of HIT_WORLDS) {
      const { read, written } = hits[many];
      // Rounded from the front: each share then grows with the whole.
      const [first, both] = [scaled(read), scaled(read + written)];
      tokens[placeOf(world, many, 'read')] = first;
      tokens[placeOf(world, many, 'written')] = both - first;
      tokens[placeOf(world, many, 'plain')] = all - both;
    }
  }
  const { writes, confidence } = rule;
  return {
    kind: { isCounted, factor, writes, confidence },
    tokens,
    promptTokens: input,
    windowTokens: input.base + output.base,
  };
}
