import { type Money, moneyRounded, toUsd } from '../domain/money.ts';

/** Marks for what text alone cannot say, with forms for terminals that know only ASCII. */
export interface Glyphs {
  readonly minus: string;
  readonly to: string;
  readonly times: string;
  readonly plusMinus: string;
  readonly none: string;
  readonly rule: string;
  readonly ellipsis: string;
}

export const UNICODE: Glyphs = {
  minus: '−',
  to: '–',
  times: '×',
  plusMinus: '±',
  none: '—',
  rule: '─',
  ellipsis: '…',
};
export const ASCII: Glyphs = {
  minus: '-',
  to: '-',
  times: 'x',
  plusMinus: '+/-',
  none: '--',
  rule: '-',
  ellipsis: '~',
};

/** What amounts of a table are shown in: dollars or cents. */
export type Unit = 'USD' | 'cents';

const HUNDRED = 100n;
const inUnit = (amount: Money, unit: Unit): Money => (unit === 'cents' ? amount * HUNDRED : amount) as Money;

const MOST_CENTS = 1000;

/** Cents where they are short: below ten dollars. */
export function unitFor(amounts: readonly (Money | undefined)[]): Unit {
  return amounts.every((amount) => amount === undefined || toUsd(amount) * 100 < MOST_CENTS)
    ? 'cents'
    : 'USD';
}

const MOST_DECIMALS = 6;

/** One precision for a column: as many decimals as its smallest amount needs for `figures`, `least` to six. */
export function decimalsFor(
  amounts: readonly (Money | undefined)[],
  {
    unit = 'USD',
    figures = 3,
    least = 2,
  }: { readonly unit?: Unit; readonly figures?: number; readonly least?: number } = {},
): number {
  const sizes = amounts
    .filter((amount) => amount !== undefined && amount > 0n)
    .map((amount) => toUsd(inUnit(amount as Money, unit)));
  if (sizes.length === 0) return least;
  return Math.min(Math.max(figures - 1 - Math.floor(Math.log10(Math.min(...sizes))), least), MOST_DECIMALS);
}

export const amountText = (amount: Money, decimals: number, unit: Unit = 'USD'): string =>
  moneyRounded(inUnit(amount, unit), decimals);

/** `9.1 c`, `0.034 c`, `$1.20`, `$1,234`: for sentences. */
export function amountInWords(amount: Money): string {
  const usd = toUsd(amount);
  if (usd < 1)
    return `${trimmed(moneyRounded(inUnit(amount, 'cents'), decimalsFor([amount], { unit: 'cents', figures: 2 })), usd * 100)} c`;
  return `$${grouped(moneyRounded(amount, usd < 100 ? 2 : 0))}`;
}

/** Two figures are enough in a sentence: `9.1`, `0.034`, `12`. */
const trimmed = (text: string, value: number): string =>
  value === 0 ? '0' : value >= 10 ? value.toFixed(0) : Number(text).toPrecision(2);

/** `12,400` */
export const grouped = (text: string | number): string => {
  const [whole = '', decimals] = String(text).split('.');
  const groups = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return decimals === undefined ? groups : `${groups}.${decimals}`;
};

/** `1 call`, `1,478 calls` */
export const many = (count: number, noun: string): string =>
  `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;

/** The change as a double: -0.89 for 89 % less; `undefined` if there is nothing to compare with. */
export function changeOf(here: Money, baseline: Money): number | undefined {
  if (here === baseline) return 0;
  return baseline === 0n ? undefined : toUsd((here - baseline) as Money) / toUsd(baseline);
}

/** From here on a factor is easier to read than a percentage. */
const TENFOLD = 9;

/** `×14`, `−89%`, `+23%`, `±0%`, `−0.4%`; changes that are exactly none and changes that are small look different. */
export function changeText(change: number | undefined, glyphs: Glyphs): string {
  if (change === undefined) return '';
  if (change === 0) return `${glyphs.plusMinus}0%`;
  if (change >= TENFOLD) return `${glyphs.times}${grouped((change + 1).toFixed(0))}`;
  const percent = Math.abs(change) * 100;
  const digits =
    percent >= 9.95 || Number.isInteger(percent)
      ? percent.toFixed(0)
      : percent.toPrecision(percent < 0.1 ? 1 : 2);
  return `${change < 0 ? glyphs.minus : '+'}${percent < 0.01 ? '<0.01' : digits}%`;
}

/** `98.2 %`; never 100 % for less than all, never 0 % for more than none. */
export function shareText(part: number, whole: number): string {
  if (whole === 0 || part === whole) return '100 %';
  const percent = (part / whole) * 100;
  if (percent >= 99.95) return 'over 99.9 %';
  return part > 0 && percent < 0.05 ? 'under 0.1 %' : `${percent.toFixed(1)} %`;
}

export const dayText = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** `2026-11-23`, or with its time if it has one: `2026-08-16T16:00Z`. */
export function instantText(at: number): string {
  const text = new Date(at).toISOString();
  if (text.endsWith('T00:00:00.000Z')) return text.slice(0, 10);
  return text.endsWith(':00.000Z') ? `${text.slice(0, 16)}Z` : `${text.slice(0, 19)}Z`;
}
