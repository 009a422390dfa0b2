import type { CallStatus } from '../domain/call.ts';
import { MOST_COST_DECIMALS } from '../domain/cost-form.ts';
import { type Money, parseMoney } from '../domain/money.ts';

const ABSENT: ReadonlySet<string> = new Set([
  '',
  'null',
  'none',
  'nan',
  'n/a',
  'na',
  '-',
  '—',
  '\\n',
  'undefined',
  'included',
]);
const MOST_WORD = 9;
/** What such words begin with: anything else need not be looked up. */
const BEGINS_ABSENT: ReadonlySet<number> = new Set(
  [...ABSENT].flatMap((word) => {
    const first = word.slice(0, 1);
    return [first, first.toUpperCase()].map((char) => char.charCodeAt(0));
  }),
);

/** A text cell or member as text; `undefined` for the many ways of writing nothing. */
export function textOf(value: unknown): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'string') {
    const isTrimmed = value.charCodeAt(0) > 32 && value.charCodeAt(value.length - 1) > 32;
    const text = isTrimmed ? value : value.trim();
    if (text.length > MOST_WORD || (text !== '' && !BEGINS_ABSENT.has(text.charCodeAt(0)))) return text;
    return ABSENT.has(text.toLowerCase()) ? undefined : text;
  }
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined;
}

/** More tokens than any request can have: such a number is something else. */
const MOST_TOKENS = 4_000_000_000;
/** As a sum over a day, more is possible. */
export const MOST_IN_TOTAL = 1e15;
const GROUPED = { comma: /^\d{1,3}(,\d{3})+$/, point: /^\d{1,3}(\.\d{3})+$/ };
const SCIENTIFIC = /^\d+(\.\d+)?([eE]\+?\d+)?$/;

/** A count: a whole number, `undefined` where there is none, or why the text is no count. */
export type Count = number | undefined | { readonly fault: string };

/** Whether it is no count. */
export const isFault = (count: Count): count is { readonly fault: string } => typeof count === 'object';

/**
 * Reads a token count however spreadsheets write it: `1234`, `"1234"`, `12.0`, `1,234`, `1 234`, `1.2E+05`.
 * @param hasDecimalComma the file writes decimals with a comma, so that `1.234` is 1,234
 * @param most larger numbers are something else
 */
export function countOf(value: unknown, hasDecimalComma: boolean, most = MOST_TOKENS): Count {
  if (value === undefined || value === '') return undefined;
  const number = typeof value === 'number' ? value : (plainNumber(value) ?? numberIn(value, hasDecimalComma));
  if (number === undefined || Number.isSafeInteger(number))
    return number === undefined ? undefined : plausible(number, most);
  return { fault: `"${shown(value)}" is no whole number` };
}

/** Digits and nothing else, which nearly all counts are. */
function plainNumber(value: unknown): number | undefined {
  if (typeof value !== 'string' || value.length > 15) return undefined;
  let number = 0;
  for (let index = 0; index < value.length; index++) {
    const digit = value.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return undefined;
    number = number * 10 + digit;
  }
  return number;
}

function plausible(count: number, most: number): Count {
  if (count < 0) return { fault: `${count} is negative` };
  return count > most ? { fault: `${count} is more than any request can have` } : count;
}

function numberIn(value: unknown, hasDecimalComma: boolean): number | undefined {
  const text = textOf(value)?.replace(/[\s'\u00a0\u202f]/g, '');
  if (text === undefined)
    return value === undefined || value === null || typeof value === 'string' ? undefined : Number.NaN;
  if (GROUPED.comma.test(text)) return Number(text.replaceAll(',', ''));
  if (hasDecimalComma && GROUPED.point.test(text)) return Number(text.replaceAll('.', ''));
  const plain = hasDecimalComma ? text.replace(',', '.') : text;
  if (/^-\d+$/.test(plain)) return Number(plain);
  return SCIENTIFIC.test(plain) ? Number(plain) : Number.NaN;
}

/** What stands in the log, for a message; an object as JSON, whatever members it has. */
export const shown = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))).slice(0, 40);

/**
 * Reads a recorded cost: `0.0123`, `$0.10`, `1.2e-05`, `0,0123`, `1,234.50`.
 * @param exponent what it is counted in, as a power of ten of a dollar
 * @returns `undefined` where there is no cost; `'unreadable'` where there is something else
 */
export function costOf(value: unknown, exponent: number): Money | undefined | 'unreadable' {
  if (value === undefined || value === '') return undefined;
  const quick = typeof value === 'string' && exponent === 0 ? parseMoney(value) : undefined;
  if (quick !== undefined) return quick;
  if (typeof value === 'object' && value !== null) return 'unreadable';
  const plain = plainCost(value);
  if (plain === undefined || plain === '') return undefined;
  return parseMoney(exponent === 0 ? plain : `${plain}e${exponent}`) ?? 'unreadable';
}

/** How many decimals of a dollar a cost is written with; of one that `costOf` reads. */
export function costDecimals(value: unknown, exponent: number): number {
  const text = typeof value === 'string' ? value : String(value);
  const quick = exponent === 0 ? plainDecimals(text) : undefined;
  if (quick !== undefined) return Math.min(quick, MOST_COST_DECIMALS);
  const [, decimals = '', power = '0'] = /(?:[.](\d*))?(?:e([+-]?\d+))?$/i.exec(plainCost(text) ?? '') ?? [];
  return Math.min(Math.max(decimals.length - Number(power) - exponent, 0), MOST_COST_DECIMALS);
}

/** Of digits with a point between them and nothing else, which nearly all costs are. */
function plainDecimals(text: string): number | undefined {
  let decimals = 0;
  for (let index = text.length - 1; index >= 0; index--) {
    const code = text.charCodeAt(index);
    if (code === POINT) {
      decimals = text.length - 1 - index;
      return /^\d*$/.test(text.slice(0, index)) ? decimals : undefined;
    }
    if (code < ZERO || code > ZERO + 9) return undefined;
  }
  return decimals;
}

const ZERO = 48;
const POINT = 46;

/** Digits with a decimal point and perhaps an exponent, without currency and grouping. */
function plainCost(value: unknown): string | undefined {
  const text = textOf(value)?.replace(/^\$|USD$|[\s\u00a0]/gi, '');
  return text === undefined ? undefined : withDecimalPoint(text);
}

function withDecimalPoint(text: string): string {
  const comma = text.lastIndexOf(',');
  if (comma < 0) return text;
  const isDecimalComma = comma > text.lastIndexOf('.') && !/^\d{1,3}(,\d{3})+$/.test(text);
  return isDecimalComma ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll(',', '');
}

const OK =
  /^(ok|success|succeeded|successful|completed|complete|finished|done|true|stop|end_turn|tool_use|tool_calls|length|max_tokens|default|active|stop_sequence|function_call)$/i;
const FAILED =
  /^(error|failed|failure|fail|timeout|timed_out|cancelled|canceled|aborted|rejected|expired|false|exception|rate_limited|rate_limit|overloaded|content_filter)$/i;

const MOST_REMEMBERED = 1000;
const statuses = new Map<string, CallStatus>();

/** What a status, an HTTP code, a success flag or an error text says of a call. */
export function statusOf(value: unknown): CallStatus {
  if (typeof value === 'boolean') return value ? 'ok' : 'failed';
  if (typeof value !== 'string') return readStatus(value);
  const known = statuses.get(value);
  if (known !== undefined) return known;
  const status = readStatus(value);
  if (statuses.size < MOST_REMEMBERED && value.length < MOST_REMEMBERED) statuses.set(value, status);
  return status;
}

function readStatus(value: unknown): CallStatus {
  const text = textOf(value);
  if (text === undefined) return 'unknown';
  const code = /^\d{3}$/.test(text) ? Number(text) : undefined;
  if (code !== undefined) return code < 400 ? 'ok' : 'failed';
  if (OK.test(text)) return 'ok';
  return FAILED.test(text) ? 'failed' : 'unknown';
}
