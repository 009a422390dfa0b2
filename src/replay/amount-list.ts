import { type Money, ZERO } from '../domain/money.ts';
import { type Amount, asMoney, createSum } from './amount.ts';

/** Amounts in no order; eight bytes each as long as they are small. */
export interface AmountList {
  readonly push: (amount: Amount) => void;
  readonly count: () => number;
  readonly sum: () => Money;
  /**
   * The smallest amount that at least this percentage of all amounts are no larger than (nearest rank); 0 of none.
   * Asked in rising order, each answer makes the next one cheaper.
   */
  readonly quantile: (percent: number) => Money;
  /** Another list of the same amounts. */
  readonly copy: () => AmountList;
}

export function createAmountList(): AmountList {
  let small = new Float64Array(64);
  let count = 0;
  /** All amounts, once one of them is not small. */
  let large: bigint[] | undefined;
  /** No amount before this place is larger than any behind it. */
  let settled = 0;
  const sum = createSum();

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
      settled = 0;
    },
    count: () => count,
    sum: sum.total,
    quantile(percent) {
      if (count === 0) return ZERO;
      const rank = Math.max(Math.ceil((count * percent) / 100), 1) - 1;
      const from = rank < settled ? 0 : settled;
      if (large === undefined) select(small, from, count - 1, rank);
      else select(large, from, count - 1, rank);
      settled = rank;
      return asMoney(at(rank));
    },
    copy() {
      const other = createAmountList();
      for (let index = 0; index < count; index++) other.push(at(index));
      return other;
    },
  };
}

/** Hoare's selection: puts what belongs at `rank` there, nothing larger before it and nothing smaller behind it. */
function select<T extends number | bigint>(
  list: { [index: number]: T },
  from: number,
  to: number,
  rank: number,
) {
  let [first, last] = [from, to];
  while (first < last) {
    const pivot = list[(first + last) >> 1] as T;
    let [low, high] = [first, last];
    while (low <= high) {
      while ((list[low] as T) < pivot) low++;
      while ((list[high] as T) > pivot) high--;
      if (low > high) break;
      [list[low], list[high]] = [list[high] as T, list[low] as T];
      low++;
      high--;
    }
    if (rank <= high) last = high;
    else if (rank >= low) first = low;
    else return;
  }
}
