import { joined, type PromptText } from '../domain/prompt-text.ts';
import { blockHash } from './block-hash.ts';
import { createPromptNodes, LINK, PIECE, PIECE_BYTES, type PromptNodes, ROOT } from './prompt-nodes.ts';
import { type CountText, createPromptTexts, type PromptTexts } from './prompt-texts.ts';
import { growTree, type PromptTree } from './prompt-tree.ts';
import { createTextHash, type Hash, mix } from './text-hash.ts';

/** Where a prompt ends in the store, and where its tools and system prompt end. */
export interface Prompt {
  readonly end: number;
  readonly instructions: number;
}

/** A prompt whose texts are known. */
export interface SaidPrompt extends Prompt {
  /** Of all its texts. */
  readonly bytes: number;
  /** A hash of 32 bits of what it says, text by text. */
  readonly hash: number;
}

/** A prompt as its texts, in the order in which the model reads them. */
export interface PromptParts {
  /** Tools and system prompt. */
  readonly instructions: readonly PromptText[];
  readonly messages: readonly PromptText[];
}

/** A prompt of which only hashes are known, each of a block and all before it. */
export interface PromptBlocks {
  readonly hashes: readonly (number | string)[];
  /** Tokens of a block; the last one has what is left. */
  readonly blockTokens: number;
  /** Tokens of the whole prompt. */
  readonly tokens: number;
}

/**
 * The prompts of a log as one tree of what they have in common. Texts are hashed and counted, and not kept: memory
 * grows with different text, by about a fifth of it, and by 40 bytes a call (see CallList).
 */
export interface PromptStore {
  /** @param ways those in which its texts are to be counted; all, if none are named */
  readonly addParts: (parts: PromptParts, ways?: readonly number[]) => SaidPrompt;
  readonly addBlocks: (blocks: PromptBlocks) => Prompt;
  /** A prompt that goes on where an earlier response ended, named by its id; which may be told later. */
  readonly addFollowing: (
    previousId: string,
    messages: readonly PromptText[],
    ways?: readonly number[],
  ) => SaidPrompt;
  /** The answer to a prompt, and the id under which others go on from it. @returns where the answer ends */
  readonly addAnswer: (prompt: Prompt, answer: readonly PromptText[], id?: string) => number;
  /** A text that stands in no prompt. @returns its number, 0 for an empty one, and a hash of 32 bits */
  readonly addText: (
    text: string,
    ways: readonly number[],
  ) => { readonly number: number; readonly hash: number };
  /** What a text of its own counts for. */
  readonly tokens: (way: number, text: number) => number;
  /** Nodes and different texts so far. */
  readonly size: () => { readonly nodes: number; readonly texts: number };
  /** All prompts, when all are added. */
  readonly tree: () => PromptTree;
}

/** @param counters the ways in which texts are counted, each text once in each; more may be put behind them later */
export function createPromptStore(counters: readonly CountText[]): PromptStore {
  const nodes = createPromptNodes();
  const texts = createPromptTexts();
  const hasher = createTextHash();
  const [whole, piece]: readonly [Hash, Hash] = [
    { low: 0, high: 0 },
    { low: 0, high: 0 },
  ];

  /** What was added to the prompt that is being added. */
  const said = { bytes: 0, hash: 0 };

  const allWays = (): readonly number[] => [...counters.keys()];
  const count = (number: number, text: PromptText, ways: readonly number[]): void => {
    if (texts.isCounted(number, ways)) return;
    const whole = joined(text);
    texts.count(number, ways, (way) => counters[way]?.(whole) ?? 0);
  };

  function addText(from: number, text: PromptText, ways: readonly number[]): number {
    if (text === '') return from;
    const bytes = hasher.take(text);
    hasher.hash(0, bytes, whole);
    said.bytes += bytes;
    said.hash = mix(Math.imul(said.hash, 0x9e3779b1) ^ whole.low);
    const known = nodes.find(from, whole, 'end');
    if (known >= 0) {
      count(nodes.text(known), text, ways);
      return known;
    }
    let at = from;
    for (let start = 0; start + PIECE_BYTES <= bytes; start += PIECE_BYTES) {
      hasher.hash(start, start + PIECE_BYTES, piece);
      at = findOrAdd(nodes, { origin: at, parent: at, hash: piece, text: PIECE });
    }
    const number = texts.of(whole, bytes);
    count(number, text, ways);
    return nodes.add({ origin: from, parent: at, hash: whole, text: number });
  }

  const addAll = (from: number, all: readonly PromptText[], ways: readonly number[]): number =>
    all.reduce((at, text) => addText(at, text, ways), from);

  /** The node that stands for the end of a response. */
  function linkOf(id: string): number {
    hasher.hash(0, hasher.take(id), whole);
    return findOrAdd(nodes, { origin: ROOT, parent: ROOT, hash: whole, text: LINK });
  }

  return {
    addParts({ instructions, messages }, ways = allWays()) {
      [said.bytes, said.hash] = [0, 0];
      const head = addAll(ROOT, instructions, ways);
      const end = addAll(head, messages, ways);
      return { instructions: head, end, ...said };
    },
    addBlocks: (blocks) => addBlocks({ nodes, texts, ways: allWays() }, blocks),
    addFollowing(previousId, messages, ways = allWays()) {
      const link = linkOf(previousId);
      [said.bytes, said.hash] = [0, whole.low];
      const end = addAll(link, messages, ways);
      return { instructions: ROOT, end, ...said };
    },
    addAnswer(prompt, answer, id) {
      // Whoever sends an answer again counts it; whoever goes on from it by its id does not.
      const end = addAll(prompt.end, answer, id === undefined ? [] : allWays());
      if (id === undefined) return end;
      const link = linkOf(id);
      const before = nodes.parent(link);
      // Told twice and differently, nobody knows which was meant: it leads nowhere.
      nodes.setParent(link, before === ROOT || before === end ? end : link);
      return end;
    },
    addText(text, ways) {
      if (text === '') return { number: 0, hash: 0 };
      const bytes = hasher.take(text);
      hasher.hash(0, bytes, whole);
      const number = texts.of(whole, bytes);
      count(number, text, ways);
      return { number, hash: whole.low };
    },
    tokens: texts.tokens,
    size: () => ({ nodes: nodes.size(), texts: texts.size() }),
    tree: () => growTree(nodes, texts),
  };
}

function findOrAdd(nodes: PromptNodes, node: Parameters<PromptNodes['add']>[0]): number {
  const known = nodes.find(
    node.origin,
    node.hash,
    node.text === PIECE ? 'piece' : node.text === LINK ? 'link' : 'end',
  );
  return known >= 0 ? known : nodes.add(node);
}

interface BlockStore {
  readonly nodes: PromptNodes;
  readonly texts: PromptTexts;
  readonly ways: readonly number[];
}

function addBlocks(
  { nodes, texts, ways }: BlockStore,
  { hashes, blockTokens, tokens }: PromptBlocks,
): Prompt {
  let at = ROOT;
  hashes.forEach((id, index) => {
    const left = Math.min(Math.max(tokens - index * blockTokens, 1), blockTokens);
    const size = index === hashes.length - 1 ? left : blockTokens;
    const hash = blockHash(id, size);
    const text = texts.of(hash, size);
    texts.count(text, ways, () => size);
    at = findOrAdd(nodes, { origin: at, parent: at, hash, text });
  });
  return { instructions: ROOT, end: at };
}
