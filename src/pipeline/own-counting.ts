import { patternMatcher } from '../config/pattern.ts';
import type { PriceBook } from '../domain/book.ts';
import type { OwnCounting } from '../domain/counting.ts';
import { plain } from '../domain/plain.ts';
import type { BookModel } from '../domain/pricing.ts';
import type { TokenizerFamily } from '../domain/tokens.ts';

/** Finds the user's own way of counting for a model, by any of its names or its family: the last one given. */
export type FindOwn = (names: readonly (string | undefined)[]) => OwnCounting | undefined;

export function ownCountingFor(all: readonly OwnCounting[]): FindOwn {
  const matchers = all.map((own) => ({ own, matches: matcherOf(own) }));
  return (names) => matchers.findLast(({ matches }) => matches(names))?.own;
}

/** Capitals make no difference: vendors write their names in both ways. */
function matcherOf({ models }: OwnCounting): (names: readonly (string | undefined)[]) => boolean {
  const isOne = patternMatcher(models.toLowerCase());
  return (names) => names.some((name) => name !== undefined && isOne(name.toLowerCase()));
}

/** All that a model can be called: as somebody writes it, by the book's name with and without its host, by its family. */
export const namesOf = (
  written: string | undefined,
  known: BookModel | undefined,
  family: TokenizerFamily | undefined,
): readonly (string | undefined)[] => [written, known?.name, known && `${known.host}/${known.name}`, family];

/** How it is called in a report: `tokenizer.json for kimi`, the file without its folder; harmless text. */
export const labelOf = ({ models, ...own }: OwnCounting): string =>
  plain(`${own.kind === 'file' ? own.name.replace(/^.*[/\\]/, '') : 'your counter'} for ${models}`);

/** The tokenizer families that the user can have meant: what is written there, and those of models of such names. */
export function familiesOf(own: OwnCounting, book: PriceBook): readonly TokenizerFamily[] {
  const matches = matcherOf(own);
  const found = [...book.providers.values()].flatMap(({ id, models }) =>
    [...models.values()]
      .filter(({ name, aliases }) => matches([name, `${id}/${name}`, ...aliases]))
      .map(({ tokenizer }) => tokenizer),
  );
  return [...new Set([own.models.toLowerCase(), ...found])];
}
