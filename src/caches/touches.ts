/** When each place was touched last. */
export interface Touches {
  readonly touch: (place: number, at: number) => void;
  /** The nearest place from `place` on, or before it, that was touched at `since` or later; -1: none. */
  readonly nearestFrom: (place: number, since: number) => number;
  readonly nearestBefore: (place: number, since: number) => number;
}

/** A tree of maxima over places: each question and each touch takes steps by the logarithm of their number. */
export function createTouches(places: number): Touches {
  let leaves = 1;
  while (leaves < places) leaves *= 2;
  const latest = new Float64Array(2 * leaves).fill(Number.NEGATIVE_INFINITY);
  const isSince = (at: number, since: number): boolean => (latest[at] ?? Number.NEGATIVE_INFINITY) >= since;

  return {
    touch(place, at) {
      for (let node = place + leaves; node >= 1 && (latest[node] ?? 0) < at; node >>>= 1) latest[node] = at;
    },
    nearestFrom(place, since) {
      let node = place + leaves;
      while (!isSince(node, since)) {
        // Up while it is a right one, then on to its right neighbour; the last of a row has none.
        while ((node & 1) === 1 && node > 1) node >>>= 1;
        if (node <= 1) return -1;
        node += 1;
      }
      while (node < leaves) node = isSince(2 * node, since) ? 2 * node : 2 * node + 1;
      return node - leaves;
    },
    nearestBefore(place, since) {
      let node = place + leaves;
      do {
        while ((node & 1) === 0 && node > 1) node >>>= 1;
        if (node <= 1) return -1;
        node -= 1;
      } while (!isSince(node, since));
      while (node < leaves) node = isSince(2 * node + 1, since) ? 2 * node + 1 : 2 * node;
      return node - leaves;
    },
  };
}
