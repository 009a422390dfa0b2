import type { GateReport, WorkflowCheck } from '../../domain/gate.ts';
import { withoutCommands } from '../commands.ts';
import { changeOf, many } from '../numbers.ts';
import { conclusionOf, findingsOf, headlineOf } from './conclusion.ts';
import { bytesOf, fitted } from './fitting.ts';
import { mainTable, splitTable, stepTable, type TableText } from './markdown-tables.ts';
import { folded, SHORT_FOR_TABLES, sentenceText } from './markdown-text.ts';
import { isOnBothSides } from './mix.ts';
import { gateNotes } from './notes.ts';
import { renamed } from './short-names.ts';

/** By this a comment is found again. */
export const MARKER = '<!-- recost -->';

/** GitHub takes 65,536 characters; bytes are never fewer than those. */
const MOST_BYTES = 59_000;

/** Below this change of a cost nothing but a line is said. */
const QUIET = 0.01;

/**
 * What a check found, for a pull request: a line if nothing moved, else what moved, worst first, the details folded.
 * Always under 60,000 bytes: tables end early and say what they left out.
 */
export function gateMarkdown(report: GateReport): string {
  const shown = renamed(report, SHORT_FOR_TABLES);
  const headline = `recost ${report.kind}: ${headlineOf(shown)}`;
  const summary = conclusionOf(shown).map(sentenceText).join(' ');
  if (isQuiet(shown)) return withoutCommands(`${MARKER}\n**${headline}.** ${summary}\n`);
  const moved = shown.workflows.filter(hasMoved);
  const head = [MARKER, `### ${headline}`, '', summary, ''];
  const others = othersText(shown.workflows.length - moved.length);
  const notes = folded(
    'Prices, policy, and how to read this',
    gateNotes(shown).map(({ label, text }) => `- **${label}:** ${sentenceText(text)}`),
  );
  const room = MOST_BYTES - bytesOf([...head, ...others, ...notes].join('\n'));
  const main = moved.length === 0 ? [] : [...within(mainTable(shown, moved), room / 2), ''];
  const split = foldedTable(
    'What moved the cost of each workflow',
    splitTable(shown),
    (room - bytesOf(main.join('\n'))) * 0.7,
  );
  const steps = foldedTable(
    'Steps that moved most',
    stepTable(moved),
    room - bytesOf([...main, ...split].join('\n')),
  );
  return withoutCommands([...head, ...main, ...others, ...split, ...steps, ...notes].join('\n'));
}

/** Nothing fails or warns, and no cost moved by 1 % or more. */
const isQuiet = (report: GateReport): boolean =>
  report.outcome === 'passed' &&
  findingsOf(report).every(({ severity }) => severity === 'note') &&
  !report.workflows.some(isDearerOrCheaper);

function isDearerOrCheaper(workflow: WorkflowCheck): boolean {
  const { before, after } = workflow.split;
  if (!isOnBothSides(workflow) || before === after) return false;
  return Math.abs(changeOf(after, before) ?? 1) >= QUIET;
}

const hasMoved = (workflow: WorkflowCheck): boolean =>
  workflow.findings.length > 0 || !isOnBothSides(workflow) || isDearerOrCheaper(workflow);

const othersText = (count: number): readonly string[] =>
  count === 0 ? [] : [`${many(count, 'other workflow')}: no finding, and a change of less than 1 %.`, ''];

/** So many rows as there is room for below the table's head. */
const within = ({ head, rows, foot, rest }: TableText, bytes: number): readonly string[] => [
  ...head,
  ...fitted(rows, bytes - bytesOf([...head, ...foot].join('\n')) - 1, rest),
  ...foot,
];

const FRAME = 200;

function foldedTable(summary: string, table: TableText, bytes: number): readonly string[] {
  return table.rows.length === 0 ? [] : folded(summary, within(table, bytes - FRAME));
}
