import type { ChalkInstance } from 'chalk';
import { type CellLine, flowed, leastWidth, line, nameLines, wantedWidth } from '../cell-lines.ts';
import { fitColumns, type GridColumn, gridText, gridWidth } from '../grid.ts';
import type { Glyphs } from '../numbers.ts';

/** What a grid on a screen is drawn with. */
export interface GridStyle {
  readonly screen: number;
  readonly glyphs: Glyphs;
  readonly colour: ChalkInstance;
}

/** Cells of plain text, the first one a name. */
export type GridRow = readonly string[];

const LEAST_NAME = 12;

/** Columns of texts, the first of which gives way: names break at their seams. */
export interface TextGrid {
  readonly row: (cells: GridRow) => string;
  readonly head: string;
  readonly rule: string;
}

/** @returns `undefined` if the screen has no room for it */
export function createTextGrid(
  head: GridRow,
  rows: readonly GridRow[],
  style: GridStyle,
): TextGrid | undefined {
  const { screen, glyphs, colour } = style;
  const titles = head.map((title): readonly CellLine[] => [
    { pieces: title.split(' ').map((text) => ({ text, paint: colour.bold })), glue: ' ' },
  ]);
  const cells = rows.map((row) => row.map((text) => [line(text)]));
  const rooms = titles.map((title, index) => {
    const own = cells.map((row) => row[index] ?? []);
    const least = Math.max(1, leastWidth(title), ...own.map(leastWidth));
    return {
      isNumeric: index > 0,
      wanted: Math.max(leastWidth(title), ...own.map(wantedWidth)),
      least: index === 0 ? LEAST_NAME : least,
    };
  });
  const columns = fitColumns(rooms, screen);
  if (columns === undefined) return undefined;
  const lines = (row: GridRow) => row.map((text, at) => textLines(text, at, columns, glyphs));
  return {
    row: (row) => gridText([lines(row)], columns),
    head: gridText([titles.map((title, at) => flowed(title, columns[at]?.width ?? 1))], columns),
    rule: colour.dim(glyphs.rule.repeat(gridWidth(columns))),
  };
}

const textLines = (text: string, at: number, columns: readonly GridColumn[], { ellipsis }: Glyphs) => {
  const width = columns[at]?.width ?? 1;
  return at === 0 ? nameLines(text, width, ellipsis) : [text];
};
