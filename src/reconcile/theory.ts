import { type Fraction, type Money, scale } from '../domain/money.ts';
import type { GapCause, GapReason } from '../domain/reconciliation.ts';
import type { OpenCall } from './calls.ts';
import { absolute, toleranceOf } from './precision.ts';

/** A call's gap, taken apart: what the cause makes of it, and what is beside it. */
export interface Explained {
  readonly gap: Money;
  readonly beside: Money;
  /** What the cause is counted in: tokens written or stored, uses of tools. */
  readonly count: number;
}

/** A possible cause of the gaps of a group's calls. */
export interface Theory {
  readonly cause: GapCause;
  /** What the amounts beside its own are. */
  readonly besideCause: GapCause;
  /** `undefined`: it does not reproduce the recorded cost. */
  readonly explain: (call: OpenCall) => Explained | undefined;
  readonly reason: (sums: ExplainedSums) => GapReason;
}

/** What a theory came to over its calls. */
export interface ExplainedSums {
  readonly count: number;
  /** Plain input tokens. */
  readonly plain: number;
}

/** What is looked for a cause in. */
export interface Search {
  /** Different open calls of one group. */
  readonly sample: readonly OpenCall[];
  readonly tolerance: (call: OpenCall) => Money;
}

/** Several different calls must agree on what no document says. */
export const LEAST_CALLS = 3;

export const tolerances =
  (usual: number) =>
  ({ decimals }: OpenCall): Money =>
    toleranceOf(decimals, usual);

/** Whether `base` × `factor` is the recorded cost, as far as that is rounded. Exact. */
export const reproduces = (recorded: Money, base: Money, { num, den }: Fraction, tolerance: Money): boolean =>
  absolute(recorded * den - base * num) <= tolerance * den;

/** What a call costs if a cause holds; `undefined`: the cause cannot touch it. */
export type Base = (call: OpenCall) => Money | undefined;

export const listBase: Base = ({ list }) => list;

/**
 * A recorded cost that is `base` × `factor`: what the base is above list cost is the cause's, the rest is mark-up.
 * Without a factor the whole gap is the cause's, with what was rounded.
 */
export function explainBase(
  { recorded, list }: OpenCall,
  base: Money,
  factor: Fraction,
  tolerance: Money,
): Explained | undefined {
  if (!reproduces(recorded, base, factor, tolerance)) return undefined;
  const isPlain = factor.num === factor.den;
  const gap = (isPlain ? recorded - list : base - list) as Money;
  return { gap, beside: (recorded - list - gap) as Money, count: 0 };
}

/** The share of amounts near `base` × `factor` that its rounding allows. */
export function widthOf(base: Money, factor: Fraction, tolerance: Money): number {
  const expected = Number(scale(base, factor));
  return expected <= 0 ? 1 : (2 * Number(tolerance)) / expected;
}

export const isOne = ({ num, den }: Fraction): boolean => num === den;
