import type { Outcome, Report, ReportRow } from '../domain/report.ts';
import {
  callsPerRun,
  changePieces,
  costPiece,
  fittingLines,
  partlyLines,
  rangeLines,
  type Style,
} from './amount-lines.ts';
import { type CellLine, flowed, leastWidth, line, nameLines, wantedWidth } from './cell-lines.ts';
import { printedCells } from './cell-text.ts';
import { costTable } from './cost-sheet.ts';
import { plain } from './escape.ts';
import { fitColumns, type GridColumn, gridText, gridWidth, type Room } from './grid.ts';
import { decimalsFor, grouped, many } from './numbers.ts';
import { scenarioName } from './scenario-name.ts';
import { broken, wrap } from './wrap.ts';

type Cells = readonly (readonly CellLine[])[];

/** A workflow, and below it a line for each scenario. */
interface Group {
  readonly name: string;
  readonly facts: string;
  readonly lines: readonly Cells[];
}

/** Candidates as rows: for more of them than have room side by side. */
export function longTable(report: Report, screen: number, style: Style): string {
  const { glyphs, colour, unit } = style;
  const groups = groupsOf(report, style);
  const header = ['', 'cost', 'change', 'range', 'total, USD'].map((text) => [line(text, colour.bold)]);
  const all = [header, ...groups.flatMap(({ lines }) => lines)];
  const columns = columnsFor(all, screen);
  const grid = (lines: readonly Cells[]): string =>
    gridText(
      lines.map((cells) => gridRow(cells, columns)),
      columns,
    );
  const rule = colour.dim(glyphs.rule.repeat(gridWidth(columns)));
  const blocks = groups.map((group) => `${headingOf(group, screen, style)}\n${grid(group.lines)}`);
  const title = `Cost per run in US ${unit === 'cents' ? 'cents' : 'dollars'}, its change from the baseline, and its range`;
  return [
    wrap(title, screen, ''),
    '',
    grid([header]),
    rule,
    ...blocks.slice(0, -1),
    rule,
    ...blocks.slice(-1),
  ].join('\n');
}

function headingOf({ name, facts }: Group, screen: number, { colour, glyphs }: Style): string {
  const lines = nameLines(name, screen, glyphs.ellipsis);
  const text = lines.length === 1 ? `${name}: ${facts}` : `${lines.join('\n')}\n  ${facts}`;
  return text
    .split('\n')
    .flatMap((each) => wrap(each, screen, '  ').split('\n'))
    .map((each) => colour.bold(each))
    .join('\n');
}

function groupsOf(report: Report, style: Style): readonly Group[] {
  const totals = totalTexts(report, style);
  const decimals = decimalsFor(
    report.rows.flatMap(({ outcomes }) => outcomes.map(({ mean }) => mean?.base)),
    { unit: style.unit, figures: 2, least: 1, most: 4 },
  );
  const groupOf = (row: ReportRow, index: number): Group => {
    const isTotal = row === report.total;
    return {
      name: isTotal ? 'whole log, in USD' : plain(row.name),
      facts: factsOf(row, style),
      lines: report.scenarios.map((scenario, at) => {
        const outcome = row.outcomes[at];
        const name = [line(`  ${scenarioName(scenario, report)}`), ...comparedLines(row, outcome, style)];
        if (outcome === undefined) return [name, [], [], [], []];
        const change = changePieces(outcome, scenario, style).map(({ text, paint }) => line(text, paint));
        const [cost, range] = isTotal ? wholeCells(outcome, style) : meanCells(outcome, row, decimals, style);
        return [name, cost, change, range, [line(totals[index * report.scenarios.length + at] ?? '')]];
      }),
    };
  };
  return [...report.rows, report.total].map(groupOf);
}

/** The totals as they are printed in documents, where those of the rows add up to the last ones. */
function totalTexts(report: Report, { glyphs }: Style): readonly string[] {
  const table = costTable(report);
  const at = table.columns.findIndex(({ key }) => key === 'total_usd');
  return printedCells(table, glyphs).map((cells) => cells[at] ?? '');
}

type CostAndRange = readonly [readonly CellLine[], readonly CellLine[]];

function meanCells(outcome: Outcome, row: ReportRow, decimals: number, style: Style): CostAndRange {
  const { mean } = outcome;
  if (mean === undefined) return [[line(style.glyphs.none)], []];
  const cost: CellLine = { pieces: [costPiece(mean.base, decimals, style)], glue: ' ' };
  return [[cost, ...partlyLines(outcome, row, style)], rangeLines(mean, decimals, style)];
}

/** The whole log has no mean; its range is that of the total beside it. */
function wholeCells(outcome: Outcome, style: Style): CostAndRange {
  const { total } = outcome;
  const decimals = decimalsFor([total.base], { figures: 3, least: 0 });
  return [fittingLines(outcome, style), rangeLines(total, decimals, { ...style, unit: 'USD' })];
}

/** `80 runs ×3.2 calls, 77 of 80 runs compared` */
function factsOf(row: ReportRow, { glyphs }: Style): string {
  const compared = comparedOf(row);
  const share = compared === undefined || compared === row.runs ? '' : `, ${comparedText(compared, row)}`;
  return `${many(row.runs, 'run')} ${callsPerRun(row, glyphs)} calls${share}`;
}

/** Over how many runs the changes are, if it is the same number for all of them. */
function comparedOf({ outcomes }: ReportRow): number | undefined {
  const [first, ...others] = outcomes.slice(1).map(({ compared }) => compared.runs);
  return others.every((runs) => runs === first) ? first : undefined;
}

/** Said of each scenario only where they differ. */
function comparedLines(row: ReportRow, outcome: Outcome | undefined, { colour }: Style): readonly CellLine[] {
  const isSaid = comparedOf(row) !== undefined || outcome === undefined || outcome === row.outcomes[0];
  if (isSaid || outcome.compared.runs === row.runs) return [];
  return [line(`    ${comparedText(outcome.compared.runs, row)}`, colour.dim)];
}

const comparedText = (compared: number, { runs }: ReportRow): string =>
  `${grouped(compared)} of ${many(runs, 'run')} compared`;

const LEAST_NAME = 16;

function columnsFor(all: readonly Cells[], screen: number): readonly GridColumn[] {
  const rooms: readonly Room[] = (all[0] ?? []).map((_, index) => ({
    isNumeric: index > 0,
    wanted: Math.max(...all.map((cells) => wantedWidth(cells[index] ?? []))),
    least: index === 0 ? LEAST_NAME : Math.max(...all.map((cells) => leastWidth(cells[index] ?? []))),
  }));
  const fallback = rooms.map(({ isNumeric, least }) => ({ isNumeric, width: least }));
  return fitColumns(rooms, screen) ?? fallback;
}

/** Names of scenarios break like other names, set in a little further. */
const gridRow = (
  [name = [], ...cells]: Cells,
  columns: readonly GridColumn[],
): readonly (readonly string[])[] => {
  const width = columns[0]?.width ?? LEAST_NAME;
  const names = name.flatMap(({ pieces }) =>
    pieces.flatMap(({ text, paint = (plainText: string) => plainText }) => {
      const indent = /^ */.exec(text)?.[0] ?? '';
      return broken(text.trimStart(), width - indent.length).map((part) => paint(indent + part));
    }),
  );
  return [names, ...cells.map((lines, index) => flowed(lines, columns[index + 1]?.width ?? 1))];
};
