/** A binary heap of numbers, lowest first. `keys` must have room for every key that is ever in it at once. */
export interface Heap {
  readonly keys: Float64Array;
  size: number;
}

export function push(heap: Heap, key: number): void {
  const { keys } = heap;
  let at = heap.size;
  heap.size += 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = keys[parent] ?? 0;
    if (above <= key) break;
    keys[at] = above;
    at = parent;
  }
  keys[at] = key;
}

/** Takes out the lowest key. The heap must not be empty. */
export function popLowest(heap: Heap): number {
  const { keys } = heap;
  const lowest = keys[0] ?? 0;
  heap.size -= 1;
  const moved = keys[heap.size] ?? 0;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.size) break;
    if (child + 1 < heap.size && (keys[child + 1] ?? 0) < (keys[child] ?? 0)) child += 1;
    const below = keys[child] ?? 0;
    if (below >= moved) break;
    keys[at] = below;
    at = child;
  }
  keys[at] = moved;
  return lowest;
}
