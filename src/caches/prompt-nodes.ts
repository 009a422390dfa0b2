import { createHashIndex, wholes } from '../domain/growing.ts';
import { type Hash, mix } from './text-hash.ts';

/** Bytes of a piece of a text: about 64 tokens, in English as in Chinese. A change in one of them ends what is shared. */
export const PIECE_BYTES = 256;

export const ROOT = 0;
/** What stands in `text` for a node that ends no text. */
export const PIECE = 0;
export const LINK = 0xffff_ffff;

/**
 * The nodes of all prompts. A piece is a block inside a text; an end closes a text, and hangs both below the last
 * piece of its text (`parent`) and on the end before it (`origin`), so that a text which is sent again is found in
 * one step. A link stands for a response that is known by its id alone.
 */
export interface PromptNodes {
  readonly size: () => number;
  readonly parent: (node: number) => number;
  readonly setParent: (node: number, parent: number) => void;
  readonly origin: (node: number) => number;
  /** `PIECE`, `LINK`, or the number of the text that ends here, from 1 on. */
  readonly text: (node: number) => number;
  /** A hash of the text or piece alone. */
  readonly low: (node: number) => number;
  /** The node with this hash that hangs on `origin`, or -1. */
  readonly find: (origin: number, hash: Hash, kind: NodeKind) => number;
  readonly add: (node: NewNode) => number;
}

export type NodeKind = 'piece' | 'end' | 'link';

export interface NewNode {
  readonly origin: number;
  readonly parent: number;
  readonly hash: Hash;
  readonly text: number;
}

const kindOf = (text: number): NodeKind => (text === PIECE ? 'piece' : text === LINK ? 'link' : 'end');

/** 20 bytes a node, and 16 to 32 for finding it. */
export function createPromptNodes(): PromptNodes {
  const [parents, origins, lows, highs, texts] = [wholes(), wholes(), wholes(), wholes(), wholes()];
  const index = createHashIndex();
  let count = 0;
  const wanted = { origin: 0, low: 0, high: 0, kind: 'piece' as NodeKind };

  const isWanted = (node: number): boolean =>
    origins.get(node) === wanted.origin &&
    lows.get(node) === wanted.low &&
    highs.get(node) === wanted.high &&
    kindOf(texts.get(node)) === wanted.kind;

  const keyOf = (origin: number, { low, high }: Hash): number =>
    mix(low ^ Math.imul(origin, 0x9e3779b1)) ^ high;

  function add({ origin, parent, hash, text }: NewNode): number {
    const node = count++;
    parents.set(node, parent);
    origins.set(node, origin);
    lows.set(node, hash.low);
    highs.set(node, hash.high);
    texts.set(node, text);
    index.add(keyOf(origin, hash), node);
    return node;
  }

  add({ origin: ROOT, parent: ROOT, hash: { low: 0, high: 0 }, text: LINK });
  return {
    size: () => count,
    parent: parents.get,
    setParent: parents.set,
    origin: origins.get,
    text: texts.get,
    low: lows.get,
    find(origin, hash, kind) {
      wanted.origin = origin;
      wanted.low = hash.low;
      wanted.high = hash.high;
      wanted.kind = kind;
      return index.find(keyOf(origin, hash), isWanted);
    },
    add,
  };
}
