import { Chalk } from 'chalk';
import type { GapFinding, Reconciliation } from '../../domain/reconciliation.ts';
import { ASCII, grouped, many, UNICODE } from '../numbers.ts';
import type { Screen } from '../screen.ts';
import { noteText } from '../terminal.ts';
import { wrap } from '../wrap.ts';
import { reconcileConclusion } from './conclusion.ts';
import { coverageText } from './coverage-grid.ts';
import type { GridStyle } from './grid-style.ts';
import { reconcileNotes } from './notes.ts';
import { rowsText } from './rows-grid.ts';
import { findingText, subjectOf } from './words.ts';

/** The reconciliation for a terminal: rows with their causes, the evidence, the export, notes, and the conclusion last. */
export function reconcileText(reconciliation: Reconciliation, { width, hasColour, isAscii }: Screen): string {
  const style: GridStyle = {
    screen: width,
    glyphs: isAscii ? ASCII : UNICODE,
    colour: new Chalk({ level: hasColour ? 1 : 0 }),
  };
  const { coverage } = reconciliation;
  const hasClaims = reconciliation.total.compared.calls + reconciliation.total.unlisted.calls > 0;
  const parts = [
    ...(hasClaims || coverage === undefined
      ? [rowsText(reconciliation, style), findingsText(reconciliation, style)]
      : []),
    ...(coverage === undefined ? [] : [coverageText(coverage, style)]),
    reconcileNotes(reconciliation)
      .map((note) => noteText(note, width, style.colour))
      .join('\n'),
    reconcileConclusion(reconciliation)
      .map((sentence) => wrap(sentence, width, ''))
      .join('\n'),
  ];
  return `${asShown(parts.filter((part) => part !== '').join('\n\n'), isAscii)}\n`;
}

/** Signs of ours that sentences have, for screens that know ASCII only. */
const asShown = (text: string, isAscii: boolean): string =>
  isAscii
    ? text
        .replaceAll('−', '-')
        .replaceAll('×', 'x')
        .replaceAll('…', '...')
        .replaceAll('’', "'")
        .replaceAll('›', '>')
    : text;

const MOST_FINDINGS = 20;

/** What was found, one paragraph each; what is equal in one for all. */
function findingsText({ findings, total }: Reconciliation, { screen, glyphs, colour }: GridStyle): string {
  const equal = findings.filter(isPlainlyEqual);
  const told = findings.filter((finding) => !isPlainlyEqual(finding));
  const lines = told.slice(0, MOST_FINDINGS).map((each) => `${subjectOf(each)}: ${findingText(each)}`);
  const more = told.length - lines.length;
  const all = [
    ...lines,
    ...(more > 0 ? [`${glyphs.ellipsis} and ${many(more, 'more finding')}`] : []),
    ...(equal.length === 0 ? [] : [equalText(equal, total.compared.calls)]),
  ];
  if (all.length === 0) return '';
  return [colour.bold('Why they differ'), ...all.map((text) => `  ${wrap(text, screen - 4, '    ')}`)].join(
    '\n',
  );
}

const isPlainlyEqual = ({ why, gap }: GapFinding): boolean => why.cause === 'equal' && gap === 0n;

function equalText(equal: readonly GapFinding[], of: number): string {
  const calls = equal.reduce((sum, each) => sum + each.calls, 0);
  const models = new Set(equal.map(({ model }) => model)).size;
  return `recorded is list cost: ${grouped(calls)} of ${many(of, 'call')} exact, on ${many(models, 'model')}`;
}
