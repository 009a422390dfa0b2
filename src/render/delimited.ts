import { exactCell } from './cell-text.ts';
import { csvCell, inert, plain } from './escape.ts';
import type { Cell, Table } from './sheet.ts';

/** A table as CSV or TSV: exact amounts, one header row, no text around it. */
export function delimited(table: Table, delimiter: string, decimal: 'point' | 'comma'): string {
  const number = (text: string): string => (decimal === 'comma' ? text.replace('.', ',') : text);
  const text = (cell: Cell): string =>
    cell.kind === 'text' ? inert(plain(exactCell(cell))) : number(exactCell(cell));
  const line = (cells: readonly string[]): string =>
    `${cells.map((each) => csvCell(each, delimiter)).join(delimiter)}\n`;
  const header = line(table.columns.map(({ key }) => key));
  return header + table.rows.map(({ cells }) => line(cells.map(text))).join('');
}
