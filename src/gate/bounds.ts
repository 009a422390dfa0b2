import { amountOf } from '../config/amounts.ts';
import { decimalOf, numberOf } from '../config/numbers.ts';
import { isFault, type Parsed } from '../config/parsed.ts';
import { type Bound, METRIC_UNITS, type Metric } from '../domain/gate.ts';
import { divideHalfEven, type Fraction, type Money, reduce } from '../domain/money.ts';

/** Nothing is too much: what a later rule says to take a limit away. */
export const NO_BOUND: Bound = { relative: undefined, absolute: undefined };

export const isOff = (text: string): boolean => /^(off|none)$/i.test(text.trim());

const NOTATION = { hasDecimalComma: false };
const LONGEST = 60;
/** 10⁻¹⁵ USD in a dollar. */
const MONEY_IN_USD = 10n ** 15n;

/**
 * One limit of a metric: `8%`; of money also `0.002 USD`, of counts also `2`; of shares `5%` is five percentage
 * points, not a twentieth of what it was.
 */
export function boundOf(text: string, metric: Metric): Parsed<Bound> {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST) return { fault: howTo(metric) };
  if (isOff(trimmed)) return { value: NO_BOUND };
  if (/^[-−]/.test(trimmed)) return { fault: 'is negative: write how much worse it may become' };
  const isShare = METRIC_UNITS[metric] === 'share';
  const percent = /^([\d.]+)\s*(%|points?|pp)$/i.exec(trimmed);
  if (percent === null || (!isShare && percent[2] !== '%')) return amountBound(trimmed, metric);
  const share = decimalOf(percent[1] ?? '');
  if (share === undefined) return { fault: howTo(metric) };
  const value = reduce(share.num, share.den * 100n);
  if (isShare && value.num > value.den) return { fault: 'is more than 100 percentage points' };
  return { value: isShare ? { ...NO_BOUND, absolute: value } : { ...NO_BOUND, relative: value } };
}

function amountBound(text: string, metric: Metric): Parsed<Bound> {
  const isBare = decimalOf(text) !== undefined;
  switch (METRIC_UNITS[metric]) {
    case 'share':
      return { fault: howTo(metric) };
    case 'count': {
      const number = numberOf(text, NOTATION);
      return isFault(number) ? { fault: howTo(metric) } : { value: { ...NO_BOUND, absolute: number.value } };
    }
    case 'usd': {
      if (isBare) return { fault: `could be a share or an amount: write ${text}% or ${text} USD` };
      const usd = usdOf(text);
      return isFault(usd) ? usd : { value: { ...NO_BOUND, absolute: usd.value } };
    }
    default:
      return METRIC_UNITS[metric] satisfies never;
  }
}

const HOW = {
  usd: 'is no limit: write it like 8% or 0.002 USD',
  count: 'is no limit: write it like 8% or 2',
  share: 'is no limit: write it in percentage points, like 5%',
} as const;

const howTo = (metric: Metric): string => HOW[METRIC_UNITS[metric]];

/** An amount above zero in US dollars, exact. */
function usdOf(text: string): Parsed<Fraction> {
  const amount = amountOf(text, 'USD', NOTATION);
  if (isFault(amount)) return { fault: inDollars(amount.fault) };
  const { currency, amount: value } = amount.value;
  return currency === 'USD' ? { value } : { fault: `is in ${currency}: the gate compares US dollars` };
}

/** What is wrong with an amount, without what another currency would be good for. */
function inDollars(fault: string): string {
  if (fault.startsWith('is zero')) return 'is zero';
  return fault.startsWith('is no amount') ? 'is no amount: write it like 0.30, $0.30 or 30 ct' : fault;
}

/** The most that something may cost, rounded to 10⁻¹⁵ USD: `0.50`, `$0.50`, `50 ct`. */
export function budgetOf(text: string): Parsed<Money> {
  const usd = usdOf(text.trim());
  if (isFault(usd)) return usd;
  return { value: divideHalfEven(usd.value.num * MONEY_IN_USD, usd.value.den) as Money };
}

/** Two limits as one: both must be passed. */
export function bothOf(a: Bound, b: Bound): Parsed<Bound> {
  const isTwice =
    (a.relative !== undefined && b.relative !== undefined) ||
    (a.absolute !== undefined && b.absolute !== undefined);
  if (isTwice) return { fault: 'has two limits of one kind: write one share and one amount' };
  return { value: { relative: a.relative ?? b.relative, absolute: a.absolute ?? b.absolute } };
}
