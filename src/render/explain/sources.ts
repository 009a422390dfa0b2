import type { NamedSource, PriceStep } from '../../domain/price-steps.ts';
import { type Node, node } from './tree.ts';
import { noted, type Voice } from './words.ts';

/** Where an entry was read, by the keys of the list at the end. */
export const sourcesLine = (sources: readonly NamedSource[], voice: Voice): Node | undefined =>
  sources.length === 0
    ? undefined
    : node(`read in ${sources.map(({ key }) => noted(key, voice)).join(', ')}`);

/** A remark of the book, in our own words or the user's. */
export const noteNode = (note: string | undefined, voice: Voice): Node | undefined =>
  note === undefined ? undefined : node(`note: ${noted(note, voice)}`);

/** Addresses and days of all that was read for some chains of rules, each once, by key. */
export function sourceList(chains: readonly (readonly PriceStep[])[], voice: Voice): Node | undefined {
  const found = new Map(chains.flatMap((steps) => steps.flatMap(sourcesOf)).map((each) => [each.key, each]));
  const lines = [...found.values()]
    .filter(({ url }) => url !== undefined)
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ key, url, read, kind }) =>
      node(`${noted(key, voice)}: ${url} (${kind ?? ''}, read ${read ?? ''})`),
    );
  return lines.length === 0 ? undefined : node('where prices were read', lines);
}

/** What is printed of a step's sources. */
function sourcesOf(step: PriceStep): readonly NamedSource[] {
  switch (step.rule) {
    case 'name':
      return step.resale?.sources ?? [];
    case 'routing':
      return [...step.rows, ...step.unused].flatMap(({ sources }) => sources);
    case 'record':
      return step.sources;
    case 'region':
      return step.modifier?.sources ?? [];
    case 'fees':
      return step.fees.flatMap(({ sources }) => sources);
    case 'band':
    case 'size':
    case 'tier':
    case 'discount':
      return [];
    default:
      return step satisfies never;
  }
}
