import type { Instant, PriceBook } from '../domain/book.ts';
import type { RateCard } from '../domain/pricing.ts';
import { RecostError } from '../domain/problem.ts';
import type { ShownScenario } from '../replay/scenario.ts';
import { resolveTarget, shortName } from '../replay/targets.ts';

/** What costs are compared with, as the user says it. */
export type Before =
  | { readonly kind: 'baseline' }
  /** The recorded models at the prices of a date. */
  | { readonly kind: 'at'; readonly at: Instant; readonly text: string }
  /** One model, at the prices of the as-of date or of another one. */
  | { readonly kind: 'model'; readonly name: string; readonly at: Instant | undefined; readonly text: string }
  | { readonly kind: 'scenario'; readonly name: string };

export interface Compared {
  readonly scenarios: readonly ShownScenario[];
  /** The place of what stands before, and those of the candidates, `keep` first. */
  readonly before: number;
  readonly candidates: readonly number[];
}

const idOf = (scenario: ShownScenario): string =>
  scenario.kind === 'baseline' ? 'baseline' : scenario.label;

/**
 * The scenarios of a report, and that which stands before, added where it is none of them.
 * @throws RecostError `before-unknown`, `target-unknown`
 */
export function compare(
  scenarios: readonly ShownScenario[],
  before: Before,
  { book, card, asOf }: { readonly book: PriceBook; readonly card: RateCard; readonly asOf: Instant },
): Compared {
  const candidates = scenarios.flatMap(({ kind }, place) => (kind === 'baseline' ? [] : [place]));
  const added = (scenario: ShownScenario): Compared => ({
    scenarios: [...scenarios, scenario],
    before: scenarios.length,
    candidates,
  });
  switch (before.kind) {
    case 'baseline':
      return { scenarios, before: 0, candidates };
    case 'at':
      return added({ kind: 'keep', asOf: before.at, label: before.text });
    case 'model': {
      const at = before.at ?? asOf;
      const members = book.sets.get(before.name)?.map(shortName).join(', ');
      if (members !== undefined) throw oneModel(before.text, `not a set of several (${members})`);
      if (before.name === 'keep') throw oneModel(before.text, 'or scenario:keep for the recorded ones');
      const model = resolveTarget('--before model:', before.name, { sets: book.sets, card, asOf: at });
      return added({ kind: 'target', asOf: at, label: before.text, model, isForAll: true });
    }
    case 'scenario': {
      const names = scenarios.map(idOf);
      const place = names.indexOf(before.name);
      if (place < 0)
        throw new RecostError('option-invalid', {
          option: '--before',
          value: `scenario:${before.name}`,
          expected: `one of ${names.map((name) => `scenario:${name}`).join(', ')}`,
        });
      return { scenarios, before: place, candidates };
    }
    default:
      return before satisfies never;
  }
}

const oneModel = (value: string, rest: string): RecostError =>
  new RecostError('option-invalid', { option: '--before', value, expected: `one model, ${rest}` });
