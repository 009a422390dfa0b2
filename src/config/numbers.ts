import { type Fraction, reduce } from '../domain/money.ts';
import { isFault, type Parsed } from './parsed.ts';

/** How the numbers of a file are written. */
export interface Notation {
  /** A table with semicolons comes from where `1.200` is one thousand two hundred. */
  readonly hasDecimalComma: boolean;
}

const LONGEST = 60;

/** Begins the fault of what is no number at all, rather than a doubtful one. */
export const NO_NUMBER = 'is no number';
const GROUPED = /^[1-9]\d{0,2}([ ,_'’\u00a0\u2009\u202f])\d{3}(?:\1\d{3})*(?:\.\d+)?$/;

/** `0,5`, `1,20`, `1.200,50`. */
const COMMA = /^(\d*|[1-9]\d{0,2}(\.\d{3})+),\d+$/;

/** A decimal without a sign, exact: `0.30`, `.5`, `12`. `undefined` for anything else, and beyond 18 digits a side. */
export function decimalOf(text: string): Fraction | undefined {
  const parts = /^(\d{0,18})(?:\.(\d{1,18}))?$/.exec(text);
  const [, whole = '', decimals = ''] = parts ?? [];
  if (parts === null || whole + decimals === '') return undefined;
  return reduce(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
}

/**
 * A number as people write it: thousands may be apart (`1,200.50`, `12_000`, `12 000`), the decimal sign is a point.
 * What could be read in two ways is refused, with how to write it.
 */
export function numberOf(text: string, notation: Notation): Parsed<Fraction> {
  const plain = ungrouped(text, notation);
  if (isFault(plain)) return plain;
  const value = decimalOf(plain.value);
  return value === undefined ? { fault: 'has more digits than anything costs' } : { value };
}

function ungrouped(text: string, { hasDecimalComma }: Notation): Parsed<string> {
  if (text.includes('\ufffd')) return { fault: 'has a broken character: save the file as UTF-8' };
  if (/^[-−(]/.test(text)) return { fault: 'is negative' };
  if (text.length > LONGEST) return { fault: NO_NUMBER };
  const isEither = hasDecimalComma && /^[1-9]\d{0,2}[.,]\d{3}$/.test(text);
  if (isEither) return { fault: `could be meant in two ways: write ${eitherWay(text)}` };
  // Where semicolons part cells, a comma is what others write as a point.
  if (hasDecimalComma && COMMA.test(text)) return { value: text.replaceAll('.', '').replace(',', '.') };
  if (/^(\d+|\d*\.\d+)$/.test(text)) return { value: text };
  if (GROUPED.test(text)) return { value: text.replace(/[^\d.]/g, '') };
  return { fault: `${/^[\d.,]+$/.test(text) ? 'is ambiguous' : NO_NUMBER}: write ${pointed(text)}` };
}

/** `1.200` as `1200 or 1.2`. */
function eitherWay(text: string): string {
  const decimal = text.replace(',', '.').replace(/0+$/, '').replace(/\.$/, '.0');
  return `${text.replace(/[.,]/, '')} or ${decimal}`;
}

/** How to write what was probably meant, with a decimal point. */
function pointed(text: string): string {
  if (/^\d+,\d+$/.test(text)) return text.replace(',', '.');
  if (/^\d{1,3}(\.\d{3})+,\d+$/.test(text)) return text.replaceAll('.', '').replace(',', '.');
  if (/^\d{1,3}(\.\d{3}){2,}$/.test(text)) return text.replaceAll('.', '');
  return 'digits, with a point before the decimals';
}

export interface Limits {
  readonly least: number;
  readonly most: number;
}

/** A whole number within limits: `12000`, `12,000`, `12_000`, `12 000`. */
export function wholeOf(text: string, limits: Limits, notation: Notation): Parsed<number> {
  const number = numberOf(text, notation);
  if (isFault(number)) return { fault: `${number.fault.split(':')[0]}: write a whole number such as 12000` };
  const isDoubtful = /\.\d{3}$/.test(text);
  if (number.value.den !== 1n || isDoubtful)
    return { fault: 'is no whole number: write it like 12000, or 12,000' };
  const value = Number(number.value.num);
  if (value < limits.least) return { fault: `is too small: at least ${limits.least}` };
  if (value > limits.most) return { fault: `is too large: at most ${limits.most.toLocaleString('en-US')}` };
  return { value };
}

/** A share: `70%`, `70 %`, `0.7` or `7/10`; between 0 and 1, both included. */
export function shareOf(written: string, notation: Notation): Parsed<Fraction> {
  const text = withPoint(written, notation);
  const share = fractionOf(text);
  if (share === undefined) return { fault: shareFault(text) };
  if (share.num <= share.den) return { value: share };
  return { fault: decimalOf(text) === undefined ? 'is more than 100%' : `is more than 1: write ${text}%` };
}

/** A factor or a rate, which may be above one: `1.2`, `120%`, `6/5`. */
export function factorOf(text: string): Parsed<Fraction> {
  const value = fractionOf(text);
  if (value !== undefined) return { value };
  if (/^[-−]/.test(text)) return { fault: 'is negative' };
  const isComma = /^\d+,\d+\s*%?$/.test(text);
  return { fault: `is no number: write ${isComma ? text.replace(',', '.') : 'it like 1.2 or 120%'}` };
}

/** `7,5 %` as `7.5 %`, where a comma can mean nothing else. */
const withPoint = (text: string, { hasDecimalComma }: Notation): string =>
  hasDecimalComma && /^\d+,\d+\s*%?$/.test(text) ? text.replace(',', '.') : text;

function shareFault(text: string): string {
  if (/^[-−]/.test(text)) return 'is negative';
  const isComma = /^\d+,\d+\s*%?$/.test(text);
  return `is no share: write ${isComma ? text.replace(',', '.') : 'it like 70%, 0.7 or 7/10'}`;
}

function fractionOf(text: string): Fraction | undefined {
  if (text.length > LONGEST) return undefined;
  const percent = /^([\d.]+)\s*%$/.exec(text)?.[1];
  if (percent !== undefined) return quotient(decimalOf(percent), { num: 100n, den: 1n });
  const [top = '', bottom, ...rest] = text.split('/');
  if (bottom === undefined) return decimalOf(text);
  return rest.length > 0 ? undefined : quotient(decimalOf(top.trim()), decimalOf(bottom.trim()));
}

function quotient(top: Fraction | undefined, bottom: Fraction | undefined): Fraction | undefined {
  if (top === undefined || bottom === undefined || bottom.num === 0n) return undefined;
  return reduce(top.num * bottom.den, top.den * bottom.num);
}

/** A quality score on whatever scale: `0.93`, `93%`, `4.5`. A double: scores are only compared. */
export function scoreOf(written: string, notation: Notation): Parsed<number> {
  const text = withPoint(written, notation);
  const score = text.includes('/') ? undefined : fractionOf(text);
  if (score === undefined) return { fault: 'is no score: write it like 0.93 or 93%' };
  return { value: Number(score.num) / Number(score.den) };
}
