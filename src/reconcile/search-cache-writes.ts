import { divideHalfEven, type Fraction, type Money, ONE } from '../domain/money.ts';
import type { TokenClass } from '../domain/tokens.ts';
import type { OpenCall } from './calls.ts';
import { isConvincing } from './chance.ts';
import { type Decimal, decimalsIn, mostCovered } from './decimals.ts';
import { choicesOf, NOTHING } from './search-factor.ts';
import { type Explained, isOne, LEAST_CALLS, reproduces, type Search, type Theory } from './theory.ts';

/** Prices of writes, the commonest first: a lifetime that nobody tells is the shortest one. */
const WRITES = [
  'cacheWrite',
  'cacheWrite5m',
  'cacheWrite1h',
  'cacheWrite12h',
] as const satisfies readonly TokenClass[];

/** A factor has no more digits, or too many would fit. */
const MOST_DIGITS = 4;
/** A factor that these do not bear out is not tried on all. */
const FIRST = 12;

/** A call whose plain input may have been written to a cache. */
interface Written {
  readonly call: OpenCall;
  /** What a written token costs more than a plain one. */
  readonly more: bigint;
  readonly plain: number;
}

/**
 * Calls that report no writes to a cache, but cost as if some of their plain input had been written: recorded =
 * k × (list + w × more) with a whole w of each call. What w can be bounds the factor k; in what the most calls allow,
 * the simplest decimal is searched that makes each w whole.
 */
export function searchCacheWrites(search: Search): Theory | undefined {
  let best: Found | undefined;
  for (const tokenClass of WRITES) {
    const found = searchWith(tokenClass, search);
    if (found !== undefined && isBetter(found, best)) best = found;
  }
  return best && theoryOf(best.tokenClass, best.factor, search.tolerance);
}

interface Found {
  readonly tokenClass: TokenClass;
  readonly factor: Fraction;
  readonly calls: number;
  /** What the tokens of the first call cost more. */
  readonly more: bigint;
}

/** So many calls do not have whole tokens at a dearer price by chance, if that is a multiple of the cheaper one. */
const SURELY = 6;

function isBetter(found: Found, best: Found | undefined): boolean {
  if (best === undefined || found.calls !== best.calls) return found.calls > (best?.calls ?? 0);
  return found.calls >= SURELY && found.more > best.more;
}

function writable(call: OpenCall, tokenClass: TokenClass): Written | undefined {
  const { quantities, price } = call;
  const [plainRate, writeRate] = [price.rates?.input, price.rates?.[tokenClass]];
  if (plainRate === undefined || writeRate === undefined || writeRate <= plainRate) return undefined;
  if (quantities.input === 0 || WRITES.some((name) => quantities[name] > 0)) return undefined;
  return { call, more: writeRate - plainRate, plain: quantities.input };
}

function searchWith(tokenClass: TokenClass, { sample, tolerance }: Search): Found | undefined {
  const calls = sample.flatMap((call) => writable(call, tokenClass) ?? []);
  const [{ more } = { more: 0n }] = calls;
  const common = mostCovered(
    calls.map(({ call: { recorded, list }, more, plain }) => {
      if (recorded <= 0n || list <= 0n) return NOTHING;
      const most = list + BigInt(plain) * more;
      return { low: Number(recorded) / Number(most), high: Number(recorded) / Number(list) };
    }),
  );
  const first = calls.slice(0, FIRST);
  const widthsOf = (those: readonly Written[], { value }: Decimal): readonly number[] =>
    those.map((each) => chanceOfWhole(each, value, tolerance(each.call)));
  if (!isConvincing({ widths: widthsOf(calls, PLAIN), of: calls.length, choices: 0 })) return undefined;
  for (const decimal of [PLAIN, ...decimalsIn(common, MOST_DIGITS)]) {
    const hits = first.filter((each) => isNearWhole(each, decimal.value, tolerance(each.call))).length;
    if (hits * 4 < first.length || hits === 0) continue;
    const fitting = calls.filter(
      (each) => writtenOf(each, decimal.value, tolerance(each.call)) !== undefined,
    );
    if (fitting.length < (isOne(decimal.value) ? 1 : LEAST_CALLS)) continue;
    const widths = widthsOf(fitting, decimal);
    if (isConvincing({ widths, of: calls.length, choices: choicesOf(decimal) }))
      return { tokenClass, factor: decimal.value, calls: fitting.length, more };
  }
  return undefined;
}

const PLAIN: Decimal = { value: ONE, digits: 0 };

/** The whole number of written tokens that makes the recorded cost; `undefined`: there is none. */
function writtenOf(
  { call, more, plain }: Written,
  { num, den }: Fraction,
  tolerance: Money,
): number | undefined {
  const left = call.recorded * den - call.list * num;
  const tokens = divideHalfEven(left, more * num);
  if (tokens < 0n || tokens > BigInt(plain)) return undefined;
  const cost = (call.list + tokens * more) as Money;
  return reproduces(call.recorded, cost, { num, den }, tolerance) ? Number(tokens) : undefined;
}

/** More than doubles can be off. */
const SLACK = 1e-3;

/** The same in doubles, quickly: it may let pass what is not, and never stops what is. */
function isNearWhole({ call, more, plain }: Written, { num, den }: Fraction, tolerance: Money): boolean {
  const base = (Number(call.recorded) * Number(den)) / Number(num);
  const tokens = (base - Number(call.list)) / Number(more);
  const away = Math.abs(tokens - Math.round(tokens));
  const most = (Number(tolerance) * Number(den)) / Number(num) / Number(more) + SLACK;
  return away <= most && tokens > -1 && tokens < plain + 1;
}

/** By chance an amount is so near to a whole number of tokens: amounts of few digits are so more often. */
function chanceOfWhole({ call, more }: Written, { num, den }: Fraction, tolerance: Money): number {
  const step = Math.max(2 * Number(tolerance), gridOf(call.recorded));
  return step / Number(more) / (Number(num) / Number(den));
}

const NOISE = 1000n;

/** The last digit of an amount that is not 0, without the noise of doubles. */
function gridOf(amount: Money): number {
  let [digits, grid] = [divideHalfEven(amount, NOISE), Number(NOISE)];
  while (digits !== 0n && digits % 10n === 0n) {
    digits /= 10n;
    grid *= 10;
  }
  return grid;
}

function theoryOf(tokenClass: TokenClass, factor: Fraction, tolerance: Search['tolerance']): Theory {
  return {
    cause: 'cache-writes',
    besideCause: 'mark-up',
    explain(call) {
      const each = writable(call, tokenClass);
      const written = each && writtenOf(each, factor, tolerance(call));
      return each && written !== undefined ? explained(each, written, factor) : undefined;
    },
    reason: ({ count, plain }) => ({ cause: 'cache-writes', factor, tokenClass, written: count, plain }),
  };
}

/** Without a factor the whole gap is that of the writes, with what was rounded. */
function explained({ call, more }: Written, written: number, factor: Fraction): Explained {
  const whole = (call.recorded - call.list) as Money;
  const gap = isOne(factor) ? whole : ((BigInt(written) * more) as Money);
  return { gap, beside: (whole - gap) as Money, count: written };
}
