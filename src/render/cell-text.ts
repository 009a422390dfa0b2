import { type Money, moneyRounded, moneyText } from '../domain/money.ts';
import { amountText, changeText, decimalsFor, type Glyphs, grouped } from './numbers.ts';
import { largestRemainder } from './rounding.ts';
import type { Cell, Table, TableRow } from './sheet.ts';

/**
 * The cells of a table as people read them: one precision a column; columns that add up are rounded so that they
 * do, as printed. Text is as it stands in the table: each writer escapes it.
 */
export function printedCells(table: Table, glyphs: Glyphs): readonly (readonly string[])[] {
  const decimals = table.columns.map((_, index) =>
    decimalsFor(table.rows.map((row) => amountIn(row.cells[index]))),
  );
  const sums = table.columns.map(({ addsUp }, index) =>
    addsUp ? addedUp(table.rows, index, decimals[index] ?? 2) : undefined,
  );
  return table.rows.map((row) =>
    row.cells.map((cell, index) => {
      const rounded = sums[index]?.get(row);
      const places = decimals[index] ?? 2;
      // What is rounded to nothing says so itself.
      if (rounded !== undefined && rounded !== 0n)
        return moneyRounded((rounded * 10n ** BigInt(15 - places)) as Money, places);
      return cellText(cell, places, glyphs);
    }),
  );
}

const amountIn = (cell: Cell | undefined): Money | undefined =>
  cell?.kind === 'money' ? cell.amount : undefined;

function addedUp(rows: readonly TableRow[], index: number, decimals: number): ReadonlyMap<TableRow, bigint> {
  const rounded = new Map<TableRow, bigint>();
  for (const block of new Set(rows.map((row) => row.block))) {
    const parts = rows.filter(
      (row) => row.block === block && !row.isTotal && amountIn(row.cells[index]) !== undefined,
    );
    const total = rows.find((row) => row.block === block && row.isTotal);
    const whole = amountIn(total?.cells[index]);
    if (whole === undefined) continue;
    const values = largestRemainder(
      parts.map((row) => amountIn(row.cells[index]) as Money),
      whole,
      decimals,
    );
    for (const [at, row] of parts.entries()) rounded.set(row, values[at] ?? 0n);
  }
  return rounded;
}

function cellText(cell: Cell, decimals: number, glyphs: Glyphs): string {
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'count':
      return grouped(cell.value);
    case 'number':
      return cell.value.toFixed(cell.decimals);
    case 'money':
      return amountText(cell.amount, decimals);
    case 'percent':
      return changeText(cell.value, glyphs);
    case 'none':
      return glyphs.none;
    default:
      return cell satisfies never;
  }
}

/** A cell for programs: exact, no grouping, a share as a plain number, nothing where nothing is known. */
export function exactCell(cell: Cell): string {
  switch (cell.kind) {
    case 'text':
      return cell.key ?? cell.text;
    case 'count':
      return String(cell.value);
    case 'number':
      return String(cell.value);
    case 'money':
      return moneyText(cell.amount);
    case 'percent':
      return String(Number(cell.value.toPrecision(12)));
    case 'none':
      return '';
    default:
      return cell satisfies never;
  }
}
