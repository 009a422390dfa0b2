import type { ProblemGroup } from '../pipeline/problem-log.ts';
import { plain } from '../render/escape.ts';

/** Problems as lines for standard error: of losses the first few, of notes the first, and how many more. */
export function problemLines(groups: readonly ProblemGroup[], isQuiet: boolean): readonly string[] {
  return groups
    .filter((group) => group.isLoss || !isQuiet)
    .flatMap((group) => (group.isLoss ? losses(group) : notes(group)));
}

function losses({ count, examples }: ProblemGroup): readonly string[] {
  const lines = examples.map(({ place, text }) => `warning: ${where(place)}${plain(text)}`);
  const more = count - examples.length;
  return more > 0 ? [...lines, `warning: … and ${more} more like these`] : lines;
}

function notes({ count, examples }: ProblemGroup): readonly string[] {
  const more = count > 1 ? ` (and ${count - 1} more like this)` : '';
  return examples.slice(0, 1).map(({ place, text }) => `note: ${where(place)}${plain(text)}${more}`);
}

const where = (place: ProblemGroup['examples'][number]['place']): string =>
  place === undefined ? '' : `${plain(place.file)}${place.line > 0 ? `:${place.line}` : ''}: `;
