import { divideHalfEven, type Rate, rateText } from '../../domain/money.ts';

/** A figure of a price list, in USD per million tokens. */
export type Figure =
  | { readonly kind: 'rate'; readonly usd: string; readonly isCleaned: boolean }
  | { readonly kind: 'zero' | 'negative' | 'no-number' | 'inexact' };

/** How many decimal places a price moves on its way to USD per million tokens. */
export const PER_TOKEN = 6;
export const PER_MTOK = 0;

const NUMBER = /^([+-]?)(\d{0,40})(?:\.(\d{0,60}))?(?:e([+-]?\d{1,3}))?$/i;
const MOST_DECIMALS = 9;
const MOST_WHOLE = 9;

/**
 * Moves the decimal point of a price, which is never calculated with as a floating-point number.
 * @param value a number, of which the shortest text that means it is taken, or a text
 */
export function figureOf(value: unknown, shift: number): Figure {
  const text = typeof value === 'number' ? String(value) : value;
  const parts = typeof text === 'string' ? NUMBER.exec(text.trim()) : null;
  const [, sign, whole = '', decimals = '', exponent = '0'] = parts ?? [];
  if (parts === null || whole + decimals === '') return { kind: 'no-number' };
  const exact = reduced(BigInt(whole + decimals), Number(exponent) - decimals.length + shift);
  if (exact.digits === 0n) return { kind: 'zero' };
  if (sign === '-') return { kind: 'negative' };
  const clean = withoutNoise(exact);
  const usd = textOf(clean ?? exact);
  return usd === undefined ? { kind: 'inexact' } : { kind: 'rate', usd, isCleaned: clean !== undefined };
}

/** Whether two prices are one, however they are written. */
export function isSameFigure(a: unknown, b: unknown, shift: number): boolean {
  const [one, other] = [figureOf(a, shift), figureOf(b, shift)];
  if (one.kind === 'rate') return other.kind === 'rate' && one.usd === other.usd;
  return one.kind === 'zero' && other.kind === 'zero';
}

/** `digits` × 10^`exponent` */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** Without zeros at its end. */
function reduced(digits: bigint, exponent: number): Decimal {
  const text = String(digits);
  const kept = text.replace(/0+$/, '');
  return { digits: BigInt(kept === '' ? '0' : kept), exponent: exponent + text.length - kept.length };
}

/** Doubles are true to 15 digits: what lies behind a price of 10 digits or fewer and two zeros is their noise. */
const TRUSTED = 12;
const LONGEST_PRICE = 10;

/** A price that somebody calculated with doubles, as 1.5000020000000002; `undefined`: it is none. */
function withoutNoise({ digits, exponent }: Decimal): Decimal | undefined {
  const surplus = String(digits).length - TRUSTED;
  if (surplus <= 0) return undefined;
  const rounded = reduced(divideHalfEven(digits, 10n ** BigInt(surplus)), exponent + surplus);
  return String(rounded.digits).length <= LONGEST_PRICE ? rounded : undefined;
}

/** As price books write it; `undefined`: it has more decimals, or is larger, than they hold. */
function textOf({ digits, exponent }: Decimal): string | undefined {
  const whole = String(digits).length + exponent;
  if (-exponent > MOST_DECIMALS || whole > MOST_WHOLE) return undefined;
  return rateText((digits * 10n ** BigInt(MOST_DECIMALS + exponent)) as Rate);
}
