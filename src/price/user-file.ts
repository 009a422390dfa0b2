import { isAlias, isMap, isPair, isScalar, isSeq } from 'yaml';
import { yamlTree } from '../config/yaml-tree.ts';
import { plain } from '../domain/plain.ts';
import { RecostError } from '../domain/problem.ts';
import { type Fault, faultText, stepsTo } from './json.ts';
import { scanJson } from './json-scan.ts';

/** A file of the user's, read. */
export interface FileText {
  readonly name: string;
  readonly text: string;
}

/** Read as YAML, a file takes many times as long as JSON does. */
const MOST_YAML = 4 * 1024 * 1024;

/**
 * The value of a YAML or JSON text, in which every number is text and nothing (`null`, an empty value) is absent.
 * @throws RecostError `prices-invalid` if it is neither, has a key twice, or is nested deeper than a book can be
 */
export function valueIn(file: FileText): unknown {
  const value = /^\s*\{/.test(file.text) ? jsonIn(file.text) : undefined;
  if (value !== undefined) return value;
  if (file.text.length > MOST_YAML)
    refuseAt(file, 1, 'it has more than 4 MB, and is no JSON: write it as JSON');
  const tree = treeOf(file);
  const read = (node: unknown): unknown =>
    harmless(node, (key) =>
      refuseAt(file, tree?.lineAt(startOf(key)) ?? 1, `the key "${keyText(key)}" is there twice`),
    );
  return tree?.root === undefined || tree.root === null ? undefined : read(tree.root);
}

function refuseAt({ name }: FileText, line: number, reason: string): never {
  throw new RecostError('prices-invalid', { name, faults: `${name}:${line}: ${reason}` });
}

const treeOf = (file: FileText) =>
  yamlTree(file.text, {
    refuse: (line, reason) => refuseAt(file, line, reason),
    form: 'providers hold models, and models prices',
  });

const DEEPEST = 40;

/**
 * JSON is read many times as fast as YAML, which would read it alike: what is unusual about it is left to that.
 * @returns `undefined` if it is no JSON, has a key twice, or numbers that JSON does not read exactly
 */
function jsonIn(text: string): unknown {
  try {
    const counted = { keys: 0 };
    const value = bare(JSON.parse(text), counted, 0);
    const { keys, isExact } = scanJson(text);
    return keys === counted.keys && isExact ? value : undefined;
  } catch {
    return undefined; // YAML says at which line it is wrong
  }
}

/** Makes numbers texts and takes nothings out, in place. @throws Error if it is nested too deeply */
function bare(value: unknown, counted: { keys: number }, depth: number): unknown {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return plain(value);
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  if (depth > DEEPEST) throw new Error('too deep');
  if (Array.isArray(value)) return value.map((item) => bare(item, counted, depth + 1));
  const object = value as Record<string, unknown>; // as JSON makes them
  for (const key of Object.keys(object)) {
    counted.keys += 1;
    const item = object[key];
    if (key !== plain(key)) throw new Error('a key with control characters'); // YAML's way makes it harmless
    if (item === null) delete object[key];
    else if (typeof item === 'string') object[key] = plain(item);
    else object[key] = bare(item, counted, depth + 1);
  }
  return object;
}

/** Texts without what could command a screen, whoever wrote them. */
function harmless(node: unknown, refuse: (key: unknown) => never): unknown {
  if (isMap(node)) {
    const seen = new Set<string>();
    for (const { key } of node.items) {
      if (seen.has(keyText(key))) refuse(key);
      seen.add(keyText(key));
    }
    return Object.fromEntries(
      node.items.map(({ key, value }) => [keyText(key), harmless(value, refuse)] as const),
    );
  }
  if (isSeq(node)) return node.items.map((item) => (isPair(item) ? undefined : harmless(item, refuse)));
  if (isAlias(node)) return `*${node.source}`;
  if (!isScalar(node) || typeof node.value !== 'string') return undefined;
  const isNothing = node.type === 'PLAIN' && /^(~|null|Null|NULL|)$/.test(node.value);
  return isNothing ? undefined : plain(node.value);
}

const keyText = (key: unknown): string => (isScalar(key) ? plain(String(key.value)) : '');

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
