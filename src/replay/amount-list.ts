import type { Money } from '../domain/money.ts';
import { type Amount, asMoney, createSum } from './amount.ts';

/** Amounts, to be put in order once all are there; eight bytes each as long as they are small. */
export interface AmountList {
  readonly push: (amount: Amount) => void;
  readonly count: () => number;
  readonly sum: () => Money;
  /** The smallest amount that at least this percentage of all amounts are no larger than (nearest rank); 0 of none. */
  readonly quantile: (percent: number) => Money;
  /** Another list of the same amounts. */
  readonly copy: () => AmountList;
}

export function createAmountList(): AmountList {
  let small = new Float64Array(64);
  let count = 0;
  /** All amounts, once one of them is not small. */
  let large: bigint[] | undefined;
  let isSorted = true;
  const sum = createSum();

  function sort(): void {
    if (large === undefined) small.subarray(0, count).sort();
    else large.sort((a, b) => (a < b ? -1 : Number(a > b)));
    isSorted = true;
  }

  function pushSmall(amount: number): void {
    if (count === small.length) {
      const wider = new Float64Array(count * 2);
      wider.set(small);
      small = wider;
    }
    small[count] = amount;
  }

  const at = (index: number): Amount => (large ?? small)[index] ?? 0;

  return {
    push(amount) {
      sum.add(amount);
      if (large === undefined && typeof amount === 'bigint')
        large = Array.from(small.subarray(0, count), BigInt);
      if (large !== undefined) large.push(BigInt(amount));
      else if (typeof amount === 'number') pushSmall(amount);
      count++;
      isSorted = false;
    },
    count: () => count,
    sum: sum.total,
    quantile(percent) {
      if (!isSorted) sort();
      return asMoney(at(Math.max(Math.ceil((count * percent) / 100), 1) - 1));
    },
    copy() {
      const other = createAmountList();
      for (let index = 0; index < count; index++) other.push(at(index));
      return other;
    },
  };
}
