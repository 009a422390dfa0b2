import { type Money, moneyRounded, toUsd } from '../domain/money.ts';

/** Marks for what text alone cannot say, with forms for terminals that know only ASCII. */
export interface Glyphs {
  readonly minus: string;
  readonly to: string;
  readonly arrow: string;
  readonly times: string;
  readonly divided: string;
  readonly plusMinus: string;
  readonly none: string;
  readonly rule: string;
  readonly ellipsis: string;
}

export const UNICODE: Glyphs = {
  minus: '−',
  to: '–',
  arrow: '→',
  times: '×',
  divided: '÷',
  plusMinus: '±',
  none: '—',
  rule: '─',
  ellipsis: '…',
};
export const ASCII: Glyphs = {
  minus: '-',
  to: '-',
  arrow: '->',
  times: 'x',
  divided: '/',
  plusMinus: '+/-',
  none: '--',
  rule: '-',
  ellipsis: '...',
};

/** What amounts of a table are shown in: dollars or cents. */
export type Unit = 'USD' | 'cents';

const HUNDRED = 100n;
const absolute = (amount: Money): Money => (amount < 0n ? -amount : amount) as Money;
const inUnit = (amount: Money, unit: Unit): Money => (unit === 'cents' ? amount * HUNDRED : amount) as Money;

/** Cents where they are short: below ten dollars, unless another limit is given. */
export function unitFor(amounts: readonly (Money | undefined)[], dollars = 10): Unit {
  return amounts.every((amount) => amount === undefined || toUsd(amount) < dollars) ? 'cents' : 'USD';
}

const MOST_DECIMALS = 6;

interface Precision {
  readonly unit?: Unit;
  /** Figures that the smallest amount needs. */
  readonly figures?: number;
  /** Decimals that there are in any case. */
  readonly least?: number;
  /** Figures that the largest amount may have: so one tiny amount does not give all others a tail of decimals. */
  readonly most?: number;
}

/** One precision for a column: as many decimals as its smallest amount needs for `figures`, `least` to six. */
export function decimalsFor(
  amounts: readonly (Money | undefined)[],
  { unit = 'USD', figures = 3, least = 2, most = Number.POSITIVE_INFINITY }: Precision = {},
): number {
  const sizes = amounts
    .filter((amount) => amount !== undefined && amount !== 0n)
    .map((amount) => magnitude(absolute(amount as Money), unit));
  if (sizes.length === 0) return least;
  const [smallest, largest] = sizes.reduce(
    ([a, b], size) => [Math.min(a, size), Math.max(b, size)],
    [99, -99],
  );
  const wanted = Math.max(figures - 1 - smallest, least);
  return Math.min(wanted, Math.max(most - 1 - largest, 0), MOST_DECIMALS);
}

/** The power of ten of the first digit: 2 for 126.9, −1 for 0.17. */
const magnitude = (amount: Money, unit: Unit): number => String(inUnit(amount, unit)).length - DIGITS_OF_ONE;

/** One dollar in 10⁻¹⁵ dollars. */
const DIGITS_OF_ONE = 16;

/**
 * An amount in a column of so many decimals. One that is too small for them gets as many as it needs for `figures`
 * of its own, and below all decimals it is `<0.000001`: what is not zero never looks like zero.
 */
export function amountText(amount: Money, decimals: number, unit: Unit = 'USD', figures = 1): string {
  if (amount === 0n) return moneyRounded(amount, decimals);
  if (amount < 0n) return negated(amountText(absolute(amount), decimals, unit, figures));
  const own = Math.min(figures - 1 - magnitude(amount, unit), MOST_DECIMALS);
  const text = moneyRounded(inUnit(amount, unit), Math.max(decimals, own));
  return /[1-9]/.test(text) ? text : `<${(10 ** -MOST_DECIMALS).toFixed(MOST_DECIMALS)}`;
}

const negated = (text: string): string => (text.startsWith('<') ? `>-${text.slice(1)}` : `-${text}`);

/** `9.1 c`, `0.034 c`, `$1.20`, `$1,234`: for sentences. */
export function amountInWords(amount: Money): string {
  const usd = toUsd(amount);
  if (usd < 1) return `${inCents(amount)} c`;
  return `$${grouped(moneyRounded(amount, usd < 100 ? 2 : 0))}`;
}

/** `0.8 to 2.1 c` */
export function amountsInWords(low: Money, high: Money, joint: 'to' | 'and' = 'to'): string {
  const [a, b] = [amountInWords(low), amountInWords(high)];
  return a.endsWith(' c') && b.endsWith(' c') ? `${a.slice(0, -2)} ${joint} ${b}` : `${a} ${joint} ${b}`;
}

/** Two figures are enough in a sentence: `9.1`, `0.034`, `12`; rounded once, as tables are. */
function inCents(amount: Money): string {
  if (amount === 0n) return '0';
  const decimals = Math.min(Math.max(1 - magnitude(amount, 'cents'), 0), MOST_DECIMALS);
  const text = moneyRounded(inUnit(amount, 'cents'), decimals);
  if (!/[1-9]/.test(text)) return `under ${(10 ** -MOST_DECIMALS).toFixed(MOST_DECIMALS)}`;
  // 9.96 has become 10.0: one figure too many.
  const isLonger = decimals > 0 && text.replace('.', '').replace(/^0+/, '').length > 2;
  return isLonger ? text.slice(0, -1).replace(/\.$/, '') : text;
}

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

const factorOf = (change: number): string => grouped((change + 1).toFixed(0));

/** `89`, `5.3`, `0.40`, `<0.01` */
export function percentOf(change: number): string {
  const percent = Math.abs(change) * 100;
  if (percent < 0.01) return '<0.01';
  if (change < 0 && percent >= 99.5 && percent < 100) return (Math.floor(percent * 10) / 10).toFixed(1); // not all of it
  if (percent >= 9.95 || Number.isInteger(percent)) return percent.toFixed(0);
  return percent.toPrecision(percent < 0.1 ? 1 : 2);
}

/** `×14`, `−89%`, `+23%`, `±0%`, `−0.4%`; changes that are exactly none and changes that are small look different. */
export function changeText(change: number | undefined, glyphs: Glyphs): string {
  if (change === undefined) return '';
  if (change === 0) return `${glyphs.plusMinus}0%`;
  if (change >= TENFOLD) return `${glyphs.times}${factorOf(change)}`;
  return `${change < 0 ? glyphs.minus : '+'}${percentOf(change)}%`;
}

/** The same in a sentence: `14 times as much`, `89 % less`, `the same`. */
export function changeInWords(change: number): string {
  if (change === 0) return 'the same';
  if (change >= TENFOLD) return `${factorOf(change)} times as much`;
  return `${percentOf(change).replace('<', 'under ')} % ${change < 0 ? 'less' : 'more'}`;
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
