declare const moneyBrand: unique symbol;
declare const rateBrand: unique symbol;

/** An exact amount: a whole number of 10⁻¹⁵ US dollars. */
export type Money = bigint & { readonly [moneyBrand]: true };

/** An exact price: a whole number of nano-dollars (10⁻⁹ USD) per million tokens. */
export type Rate = bigint & { readonly [rateBrand]: true };

/** An exact multiplier; `den` is positive. */
export interface Fraction {
  readonly num: bigint;
  readonly den: bigint;
}

export const ZERO = 0n as Money;
export const ONE: Fraction = { num: 1n, den: 1n };

const MONEY_DECIMALS = 15;
const RATE_DECIMALS = 9;
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** nano-USD per million tokens × tokens = 10⁻¹⁵ USD, so this product is exact without a division. */
export const priceOf = (rate: Rate, tokens: bigint): Money => (rate * tokens) as Money;

/** The one division of the project: `num / den` to the nearest whole number, halves to even. `den` > 0. */
export function divideHalfEven(num: bigint, den: bigint): bigint {
  const negative = num < 0n;
  const abs = negative ? -num : num;
  const quotient = abs / den;
  const twiceRest = (abs % den) * 2n;
  const up = twiceRest > den || (twiceRest === den && quotient % 2n === 1n);
  const rounded = up ? quotient + 1n : quotient;
  return negative ? -rounded : rounded;
}

/** `amount × by`, rounded once, half-even, to 10⁻¹⁵ USD. */
export const scale = (amount: Money, by: Fraction): Money =>
  (by.den === 1n ? amount * by.num : divideHalfEven(amount * by.num, by.den)) as Money;

/** The mean of `count` amounts that add up to `total`, rounded half-even to 10⁻¹⁵ USD. `count` > 0. */
export const meanOf = (total: Money, count: number): Money => divideHalfEven(total, BigInt(count)) as Money;

/**
 * Reads a price such as `"0.003625"` (USD per million tokens).
 * @returns `undefined` unless it is an exact, non-negative decimal with at most 9 decimals.
 */
export function parseRate(text: string): Rate | undefined {
  if (!/^\d{1,9}(\.\d{1,9})?$/.test(text)) return undefined;
  const [whole = '', decimals = ''] = text.split('.');
  return BigInt(whole + decimals.padEnd(RATE_DECIMALS, '0')) as Rate;
}

/**
 * Reads an amount in USD, scientific notation included, rounded half-even to 10⁻¹⁵ USD.
 * @returns `undefined` if the text is no decimal number.
 */
export function parseMoney(text: string): Money | undefined {
  return parseShort(text) ?? parseAny(text);
}

const POWERS_OF_TEN: readonly bigint[] = Array.from({ length: 16 }, (_, exponent) => 10n ** BigInt(exponent));
const ZERO_DIGIT = 48;
const POINT = 46;

/** `0.0123` and the like, up to 15 digits: what nearly all logs write. `undefined`: something else. */
function parseShort(text: string): Money | undefined {
  const { length } = text;
  if (length > 16) return undefined;
  let digits = 0;
  let point = length;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code === POINT && point === length) point = index;
    else if (code >= ZERO_DIGIT && code <= ZERO_DIGIT + 9) digits = digits * 10 + (code - ZERO_DIGIT);
    else return undefined;
  }
  if (point === 0 || point === length - 1 || (point === length && length === 16)) return undefined;
  const decimals = point === length ? 0 : length - point - 1;
  return (BigInt(digits) * (POWERS_OF_TEN[MONEY_DECIMALS - decimals] ?? 0n)) as Money;
}

function parseAny(text: string): Money | undefined {
  const parts = DECIMAL.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole = '', decimals = '', exponent = '0'] = parts;
  if (whole === '' && decimals === '') return undefined;
  const digits = BigInt(whole + decimals);
  const shift = MONEY_DECIMALS - decimals.length + Number(exponent);
  const abs = shift >= 0 ? digits * 10n ** BigInt(shift) : divideHalfEven(digits, 10n ** BigInt(-shift));
  return (sign === '-' ? -abs : abs) as Money;
}

/** Reads a non-negative exact multiplier such as `"1.1"` or `"1/2"`; `undefined` if it is neither. */
export function parseFraction(text: string): Fraction | undefined {
  const [top = '', bottom, ...rest] = text.split('/');
  const num = parseRate(top.trim());
  const den = bottom === undefined ? parseRate('1') : parseRate(bottom.trim());
  if (rest.length > 0 || num === undefined || den === undefined || den === 0n) return undefined;
  return reduce(num, den);
}

/** Of numbers that are not negative; of 0 and n it is n. */
export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return x;
}

export const leastCommonMultiple = (a: bigint, b: bigint): bigint => (a / greatestCommonDivisor(a, b)) * b;

/** The fraction in lowest terms. `den` > 0. */
export function reduce(num: bigint, den: bigint): Fraction {
  const common = greatestCommonDivisor(num < 0n ? -num : num, den);
  return { num: num / common, den: den / common };
}

/** `a` is the smaller one; denominators are positive. */
export const isLess = (a: Fraction, b: Fraction): boolean => a.num * b.den < b.num * a.den;

export const multiply = (a: Fraction, b: Fraction): Fraction => reduce(a.num * b.num, a.den * b.den);

/** The exact decimal, without trailing zeros: `0.00825`. */
export const moneyText = (amount: Money): string => decimalText(amount, MONEY_DECIMALS);

/** The exact decimal in USD per million tokens: `0.003625`. */
export const rateText = (rate: Rate): string => decimalText(rate, RATE_DECIMALS);

function decimalText(value: bigint, decimals: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, -decimals);
  const rest = digits.slice(-decimals).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${whole}${rest === '' ? '' : `.${rest}`}`;
}

/** The amount rounded half-even to `decimals` places (0 to 15), always with that many: `0.0083`. */
export function moneyRounded(amount: Money, decimals: number): string {
  const value = divideHalfEven(amount, 10n ** BigInt(MONEY_DECIMALS - decimals));
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return `${value < 0n ? '-' : ''}${whole}${decimals === 0 ? '' : `.${digits.slice(-decimals)}`}`;
}

/** The amount as a double, in USD: for ratios and for choosing a precision, never for sums. */
export const toUsd = (amount: Money): number => Number(amount) / 1e15;
