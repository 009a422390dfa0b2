import type { PromptTree } from './prompt-tree.ts';

/**
 * What the prompts of one scope have in common: the places where a prompt or its instructions end, and where two of
 * them part. In the order of the prompt tree: a place comes before all below it, `place + 1` to `last[place]`.
 */
export interface ScopeTree {
  readonly size: number;
  /** The node of the prompt tree. */
  readonly node: Int32Array;
  readonly parent: Int32Array;
  readonly last: Int32Array;
  /** The place of a node that is one. */
  readonly placeOf: (node: number) => number;
  /** The lowest place on the way to `place` that `other` is below, or is itself. */
  readonly meeting: (place: number, other: number) => number;
  /** The first place below `place` on the way to `other`, which is below it. */
  readonly towards: (place: number, other: number) => number;
}

/** @param ends nodes where prompts and instructions end, in any order, also repeatedly */
export function createScopeTree(tree: PromptTree, ends: Int32Array): ScopeTree {
  const node = placesOf(tree, ends);
  const { parent, last } = shapeOf(tree, node);
  const jump = jumpsOf(parent);
  const isAbove = (place: number, other: number): boolean => place <= other && other <= (last[place] ?? 0);
  return {
    size: node.length,
    node,
    parent,
    last,
    placeOf: (wanted) => indexIn(node, wanted),
    meeting(place, other) {
      let at = place;
      while (!isAbove(at, other)) {
        const far = jump[at] ?? 0;
        at = isAbove(far, other) ? (parent[at] ?? 0) : far;
      }
      return at;
    },
    towards(place, other) {
      let at = other;
      while ((parent[at] ?? 0) > place) {
        const far = jump[at] ?? 0;
        at = far > place ? far : (parent[at] ?? 0);
      }
      return at;
    },
  };
}

/** The root, the ends, and where two neighbours among them part: that is where any two part. */
function placesOf(tree: PromptTree, ends: Int32Array): Int32Array {
  const sorted = distinct(ends);
  const all = new Int32Array(2 * sorted.length + 1);
  all.set(sorted, 1);
  let count = sorted.length + 1;
  for (let index = 1; index < sorted.length; index++)
    all[count++] = partingOf(tree, sorted[index - 1] ?? 0, sorted[index] ?? 0);
  return distinct(all.subarray(0, count));
}

function distinct(numbers: Int32Array): Int32Array {
  const sorted = numbers.slice().sort();
  return sorted.filter((number, index) => index === 0 || number !== sorted[index - 1]);
}

/**
 * Steps up from the node that comes later, which is never above the other. Between neighbours in order every branch
 * of the tree is gone through at most twice in all.
 */
function partingOf({ parent }: PromptTree, a: number, b: number): number {
  let [low, high] = [a, b];
  while (low !== high) {
    if (low > high) low = parent[low] ?? 0;
    else high = parent[high] ?? 0;
  }
  return low;
}

function shapeOf(
  tree: PromptTree,
  node: Int32Array,
): { readonly parent: Int32Array; readonly last: Int32Array } {
  const parent = new Int32Array(node.length);
  const last = new Int32Array(node.length);
  const open: number[] = [];
  node.forEach((own, place) => {
    while (open.length > 0 && own > (tree.last[node[open.at(-1) ?? 0] ?? 0] ?? 0))
      last[open.pop() ?? 0] = place - 1;
    parent[place] = open.at(-1) ?? 0;
    open.push(place);
  });
  for (const place of open) last[place] = node.length - 1;
  return { parent, last };
}

/** For each place one far above it, so that every way to the root is short. */
function jumpsOf(parent: Int32Array): Int32Array {
  const jump = new Int32Array(parent.length);
  const depth = new Int32Array(parent.length);
  for (let place = 1; place < parent.length; place++) {
    const above = parent[place] ?? 0;
    depth[place] = (depth[above] ?? 0) + 1;
    const far = jump[above] ?? 0;
    const isEven =
      (depth[above] ?? 0) - (depth[far] ?? 0) === (depth[far] ?? 0) - (depth[jump[far] ?? 0] ?? 0);
    jump[place] = isEven ? (jump[far] ?? 0) : above;
  }
  return jump;
}

function indexIn(sorted: Int32Array, wanted: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
