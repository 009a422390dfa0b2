import { quantitiesOf } from '../domain/list-cost.ts';
import { divideHalfEven } from '../domain/money.ts';
import { type Amount, MOST_SMALL } from './amount.ts';
import type { Cell } from './cells.ts';
import type { Lane, SmallLot, SmallRates } from './lane.ts';
import type { CachePolicy } from './policies.ts';
import type { RunCost } from './run-cost.ts';
import type { World } from './transfer.ts';

/**
 * What `costOfRun` gives, in whole numbers that doubles hold exactly: the same figures,
 * many times faster. Cells without a price are left out.
 * @returns `undefined` for a run that is too large for that, whose warm cost is no whole number of units, or
 *   that has calls which were worked out one by one
 */
export function quickCostOfRun(lane: Lane, cells: readonly Cell[]): RunCost | undefined {
  let tokens = 0;
  for (const { counts, lot } of cells) {
    if (lane.lots[lot]?.isServed === true) return undefined;
    tokens += counts.input + counts.output;
  }
  if (tokens > lane.mostTokens) return undefined;
  const isOneWorld = cells.every((cell) => hasOneWorld(lane.lots[cell.lot]));
  const base = worldCost(lane, cells, 'base');
  const low = isOneWorld ? base : worldCost(lane, cells, 'low');
  const high = isOneWorld ? base : worldCost(lane, cells, 'high');
  if (low === undefined || base === undefined || high === undefined) return undefined;
  const cost = {
    low: amountOf(lane, low.fixed, low.least),
    base: amountOf(lane, base.fixed, base.base),
    high: amountOf(lane, high.fixed, high.most),
  };
  const spread = base.most - base.least;
  return { cost, cacheSpread: (spread * lane.smallUnit) / lane.smallDen };
}

const hasOneWorld = (lot: SmallLot | undefined): boolean =>
  lot === undefined || (lot.worlds.low === lot.worlds.base && lot.worlds.high === lot.worlds.base);

/** Sums over a run in one world: `fixed` in units, what moved in units × the lane's denominator. */
interface WorldCost {
  readonly fixed: number;
  readonly base: number;
  /** Under the cheapest policy and the dearest: the same, if the user gave one. */
  readonly least: number;
  readonly most: number;
}

function worldCost(lane: Lane, cells: readonly Cell[], world: World): WorldCost | undefined {
  let fixed = 0;
  let input = 0;
  let cached = 0;
  let largest = 0;
  let cold = 0;
  let base = 0;
  let rest = 0;
  let first: SmallRates | undefined;
  let policy: CachePolicy | undefined;
  for (const cell of cells) {
    const lot = lane.lots[cell.lot];
    if (lot === undefined) continue;
    const rates = lot.worlds[world];
    if (lot.isCarried) {
      fixed += recordedCost(cell, rates);
      continue;
    }
    first ??= rates;
    policy = lot.policy;
    // A warm cache serves a share of the run's input: with one rate row that is a whole number of tokens.
    if (rates.filling !== first.filling || rates.hit !== first.hit) return undefined;
    const own = textOf(cell, lot, rates);
    input += own.input;
    cached += own.cached;
    largest = Math.max(largest, rates.times * cell.largestPrompt);
    cold += own.input * rates.plain;
    base += lot.isCacheKnown
      ? (own.input - own.cached) * rates.filling + own.cached * rates.hit
      : own.input * rates.plain;
    rest += own.rest;
  }
  const served = Math.max(input - largest, cached);
  const warm = first === undefined ? 0 : (input - served) * first.filling + served * first.hit;
  if (policy !== undefined) {
    const own = { cold, warm, base }[policy] + rest;
    return { fixed, base: own, least: own, most: own };
  }
  return {
    fixed,
    base: base + rest,
    least: Math.min(cold, warm, base) + rest,
    most: Math.max(cold, warm, base) + rest,
  };
}

function textOf({ counts }: Cell, lot: SmallLot, rates: SmallRates) {
  const { times, outputTimes } = rates;
  return {
    input: times * (counts.input - counts.audioInput),
    cached: lot.isCacheKnown ? times * (counts.cacheRead - counts.audioCacheRead) : 0,
    rest:
      times * counts.audioInput * rates.audioInput +
      outputTimes *
        ((counts.output - counts.audioOutput) * rates.output + counts.audioOutput * rates.audioOutput),
  };
}

function recordedCost(cell: Cell, { classes }: SmallRates): number {
  const tokens = quantitiesOf(cell);
  return (
    tokens.input * classes.input +
    tokens.cacheRead * classes.cacheRead +
    tokens.cacheWrite * classes.cacheWrite +
    tokens.cacheWrite5m * classes.cacheWrite5m +
    tokens.cacheWrite1h * classes.cacheWrite1h +
    tokens.cacheWrite12h * classes.cacheWrite12h +
    tokens.audioInput * classes.audioInput +
    tokens.audioCacheRead * classes.audioCacheRead +
    tokens.output * classes.output +
    tokens.audioOutput * classes.audioOutput
  );
}

/** `moved` units ÷ den and `fixed` units as an amount: rounded once, half-even, to 10⁻¹⁵ USD. */
function amountOf(lane: Lane, fixed: number, moved: number): Amount {
  const times = moved * lane.smallUnit;
  const small = fixed * lane.plainUnit + halfEven(times, lane.smallDen);
  // Products and sums that leave the exact doubles are larger than any amount that is kept as one.
  if (times <= Number.MAX_SAFE_INTEGER && small <= MOST_SMALL) return small;
  return BigInt(fixed) * lane.unit + divideHalfEven(BigInt(moved) * lane.unit, lane.den);
}

/** `num / den` to the nearest whole number, halves to even; both whole, and exact as doubles. */
function halfEven(num: number, den: number): number {
  const rest = num % den;
  const whole = (num - rest) / den;
  const isUp = rest * 2 > den || (rest * 2 === den && whole % 2 === 1);
  return isUp ? whole + 1 : whole;
}
