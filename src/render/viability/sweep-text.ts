import {
  isViable,
  type Sweep,
  type SweepCell,
  type Verdict,
  type Viability,
} from '../../domain/viability.ts';
import { type CellLine, flowed, leastWidth, line, nameLines, wantedWidth } from '../cell-lines.ts';
import { plain } from '../escape.ts';
import { fitColumns, type GridColumn, gridText, type Room } from '../grid.ts';
import { screenWidth, wrap } from '../wrap.ts';
import { type FeatureStyle, type Printing, printed, printingOf } from './amounts.ts';
import { byFeature } from './by-feature.ts';
import { factorTitle } from './crossing.ts';
import { scenarioTitle } from './words.ts';

/** A verdict in a narrow cell. */
const SHORT: Readonly<Record<Verdict, string>> = {
  'newly viable': 'newly',
  'no longer viable': 'no longer',
  'still viable': 'still',
  'still not viable': 'not yet',
  unknown: 'unknown',
};

interface SweepRow {
  readonly feature: number;
  readonly title: string;
  readonly cells: readonly CellLine[];
}

const LEAST_TITLE = 12;
const INDENT = '  ';

/** What features cost with all prices times a factor: factors side by side, or below each other if there is no room. */
export function sweepText(viability: Viability, sweep: Sweep, screen: number, style: FeatureStyle): string {
  const { glyphs, colour } = style;
  const rows = rowsOf(viability, sweep, style);
  const factors = sweep.factors.map((factor) => line(factorTitle(factor, glyphs), colour.bold));
  const columns = wideColumns(rows, factors, screen);
  const title = `Prices times a factor: what a run costs then, and what becomes of its verdict (~ leaning; newly viable, still viable, not yet viable, no longer viable)`;
  const body =
    columns === undefined
      ? stacked(rows, factors, { viability, screen, style })
      : wide(rows, factors, columns, { viability, screen, style });
  return [wrap(title, screen, ''), '', body].join('\n');
}

function rowsOf(viability: Viability, sweep: Sweep, style: FeatureStyle): readonly SweepRow[] {
  return sweep.rows.map(({ feature, scenario, cells }) => {
    const view = viability.features[feature];
    const printing = view === undefined ? { unit: 'cents' as const, decimals: 1 } : printingOf(view);
    return {
      feature,
      title: scenarioTitle(viability, scenario),
      cells: cells.map((cell) => cellLine(cell, printing, style)),
    };
  });
}

function cellLine(cell: SweepCell, printing: Printing, { glyphs, colour }: FeatureStyle): CellLine {
  const { decisive, verdict, isFirm } = cell;
  const cost = decisive === undefined ? glyphs.none : printed(decisive.base, printing);
  const paint = verdict === 'unknown' ? colour.dim : isViable(verdict) ? colour.green : colour.red;
  const word = `${SHORT[verdict]}${isFirm || verdict === 'unknown' ? '' : ' ~'}`;
  return { pieces: [{ text: cost }, { text: word, paint }], glue: ' ' };
}

function wideColumns(
  rows: readonly SweepRow[],
  factors: readonly CellLine[],
  screen: number,
): readonly GridColumn[] | undefined {
  const titles = rows.reduce(
    (most, { title }) => Math.max(most, screenWidth(title) + INDENT.length),
    LEAST_TITLE,
  );
  const rooms: readonly Room[] = [
    { isNumeric: false, wanted: titles, least: LEAST_TITLE },
    ...factors.map((factor, index) => {
      const cells = [factor, ...rows.flatMap((row) => row.cells[index] ?? [])];
      const most = (widthOf: typeof leastWidth): number =>
        cells.reduce((width, cell) => Math.max(width, widthOf([cell])), 0);
      return { isNumeric: true, wanted: most(wantedWidth), least: most(leastWidth) };
    }),
  ];
  return fitColumns(rooms, screen);
}

interface SweepContext {
  readonly viability: Viability;
  readonly screen: number;
  readonly style: FeatureStyle;
}

function wide(
  rows: readonly SweepRow[],
  factors: readonly CellLine[],
  columns: readonly GridColumn[],
  context: SweepContext,
): string {
  const cellsAcross = (cells: readonly CellLine[]): readonly (readonly string[])[] =>
    cells.map((cell, index) => flowed([cell], columns[index + 1]?.width ?? 1));
  const header = gridText([[[], ...cellsAcross(factors)]], columns);
  const width = (columns[0]?.width ?? LEAST_TITLE) - INDENT.length;
  const blocks = byFeature(rows).flatMap((group) => [
    ...featureName(group, context),
    gridText(
      group.map(({ title, cells }) => [indentedName(title, width, context), ...cellsAcross(cells)]),
      columns,
    ),
  ]);
  return [header, ...blocks].join('\n');
}

function stacked(rows: readonly SweepRow[], factors: readonly CellLine[], context: SweepContext): string {
  const { screen } = context;
  const factorWidth = wantedWidth(factors) + 2 * INDENT.length;
  const columns: readonly GridColumn[] = [
    { isNumeric: false, width: factorWidth },
    { isNumeric: false, width: screen - factorWidth - 1 },
  ];
  const blocks = byFeature(rows).flatMap((group) => [
    ...featureName(group, context),
    ...group.flatMap(({ title, cells }) => [
      ...indentedName(title, screen - INDENT.length, context),
      gridText(
        cells.map((cell, index) => [
          flowed(factors.slice(index, index + 1), factorWidth).map((text) => INDENT + INDENT + text),
          flowed([cell], screen - factorWidth - 1),
        ]),
        columns,
      ),
    ]),
  ]);
  return blocks.join('\n');
}

function featureName(
  group: readonly SweepRow[],
  { viability, screen, style }: SweepContext,
): readonly string[] {
  const { glyphs, colour } = style;
  const name = plain(viability.features[group[0]?.feature ?? -1]?.feature.name ?? '');
  return nameLines(name, screen, glyphs.ellipsis).map((text) => colour.bold(text));
}

const indentedName = (title: string, width: number, { style }: SweepContext): readonly string[] =>
  nameLines(title, width, style.glyphs.ellipsis).map((text) => INDENT + text);
