import { MOST_COST_DECIMALS } from '../domain/cost-form.ts';
import type { Money } from '../domain/money.ts';

/** No logger rounds costs of calls to more than cents. */
const LEAST_DECIMALS = 2;
/** Figures with more decimals are doubles with their noise. */
const FINEST = 10n ** 3n;

/** How many figures have how many decimals. */
export interface Written {
  readonly add: (decimals: number) => void;
  /** What nineteen of twenty figures have at least. */
  readonly usual: () => number;
}

export function createWritten(): Written {
  const counts = new Array<number>(MOST_COST_DECIMALS + 1).fill(0);
  let all = 0;
  return {
    add(decimals) {
      counts[decimals] = (counts[decimals] ?? 0) + 1;
      all++;
    },
    usual() {
      let upTo = 0;
      return counts.findIndex((count) => {
        upTo += count;
        return upTo * 20 >= all;
      });
    },
  };
}

/**
 * How far a cost may be from what it was rounded from: half a unit of its last decimal, and 10⁻¹² USD at least. Zeros
 * at the end are not written by all loggers: a figure is taken to be as fine as its group's usually are.
 */
export function toleranceOf(decimals: number, usual: number): Money {
  const places = Math.max(decimals, usual, LEAST_DECIMALS);
  const half = (10n ** BigInt(MOST_COST_DECIMALS - places) * 5n) / 10n;
  return (half > FINEST ? half : FINEST) as Money;
}

export const absolute = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

/** The least tolerance: two amounts that are so near are the same, however they are written. */
export const isSameAmount = (a: Money, b: Money): boolean => absolute(a - b) <= FINEST;
