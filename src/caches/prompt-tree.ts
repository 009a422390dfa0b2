import { LINK, PIECE, PIECE_BYTES, type PromptNodes, ROOT } from './prompt-nodes.ts';
import type { PromptTexts } from './prompt-texts.ts';
import { mix } from './text-hash.ts';

/**
 * The finished tree. Nodes are numbered so that a node comes before all below it and those come right after it:
 * below `node` are `node + 1` to `last[node]`. Whatever stands in a list is that of the whole way from the root.
 */
export interface PromptTree {
  readonly size: number;
  /** The number of a node of the store; -1: it goes on from a response that nobody has told. */
  readonly numberOf: (node: number) => number;
  readonly parent: Int32Array;
  readonly last: Int32Array;
  /** Bytes of text; with blocks that are known by hashes only, their tokens. */
  readonly bytes: Float64Array;
  /** Texts that end on the way. */
  readonly texts: Int32Array;
  /** The end before, for ends; what is no end is its own. */
  readonly before: Int32Array;
  /** What the texts up to an end count for, in one of the ways of the store; summed when it is first asked for. */
  readonly tokens: (way: number, end: number) => number;
  /** A hash of all texts on the way, to order prompts by what they say. */
  readonly signature: Uint32Array;
}

export function growTree(nodes: PromptNodes, texts: PromptTexts): PromptTree {
  const { order, last } = orderOf(nodes);
  const size = order.length;
  const numbers = new Int32Array(nodes.size()).fill(-1);
  order.forEach((node, number) => {
    numbers[node] = number;
  });
  const tree = {
    size,
    numberOf: (node: number): number => numbers[node] ?? -1,
    parent: new Int32Array(size),
    last,
    bytes: new Float64Array(size),
    texts: new Int32Array(size),
    before: new Int32Array(size),
    signature: new Uint32Array(size),
  };
  const textOf = new Int32Array(size);
  order.forEach((node, number) => {
    if (number === 0) return;
    fill(tree, { nodes, texts, numbers }, node);
    const text = nodes.text(node);
    textOf[number] = text === PIECE || text === LINK ? 0 : text;
  });
  return { ...tree, tokens: createSums(textOf, tree.before, texts) };
}

/** Sums along all ways, of which only ends are kept. */
function createSums(textOf: Int32Array, before: Int32Array, texts: PromptTexts): PromptTree['tokens'] {
  const places = new Int32Array(textOf.length);
  let ends = 1;
  for (let number = 1; number < textOf.length; number++)
    places[number] = before[number] === number ? 0 : ends++;
  const sums: (Float64Array | undefined)[] = [];
  const sumsIn = (way: number): Float64Array => {
    const sum = new Float64Array(ends);
    for (let number = 1; number < textOf.length; number++) {
      const text = textOf[number] ?? 0;
      const place = places[number] ?? 0;
      if (place > 0)
        sum[place] =
          (sum[places[before[number] ?? 0] ?? 0] ?? 0) + (text === 0 ? 0 : texts.tokens(way, text));
    }
    return sum;
  };
  return (way, end) => {
    const own = sums[way] ?? sumsIn(way);
    sums[way] = own;
    return own[places[end] ?? 0] ?? 0;
  };
}

interface Sources {
  readonly nodes: PromptNodes;
  readonly texts: PromptTexts;
  readonly numbers: Int32Array;
}

/** Sums up to a node; those before it are filled already. */
function fill(tree: Omit<PromptTree, 'tokens'>, { nodes, texts, numbers }: Sources, node: number): void {
  const number = numbers[node] ?? 0;
  const text = nodes.text(node);
  const parent = numbers[nodes.parent(node)] ?? 0;
  tree.parent[number] = parent;
  if (text === PIECE) {
    tree.bytes[number] = (tree.bytes[parent] ?? 0) + PIECE_BYTES;
    tree.texts[number] = tree.texts[parent] ?? 0;
    tree.before[number] = number;
    return;
  }
  const isLink = text === LINK;
  const before = isLink ? parent : (numbers[nodes.origin(node)] ?? 0);
  // One byte between texts: two ends on one way are never equally far.
  tree.bytes[number] = (tree.bytes[before] ?? 0) + (isLink ? 0 : texts.bytes(text) + 1);
  tree.texts[number] = (tree.texts[before] ?? 0) + (isLink ? 0 : 1);
  tree.before[number] = before;
  tree.signature[number] = isLink
    ? (tree.signature[before] ?? 0)
    : mix(Math.imul(tree.signature[before] ?? 0, 0x9e3779b1) ^ nodes.low(node));
}

/** All nodes that can be reached from the root, each before those below it. */
function orderOf(nodes: PromptNodes): { readonly order: Int32Array; readonly last: Int32Array } {
  const { starts, children } = childrenOf(nodes);
  const order = new Int32Array(nodes.size());
  const last = new Int32Array(nodes.size());
  const next = starts.slice(0, -1);
  const open: number[] = [ROOT];
  const numbers: number[] = [0];
  let count = 1;
  for (let node = open.at(-1); node !== undefined; node = open.at(-1)) {
    const child = next[node] ?? 0;
    if (child < (starts[node + 1] ?? 0)) {
      next[node] = child + 1;
      open.push(children[child] ?? 0);
      numbers.push(count);
      order[count++] = children[child] ?? 0;
    } else {
      open.pop();
      last[numbers.pop() ?? 0] = count - 1;
    }
  }
  return { order: order.slice(0, count), last: last.slice(0, count) };
}

/** The children of each node side by side: those of `node` from `starts[node]` on. */
function childrenOf(nodes: PromptNodes): { readonly starts: Int32Array; readonly children: Int32Array } {
  const size = nodes.size();
  const starts = new Int32Array(size + 1);
  const hangs = (node: number): boolean => isKnown(nodes, node);
  for (let node = 1; node < size; node++)
    if (hangs(node)) starts[nodes.parent(node) + 1] = (starts[nodes.parent(node) + 1] ?? 0) + 1;
  for (let node = 0; node < size; node++) starts[node + 1] = (starts[node + 1] ?? 0) + (starts[node] ?? 0);
  const free = starts.slice();
  const children = new Int32Array(size);
  for (let node = 1; node < size; node++) {
    if (!hangs(node)) continue;
    const at = free[nodes.parent(node)] ?? 0;
    free[nodes.parent(node)] = at + 1;
    children[at] = node;
  }
  return { starts, children };
}

/** A link leads somewhere once its response is told. */
const isKnown = (nodes: PromptNodes, node: number): boolean =>
  nodes.text(node) !== LINK || (nodes.parent(node) !== ROOT && nodes.parent(node) !== node);

/**
 * The tokens of a prompt up to `node`, on the way to `end`; inside a text by proportion of its bytes.
 * @param vocabulary `undefined`: bytes instead of tokens (with blocks that are known by hashes only, their tokens)
 */
export function tokensUpTo(
  tree: PromptTree,
  vocabulary: number | undefined,
  { node, end }: { readonly node: number; readonly end: number },
): number {
  const { bytes, before, texts } = tree;
  if (vocabulary === undefined) return (bytes[node] ?? 0) - (texts[node] ?? 0);
  if (before[node] !== node || node === 0) return tree.tokens(vocabulary, node);
  const wanted = bytes[node] ?? 0;
  let close = end;
  while ((bytes[before[close] ?? 0] ?? 0) > wanted) close = before[close] ?? 0;
  const open = before[close] ?? 0;
  const [from, to] = [bytes[open] ?? 0, bytes[close] ?? 0];
  const [less, more] = [tree.tokens(vocabulary, open), tree.tokens(vocabulary, close)];
  return less + ((more - less) * (wanted - from)) / (to - from - 1);
}
