import type { PriceBook } from '../domain/book.ts';
import { nearest } from '../domain/nearest.ts';
import { RecostError } from '../domain/problem.ts';
import type { TokenModel } from '../domain/token-count.ts';
import { type TokenizerFamily, VOCABULARIES, vocabularyFor } from '../domain/tokens.ts';
import { resolveTarget, shortName } from '../replay/targets.ts';
import { labelOf, namesOf } from './own-counting.ts';
import type { Setup } from './setup.ts';

/** A model, and what its texts are counted in: a vocabulary, the user's own way; `undefined`: they are estimated. */
export interface CountedModel extends TokenModel {
  readonly vocabulary: string | undefined;
}

/**
 * The models that a user names, sets replaced by their members: models of the book, tokenizer families, vocabularies, and
 * whatever the user has a way of counting for.
 * @throws RecostError `target-unknown`
 */
export function tokenModels(names: readonly string[], setup: Setup): readonly CountedModel[] {
  const families = familiesIn(setup.book);
  const all = names.flatMap((name) => setup.book.sets.get(name)?.map(shortName) ?? [name]);
  return [...new Set(all)].map((name) => tokenModel(name, families, setup));
}

/** By the names that people may give them: their own, and those of their vocabularies. */
function familiesIn(book: PriceBook): ReadonlyMap<string, TokenizerFamily> {
  const ofModels = [...book.providers.values()].flatMap(({ models }) =>
    [...models.values()].map(({ tokenizer }) => tokenizer),
  );
  return new Map([
    ...[...VOCABULARIES].flatMap(([family, vocabulary]) => [
      [vocabulary, family] as const,
      [family, family] as const,
    ]),
    ...ofModels.map((family) => [family, family] as const),
  ]);
}

function tokenModel(
  name: string,
  families: ReadonlyMap<string, TokenizerFamily>,
  { book, card, ownFor }: Setup,
): CountedModel {
  const found = card.resolve(undefined, name, book.date);
  const known = 'kind' in found ? undefined : found;
  const family = known === undefined ? families.get(name) : card.limitsOf(known, book.date)?.tokenizer;
  const own = ownFor(namesOf(name, known, family));
  if (own !== undefined) return { name, family, vocabulary: labelOf(own) };
  if (known === undefined && family === undefined) {
    const [close] = nearest(name, [...families.keys()]);
    const suggestions = `. Did you mean ${close}?`;
    if (close !== undefined)
      throw new RecostError('target-unknown', { option: '--model ', name, suggestions });
    resolveTarget('--model ', name, { sets: book.sets, card, asOf: book.date }); // says what it may be instead
  }
  return { name, family, vocabulary: vocabularyFor(family) };
}
