import { isObject, type JsonObject } from '../members.ts';
import { normalizeHeader } from './synonyms.ts';

/** Names of columns or members that hold prices, not counts or costs. */
const PRICE_NAME =
  /^(input|output|prompt|completion|cached?|cache_read|cache_write)?_?(cost|price|rate)s?_per_|_(cost|price)s?_per_|per_(token|tokens|mtok|million|1m|1k|m)(_|$)|^(input|output|prompt|completion)_(price|rate)|^(pricing|prices)$/;
const PRICE_UNIT = /(\$|usd|eur|price|cost)?\s*(\/|per)\s*(1\s*)?(m|k|million|thousand)?\s*(tok(en)?s?|m\b)/i;
const FRACTION = /^\s*\$?\s*\d*[.,]\d*[1-9]\d*\s*$/;
const NUMBER = /^\s*\$?\s*[\d.,]+([eE]-?\d+)?\s*$/;

/** Whether a column or member is called like a price of tokens. */
export function isPriceName(name: string): boolean {
  const normal = normalizeHeader(name);
  return normal !== '' && (PRICE_NAME.test(normal) || PRICE_UNIT.test(name));
}

/**
 * Whether columns that could be counts or texts hold prices: numbers all, and one of them no whole number.
 * @param columns the values of each such column
 */
export function holdsPrices(columns: readonly (readonly string[])[]): boolean {
  const filled = columns.map((values) => values.filter((value) => value.trim() !== ''));
  const numeric = filled.filter((values) => values.length > 0 && values.every(isNumber));
  return numeric.length >= 2 && numeric.some((values) => values.some((value) => FRACTION.test(value)));
}

/** Texts are not looked through for numbers. */
const LONGEST_NUMBER = 40;
const isNumber = (value: string): boolean => value.length <= LONGEST_NUMBER && NUMBER.test(value);

const MOST_DEPTH = 5;
const MOST_LOOKED_AT = 200;

/** Whether a JSON value has members that are called like prices, not too deep inside. */
export function hasPriceNames(value: unknown): boolean {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  for (let looked = 0; open.length > 0 && looked < MOST_LOOKED_AT; looked++) {
    const next = open.shift();
    if (next === undefined || next.depth > MOST_DEPTH) continue;
    const members = Array.isArray(next.value) ? next.value.slice(0, 3) : membersOf(next.value);
    if (isObject(next.value) && Object.keys(next.value).some(isPriceName)) return true;
    for (const each of members) open.push({ value: each, depth: next.depth + 1 });
  }
  return false;
}

const membersOf = (value: unknown): readonly unknown[] =>
  isObject(value) ? Object.values(value as JsonObject).slice(0, 50) : [];
