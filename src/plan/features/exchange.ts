import { decimalOf } from '../../config/numbers.ts';
import type { Parsed } from '../../config/parsed.ts';
import type { ExchangeRate } from '../../domain/feature.ts';
import type { Fraction } from '../../domain/money.ts';

/** `2026-11-20`, if there is such a day. */
export function dayOf(text: string): Parsed<string> {
  const isForm = /^\d{4}-\d\d-\d\d$/.test(text);
  const at = isForm ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // 31 February would silently be a day of March.
  const isDay = !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
  if (isDay) return { value: text };
  return { fault: isForm ? 'is no day of the calendar' : 'is no day: write it like 2026-11-20' };
}

/** What one unit of a currency is worth in USD; above zero. */
export function usdOf(text: string): Parsed<Fraction> {
  const usd = decimalOf(text);
  if (usd === undefined || usd.num === 0n)
    return { fault: 'is no rate: write what one unit is worth in USD, such as 1.085' };
  return { value: usd };
}

/**
 * Reads an exchange rate such as `EUR=1.085@2026-11-20`: what one EUR was worth in USD on that day.
 * @returns `undefined` if it is none; USD itself has none
 */
export function readExchange(text: string): ExchangeRate | undefined {
  const [, code = '', rate = '', day = ''] = /^([A-Za-z]{3})=([\d.]{1,40})@([\d-]{10})$/.exec(text) ?? [];
  const [usd, date] = [usdOf(rate), dayOf(day)];
  const currency = code.toUpperCase();
  if (currency === 'USD' || 'fault' in usd || 'fault' in date) return undefined;
  return { currency, usd: usd.value, date: date.value };
}
