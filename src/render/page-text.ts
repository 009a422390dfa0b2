import { Chalk, type ChalkInstance } from 'chalk';
import { printedCells } from './cell-text.ts';
import { withoutCommands } from './commands.ts';
import { plain } from './escape.ts';
import { fitColumns, type GridColumn, gridText, gridWidth } from './grid.ts';
import { ASCII, type Glyphs, UNICODE } from './numbers.ts';
import type { Screen } from './screen.ts';
import type { Page, Table } from './sheet.ts';
import { noteText } from './terminal.ts';
import { screenWidth, wrap } from './wrap.ts';

interface Style {
  readonly width: number;
  readonly glyphs: Glyphs;
  readonly colour: ChalkInstance;
}

/** A page for a terminal: its title, its tables in columns, what must be read beside them, and the conclusion last. */
export function pageText(page: Page, { width, hasColour, isAscii }: Screen): string {
  const colour = new Chalk({ level: hasColour ? 1 : 0 });
  const style = { width, colour, glyphs: isAscii ? ASCII : UNICODE };
  const parts = [
    colour.bold(wrap(page.title, width, '')),
    ...page.tables.map((table) => tableText(table, style)),
    page.notes.map((note) => noteText(note, width, colour)).join('\n'),
    page.conclusion.map((text) => wrap(text, width, '')).join('\n'),
  ];
  return withoutCommands(`${parts.filter((part) => part !== '').join('\n\n')}\n`);
}

/** Its columns side by side; where they have no room, each row as a paragraph. */
function tableText(table: Table, style: Style): string {
  const { colour, glyphs, width } = style;
  const rows = printedCells(table, glyphs).map((cells) => cells.map(plain));
  const heading = table.title === undefined ? [] : [colour.bold(wrap(table.title, width, ''))];
  if (rows.length === 0) return heading.join('\n');
  const columns = columnsFor(table, rows, width);
  if (columns === undefined)
    return [...heading, ...rows.map((row) => paragraph(table, row, style))].join('\n');
  const grid = (lines: readonly (readonly string[])[], paint: (text: string) => string): string =>
    gridText(
      lines.map((cells) =>
        cells.map((text, at) =>
          wrap(text, columns[at]?.width ?? 1, '')
            .split('\n')
            .map(paint),
        ),
      ),
      columns,
    );
  const rule = colour.dim(glyphs.rule.repeat(gridWidth(columns)));
  const head = grid([table.columns.map(({ title }) => title)], (text) => colour.bold(text));
  return [...heading, head, rule, grid(rows.map(withoutRepetition), (text) => text)].join('\n');
}

/** On a screen, a name stands only in the first of its rows. */
const withoutRepetition = (
  [first = '', ...others]: readonly string[],
  at: number,
  rows: readonly (readonly string[])[],
): readonly string[] => [rows[at - 1]?.[0] === first ? '' : first, ...others];

/** What the first column would like to keep, and what it can do with. */
const LEAST_NAMES = [26, 14] as const;
const LEAST_TEXT = 10;
const longestWord = (text: string): number => Math.max(0, ...text.split(' ').map(screenWidth));

function columnsFor(
  { columns }: Table,
  rows: readonly (readonly string[])[],
  screen: number,
): readonly GridColumn[] | undefined {
  const fitted = LEAST_NAMES.map((leastName) => {
    const rooms = columns.map(({ title, isNumeric }, at) => {
      const widest = Math.max(...rows.map((row) => screenWidth(row[at] ?? '')));
      // A head breaks between its words before a figure does.
      const wanted = Math.max(longestWord(title), widest);
      const least = Math.max(at === 0 ? leastName : LEAST_TEXT, longestWord(title));
      return { isNumeric, wanted, least: isNumeric ? wanted : Math.min(wanted, least) };
    });
    return fitColumns(rooms, screen);
  });
  return fitted.find((each) => each !== undefined);
}

function paragraph(
  { columns }: Table,
  [first = '', ...others]: readonly string[],
  { width, colour }: Style,
): string {
  const facts = others.flatMap((text, at) =>
    text === '' ? [] : [`${columns[at + 1]?.title ?? ''} ${text}`],
  );
  return `${colour.bold(wrap(first, width, ''))}\n  ${wrap(facts.join('; '), width - 2, '  ')}`;
}
