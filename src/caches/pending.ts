/** Calls that have started and not ended, the one that ends first in front. */
export interface Pending {
  readonly add: (call: number, end: number) => void;
  /** Takes the first out if it has ended by `at`; -1: none has. */
  readonly takeEnded: (at: number) => number;
}

/** A binary heap. */
export function createPending(): Pending {
  const calls: number[] = [];
  const ends: number[] = [];
  const endAt = (index: number): number => ends[index] ?? Number.POSITIVE_INFINITY;

  function swap(a: number, b: number): void {
    [calls[a], calls[b]] = [calls[b] ?? 0, calls[a] ?? 0];
    [ends[a], ends[b]] = [endAt(b), endAt(a)];
  }

  function sink(): void {
    for (let index = 0; ; ) {
      const left = 2 * index + 1;
      const smaller = endAt(left + 1) < endAt(left) ? left + 1 : left;
      if (endAt(smaller) >= endAt(index)) return;
      swap(index, smaller);
      index = smaller;
    }
  }

  return {
    add(call, end) {
      let index = calls.push(call) - 1;
      ends.push(end);
      for (; index > 0 && endAt((index - 1) >>> 1) > end; index = (index - 1) >>> 1)
        swap(index, (index - 1) >>> 1);
    },
    takeEnded(at) {
      if (calls.length === 0 || endAt(0) > at) return -1;
      swap(0, calls.length - 1);
      const call = calls.pop() ?? -1;
      ends.pop();
      sink();
      return call;
    },
  };
}
