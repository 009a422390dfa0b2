import { divideHalfEven, type Fraction, type Money, moneyRounded } from '../../domain/money.ts';
import type { ReconciledRow } from '../../domain/reconciliation.ts';
import { amountInWords, decimalsFor, type Glyphs, grouped, percentOf } from '../numbers.ts';
import { largestRemainder } from '../rounding.ts';

export const absolute = (amount: Money): Money => (amount < 0n ? -amount : amount) as Money;

export const gapOf = ({ compared }: ReconciledRow): Money => (compared.recorded - compared.list) as Money;

/** A trillion dollars: no log is about more, but a hostile one may say so. */
const MOST_AMOUNT = 10n ** 27n;
const isAbsurd = (amount: Money): boolean => absolute(amount) > MOST_AMOUNT;
const ABSURD = '1,000,000,000,000';

/** `$1.20`, `9.1 c`, with a minus sign in front where it is less than nothing. */
export function amountText(amount: Money): string {
  const sign = amount < 0n ? '−' : '';
  return `${sign}${isAbsurd(amount) ? `$${ABSURD} and more` : amountInWords(absolute(amount))}`;
}

/** The same as a change. */
export const signedText = (amount: Money): string =>
  amount < 0n ? amountText(amount) : `+${amountText(amount)}`;

/** More of it says no more. */
const MOST_RATIO = 10n ** 6n - 1n;
const SCALE = 10n ** 9n;

/** A quotient as a double, whatever the size of both; `undefined`: nothing to divide by. */
export function ratioOf(part: Money, whole: Money): number | undefined {
  if (whole === 0n) return part === 0n ? 0 : undefined;
  const ratio = divideHalfEven(part * SCALE * (whole < 0n ? -1n : 1n), absolute(whole));
  const [most, least] = [MOST_RATIO * SCALE, -MOST_RATIO * SCALE];
  return Number(ratio > most ? most : ratio < least ? least : ratio) / Number(SCALE);
}

/** `5.0 %` of the larger of two amounts, in words. */
export function shareOfLarger(part: Money, a: Money, b: Money): string {
  const [larger] = [a, b].map(absolute).sort((one, other) => (one > other ? -1 : 1));
  const share = ratioOf(absolute(part), larger ?? a) ?? 0;
  return share === 0 && part !== 0n ? 'under 0.01 %' : `${percentOf(share).replace('<', 'under ')} %`;
}

/** A factor as a decimal, without zeros at its end: `1.05`. */
export function factorText({ num, den }: Fraction): string {
  const places = Math.max(String(den).length, 12);
  const digits = String(divideHalfEven(num * 10n ** BigInt(places), den)).padStart(places + 1, '0');
  const decimals = digits.slice(-places).replace(/0+$/, '');
  return `${digits.slice(0, -places)}${decimals === '' ? '' : `.${decimals}`}`;
}

/** The amounts of a row as they are printed: list cost and gap add up to what is recorded. */
export interface PrintedAmounts {
  readonly recorded: string;
  readonly list: string;
  readonly gap: string;
}

const MOST_DECIMALS = 6;

/** Rows and their total, rounded so that each column adds up, and each row. */
export function printedAmounts(
  rows: readonly ReconciledRow[],
  total: ReconciledRow,
  glyphs: Glyphs,
): readonly PrintedAmounts[] {
  const all = [...rows, total].filter(({ compared }) => compared.calls > 0);
  const places = placesFor(all);
  const rounded = (of: (row: ReconciledRow) => Money): readonly bigint[] => {
    const [parts, whole] = [rows.map(of), of(total)];
    return [...largestRemainder(parts, whole, places), divideHalfEven(whole, 10n ** BigInt(15 - places))];
  };
  const [lists, gaps] = [rounded(({ compared }) => compared.list), rounded(gapOf)];
  return [...rows, total].map((row, index) => {
    const { calls, recorded, list } = row.compared;
    if (calls === 0) return { recorded: glyphs.none, list: glyphs.none, gap: glyphs.none };
    const [cost = 0n, gap = 0n] = [lists[index], gaps[index]];
    return {
      recorded: costText(cost + gap, recorded, places),
      list: costText(cost, list, places),
      gap: gapText(gap, gapOf(row), places, glyphs),
    };
  });
}

const least = (places: number): string => `<${(10 ** -places).toFixed(places)}`;

/** What is rounded to nothing is less than the last decimal, never nothing. */
const costText = (units: bigint, exact: Money, places: number): string =>
  units === 0n && exact !== 0n ? least(places) : unitsText(units, places);

/** Enough decimals for two figures of the smallest gap; at least cents. */
function placesFor(rows: readonly ReconciledRow[]): number {
  const amounts = rows.filter(({ compared }) => !isAbsurd(compared.recorded));
  const gaps = amounts.map(gapOf).filter((gap) => gap !== 0n);
  const places = decimalsFor(gaps, { figures: 2 });
  const sizes = amounts.flatMap(({ compared }) => [compared.recorded, compared.list]);
  return Math.min(Math.max(places, decimalsFor(sizes, { figures: 2 })), MOST_DECIMALS);
}

function unitsText(units: bigint, places: number): string {
  const amount = (units * 10n ** BigInt(15 - places)) as Money;
  return isAbsurd(amount) ? `>${ABSURD}` : grouped(moneyRounded(amount, places));
}

/** What is exactly nothing is `0`. */
function gapText(units: bigint, exact: Money, places: number, { minus }: Glyphs): string {
  if (exact === 0n) return '0';
  const sign = (units === 0n ? exact : units) < 0n ? minus : '+';
  const size = units < 0n ? -units : units;
  return units === 0n ? `${sign}${least(places)}` : `${sign}${unitsText(size, places)}`;
}
