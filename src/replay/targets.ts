import type { Instant } from '../domain/book.ts';
import { nearest } from '../domain/nearest.ts';
import type { BookModel, RateCard } from '../domain/pricing.ts';
import { RecostError } from '../domain/problem.ts';
import type { ShownScenario } from './scenario.ts';

export const DEFAULT_TARGETS = [
  'deepseek-v4-pro',
  'deepseek-v4-flash',
  'gpt-5.5',
  'claude-opus-4-7',
] as const;

/** Named sets of models, each `provider/model`. */
type ModelSets = ReadonlyMap<string, readonly string[]>;

/**
 * The scenarios of a report: the baseline, the recorded models as of the date, and the targets in the user's
 * order, sets replaced by their members, each once.
 * @throws RecostError `target-unknown`, with what the user may have meant
 */
export function scenariosFor(
  names: readonly string[],
  sets: ModelSets,
  card: RateCard,
  asOf: Instant,
): readonly ShownScenario[] {
  const targets = new Map<string, ShownScenario>();
  for (const label of names
    .filter((name) => name !== 'keep')
    .flatMap((name) => sets.get(name)?.map(shortName) ?? [name])) {
    const model = resolveTarget('--to ', label, { sets, card, asOf });
    targets.set(`${model.host}/${model.provider}/${model.name}`, {
      kind: 'target',
      asOf,
      label,
      model,
      isForAll: false,
    });
  }
  return [{ kind: 'baseline' }, { kind: 'keep', asOf, label: 'keep' }, ...targets.values()];
}

/** Sets name `provider/model`; people say the model. */
export const shortName = (path: string): string => path.slice(path.indexOf('/') + 1);

const MOST_SUGGESTED = 3;

/**
 * A model as the user names it.
 * @param option what the name stands behind on the command line
 * @throws RecostError `target-unknown`, with what the user may have meant
 */
export function resolveTarget(
  option: string,
  name: string,
  { sets, card, asOf }: { readonly sets: ModelSets; readonly card: RateCard; readonly asOf: Instant },
): BookModel {
  const model = card.resolve(undefined, name, asOf);
  if (!('kind' in model)) return model;
  const words = [...sets.keys(), 'keep'];
  const models = model.code === 'unknown-model' ? model.suggestions : [];
  const near = [...nearest(name, words), ...models].slice(0, MOST_SUGGESTED);
  const known = words.join(', ');
  const suggestions = near.length > 0 ? `. Did you mean ${near.join(' or ')}?` : `. Sets: ${known}`;
  throw new RecostError('target-unknown', { option, name, suggestions });
}
