import type { Outcome, Range, Report, ReportRow, ReportScenario } from '../domain/report.ts';
import {
  callsPerRun,
  changePieces,
  comparedLines,
  costPiece,
  fittingLines,
  partlyLines,
  rangeLines,
  type Style,
} from './amount-lines.ts';
import { type CellLine, flowed, leastWidth, line, nameLines, wantedWidth } from './cell-lines.ts';
import { plain } from './escape.ts';
import { fitColumns, type GridColumn, gridText, gridWidth, type Room } from './grid.ts';
import { decimalsFor, grouped, type Unit, unitFor } from './numbers.ts';
import { scenarioName } from './scenario-name.ts';
import { broken, screenWidth, wrap } from './wrap.ts';

/** A name, and beside it what stands in the other columns. */
interface WideRow {
  readonly name: string;
  readonly paint?: (name: string) => string;
  readonly cells: readonly (readonly CellLine[])[];
}

const UNIT_NAMES: Readonly<Record<Unit, string>> = { cents: 'US cents', USD: 'US dollars' };

/**
 * One row for each workflow; a candidate's cell has its cost and change, below them its range.
 * @returns `undefined` if that does not fit the screen
 */
export function wideTable(report: Report, screen: number, style: Style): string | undefined {
  const { glyphs, colour, unit } = style;
  const header = headerOf(report, style);
  const rows = workflowRows(report, style);
  const total = totalRow(report, style);
  const columns = fitColumns(roomsFor(header, [...rows, total]), screen);
  if (columns === undefined) return undefined;
  const grid = (part: readonly WideRow[]): string =>
    gridText(
      part.map((row) => gridRow(row, columns, style)),
      columns,
    );
  const rule = colour.dim(glyphs.rule.repeat(gridWidth(columns)));
  const title = `Cost per run in ${UNIT_NAMES[unit]}, and its change from the baseline; below, its range`;
  return [wrap(title, screen, ''), '', grid([header]), rule, grid(rows), rule, grid([total])].join('\n');
}

const HEADER_WIDTH = 10;
const LEAST_NAME = 10;

function headerOf(report: Report, { glyphs, colour }: Style): WideRow {
  const bold = (text: string): CellLine => line(text, colour.bold);
  const scenarios = report.scenarios.map((scenario) => {
    const lines = broken(scenarioName(scenario, report), HEADER_WIDTH);
    const star = scenario.billedAs === undefined ? '' : ' *';
    return lines.map((text, at) => bold(at === lines.length - 1 ? text + star : text));
  });
  return {
    name: report.grouping,
    paint: colour.bold,
    cells: [[bold('runs'), bold(`${glyphs.times}calls`)], ...scenarios],
  };
}

function workflowRows(report: Report, style: Style): readonly WideRow[] {
  const decimals = report.scenarios.map((_, index) =>
    decimalsFor(
      report.rows.map(({ outcomes }) => outcomes[index]?.mean?.base),
      { unit: style.unit, figures: 2, least: 1, most: 4 },
    ),
  );
  const cell = (outcome: Outcome, row: ReportRow, index: number): readonly CellLine[] => {
    if (outcome.mean === undefined) return [line(style.glyphs.none)];
    const amounts = amountLines(outcome.mean, outcome, report.scenarios[index], decimals[index] ?? 2, style);
    return [...amounts, ...partlyLines(outcome, row, style), ...comparedLines(outcome, row, style)];
  };
  return report.rows.map((row) => ({
    name: plain(row.name),
    cells: [runLines(row, style), ...row.outcomes.map((outcome, index) => cell(outcome, row, index))],
  }));
}

/** The whole log, in a unit of its own: it is not a mean of the rows. */
function totalRow({ total, scenarios }: Report, style: Style): WideRow {
  const unit = unitFor(
    total.outcomes.map((outcome) => outcome.total.base),
    1,
  );
  const cell = (outcome: Outcome, index: number): readonly CellLine[] => {
    if (outcome.callsPriced === 0) return [line(style.glyphs.none)];
    const decimals = decimalsFor([outcome.total.base], { unit, figures: 3, least: 0 });
    const amount = amountLines(outcome.total, outcome, scenarios[index], decimals, { ...style, unit });
    return [...amount, ...fittingLines(outcome, style)];
  };
  return {
    name: `whole log, in ${unit === 'USD' ? 'USD' : 'cents'}`,
    cells: [runLines(total, style), ...total.outcomes.map(cell)],
  };
}

const runLines = (row: ReportRow, { glyphs }: Style): readonly CellLine[] => [
  line(grouped(row.runs)),
  line(callsPerRun(row, glyphs)),
];

function amountLines(
  range: Range,
  outcome: Outcome,
  scenario: ReportScenario | undefined,
  decimals: number,
  style: Style,
): readonly CellLine[] {
  const cost = costPiece(range.base, decimals, style);
  const change = changePieces(outcome, scenario, style);
  // The recorded models as of today need a narrow column only: they seldom have a range.
  const first: readonly CellLine[] =
    scenario?.kind === 'keep'
      ? [cost, ...change].map((piece) => ({ pieces: [piece], glue: ' ' }))
      : [{ pieces: [cost, ...change], glue: ' ' }];
  return [...first, ...rangeLines(range, decimals, style)];
}

function roomsFor(header: WideRow, rows: readonly WideRow[]): readonly Room[] {
  const all = [header, ...rows];
  const names = Math.max(...all.map(({ name }) => screenWidth(name)));
  return [
    { isNumeric: false, wanted: names, least: LEAST_NAME },
    ...header.cells.map((_, index) => ({
      isNumeric: true,
      wanted: Math.max(...all.map(({ cells }) => wantedWidth(cells[index] ?? []))),
      least: Math.max(...all.map(({ cells }) => leastWidth(cells[index] ?? []))),
    })),
  ];
}

const gridRow = (
  { name, cells, paint = String }: WideRow,
  columns: readonly GridColumn[],
  { glyphs }: Style,
): readonly (readonly string[])[] => [
  nameLines(name, columns[0]?.width ?? LEAST_NAME, glyphs.ellipsis).map((text) => paint(text)),
  ...cells.map((lines, index) => flowed(lines, columns[index + 1]?.width ?? 1)),
];
