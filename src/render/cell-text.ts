import { type Money, moneyRounded, moneyText, rateText } from '../domain/money.ts';
import { crossRounded } from './cross-rounding.ts';
import { amountText, changeText, decimalsFor, type Glyphs, grouped, percentOf } from './numbers.ts';
import { largestRemainder } from './rounding.ts';
import type { Cell, Page, Table, TableRow } from './sheet.ts';

/**
 * The cells of a table as people read them: one precision a column; columns that add up are rounded so that they
 * do, as printed. Text is as it stands in the table: each writer escapes it.
 */
export function printedCells(table: Table, glyphs: Glyphs): readonly (readonly string[])[] {
  const { rows } = table;
  const decimals = decimalsOf(table);
  const sums = sumColumns(table);
  const rounded = table.addsAcross
    ? addedBothWays(rows, sums, decimals[sums[0] ?? 0] ?? 2)
    : new Map(sums.map((index) => [index, addedUp(rows, index, decimals[index] ?? 2)]));
  return rows.map((row) =>
    row.cells.map((cell, index) => {
      const units = rounded.get(index)?.get(row);
      const places = decimals[index] ?? 2;
      if (units === undefined) return cellText(cell, places, glyphs);
      const text = moneyRounded((units * 10n ** BigInt(15 - places)) as Money, places);
      // What is rounded to nothing says so itself; in a sum of both directions it is a figure like the others.
      const isLost = units === 0n && amountIn(cell) !== 0n && !table.addsAcross;
      return isLost ? `<${(10 ** -places).toFixed(places)}` : text;
    }),
  );
}

const amountIn = (cell: Cell | undefined): Money | undefined =>
  cell?.kind === 'money' ? cell.amount : undefined;

const sumColumns = ({ columns }: Table): readonly number[] =>
  columns.flatMap(({ addsUp }, index) => (addsUp ? [index] : []));

/** Of each column; columns of one precision share it. */
function decimalsOf(table: Table): readonly number[] {
  const amountsOf = (precision: string): readonly (Money | undefined)[] =>
    table.columns.flatMap((column, index) =>
      column.precision === precision ? table.rows.map((row) => amountIn(row.cells[index])) : [],
    );
  const words = new Set(table.columns.map(({ precision }) => precision));
  const decimals = new Map(
    [...words].map((word) => [word, toldApart(table, word, decimalsFor(amountsOf(word)))] as const),
  );
  return table.columns.map(({ precision }) => decimals.get(precision) ?? 2);
}

const MOST_DECIMALS = 9;

/** More decimals, where a figure would look like the bound of its row without being it. */
function toldApart({ columns, rows }: Table, precision: string, least: number): number {
  const bound = columns.findIndex((column) => column.isBound === true && column.precision === precision);
  const pairs = rows.flatMap(({ cells }) => {
    const limit = amountIn(cells[bound]);
    if (limit === undefined) return [];
    const others = cells.filter((_, index) => columns[index]?.precision === precision && index !== bound);
    return others
      .map(amountIn)
      .filter((amount) => amount !== undefined && amount !== limit)
      .map((amount) => [amount as Money, limit] as const);
  });
  const looksAlike = (decimals: number): boolean =>
    pairs.some(([a, b]) => moneyRounded(a, decimals) === moneyRounded(b, decimals));
  let decimals = least;
  while (decimals < MOST_DECIMALS && looksAlike(decimals)) decimals++;
  return decimals;
}

type Rounded = Map<TableRow, bigint>;

function addedUp(rows: readonly TableRow[], index: number, decimals: number): Rounded {
  const rounded: Rounded = new Map();
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

/**
 * By column. Rows without a total below them add up along themselves. A block, or such a row, with an amount that is
 * not known has every amount for itself.
 */
function addedBothWays(
  rows: readonly TableRow[],
  sums: readonly number[],
  decimals: number,
): ReadonlyMap<number, Rounded> {
  const rounded = new Map(sums.map((index) => [index, new Map() as Rounded]));
  for (const block of blocksToAdd(rows)) {
    const grid = block.map(({ cells }) => sums.map((index) => amountIn(cells[index])));
    const amounts = grid.map((cells) => cells.filter((amount) => amount !== undefined));
    if (amounts.some(({ length }) => length < sums.length)) continue;
    const values = crossRounded(amounts, decimals) ?? [];
    for (const [at, row] of block.entries())
      for (const [place, value] of (values[at] ?? []).entries())
        rounded.get(sums[place] ?? -1)?.set(row, value);
  }
  return rounded;
}

/** Rows that add up together, the total last; a row that has none is one of its own, and its own total. */
function blocksToAdd(rows: readonly TableRow[]): readonly (readonly TableRow[])[] {
  const totals = rows.filter(({ isTotal }) => isTotal);
  const alone = rows.filter((row) => totals.every(({ block }) => block !== row.block));
  return [
    ...totals.map((total) => [...rows.filter((row) => row.block === total.block && row !== total), total]),
    ...alone.map((row) => [row, row]),
  ];
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
    case 'rate':
      return rateText(cell.rate);
    case 'percent':
      return changeText(cell.value, glyphs);
    case 'share':
      return cell.value === 0 ? '0%' : `${percentOf(cell.value)}%`;
    case 'none':
      return glyphs.none;
    default:
      return cell satisfies never;
  }
}

/** How figures of a page are rounded, where there are totals: `totals are rounded so that …`. */
export function roundingNote({ tables }: Page): string | undefined {
  const withTotals = tables.filter(
    ({ columns, rows }) => columns.some(({ addsUp }) => addsUp) && rows.some(({ isTotal }) => isTotal),
  );
  if (withTotals.length === 0) return undefined;
  return withTotals.some(({ addsAcross }) => addsAcross)
    ? 'totals are rounded so that rows and columns add up as printed'
    : 'totals are rounded so that the rows add up as printed';
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
    case 'rate':
      return rateText(cell.rate);
    case 'percent':
    case 'share':
      return String(Number(cell.value.toPrecision(12)));
    case 'none':
      return '';
    default:
      return cell satisfies never;
  }
}
