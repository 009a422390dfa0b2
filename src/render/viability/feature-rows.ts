import type { FeatureView, Viability } from '../../domain/viability.ts';
import { flowed, leastWidth, lineText, nameLines, wantedWidth } from '../cell-lines.ts';
import { plain } from '../escape.ts';
import { fitColumns, type GridColumn, gridText, type Room } from '../grid.ts';
import { screenWidth, wrap } from '../wrap.ts';
import { type FeatureStyle, printingOf } from './amounts.ts';
import { factsOf, monthTexts, reasonsOf } from './facts.ts';
import { othersText, rowsOf, type ScenarioRow } from './scenario-rows.ts';

/** The columns that all features share, if they fit the screen; no bars if there is no room for them. */
export interface FeatureColumns {
  readonly columns: readonly GridColumn[] | undefined;
  readonly barWidth: number | undefined;
}

const LEAST_NAME = 12;
const WANTED_NAME = 22;
const LEAST_BAR = 12;
const MOST_BAR = 36;
const TITLES = ['cost', 'range', 'verdict', 'prices'];

/** Widths that fit the screen: bars give way first, then names, then verdicts and ranges break, then all columns. */
export function featureColumns(viability: Viability, screen: number, style: FeatureStyle): FeatureColumns {
  const rows = viability.features.flatMap((view) => rowsOf(viability, view, style));
  const names = widest(rows, LEAST_NAME, ({ name }) => screenWidth(name) + INDENT.length);
  const rooms: readonly Room[] = [
    { isNumeric: false, wanted: names, least: LEAST_NAME },
    ...TITLES.map((title, index) => ({
      isNumeric: title !== 'verdict',
      wanted: widest(rows, title.length, ({ cells }) => wantedWidth(cells[index] ?? [])),
      least: widest(rows, title.length, ({ cells }) => leastWidth(cells[index] ?? [])),
    })),
  ];
  const others = rooms.slice(1).reduce((sum, { wanted }) => sum + wanted + 1, 0);
  const room = screen - others - Math.min(names, WANTED_NAME) - 1;
  const barWidth = room < LEAST_BAR ? undefined : Math.min(room, MOST_BAR);
  const columns = fitColumns(rooms, barWidth === undefined ? screen : screen - barWidth - 1);
  if (columns === undefined || barWidth === undefined) return { columns, barWidth: undefined };
  return { columns: [...columns, { isNumeric: false, width: barWidth }], barWidth };
}

/** The largest width of all rows; a list of features may have more of them than a call has arguments. */
const widest = (rows: readonly ScenarioRow[], least: number, widthOf: (row: ScenarioRow) => number): number =>
  rows.reduce((most, row) => Math.max(most, widthOf(row)), least);

/** The names of the columns. */
export function featureHeader({ columns, barWidth }: FeatureColumns, { colour }: FeatureStyle): string {
  if (columns === undefined) return '';
  const titles = ['', ...TITLES, ...(barWidth === undefined ? [] : ['cost and budget'.slice(0, barWidth)])];
  return gridText([titles.map((title) => [colour.bold(title)])], columns);
}

const INDENT = '  ';

interface Placing {
  readonly screen: number;
  readonly columns: FeatureColumns;
}

/** A feature: its name, its budget, a row for each scenario, and what must be read beside them. */
export function featureText(
  viability: Viability,
  view: FeatureView,
  { screen, columns }: Placing,
  style: FeatureStyle,
): string {
  const { colour, glyphs } = style;
  const name = nameLines(plain(view.feature.name), screen, glyphs.ellipsis);
  const facts = factsOf(view, printingOf(view), glyphs);
  const below = [
    ...othersText(viability, view, style),
    ...monthTexts(viability, view, glyphs),
    ...reasonsOf(viability, view),
  ];
  return [
    ...name.map((text) => colour.bold(text)),
    ...indented(facts, screen),
    ...scenarioLines(rowsOf(viability, view, style), { screen, columns }, style),
    ...below.flatMap((text) => indented(text, screen)).map((text) => colour.dim(text)),
  ].join('\n');
}

const indented = (text: string, screen: number): readonly string[] =>
  wrap(text, screen - 2 * INDENT.length, INDENT.repeat(2))
    .split('\n')
    .map((each, index) => (index === 0 ? INDENT + each : each));

/** A line for each scenario in the columns, or in words that wrap. */
function scenarioLines(
  rows: readonly ScenarioRow[],
  { screen, columns }: Placing,
  { glyphs }: FeatureStyle,
): readonly string[] {
  const grid = columns.columns;
  if (grid !== undefined)
    return gridText(
      rows.map((row) => gridRow(row, grid, { barWidth: columns.barWidth, ellipsis: glyphs.ellipsis })),
      grid,
    ).split('\n');
  return rows.flatMap(({ name, cells }) => {
    const texts = cells.map((lines) => lines.map(lineText).join(' ')).filter((text) => text !== '');
    return indented(`${name}: ${texts.join('; ')}`, screen);
  });
}

interface RowPlacing {
  readonly barWidth: number | undefined;
  readonly ellipsis: string;
}

function gridRow(
  row: ScenarioRow,
  columns: readonly GridColumn[],
  { barWidth, ellipsis }: RowPlacing,
): readonly (readonly string[])[] {
  const width = columns[0]?.width ?? LEAST_NAME;
  return [
    nameLines(row.name, width - INDENT.length, ellipsis).map((part) => INDENT + part),
    ...row.cells.map((lines, index) => flowed(lines, columns[index + 1]?.width ?? 1)),
    ...(barWidth === undefined ? [] : [[row.bar(barWidth)]]),
  ];
}
