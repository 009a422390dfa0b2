import type { METRIC_UNITS, Metric } from '../../domain/gate.ts';
import { divideHalfEven, type Fraction, type Money, reduce } from '../../domain/money.ts';
import { grouped, percentOf } from '../numbers.ts';

export type MetricUnit = (typeof METRIC_UNITS)[Metric];

const MONEY_UNIT = 10n ** 15n;
const MOST_DECIMALS = 9;

/** An amount in 10⁻¹⁵ USD as a fraction of dollars. */
export const dollars = (amount: Money): Fraction => reduce(amount, MONEY_UNIT);

const double = ({ num, den }: Fraction): number => Number(num) / Number(den);

/** How values of a unit are written, and with how many decimals at least. */
interface Writing {
  readonly by: bigint;
  readonly write: (text: string) => string;
  readonly decimals: number;
}

/**
 * Values that are compared in a sentence, in one unit and with the same decimals: enough that two that differ look
 * different. USD: `9.12 c`, `$1.20`; shares: `7.0 %`; counts: `3.2`.
 */
export function valueTexts(unit: MetricUnit, values: readonly Fraction[]): readonly string[] {
  const { by, write, decimals } = writingOf(unit, values);
  const scaled = values.map(({ num, den }) => ({ num: num * by, den }));
  const places = decimalsApart(scaled, decimals);
  return scaled.map((value) => write(grouped(fixed(value, places))));
}

function writingOf(unit: MetricUnit, values: readonly Fraction[]): Writing {
  switch (unit) {
    case 'usd': {
      const largest = Math.max(0, ...values.map(double));
      if (largest < 1) return { by: 100n, write: (text) => `${text} c`, decimals: threeFigures(values, 100) };
      return { by: 1n, write: (text) => `$${text}`, decimals: largest < 100 ? 2 : 0 };
    }
    case 'count':
      return { by: 1n, write: (text) => text, decimals: threeFigures(values, 1) };
    case 'share':
      return { by: 100n, write: (text) => `${text} %`, decimals: 1 };
    default:
      return unit satisfies never;
  }
}

/** Decimals that the smallest value needs for three figures; none if all are whole. */
function threeFigures(values: readonly Fraction[], by: number): number {
  if (values.every(({ num, den }) => (num * BigInt(by)) % den === 0n)) return 0;
  const sizes = values.map((value) => double(value) * by).filter((size) => size > 0);
  const smallest = Math.floor(Math.log10(Math.min(...sizes)));
  return Math.min(Math.max(2 - smallest, 0), 6);
}

/** The fewest decimals, from `least` on, with which values that differ look different. */
function decimalsApart(values: readonly Fraction[], least: number): number {
  const isApart = (decimals: number): boolean => {
    const texts = values.map((value) => fixed(value, decimals));
    return values.every((value, index) =>
      values.every((other, at) => isSame(value, other) || texts[index] !== texts[at]),
    );
  };
  let decimals = least;
  while (decimals < MOST_DECIMALS && !isApart(decimals)) decimals++;
  return decimals;
}

const isSame = (a: Fraction, b: Fraction): boolean => a.num * b.den === b.num * a.den;

/** A value rounded half-even, with that many decimals: `-0.25`. */
function fixed({ num, den }: Fraction, decimals: number): string {
  const value = divideHalfEven(num * 10n ** BigInt(decimals), den);
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  return `${value < 0n ? '-' : ''}${digits.slice(0, cut)}${decimals === 0 ? '' : `.${digits.slice(cut)}`}`;
}

/** A limit as the policy has it, without zeros at its end: `8`, `2.5`. */
const trimmed = (value: Fraction): string => {
  const text = fixed(value, 6);
  return grouped(text.replace(/\.?0+$/, ''));
};

const percent = ({ num, den }: Fraction): Fraction => ({ num: num * 100n, den });

/** `8 %` */
export const relativeText = (share: Fraction): string => `${trimmed(percent(share))} %`;

/** `0.5 c`, `$2`, `5 points`, `2` */
export function absoluteText(unit: MetricUnit, value: Fraction): string {
  switch (unit) {
    case 'usd':
      return double(value) < 1 ? `${trimmed(percent(value))} c` : `$${trimmed(value)}`;
    case 'count':
      return trimmed(value);
    case 'share': {
      const points = trimmed(percent(value));
      return `${points} ${points === '1' ? 'point' : 'points'}`;
    }
    default:
      return unit satisfies never;
  }
}

const TENFOLD = 9;

/**
 * How much more or less a value is than before: `8.2 % more`, `14 times as much`; of shares `6.0 points more`.
 * `bound`: what the change is held against; it never looks like it without being it.
 * @returns `undefined` if there is nothing to compare with
 */
export function moveText(
  unit: MetricUnit,
  [before, after]: readonly [Fraction, Fraction],
  bound?: Fraction,
): string | undefined {
  const change = { num: after.num * before.den - before.num * after.den, den: after.den * before.den };
  const way = change.num < 0n ? 'less' : 'more';
  const size = { num: change.num < 0n ? -change.num : change.num, den: change.den };
  if (size.num === 0n) return 'the same';
  if (unit === 'share') return `${besides(percent(size), bound && percent(bound), 1)} points ${way}`;
  if (before.num === 0n) return undefined;
  const relative = { num: size.num * before.den, den: size.den * before.num };
  const asDouble = double(relative);
  if (way === 'more' && asDouble >= TENFOLD) return `${grouped((asDouble + 1).toFixed(0))} times as much`;
  if (asDouble < 0.001 || bound === undefined)
    return `${percentOf(way === 'less' ? -asDouble : asDouble).replace('<', 'under ')} % ${way}`;
  return `${besides(percent(relative), percent(bound), asDouble < 0.0995 ? 1 : 0)} % ${way}`;
}

/** A value with as many decimals as tell it from another one. */
function besides(value: Fraction, other: Fraction | undefined, least: number): string {
  const decimals = decimalsApart(other === undefined ? [value] : [value, other], least);
  return grouped(fixed(value, decimals));
}
