import { isAlias, isMap, isPair, isScalar, isSeq } from 'yaml';
import { yamlTree } from '../config/yaml-tree.ts';
import { RecostError } from '../domain/problem.ts';
import { type Fault, faultText, stepsTo } from './json.ts';

/** A file of the user's, read. */
export interface FileText {
  readonly name: string;
  readonly text: string;
}

/**
 * The value of a YAML or JSON text, in which every number is text and nothing (`null`, an empty value) is absent.
 * @throws RecostError `prices-invalid` if it is neither
 */
export function valueIn(file: FileText): unknown {
  // Only what begins like JSON is tried as such: it is many times as fast, and YAML would read it alike.
  if (/^\s*\{/.test(file.text)) {
    try {
      return JSON.parse(file.text, (_, value: unknown) => {
        if (typeof value === 'number') return String(value);
        return value === null ? undefined : value;
      });
    } catch {
      // YAML says at which line it is wrong.
    }
  }
  const root = treeOf(file)?.root;
  return root === undefined || root === null ? undefined : plain(root);
}

const treeOf = ({ name, text }: FileText) =>
  yamlTree(text, {
    refuse: (line, reason) => {
      throw new RecostError('prices-invalid', { name, faults: `${name}:${line}: ${reason}` });
    },
    form: 'providers hold models, and models prices',
  });

function plain(node: unknown): unknown {
  if (isMap(node))
    return Object.fromEntries(node.items.map(({ key, value }) => [keyText(key), plain(value)] as const));
  if (isSeq(node)) return node.items.map((item) => (isPair(item) ? undefined : plain(item)));
  if (isAlias(node)) return `*${node.source}`;
  if (!isScalar(node) || typeof node.value !== 'string') return undefined;
  const isNothing = node.type === 'PLAIN' && /^(~|null|Null|NULL|)$/.test(node.value);
  return isNothing ? undefined : node.value;
}

const keyText = (key: unknown): string => (isScalar(key) ? String(key.value) : '');

const MOST_TOLD = 20;

/** What is wrong with a file, each with its line: `acme.yaml:12: providers.azure.models: must be an object`. */
export function linesOf(file: FileText, faults: readonly Fault[]): readonly string[] {
  const tree = treeOf(file);
  const lines = faults
    .slice(0, MOST_TOLD)
    .map((fault) => ({ fault, line: tree?.lineAt(offsetOf(tree.root, stepsTo(fault.place))) ?? 1 }))
    .sort((a, b) => a.line - b.line)
    .map(({ fault, line }) => `${file.name}:${line}${faultText(fault).slice(file.name.length)}`);
  const rest = faults.length - lines.length;
  return rest > 0 ? [...lines, `and ${rest} more`] : lines;
}

/** Where the value at the end of the steps begins, or the last that is there of what is around it. */
function offsetOf(node: unknown, [step, ...further]: readonly (string | number)[]): number {
  if (step === undefined) return startOf(node);
  if (isSeq(node) && typeof step === 'number')
    return node.items[step] === undefined ? startOf(node) : offsetOf(node.items[step], further);
  const pair = isMap(node) ? node.items.find(({ key }) => keyText(key) === step) : undefined;
  if (pair === undefined) return startOf(node);
  return further.length === 0 || pair.value === null ? startOf(pair.key) : offsetOf(pair.value, further);
}

function startOf(node: unknown): number {
  const isPlaced = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node);
  return (isPlaced ? node.range?.[0] : undefined) ?? 0;
}
