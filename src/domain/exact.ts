import { type Fraction, reduce } from './money.ts';

/** A whole number as a fraction. */
export const whole = (value: number | bigint): Fraction => ({ num: BigInt(value), den: 1n });

export const addFractions = (a: Fraction, b: Fraction): Fraction =>
  a.den === 1n && b.den === 1n
    ? { num: a.num + b.num, den: 1n }
    : reduce(a.num * b.den + b.num * a.den, a.den * b.den);

export const subtractFractions = (a: Fraction, b: Fraction): Fraction =>
  addFractions(a, { num: -b.num, den: b.den });

export const isSameFraction = (a: Fraction, b: Fraction): boolean => a.num * b.den === b.num * a.den;

const USD_DECIMALS = 15;

/** An amount in 10⁻¹⁵ USD, in dollars and with all of its digits: `0.00825`, or `0.0685/155`. */
export const exactUsd = (amount: Fraction): string => exactText(amount, USD_DECIMALS);

/**
 * A number with all of its digits: a decimal, or where none is long enough, a decimal over a whole number.
 * @param decimals the number is `value` ÷ 10^decimals
 */
export function exactText(value: Fraction, decimals = 0): string {
  const { num, den } = reduce(value.num, value.den);
  const more = decimalsOf(den);
  if (more === undefined) return `${withDecimals(num, decimals)}/${den}`;
  return withDecimals((num * 10n ** BigInt(more)) / den, decimals + more);
}

/** How many decimals 1 ÷ `den` has; `undefined`: it never ends. */
function decimalsOf(den: bigint): number | undefined {
  let [twos, fives, rest] = [0, 0, den];
  for (; rest % 2n === 0n; rest /= 2n) twos++;
  for (; rest % 5n === 0n; rest /= 5n) fives++;
  return rest === 1n ? Math.max(twos, fives) : undefined;
}

function withDecimals(value: bigint, decimals: number): string {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  const rest = digits.slice(cut).replace(/0+$/, '');
  return `${sign}${digits.slice(0, cut)}${rest === '' ? '' : `.${rest}`}`;
}
