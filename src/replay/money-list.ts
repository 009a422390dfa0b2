import type { Money } from '../domain/money.ts';

/** Amounts, to be put in order once all are there; eight bytes each as long as they are below 9,223 dollars. */
export interface MoneyList {
  readonly push: (amount: Money) => void;
  readonly count: () => number;
  readonly sum: () => Money;
  /** The smallest amount that at least this percentage of all amounts are no larger than (nearest rank); 0 of none. */
  readonly quantile: (percent: number) => Money;
  /** Another list of the same amounts. */
  readonly copy: () => MoneyList;
}

const MOST_SMALL = 2n ** 63n - 1n;

export function createMoneyList(): MoneyList {
  let small = new BigInt64Array(64);
  let count = 0;
  let sum = 0n;
  let large: bigint[] | undefined;
  let isSorted = true;

  function sort(): void {
    if (large === undefined) small.subarray(0, count).sort();
    else large.sort((a, b) => (a < b ? -1 : Number(a > b)));
    isSorted = true;
  }

  return {
    push(amount) {
      sum += amount;
      if (large === undefined && amount > MOST_SMALL) large = [...small.subarray(0, count)];
      if (large !== undefined) large.push(amount);
      else {
        if (count === small.length) {
          const wider = new BigInt64Array(count * 2);
          wider.set(small);
          small = wider;
        }
        small[count] = amount;
      }
      count++;
      isSorted = false;
    },
    count: () => count,
    sum: () => sum as Money,
    quantile(percent) {
      if (!isSorted) sort();
      const rank = Math.max(Math.ceil((count * percent) / 100), 1);
      return ((large ?? small)[rank - 1] ?? 0n) as Money;
    },
    copy() {
      const other = createMoneyList();
      for (let index = 0; index < count; index++) other.push(((large ?? small)[index] ?? 0n) as Money);
      return other;
    },
  };
}
