import type { ProblemGroup } from '../pipeline/problem-log.ts';
import { plain } from '../render/escape.ts';

/** Problems as lines for standard error: a few of each kind, and how many more. */
export function problemLines(groups: readonly ProblemGroup[], isQuiet: boolean): readonly string[] {
  return groups
    .filter((group) => group.isLoss || !isQuiet)
    .flatMap(({ count, examples, isLoss }) => {
      const mark = isLoss ? 'warning' : 'note';
      const lines = examples.map(({ place, text }) => `${mark}: ${where(place)}${plain(text)}`);
      const more = count - examples.length;
      return more > 0
        ? [...lines, `${mark}: … and ${more} more like ${examples.length === 1 ? 'this' : 'these'}`]
        : lines;
    });
}

const where = (place: ProblemGroup['examples'][number]['place']): string =>
  place === undefined ? '' : `${plain(place.file)}${place.line > 0 ? `:${place.line}` : ''}: `;
