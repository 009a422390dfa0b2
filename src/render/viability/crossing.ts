import type { Fraction } from '../../domain/money.ts';
import { type Glyphs, grouped } from '../numbers.ts';

/**
 * What would have to happen to prices: `needs prices 2.4× lower`, `holds until prices are 3.1× higher`.
 * `crossing` is affordable ÷ cost, exact. The printed figure is rounded against viability, so that prices lower by it
 * do reach the budget, and prices higher by it still keep it. `undefined` (unknown or free of cost) is a dash.
 */
export function crossingText(crossing: Fraction | undefined, glyphs: Glyphs): string {
  if (crossing === undefined) return glyphs.none;
  const { num, den } = crossing;
  if (num <= 0n) return 'no price is low enough';
  if (num === den) return 'holds at exactly these prices';
  if (num < den) return `needs prices ${printedFactor(crossing)}${glyphs.times} lower`;
  const isHardly = num * 100n < den * 101n;
  return isHardly
    ? `holds at these prices, but not if they are 1.01${glyphs.times} higher`
    : `holds until prices are ${printedFactor(crossing)}${glyphs.times} higher`;
}

/** The same for a narrow column: `÷2.4`, `×3.1`. */
export function crossingShort(crossing: Fraction | undefined, glyphs: Glyphs): string {
  if (crossing === undefined || crossing.num <= 0n) return glyphs.none;
  return `${crossing.num < crossing.den ? glyphs.divided : glyphs.times}${printedFactor(crossing)}`;
}

/** A factor on prices: `÷2`, `×1`, `×1.5`, `×2/3`. */
export function factorTitle({ num, den }: Fraction, glyphs: Glyphs): string {
  if (num === 1n && den > 1n) return `${glyphs.divided}${grouped(den.toString())}`;
  const isShortDecimal = 1000n % den === 0n;
  const text = isShortDecimal ? crossingDecimal({ num, den }, 20) : `${num}/${den}`;
  return `${glyphs.times}${text}`;
}

/**
 * By how much prices must fall, or may rise: 1 or more, with two significant figures, three below 1.1; rounded up
 * for a fall and down for a rise. `crossing` > 0.
 */
export function printedFactor({ num, den }: Fraction): string {
  const mustFall = num < den;
  const factor: Fraction = mustFall ? { num: den, den: num } : { num, den };
  const isNearOne = factor.num * 10n < factor.den * 11n;
  return grouped(rounded(factor, isNearOne ? 3 : 2, mustFall));
}

/** The factor itself as a decimal, rounded down to four significant figures, without trailing zeros: `0.2362`, `3.1`. */
export function crossingDecimal(crossing: Fraction, figures = 4): string {
  if (crossing.num <= 0n) return '0';
  const text = rounded(crossing, figures, false);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** A positive fraction with so many significant figures, cut or rounded up. */
function rounded({ num, den }: Fraction, figures: number, isUp: boolean): string {
  const decimals = figures - 1 - magnitudeOf(num, den);
  const top = decimals >= 0 ? num * 10n ** BigInt(decimals) : num;
  const bottom = decimals >= 0 ? den : den * 10n ** BigInt(-decimals);
  const whole = top / bottom + (isUp && top % bottom > 0n ? 1n : 0n);
  return whole === 10n ** BigInt(figures)
    ? decimalText(whole / 10n, decimals - 1) // 9.96 became 10: one decimal less
    : decimalText(whole, decimals);
}

/** The power of ten of the first digit: 2 for 126.9, −1 for 0.17. */
function magnitudeOf(num: bigint, den: bigint): number {
  const guess = num.toString().length - den.toString().length;
  const isBelow = guess >= 0 ? num < den * 10n ** BigInt(guess) : num * 10n ** BigInt(-guess) < den;
  return isBelow ? guess - 1 : guess;
}

function decimalText(value: bigint, decimals: number): string {
  if (decimals <= 0) return (value * 10n ** BigInt(-decimals)).toString();
  const digits = value.toString().padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
