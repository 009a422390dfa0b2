import { isAlias, isMap, isPair, isScalar, isSeq, type Pair as YamlPair } from 'yaml';
import type { Node, Pair } from './node.ts';
import { type Refusal, yamlTree } from './yaml-tree.ts';

/** Ours go five deep: file, rules, rule, limits, both amounts of one. What lies below is not looked at. */
const DEEPEST = 5;

interface Walk {
  readonly lineAt: (offset: number) => number;
  readonly depth: number;
  /** Where the key is that the node belongs to: an empty value has no place of its own. */
  readonly line: number;
}

/**
 * A YAML or JSON text as nodes with their lines; `undefined` if nothing is in it.
 * @throws what `refuse` does, if it is no YAML
 */
export function yamlNodes(text: string, refusal: Refusal): Node | undefined {
  const tree = yamlTree(text, refusal);
  return tree && nodeOf(tree.root, { lineAt: tree.lineAt, depth: 0, line: 1 });
}

function nodeOf(value: unknown, walk: Walk): Node {
  const line = lineOf(value, walk);
  if (isAlias(value)) {
    const text = `*${value.source}`;
    const quoted = `an alias (${text.slice(0, 60)}): write the value itself; a text that begins with * belongs in quotes`;
    return { kind: 'other', what: quoted, line };
  }
  if (isScalar(value)) return scalar(value.value, { isPlain: value.type === 'PLAIN', line });
  if (!isMap(value) && !isSeq(value)) return { kind: 'absent', line };
  if (walk.depth >= DEEPEST) return { kind: 'other', what: 'nested too deeply', line };
  const inner = { ...walk, depth: walk.depth + 1, line };
  if (isSeq(value)) return { kind: 'list', items: value.items.map((item) => nodeOf(item, inner)), line };
  return { kind: 'map', pairs: value.items.filter(isPair).map((pair) => pairOf(pair, inner)), line };
}

function scalar(value: unknown, { isPlain, line }: { isPlain: boolean; line: number }): Node {
  const text = typeof value === 'string' ? value : '';
  const isNothing = text === '' || (isPlain && /^(~|null|Null|NULL)$/.test(text));
  return isNothing ? { kind: 'absent', line } : { kind: 'text', text, line };
}

function pairOf({ key, value }: YamlPair, walk: Walk): Pair {
  const line = lineOf(key, walk);
  const word = isScalar(key) && typeof key.value === 'string' ? key.value : '';
  return { key: word, line, node: nodeOf(value, { ...walk, line }) };
}

function lineOf(value: unknown, walk: Walk): number {
  const isPlaced = isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
  const start = isPlaced ? value.range?.[0] : undefined;
  return start === undefined ? walk.line : walk.lineAt(start);
}
