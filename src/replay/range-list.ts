import { type Money, ZERO } from '../domain/money.ts';
import type { Range } from '../domain/report.ts';
import { type Amount, asMoney, isSameAmount } from './amount.ts';

/** What runs cost, in no order: base and both ends of the range. */
export interface RangeList {
  readonly push: (low: Amount, base: Amount, high: Amount) => void;
  readonly count: () => number;
  /**
   * In each world, the smallest cost that at least this percentage of runs do not exceed (nearest rank). Asked in
   * rising order, each answer makes the next one cheaper.
   */
  readonly quantile: (percent: number) => Range;
}

export function createRangeList(): RangeList {
  const base = createColumn();
  /** Until the first run that has a range, its ends are the base. */
  let ends: { readonly low: Column; readonly high: Column } | undefined;
  const each = <T>(of: (column: Column) => T) => ({
    low: of(ends?.low ?? base),
    base: of(base),
    high: of(ends?.high ?? base),
  });
  return {
    push(low, middle, high) {
      if (ends === undefined && !(isSameAmount(low, middle) && isSameAmount(high, middle)))
        ends = { low: base.copy(), high: base.copy() };
      base.push(middle);
      ends?.low.push(low);
      ends?.high.push(high);
    },
    count: base.count,
    quantile: (percent) => each((column) => column.quantile(percent)),
  };
}

/** Amounts, eight bytes each as long as they are small. */
interface Column {
  readonly push: (amount: Amount) => void;
  readonly count: () => number;
  readonly quantile: (percent: number) => Money;
  readonly copy: () => Column;
}

function createColumn(): Column {
  let small = new Float64Array(64);
  let count = 0;
  /** All amounts, once one of them is not small. */
  let large: bigint[] | undefined;
  /** No amount before this place is larger than any behind it. */
  let settled = 0;

  const at = (index: number): Amount => (large ?? small)[index] ?? 0;

  function pushLarge(amount: Amount): void {
    large ??= Array.from(small.subarray(0, count), BigInt);
    large.push(BigInt(amount));
  }

  function grow(): void {
    const wider = new Float64Array(count * 2);
    wider.set(small);
    small = wider;
  }

  return {
    push(amount) {
      if (large !== undefined || typeof amount === 'bigint') pushLarge(amount);
      else {
        if (count === small.length) grow();
        small[count] = amount;
      }
      count++;
      settled = 0;
    },
    count: () => count,
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
      const other = createColumn();
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
): void {
  let first = from;
  let last = to;
  while (first < last) {
    const pivot = list[(first + last) >> 1] as T;
    let low = first;
    let high = last;
    while (low <= high) {
      while ((list[low] as T) < pivot) low++;
      while ((list[high] as T) > pivot) high--;
      if (low > high) break;
      const kept = list[low] as T;
      list[low] = list[high] as T;
      list[high] = kept;
      low++;
      high--;
    }
    if (rank <= high) last = high;
    else if (rank >= low) first = low;
    else return;
  }
}
