import { type Fraction, ONE, reduce } from '../domain/money.ts';
import type { TokenizerFamily } from '../domain/tokens.ts';

/** An assumption's low end, its base and its high end. */
export interface Bar<T> {
  readonly low: T;
  readonly base: T;
  readonly high: T;
}

export { WORLDS, type World } from '../domain/report.ts';

export const same = <T>(value: T): Bar<T> => ({ low: value, base: value, high: value });

/**
 * Tokens that the same text makes, relative to o200k_base, in hundredths: equal parts of English prose, JSON tool
 * calls and source code, measured for this project (docs/decisions.md). Other languages differ more.
 */
const HUNDREDTHS: Readonly<Record<TokenizerFamily, bigint>> = {
  o200k: 100n,
  cl100k: 99n,
  'llama-3': 99n,
  deepseek: 104n,
  qwen: 104n,
  'claude-2': 109n,
  gemini: 114n,
  'claude-3': 119n,
  'claude-4.7': 155n,
};

/** Somebody has counted texts in this family's tokens: what is said of them is no guess. */
export const isMeasured = (family: TokenizerFamily): boolean => HUNDREDTHS[family] !== undefined;

/** A family whose vocabulary nobody outside has measured is taken as a modern one of average thrift. */
const UNMEASURED = 104n;

/** How far a flat factor is off on a workflow's total, in hundredths. */
const BAR_MEASURED = 12n;
const BAR_UNMEASURED = 15n;

/**
 * How many tokens of family `to` a token of family `from` makes, with its bar: exactly one within a family.
 * `undefined`: the family is not known at all, as for a model that the book does not have.
 */
export function tokenFactor(
  from: TokenizerFamily | undefined,
  to: TokenizerFamily | undefined,
): Bar<Fraction> {
  if (from === to && from !== undefined) return same(ONE);
  const source = HUNDREDTHS[from ?? ''];
  const target = HUNDREDTHS[to ?? ''];
  const bar = source === undefined || target === undefined ? BAR_UNMEASURED : BAR_MEASURED;
  const num = target ?? UNMEASURED;
  const den = source ?? UNMEASURED;
  const times = (percent: bigint): Fraction => reduce(num * percent, den * 100n);
  return { low: times(100n - bar), base: times(100n), high: times(100n + bar) };
}

/** The same tokens, but for what an estimate of them may be off. */
export function within(percent: number): Bar<Fraction> {
  const times = (hundredths: number): Fraction => reduce(BigInt(hundredths), 100n);
  return percent === 0 ? same(ONE) : { low: times(100 - percent), base: ONE, high: times(100 + percent) };
}

/** `tokens` of the source as the target would count them: a whole number, rounded up. */
export function transferred(tokens: number, factor: Fraction): number {
  return Number((BigInt(tokens) * factor.num + factor.den - 1n) / factor.den);
}

/** The first number of source tokens that makes at least `target` tokens; see `transferred`. */
export function firstReaching(target: number, factor: Fraction): number {
  return Number((BigInt(target - 1) * factor.den) / factor.num) + 1;
}

/** Both families were measured, and the bar is theirs. */
export const isMeasuredBar = (bar: Bar<Fraction>): boolean => barPercent(bar) <= Number(BAR_MEASURED);

/** Half the width of a bar, as a percentage of its base. */
export function barPercent({ low, base, high }: Bar<Fraction>): number {
  return Math.round((50 * (ratio(high) - ratio(low))) / ratio(base));
}

const ratio = ({ num, den }: Fraction): number => Number(num) / Number(den);

/** A family's factor against o200k_base, for texts of which nothing better is known, and its bar for many of them. */
export function flatFactor(family: TokenizerFamily | undefined): {
  readonly factor: number;
  readonly pooledBar: number;
} {
  const { base, high } = tokenFactor('o200k', family);
  return { factor: ratio(base), pooledBar: Math.round(100 * (ratio(high) / ratio(base) - 1)) / 100 };
}
