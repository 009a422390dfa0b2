import { nearest } from '../domain/nearest.ts';
import type { Pair } from './node.ts';

/** At the top of `recost.yaml`: what `viable`, what `check` and what every replay ask of a project. */
export const FILE_KEYS = [
  'currency',
  'exchange_rates',
  'defaults',
  'features',
  'gate',
  'assumptions',
] as const;
export type FileKey = (typeof FILE_KEYS)[number];

/** A key as people write it (`Target margin`, `target-margin`, `targetMargin`) as we do: `target_margin`. */
export function normalKey(word: string): string {
  return word
    .slice(0, 100)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

/** ` (did you mean target_margin?)`, or which keys there are. */
export function keyHint(word: string, known: readonly string[]): string {
  const key = normalKey(word);
  const sameLetters = known.filter((each) => lettersOf(each) === lettersOf(key));
  const close = [...new Set([...sameLetters, ...nearest(key, known)])].slice(0, 3);
  return close.length > 0 ? ` (did you mean ${close.join(' or ')}?)` : `; there are: ${known.join(', ')}`;
}

/** Letters that changed places make the commonest slip. */
const lettersOf = (word: string): string => [...word].sort().join('');

/** A key that is not known, or there a second time. */
export type KeyFault =
  | { readonly kind: 'unknown'; readonly pair: Pair }
  | { readonly kind: 'twice'; readonly pair: Pair; readonly key: string; readonly firstLine: number };

/** Of one group of keys: who has more of them wrong has another file in hand. */
const MOST_FAULTS = 10;

/** The pairs of which the key is known, by it, and what is wrong with the others. */
export function pairsByKey<K extends string>(
  pairs: readonly Pair[],
  known: readonly K[],
): { readonly found: ReadonlyMap<K, Pair>; readonly faults: readonly KeyFault[] } {
  const found = new Map<K, Pair>();
  const faults: KeyFault[] = [];
  for (const pair of pairs) {
    if (faults.length >= MOST_FAULTS) break;
    const key = known.find((each) => each === normalKey(pair.key));
    const first = key && found.get(key);
    if (key === undefined) faults.push({ kind: 'unknown', pair });
    else if (first === undefined) found.set(key, pair);
    else faults.push({ kind: 'twice', pair, key, firstLine: first.line });
  }
  return { found, faults };
}

/** What is wrong with a key that is there a second time. */
export const twiceText = (fault: { key: string; firstLine: number; pair: Pair }): string =>
  `${fault.key} is given twice${fault.firstLine === fault.pair.line ? '' : `, first in line ${fault.firstLine}`}`;
