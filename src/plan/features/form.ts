import { kindOf, type Node, short } from '../../config/node.ts';
import type { Notation } from '../../config/numbers.ts';
import { isFault, type Parsed } from '../../config/parsed.ts';
import type { ExchangeRate } from '../../domain/feature.ts';
import { FEATURE_KEYS, type FeatureKey, SHAPE_KEYS, SHARE_KEYS, WORTH_KEYS } from './keys.ts';
import type { Scores } from './quality.ts';
import { complain, type Desk, type Fields } from './source.ts';

/** One feature while its values are read: what it says, and where what is wrong goes to. */
export interface Form extends Desk {
  readonly label: string;
  readonly line: number;
  readonly fields: Fields;
  readonly notation: Notation;
  /** Of amounts that name none, unless the feature says another. */
  readonly currency: string;
  readonly exchangeRates: ReadonlyMap<string, ExchangeRate>;
  /** Remembers what it has read: many features may share the scores of the defaults. */
  readonly scoresIn: (node: Node) => Scores;
}

/**
 * The value of a field; `undefined` if it is not given, or wrong, and then that has been said.
 * @param parse is given the text without blanks around it, but for names
 */
export function readField<T>(form: Form, key: FeatureKey, parse: (text: string) => Parsed<T>): T | undefined {
  const field = form.fields.get(key);
  if (field === undefined) return undefined;
  const { node, line, where } = field;
  if (node.kind !== 'text') {
    const fault = `is ${kindOf(node)}${node.kind === 'other' ? '' : ', where one value belongs'}`;
    return complain(form, 'feature-field-invalid', line, { where, what: key, fault });
  }
  const text = VERBATIM.includes(key) ? node.text : node.text.trim();
  const parsed = parse(text);
  if (!isFault(parsed)) return parsed.value;
  const what = `${key} "${short(text)}"`;
  return complain(form, 'feature-field-invalid', node.line, { where, what, fault: parsed.fault });
}

/** Blanks at the ends belong to them: a workflow may be called so. */
const VERBATIM: readonly FeatureKey[] = ['name', 'workflow'];

/** Which of these keys the feature has, in their order. */
export const givenOf = <K extends FeatureKey>(form: Form, keys: readonly K[]): readonly K[] =>
  keys.filter((key) => form.fields.has(key));

/** Fields that exclude each other: a feature that says one of them leaves the others of the defaults aside. */
const RIVALS: readonly { readonly said: readonly FeatureKey[]; readonly dropped: readonly FeatureKey[] }[] = [
  { said: WORTH_KEYS, dropped: WORTH_KEYS },
  { said: SHARE_KEYS, dropped: SHARE_KEYS },
  { said: ['budget'], dropped: SHARE_KEYS },
  { said: SHARE_KEYS, dropped: ['budget'] },
  { said: ['workflow'], dropped: SHAPE_KEYS },
  { said: SHAPE_KEYS, dropped: ['workflow'] },
];

/** What a feature says, and of the defaults what it neither says itself nor excludes. */
export function withDefaults(own: Fields, defaults: Fields): Fields {
  const dropped = new Set(
    RIVALS.flatMap((rival) => (rival.said.some((key) => own.has(key)) ? rival.dropped : [])),
  );
  const taken = FEATURE_KEYS.flatMap((key) => {
    const field = own.get(key) ?? (dropped.has(key) ? undefined : defaults.get(key));
    return field === undefined ? [] : [[key, field] as const];
  });
  return new Map(taken);
}
