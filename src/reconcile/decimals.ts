import { type Fraction, reduce } from '../domain/money.ts';

/** Numbers from `low` to `high`, as doubles. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A decimal, and how many digits stand behind its point. */
export interface Decimal {
  readonly value: Fraction;
  readonly digits: number;
}

/** Looked at for each number of digits: in a wide interval the first ones stand for the others. */
const MOST_A_LENGTH = 2000;

/** The decimals above zero in an interval, those with the fewest digits first, the smaller before the larger. */
export function* decimalsIn({ low, high }: Interval, mostDigits: number): Generator<Decimal> {
  if (!(low > 0 && Number.isFinite(high))) return;
  for (let digits = 0; digits <= mostDigits; digits++) {
    const scale = 10 ** digits;
    const last = Math.floor(high * scale);
    if (!Number.isSafeInteger(last)) return;
    let count = 0;
    for (let top = Math.ceil(low * scale); top <= last && count < MOST_A_LENGTH; top++, count++) {
      const isShorter = digits > 0 && top % 10 === 0;
      if (top > 0 && !isShorter) yield { value: reduce(BigInt(top), BigInt(scale)), digits };
    }
  }
}

/** Doubles are off by this share of themselves after a few operations. */
const NOISE = 2 ** -49;

/** The part of a line that the most of some intervals have in common, and how many they are. */
export function mostCovered(intervals: readonly Interval[]): Interval & { readonly count: number } {
  const ends = intervals
    .filter(({ low, high }) => low > 0 && low <= high && Number.isFinite(high))
    .flatMap(({ low, high }) => [
      { at: low * (1 - NOISE), step: 1 },
      { at: high * (1 + NOISE), step: -1 },
    ])
    .sort((a, b) => a.at - b.at || b.step - a.step);
  let [count, best, low, high] = [0, 0, 0, 0];
  for (const [place, { at, step }] of ends.entries()) {
    count += step;
    if (count <= best) continue;
    best = count;
    low = at;
    high = ends[place + 1]?.at ?? at;
  }
  return { low, high, count: best };
}
