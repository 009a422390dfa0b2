import type { Fraction, Money } from '../domain/money.ts';
import type { OpenCall } from './calls.ts';
import { isConvincing } from './chance.ts';
import { type Decimal, decimalsIn, type Interval, mostCovered } from './decimals.ts';
import { type Base, LEAST_CALLS, reproduces, type Search, widthOf } from './theory.ts';

/** Beyond, it is no mark-up and no discount. */
const [LEAST_FACTOR, MOST_FACTOR] = [0.01, 100];
/** More digits than costs have figures say nothing. */
const MOST_DIGITS = 12;
/** Decimals of one length that are tried in an interval that many calls agree on. */
const MOST_TRIED = 100;

/**
 * The simplest decimal `k` with which recorded = k × base for the most calls: each allows an interval of factors, and
 * what the most of them share is searched, shortest decimals first. `undefined`: too few agree.
 */
export function searchFactor(
  { sample, tolerance }: Search,
  base: Base,
  mostDigits = MOST_DIGITS,
): Fraction | undefined {
  const priced = sample.flatMap((call) => {
    const amount = base(call);
    return amount === undefined || amount <= 0n ? [] : [{ call, amount }];
  });
  const common = mostCovered(priced.map(({ call, amount }) => factorsOf(call, amount, tolerance(call))));
  if (common.count < LEAST_CALLS) return undefined;
  let tried = 0;
  for (const decimal of decimalsIn(common, mostDigits)) {
    if (tried++ >= MOST_TRIED) return undefined;
    if (isHardlyOne(decimal.value)) continue;
    const widths = priced
      .filter(({ call, amount }) => reproduces(call.recorded, amount, decimal.value, tolerance(call)))
      .map(({ call, amount }) => widthOf(amount, decimal.value, tolerance(call)));
    if (widths.length < common.count) continue;
    return isConvincing({ widths, of: priced.length, choices: choicesOf(decimal) })
      ? decimal.value
      : undefined;
  }
  return undefined;
}

/** A millionth more or less is no mark-up. */
const LEAST_CHANGE = 1_000_000n;

function isHardlyOne({ num, den }: Fraction): boolean {
  const away = num > den ? num - den : den - num;
  return away * LEAST_CHANGE < den;
}

/** Decimals up to this length between 0 and 2, where factors are expected. */
export const choicesOf = ({ digits }: Decimal): number => digits + Math.log10(2);

/** The factors that bring `base` within the rounding of the recorded cost. */
function factorsOf({ recorded }: OpenCall, base: Money, tolerance: Money): Interval {
  const [low, high] = [-tolerance, tolerance].map((by) => Number(recorded + by) / Number(base));
  if (low === undefined || high === undefined || low < LEAST_FACTOR || high > MOST_FACTOR) return NOTHING;
  return { low, high };
}

/** An interval that is left out. */
export const NOTHING: Interval = { low: 0, high: 0 };
