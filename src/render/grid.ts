import { createRequire } from 'node:module';
import type TableType from 'cli-table3';

// cli-table3 is CommonJS; its types say otherwise.
const Table = createRequire(import.meta.url)('cli-table3') as typeof TableType;

export interface GridColumn {
  readonly isNumeric: boolean;
  /** Columns on the screen. */
  readonly width: number;
}

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

/** Rows of cells, which may have several lines, as text with aligned columns and no frame. */
export function gridText(rows: readonly (readonly string[])[], columns: readonly GridColumn[]): string {
  const table = new Table({
    chars: { ...NO_LINES, middle: ' ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: columns.map(({ width }) => width),
    colAligns: columns.map(({ isNumeric }) => (isNumeric ? 'right' : 'left')),
    wordWrap: true,
    wrapOnWordBoundary: false,
  });
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** What the widest line of each column needs, at most what is left of the screen for the first one. */
export function fitColumns(
  rows: readonly (readonly string[])[],
  numeric: readonly boolean[],
  screen: number,
  widthOf: (text: string) => number,
): readonly GridColumn[] {
  const widths = numeric.map((_, index) =>
    Math.max(1, ...rows.flatMap((row) => (row[index] ?? '').split('\n').map((line) => widthOf(line)))),
  );
  const rest = widths.slice(1).reduce((sum, width) => sum + width + 1, 0);
  const first = Math.max(Math.min(widths[0] ?? 1, screen - rest), LEAST_NAME);
  return numeric.map((isNumeric, index) => ({
    isNumeric,
    width: index === 0 ? first : (widths[index] ?? 1),
  }));
}

const LEAST_NAME = 10;
