import { createRequire } from 'node:module';
import type TableType from 'cli-table3';
import { screenWidth } from './wrap.ts';

// cli-table3 is CommonJS; its types say otherwise.
const Table = createRequire(import.meta.url)('cli-table3') as typeof TableType;

export interface GridColumn {
  readonly isNumeric: boolean;
  /** Columns on the screen. */
  readonly width: number;
}

/** Lines that fit their column, coloured or not. */
export type GridCell = readonly string[];

const NO_LINES = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
  ].map((key) => [key, '']),
);

/** Stands for one column of a cell's text. */
const FILL = '#';

/**
 * Rows of cells as text with aligned columns and no frame. cli-table3 lays out stand-ins as wide as the texts, which
 * then take their places: it would count colours as text, measure some scripts otherwise than `wrap` does, and cut.
 */
export function gridText(rows: readonly (readonly GridCell[])[], columns: readonly GridColumn[]): string {
  if (rows.length === 0) return '';
  const table = new Table({
    chars: { ...NO_LINES, middle: ' ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: columns.map(({ width }) => width),
    colAligns: columns.map(({ isNumeric }) => (isNumeric ? 'right' : 'left')),
  });
  for (const row of rows)
    table.push(row.map((lines) => lines.map((line) => FILL.repeat(screenWidth(line))).join('\n')));
  const texts = rows.flatMap(linesAcross).values();
  return table
    .toString()
    .replace(/#+/g, () => texts.next().value ?? '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** The texts of a row in the order in which they are printed: line by line, what takes no room left out. */
function linesAcross(row: readonly GridCell[]): readonly string[] {
  const height = Math.max(0, ...row.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) => row.map((lines) => lines[at] ?? ''))
    .flat()
    .filter((line) => screenWidth(line) > 0);
}

export const gridWidth = (columns: readonly GridColumn[]): number =>
  columns.reduce((sum, { width }) => sum + width + 1, -1);

/** What a column would like to have, and what it can do with. */
export interface Room {
  readonly isNumeric: boolean;
  readonly wanted: number;
  readonly least: number;
}

/**
 * Widths that fit the screen: the first column, which has the names, gives way first, then the widest one of the
 * others again and again.
 * @returns `undefined` if there is no room for what they need at least
 */
export function fitColumns(rooms: readonly Room[], screen: number): readonly GridColumn[] | undefined {
  const widths = rooms.map(({ wanted }) => wanted);
  const excess = (): number => widths.reduce((sum, width) => sum + width + 1, -1) - screen;
  const [name] = rooms;
  if (name !== undefined)
    widths[0] = Math.max(name.wanted - Math.max(excess(), 0), Math.min(name.least, name.wanted));
  while (excess() > 0) {
    const [widest] = rooms
      .map(({ least }, index) => ({ index, width: widths[index] ?? 0, least }))
      .filter(({ width, least }) => width > least)
      .sort((a, b) => b.width - a.width);
    if (widest === undefined) return undefined;
    widths[widest.index] = widest.width - 1;
  }
  return rooms.map(({ isNumeric }, index) => ({ isNumeric, width: widths[index] ?? 1 }));
}
