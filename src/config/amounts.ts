import type { Fraction } from '../domain/money.ts';
import { NO_NUMBER, type Notation, numberOf } from './numbers.ts';
import { isFault, type Parsed } from './parsed.ts';

/** An amount in a currency, exact. */
export interface Amount {
  readonly amount: Fraction;
  readonly currency: string;
}

const SYMBOLS: Readonly<Record<string, string>> = {
  $: 'USD',
  US$: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
};
/** Where `$` alone may be meant for something else than US dollars. */
const DOLLARS: readonly string[] = ['AUD', 'CAD', 'HKD', 'MXN', 'NZD', 'SGD', 'TWD'];
const CENTS: readonly string[] = ['c', 'ct', 'cts', 'cent', 'cents', '¢'];
const WITH_CENTS: readonly string[] = ['USD', 'EUR'];
const LONGEST = 60;

/** `eur`, `EUR` or `€` as `EUR`. */
export function currencyOf(text: string): Parsed<string> {
  const code = Object.hasOwn(SYMBOLS, text) ? SYMBOLS[text] : undefined;
  if (code !== undefined) return { value: code };
  if (/^[A-Za-z]{3}$/.test(text)) return { value: text.toUpperCase() };
  return { fault: 'is no currency: write its three letters, such as EUR' };
}

/**
 * An amount above zero: `0.30`, `$0.30`, `0.30 EUR`, `EUR 0.30`, `€0.30`, `30 ct`.
 * @param currency that of amounts that name none
 */
export function amountOf(text: string, currency: string, notation: Notation): Parsed<Amount> {
  if (text.length > LONGEST) return { fault: 'is no amount' };
  const [, before = '', middle = '', after = ''] =
    /^(US\$|[$€£¥₹]|[A-Za-z]{3}(?=[\s\d]))?\s*(.*?)\s*([$€£¥₹¢]|[A-Za-z]+)?$/s.exec(text) ?? [];
  const isCents = CENTS.includes(after.toLowerCase());
  if (isCents && before !== '') return { fault: 'names both a currency and cents: write one of them' };
  const unit = isCents ? centsOf(currency) : unitOf(before, after, currency);
  if (isFault(unit)) return unit;
  const number = numberOf(middle, notation);
  if (isFault(number)) return number.fault.startsWith(NO_NUMBER) ? NO_AMOUNT : number;
  if (number.value.num === 0n) return { fault: 'is zero: write what a run is worth' };
  const { num, den } = number.value;
  return { value: { amount: { num, den: isCents ? den * 100n : den }, currency: unit.value } };
}

const NO_AMOUNT = { fault: 'is no amount: write it like 0.30, $0.30 or 0.30 EUR' };

const centsOf = (currency: string): Parsed<string> =>
  WITH_CENTS.includes(currency)
    ? { value: currency }
    : { fault: `is in cents, but the currency is ${currency}: write it like 0.30 ${currency}` };

function unitOf(before: string, after: string, currency: string): Parsed<string> {
  if (before !== '' && after !== '' && before !== after) {
    const [first, second] = [markOf(before, currency), markOf(after, currency)];
    const isSame = !isFault(first) && !isFault(second) && first.value === second.value;
    return isSame ? first : { fault: 'names two currencies: write one of them' };
  }
  const mark = before === '' ? after : before;
  return mark === '' ? { value: currency } : markOf(mark, currency);
}

function markOf(mark: string, currency: string): Parsed<string> {
  if (mark === '¥') return { fault: 'has a sign of two currencies: write JPY or CNY' };
  if (mark === '$' && DOLLARS.includes(currency))
    return { fault: `has a sign of two currencies here: write USD or ${currency}` };
  const code = currencyOf(mark);
  return isFault(code) ? NO_AMOUNT : code;
}
