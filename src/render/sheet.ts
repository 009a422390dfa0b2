import type { Money, Rate } from '../domain/money.ts';

/** A value of a table, still exact: writers round and escape it, each in its own way. */
export type Cell =
  /** `key`: what programs read instead, where that must stay the same. */
  | { readonly kind: 'text'; readonly text: string; readonly key?: string }
  | { readonly kind: 'count'; readonly value: number }
  | { readonly kind: 'number'; readonly value: number; readonly decimals: number }
  | { readonly kind: 'money'; readonly amount: Money }
  /** A price, always exact: USD per million tokens. */
  | { readonly kind: 'rate'; readonly rate: Rate }
  /** A change: 0.5 is 50 % more. */
  | { readonly kind: 'percent'; readonly value: number }
  /** A share: 0.5 is 50 %. */
  | { readonly kind: 'share'; readonly value: number }
  /** Not known: shown as a dash, exported as nothing. */
  | { readonly kind: 'none' };

export interface Column {
  /** `cost_per_run_usd`: stable, for CSV and for programs. */
  readonly key: string;
  /** `Cost per run (USD)`: for people; the unit stands here. */
  readonly title: string;
  readonly isNumeric: boolean;
  /** The rows of each `block` are rounded so that they add up to the total of that block. */
  readonly addsUp: boolean;
  /** Columns with the same word here have as many decimals as each other: their figures are compared, or added. */
  readonly precision: string;
  /** Other figures of its precision are held against it: what is not the same never looks the same. */
  readonly isBound?: boolean;
}

export interface TableRow {
  readonly cells: readonly Cell[];
  readonly isTotal: boolean;
  /** Rows that add up together: those of one scenario. */
  readonly block: string;
}

/** Defined once: documents print it for people, CSV and TSV write it exactly. */
export interface Table {
  /** `undefined`: the page's title is enough. */
  readonly title: string | undefined;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
  /** The columns that add up also add up along each row: the last of them is the row's total. */
  readonly addsAcross: boolean;
}

/** What a document holds: its tables, and what must be read beside them. */
export interface Page {
  readonly title: string;
  readonly conclusion: readonly string[];
  readonly tables: readonly Table[];
  readonly notes: readonly Note[];
}

/** A line under the tables: what it is about, and what it says. */
export interface Note {
  readonly label: string;
  readonly text: string;
}

export const NONE: Cell = { kind: 'none' };
/** Nothing to say here, which is no lack of knowledge. */
export const BLANK: Cell = { kind: 'text', text: '' };
export const moneyCell = (amount: Money | undefined): Cell =>
  amount === undefined ? NONE : { kind: 'money', amount };
export const rateCell = (rate: Rate | undefined): Cell =>
  rate === undefined ? NONE : { kind: 'rate', rate };
export const countCell = (value: number | undefined): Cell =>
  value === undefined ? NONE : { kind: 'count', value };
export const textCell = (text: string, key: string = text): Cell => ({ kind: 'text', text, key });
export const percentCell = (value: number | undefined): Cell =>
  value === undefined ? NONE : { kind: 'percent', value };
export const shareCell = (value: number | undefined): Cell =>
  value === undefined ? NONE : { kind: 'share', value };

const columnOf =
  (isNumeric: boolean) =>
  (key: string, title: string): Column => ({ key, title, isNumeric, addsUp: false, precision: key });
export const textColumn = columnOf(false);
export const numberColumn = columnOf(true);

/** A column, and what stands in it for each thing that has a row. */
export interface Field<T> {
  readonly column: Column;
  readonly cell: (of: T) => Cell;
}

/** A table with a row for each thing, and no totals. */
export const tableOf = <T>(
  title: string | undefined,
  fields: readonly Field<T>[],
  things: readonly T[],
): Table => ({
  title,
  columns: fields.map(({ column }) => column),
  rows: things.map((thing) => ({ cells: fields.map(({ cell }) => cell(thing)), isTotal: false, block: '' })),
  addsAcross: false,
});
