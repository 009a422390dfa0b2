import type { ChalkInstance } from 'chalk';
import type { SplitPart } from '../../domain/gate.ts';
import { type CellLine, flowed, leastWidth, line, nameLines, wantedWidth } from '../cell-lines.ts';
import { fitColumns, type GridColumn, gridText, gridWidth } from '../grid.ts';
import { changeText, type Glyphs, grouped, percentOf } from '../numbers.ts';
import { wrap } from '../wrap.ts';
import type { PrintedRow } from './rows.ts';
import { PART_TITLES, riseText } from './words.ts';

/** Rows as they are to be shown, and the last ones, which stand below a line. */
export interface SplitTable {
  /** What the rows are: `workflow`, `step`. */
  readonly what: string;
  readonly hasRuns: boolean;
  readonly parts: readonly SplitPart[];
  readonly rows: readonly PrintedRow[];
  readonly last: readonly PrintedRow[];
  /** The smallest rise that a row's runs can show, by its place; `undefined`: the table has no such column. */
  readonly rises: readonly (number | undefined)[] | undefined;
}

export interface TableStyle {
  readonly screen: number;
  readonly glyphs: Glyphs;
  readonly colour: ChalkInstance;
}

type Cells = readonly (readonly CellLine[])[];

/** The split of each row in columns; where they have no room, each row as a paragraph. */
export function splitTable(table: SplitTable, style: TableStyle): string {
  const { glyphs, colour, screen } = style;
  const head = headCells(table, colour);
  const body = table.rows.map((row, index) => rowCells(table, row, { glyphs, rise: table.rises?.[index] }));
  const foot = table.last.map((row) => rowCells(table, row, { glyphs, rise: undefined }));
  const columns = columnsFor([head, ...body, ...foot], screen);
  if (columns === undefined) return paragraphs(table, style);
  const grid = (rows: readonly Cells[]): string =>
    gridText(
      rows.map((cells) => gridRow(cells, columns, glyphs)),
      columns,
    );
  const rule = colour.dim(glyphs.rule.repeat(gridWidth(columns)));
  return [grid([head]), rule, ...(body.length === 0 ? [] : [grid(body), rule]), grid(foot)].join('\n');
}

const LEAST_NAME = 10;

function columnsFor(rows: readonly Cells[], screen: number): readonly GridColumn[] | undefined {
  const [head = [], ...body] = rows;
  const rooms = head.map((title, index) => {
    const cells = body.map((row) => row[index] ?? []);
    const least = Math.max(1, ...[title, ...cells].map(leastWidth));
    return {
      isNumeric: index > 0,
      // A head breaks between its words before a name does.
      wanted: Math.max(least, ...cells.map(wantedWidth)),
      least: index === 0 ? LEAST_NAME : least,
    };
  });
  return fitColumns(rooms, screen);
}

/** Names break at their seams, figures between their pieces. */
const gridRow = (cells: Cells, columns: readonly GridColumn[], { ellipsis }: Glyphs) =>
  cells.map((lines, index) => {
    const width = columns[index]?.width ?? 1;
    const [name] = index === 0 ? (lines[0]?.pieces ?? []) : [];
    const isHead = name?.paint !== undefined;
    return name === undefined || isHead ? flowed(lines, width) : nameLines(name.text, width, ellipsis);
  });

function headCells({ what, hasRuns, parts, rises }: SplitTable, { bold }: ChalkInstance): Cells {
  const titles = [
    what,
    ...(hasRuns ? ['runs'] : []),
    'before',
    'after',
    'change',
    ...parts.map((part) => PART_TITLES[part]),
    ...(rises === undefined ? [] : ['least shown']),
  ];
  return titles.map((title) => [
    { pieces: title.split(' ').map((text) => ({ text, paint: bold })), glue: ' ' },
  ]);
}

interface Beside {
  readonly glyphs: Glyphs;
  readonly rise: number | undefined;
}

function rowCells({ hasRuns, parts, rises }: SplitTable, row: PrintedRow, { glyphs, rise }: Beside): Cells {
  const known = (text: string | undefined): readonly CellLine[] => [line(text ?? glyphs.none)];
  const shown = rise === undefined || row.change === undefined ? '' : `${percentOf(rise)}%`;
  return [
    [line(row.name)],
    ...(hasRuns ? [[{ pieces: runsPieces(row, glyphs), glue: ' ' as const }]] : []),
    known(row.before),
    known(row.after),
    [{ pieces: changePieces(row, glyphs), glue: ' ' }],
    ...parts.map((part) => [line(row.parts[part] ?? '')]),
    ...(rises === undefined ? [] : [[line(shown)]]),
  ];
}

/** `200 → 180`, in one where both are the same. */
function runsPieces(
  { runs: { before, after } }: PrintedRow,
  glyphs: Glyphs,
): readonly { readonly text: string }[] {
  const text = (count: number | undefined): string => (count === undefined ? glyphs.none : grouped(count));
  if (before === after) return before === undefined ? [] : [{ text: text(before) }];
  return [{ text: `${text(before)} ${glyphs.arrow}` }, { text: text(after) }];
}

const changePieces = ({ change, share }: PrintedRow, glyphs: Glyphs): readonly { readonly text: string }[] =>
  [change ?? '', share === undefined || share === 0 ? '' : changeText(share, glyphs)]
    .filter((text) => text !== '')
    .map((text) => ({ text }));

/** Where columns have no room: each row's figures in words. */
const paragraphs = (table: SplitTable, style: TableStyle): string =>
  [
    ...table.rows.map((row, index) => paragraph(table, row, { style, index })),
    ...table.last.map((row) => paragraph(table, row, { style, index: -1 })),
  ].join('\n');

interface Place {
  readonly style: TableStyle;
  /** Below 0: the last row. */
  readonly index: number;
}

function paragraph(
  table: SplitTable,
  row: PrintedRow,
  { style: { screen, glyphs, colour }, index }: Place,
): string {
  const runs = runsPieces(row, glyphs)
    .map(({ text }) => text)
    .join(' ');
  const change = changePieces(row, glyphs)
    .map(({ text }) => text)
    .join(' ');
  const sides = `${row.before ?? glyphs.none} ${glyphs.arrow} ${row.after ?? glyphs.none}`;
  const parts = table.parts.flatMap((part) => {
    const text = row.parts[part];
    return text === undefined || text === '0' ? [] : [`${PART_TITLES[part]} ${text}`];
  });
  const shown =
    index < 0 || table.rises === undefined || row.change === undefined ? [] : [riseText(table.rises[index])];
  const facts = [
    ...(runs === '' ? [] : [`runs ${runs}`]),
    `cost ${sides}${change === '' ? '' : `, change ${change}`}`,
    ...(parts.length === 0 ? [] : [`of it ${parts.join(', ')}`]),
    ...shown,
  ];
  const name = nameLines(row.name, screen, glyphs.ellipsis).map((each) => colour.bold(each));
  return [...name, `  ${wrap(facts.join('; '), screen - 2, '  ')}`].join('\n');
}
