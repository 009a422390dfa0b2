import { keyHint, normalKey, pairsByKey, twiceText } from '../../config/keys.ts';
import { type Pair, short } from '../../config/node.ts';
import type { ExchangeRate } from '../../domain/feature.ts';
import { type Facts, type MessageCode, type Problem, problem, RecostError } from '../../domain/problem.ts';
import { FEATURE_KEYS, type FeatureKey } from './keys.ts';

/** One thing that is said of a feature, and who says it: the feature, or the defaults. */
export interface Field extends Pair {
  readonly where: string;
}

export type Fields = ReadonlyMap<FeatureKey, Field>;

/** A feature as it stands in the file: its fields, and what is wrong with its keys. */
export interface Draft {
  readonly label: string;
  readonly line: number;
  readonly fields: Fields;
  readonly problems: readonly Problem[];
}

/** A features file of either form, before its values are read. */
export interface Source {
  readonly file: string;
  /** Of amounts that name none. */
  readonly currency: string;
  readonly exchangeRates: readonly ExchangeRate[];
  readonly defaults: Fields;
  readonly drafts: readonly Draft[];
  /** What belongs to no single feature. */
  readonly problems: readonly Problem[];
  readonly hasDecimalComma: boolean;
}

/** Somewhere in a file, and the list that what is wrong there goes to. */
export interface Desk {
  readonly file: string;
  readonly problems: Problem[];
}

export function complain<C extends MessageCode>(
  desk: Desk,
  code: C,
  line: number,
  facts: Facts<C>,
): undefined {
  desk.problems.push(problem(code, { file: desk.file, line }, facts));
  return undefined;
}

/** What takes half a minute; nobody plans by more. */
const MOST_FEATURES = 100_000;

/** @throws RecostError if there are more features than we take */
export function checkCount(name: string, count: number): void {
  const reason = `it has ${count} features: at most ${MOST_FEATURES} at once`;
  if (count > MOST_FEATURES) throw new RecostError('features-unreadable', { name, line: 0, reason });
}

/** The pairs of which the key is known, by it; a key that is unknown or there twice is a problem. */
export function byKey<K extends string>(
  pairs: readonly Pair[],
  known: readonly K[],
  place: { readonly desk: Desk; readonly where: string },
): ReadonlyMap<K, Pair> {
  const { desk, where } = place;
  const { found, faults } = pairsByKey(pairs, known);
  for (const fault of faults) {
    const { kind, pair } = fault;
    if (kind === 'unknown') {
      const facts = { where, key: short(pair.key), hint: keyHint(pair.key, known) };
      complain(desk, 'feature-key-unknown', pair.line, facts);
    } else {
      const facts = { where, what: twiceText(fault), hint: 'keep one of them' };
      complain(desk, 'feature-fields-clash', pair.line, facts);
    }
  }
  return found;
}

/** The fields that say something, from the pairs of one feature or of the defaults. */
export function fieldsOf(pairs: readonly Pair[], desk: Desk, where: string): Fields {
  const said = pairs.filter(({ node }) => node.kind !== 'absent');
  const found = byKey(said, FEATURE_KEYS, { desk, where });
  // A key that is misspelt is wrong whether or not something stands there.
  byKey(
    pairs.filter(({ node, key }) => node.kind === 'absent' && !isKnown(key)),
    FEATURE_KEYS,
    { desk, where },
  );
  return new Map([...found].map(([key, pair]) => [key, { ...pair, where }] as const));
}

const isKnown = (key: string): boolean => FEATURE_KEYS.some((each) => each === normalKey(key));

/** How messages call a feature: by its name, or by its place in the file if it has none. */
export function labelOf(pairs: readonly Pair[], position: number): string {
  const name = pairs.find(({ key }) => normalKey(key) === 'name')?.node;
  return name?.kind === 'text' ? `feature "${short(name.text)}"` : `feature ${position}`;
}

export function draftOf(
  pairs: readonly Pair[],
  place: { readonly file: string; readonly line: number; readonly position: number },
): Draft {
  const desk = { file: place.file, problems: [] };
  const label = labelOf(pairs, place.position);
  const fields = fieldsOf(pairs, desk, label);
  return { label, line: place.line, fields, problems: desk.problems };
}
