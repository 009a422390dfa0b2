import type { Money } from '../domain/money.ts';

/**
 * What a run costs, in 10⁻¹⁵ USD: a double as long as that is exact also for the sum of two, as it is below
 * four and a half dollars, else a bigint. Runs are many, and doubles cost nothing.
 */
export type Amount = number | bigint;

/** The largest double that is used for an amount. */
export const MOST_SMALL = 2 ** 52;

export const asMoney = (amount: Amount): Money => BigInt(amount) as Money;

export const plus = (a: Amount, b: Amount): Amount =>
  typeof a === 'number' && typeof b === 'number' && a + b <= MOST_SMALL ? a + b : BigInt(a) + BigInt(b);

export const isSameAmount = (a: Amount, b: Amount): boolean =>
  a === b || (typeof a !== typeof b && BigInt(a) === BigInt(b));

/** Adds up amounts, exactly. */
export interface Sum {
  readonly add: (amount: Amount) => void;
  readonly total: () => Money;
}

export function createSum(): Sum {
  let small = 0;
  let large = 0n;
  return {
    add(amount) {
      if (typeof amount === 'bigint') large += amount;
      else if (small + amount <= MOST_SMALL) small += amount;
      else {
        large += BigInt(small);
        small = amount;
      }
    },
    total: () => (large + BigInt(small)) as Money,
  };
}
