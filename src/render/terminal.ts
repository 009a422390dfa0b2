import { Chalk, type ChalkInstance } from 'chalk';
import type { Report } from '../domain/report.ts';
import type { Style } from './amount-lines.ts';
import { withoutCommands } from './commands.ts';
import { conclusionOf } from './conclusion.ts';
import { longTable } from './long-table.ts';
import { notesOf } from './notes.ts';
import { ASCII, UNICODE, unitFor } from './numbers.ts';
import type { Screen } from './screen.ts';
import type { Note } from './sheet.ts';
import { wideTable } from './wide-table.ts';
import { wrap } from './wrap.ts';

const MOST_COLUMNS = 4;

/** The report for a terminal: candidates as columns, or as rows if there are more than four or no room. */
export function terminalText(report: Report, { width, hasColour, isAscii }: Screen): string {
  const glyphs = isAscii ? ASCII : UNICODE;
  const colour = new Chalk({ level: hasColour ? 1 : 0 });
  const unit = unitFor(report.rows.flatMap(({ outcomes }) => outcomes.map(({ mean }) => mean?.base)));
  const style: Style = { unit, glyphs, colour };
  const targets = report.scenarios.filter(({ kind }) => kind === 'target').length;
  const wide = targets > MOST_COLUMNS ? undefined : wideTable(report, width, style);
  const table = wide ?? longTable(report, width, style);
  const notes = notesOf(report, glyphs).map((note) =>
    noteText(wide !== undefined && note.label === 'Names' ? starred(note) : note, width, colour),
  );
  const conclusion = conclusionOf(report).map((text) => wrap(text, width, ''));
  const parts = [table, notes.join('\n'), conclusion.join('\n')].filter((part) => part !== '');
  return withoutCommands(`${parts.join('\n\n')}\n`);
}

/** The wide table marks the names in its header that this note explains. */
const starred = ({ label, text }: Note): Note => ({ label, text: `* ${text}` });

const LABEL_WIDTH = 11;

/** A note with its label in front, its lines below each other. */
export function noteText({ label, text }: Note, width: number, colour: ChalkInstance): string {
  const body = wrap(text, width - LABEL_WIDTH, ' '.repeat(LABEL_WIDTH));
  return `${colour.bold(label.padEnd(LABEL_WIDTH))}${body}`;
}
