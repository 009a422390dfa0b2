import type { Plan, Viability } from '../../domain/viability.ts';
import { printedCells } from '../cell-text.ts';
import { type GridColumn, gridText, gridWidth } from '../grid.ts';
import { type Glyphs, grouped, many } from '../numbers.ts';
import type { Table } from '../sheet.ts';
import { screenWidth, wrap } from '../wrap.ts';
import type { FeatureStyle } from './amounts.ts';
import { planTexts } from './plan-notes.ts';
import { planTables } from './plan-table.ts';
import { growthInWords } from './words.ts';

/** The totals of the coming months, below each other: the same figures as in a document, without the features. */
export function planText(viability: Viability, plan: Plan, screen: number, style: FeatureStyle): string {
  const totals = planTables(viability, plan).map((table) => totalsIn(table, style.glyphs));
  const lines = [...plan.months, 'total'].map((name, at) => [
    name,
    ...totals.map((cells) => cells[at] ?? ''),
  ]);
  const columns = HEADER.map((title, index) => ({
    isNumeric: index > 0,
    width: Math.max(screenWidth(title), ...lines.map((cells) => screenWidth(cells[index] ?? ''))),
  }));
  const table = gridWidth(columns) > screen ? stacked(lines, screen) : grid(lines, { columns, style });
  const below = [...planTexts(viability, plan), 'By feature: -f markdown, html or csv.'];
  return [
    wrap(titleOf(viability, plan), screen, ''),
    '',
    ...(plan.compared.length === 0 ? [] : [table]),
    ...below.map((text) => wrap(text, screen, '')),
  ].join('\n');
}

const HEADER = ['month', 'models kept', 'best candidates'];

/** The last row of those that add up, as it is printed: one figure for each month, and that for all. */
function totalsIn(table: Table, glyphs: Glyphs): readonly string[] {
  const at = table.rows.findIndex(({ isTotal }) => isTotal);
  const printed = printedCells(table, glyphs)[at] ?? [];
  return printed.filter((_, column) => table.columns[column]?.addsUp === true).map(grouped);
}

interface Layout {
  readonly columns: readonly GridColumn[];
  readonly style: FeatureStyle;
}

type Lines = readonly (readonly string[])[];

function grid(lines: Lines, { columns, style: { colour, glyphs } }: Layout): string {
  const part = (rows: Lines): string =>
    gridText(
      rows.map((cells) => cells.map((text) => [text])),
      columns,
    );
  const rule = colour.dim(glyphs.rule.repeat(gridWidth(columns)));
  const bold = HEADER.map((title) => colour.bold(title));
  return [part([bold]), rule, part(lines.slice(0, -1)), rule, part(lines.slice(-1))].join('\n');
}

/** For a narrow screen: each month in words. */
const stacked = (lines: Lines, screen: number): string =>
  lines
    .map(([name = '', ...cells]) => {
      const texts = cells.map((cell, index) => `${HEADER[index + 1]} ${cell}`);
      return wrap(`${name}: ${texts.join('; ')}`, screen - 2, '  ');
    })
    .join('\n');

function titleOf({ features }: Viability, { growth, compared }: Plan): string {
  const all = features.length;
  const some = compared.length === 0 ? '' : `, over ${grouped(compared.length)} of ${many(all, 'feature')}`;
  const over = compared.length === all ? `, over ${many(all, 'feature')}` : some;
  const runs = growth.num === 0n ? 'no growth of runs' : `${growthInWords(growth, 'runs')} each month`;
  return `Costs by month in US dollars${over}, with ${runs}`;
}
