import type { Limit } from '../domain/misfits.ts';
import { type Fraction, multiply, ONE } from '../domain/money.ts';
import type { ModelLimits } from '../domain/pricing.ts';
import type { Destination, Representative } from './destination.ts';
import { transferred } from './transfer.ts';

/** What limits of a model are held against, in tokens. */
export interface CallSize {
  readonly prompt: number;
  readonly answer: number;
  /** What a window must hold: prompt and answer together. */
  readonly window: number;
}

/** The size of a call in tokens of its log. */
export const sizeOf = ({ promptTokens, answerTokens, windowTokens }: Representative): CallSize => ({
  prompt: promptTokens,
  answer: answerTokens,
  window: windowTokens,
});

/** A size by another tokenizer. */
function sizeBy(size: CallSize, factor: Fraction): CallSize {
  if (factor.num === factor.den) return size;
  return {
    prompt: transferred(size.prompt, factor),
    answer: transferred(size.answer, factor),
    window: transferred(size.window, factor),
  };
}

/** What makes tokens of a log into those of a target: the tokenizer's factor, and how long answers are there. */
export interface Reach {
  readonly factor: Fraction;
  readonly outputLength: Fraction;
}

/** That of the base world. */
export const reachOf = ({ factor, moves }: Pick<Destination, 'factor' | 'moves'>): Reach => ({
  factor: factor.base,
  outputLength: moves.outputLength.base,
});

export const isStretched = ({ outputLength: { num, den } }: Reach): boolean => num !== den;

/** The size of a call on a target: as it was counted there, else by one factor. */
export function sizeThere(call: Representative, reach: Reach): CallSize {
  const { served } = call;
  if (served === undefined) return stretched(sizeOf(call), reach.factor, reach);
  const { promptTokens, windowTokens } = served;
  const prompt = promptTokens.base;
  return stretched({ prompt, answer: windowTokens - prompt, window: windowTokens }, ONE, reach);
}

/** A size by another tokenizer, its answer longer or shorter. */
export function stretched(
  size: CallSize,
  factor: Fraction,
  { outputLength }: Pick<Reach, 'outputLength'>,
): CallSize {
  const there = sizeBy(size, factor);
  if (outputLength.num === outputLength.den) return there;
  const answer = transferred(size.answer, multiply(factor, outputLength));
  return { prompt: there.prompt, answer, window: transferred(size.window - size.answer, factor) + answer };
}

/** The larger of each. */
export const largerOf = (a: CallSize, b: CallSize): CallSize => ({
  prompt: Math.max(a.prompt, b.prompt),
  answer: Math.max(a.answer, b.answer),
  window: Math.max(a.window, b.window),
});

/** The first limit that a call passes. What reaches a limit exactly fits; a limit that nobody knows holds nothing back. */
export function passedLimit(
  limits: ModelLimits | undefined,
  size: CallSize,
): { readonly limit: Limit; readonly window: number } | undefined {
  const { contextWindow, maxInput, maxOutput } = limits ?? {};
  if (contextWindow !== undefined && size.window > contextWindow)
    return { limit: 'window', window: contextWindow };
  if (maxInput !== undefined && size.prompt > maxInput) return { limit: 'prompt', window: maxInput };
  return maxOutput !== undefined && size.answer > maxOutput
    ? { limit: 'answer', window: maxOutput }
    : undefined;
}
