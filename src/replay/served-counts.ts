import { type CacheRule, HIT_WORLDS, type HitWorld } from '../domain/caching.ts';
import type { Entry } from '../domain/entry.ts';
import { type Fraction, ONE } from '../domain/money.ts';
import type { TextCounting } from '../domain/report.ts';
import {
  noTokens,
  outputPlace,
  placeOf,
  type Served,
  type ServedKind,
  type ServingQuestion,
} from './served.ts';
import { type Bar, same, WORLDS } from './transfer.ts';

/** What a text comes to in the tokens of the log and in those of the target; estimates are no whole numbers. */
export interface TextRatio {
  readonly source: number;
  readonly target: number;
}

/** What the texts of a call come to on both sides, and how far the one may be off the other. */
export interface TextRatios {
  readonly input: TextRatio | undefined;
  readonly output: TextRatio | undefined;
  readonly how: TextCounting;
  readonly barPercent: number;
  /** The user's own ways of counting among them. */
  readonly own: readonly string[];
}

/** A call's tokens on a target. */
export interface TargetCounts extends Pick<ServedKind, 'counting' | 'barPercent' | 'own' | 'factor'> {
  readonly input: Bar<number>;
  readonly output: Bar<number>;
}

/** Of a prompt's tokens, those that a cache served and those that it took up, by how many hits it is taken to have. */
export type ServedHits = Readonly<Record<HitWorld, { readonly read: number; readonly written: number }>>;

/** Whole tokens: reported ones × what the text makes there ÷ what it makes here, else × the family's factor. */
export function countsOn(
  { factor }: Pick<ServingQuestion, 'factor'>,
  { counts }: Pick<Entry, 'counts'>,
  texts: TextRatios | undefined,
): TargetCounts {
  const on = (tokens: number, ratio: TextRatio | undefined): Bar<number> =>
    texts === undefined || ratio === undefined
      ? byFactor(tokens, factor)
      : byTexts(tokens, ratio, texts.barPercent);
  const isAll = texts?.input !== undefined && (texts.output !== undefined || counts.output === 0);
  const known = (texts?.input ?? texts?.output) === undefined ? undefined : texts;
  return {
    input: on(counts.input, texts?.input),
    output: on(counts.output, texts?.output),
    counting: known?.how ?? 'none',
    barPercent: known?.barPercent ?? 0,
    own: known?.own ?? NONE,
    factor: isAll ? same(ONE) : factor,
  };
}

const NONE: readonly string[] = [];

function byFactor(tokens: number, factor: Bar<Fraction>): Bar<number> {
  const times = ({ num, den }: Fraction): number => Math.round((tokens * Number(num)) / Number(den));
  return { low: times(factor.low), base: times(factor.base), high: times(factor.high) };
}

function byTexts(tokens: number, { source, target }: TextRatio, barPercent: number): Bar<number> {
  const times = (percent: number): number => Math.round((tokens * target * percent) / (source * 100));
  return { low: times(100 - barPercent), base: times(100), high: times(100 + barPercent) };
}

/** Nothing is assumed of the tokens: both sides count alike. */
export const isExact = ({ low, base, high }: Bar<Fraction>): boolean =>
  [low, base, high].every(({ num, den }) => num === den);

/** Hits are simulated at the base counts; fewer or more tokens of the same text are served in the same parts. */
export function servedFrom(rule: CacheRule, counts: TargetCounts, hits: ServedHits): Served {
  const { input, output, counting, barPercent, own, factor } = counts;
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
    kind: { counting, barPercent, own, factor, writes, confidence },
    tokens,
    promptTokens: input,
    windowTokens: input.base + output.base,
  };
}
