import { Chalk, type ChalkInstance } from 'chalk';
import type { Money } from '../domain/money.ts';
import type { Outcome, Range, Report, ReportRow, ReportScenario } from '../domain/report.ts';
import { printedCells } from './cell-text.ts';
import { conclusionOf } from './conclusion.ts';
import { costSheet } from './cost-sheet.ts';
import { plain } from './escape.ts';
import { fitColumns, type GridColumn, gridText } from './grid.ts';
import { notesOf } from './notes.ts';
import {
  ASCII,
  amountText,
  changeOf,
  changeText,
  decimalsFor,
  type Glyphs,
  grouped,
  UNICODE,
  type Unit,
  unitFor,
} from './numbers.ts';
import { scenarioName } from './scenario-name.ts';
import type { Screen } from './screen.ts';
import type { Note, Sheet } from './sheet.ts';
import { broken, screenWidth, wrap } from './wrap.ts';

const MOST_COLUMNS = 4;

/** The report for a terminal: candidates as columns, or as rows if there are more than four or no room. */
export function terminalText(report: Report, screen: Screen): string {
  const glyphs = screen.isAscii ? ASCII : UNICODE;
  const colour = new Chalk({ level: screen.hasColour ? 1 : 0 });
  const targets = report.scenarios.filter(({ kind }) => kind === 'target').length;
  const wide = targets > MOST_COLUMNS ? undefined : wideTable(report, screen, glyphs, colour);
  const table = wide ?? longTable(costSheet(report, glyphs), screen, glyphs, colour);
  const notes = notesOf(report, glyphs).map((note) =>
    noteText(wide !== undefined && note.label === 'Names' ? starred(note) : note, screen.width, colour),
  );
  const conclusion = conclusionOf(report).map((text) => wrap(text, screen.width, ''));
  return `${[table, notes.join('\n'), conclusion.join('\n')].filter((part) => part !== '').join('\n\n')}\n`;
}

/** The wide table marks the names in its header that this note explains. */
const starred = ({ label, text }: Note): Note => ({ label, text: `* ${text}` });

const LABEL_WIDTH = 11;

function noteText({ label, text }: Note, width: number, colour: ChalkInstance): string {
  const body = wrap(text, width - LABEL_WIDTH, ' '.repeat(LABEL_WIDTH));
  return `${colour.bold(label.padEnd(LABEL_WIDTH))}${body}`;
}

/**
 * One row for each workflow; a candidate's cell has its cost and change, below them its range.
 * @returns `undefined` if that does not fit the screen
 */
function wideTable(
  report: Report,
  screen: Screen,
  glyphs: Glyphs,
  colour: ChalkInstance,
): string | undefined {
  const unit = unitFor(report.rows.flatMap(({ outcomes }) => outcomes.map(({ mean }) => mean?.base)));
  const style: Style = { unit, glyphs, colour };
  const ofColumn = (index: number) => report.rows.map(({ outcomes }) => outcomes[index]?.mean?.base);
  const decimals = report.scenarios.map((_, index) =>
    decimalsFor(ofColumn(index), { unit, figures: 2, least: 1 }),
  );
  const runs = (row: ReportRow): string =>
    `${grouped(row.runs)}\n${glyphs.times}${(row.calls / row.runs).toFixed(1)}`;
  const rows = report.rows.map((row) => [
    plain(row.name),
    runs(row),
    ...row.outcomes.map((outcome, index) =>
      outcomeCell(outcome, row, report.scenarios[index], decimals[index] ?? 2, style),
    ),
  ]);
  const totals = report.total.outcomes.map((outcome, index) => {
    const places = decimalsFor([outcome.total.base], { figures: 3, least: 0 });
    return totalCell(outcome, report.scenarios[index], places, { ...style, unit: 'USD' });
  });
  const total = ['whole log, in USD', runs(report.total), ...totals];
  const header = [
    report.grouping,
    `runs\n${glyphs.times}calls`,
    ...report.scenarios.map((each) => headerOf(each, report)),
  ];
  const columns = fitColumns(
    [header, ...rows, total],
    header.map((_, index) => index > 0),
    screen.width,
    screenWidth,
  );
  const width = columns.reduce((sum, each) => sum + each.width + 1, -1);
  if (width > screen.width) return undefined;
  const rule = colour.dim(glyphs.rule.repeat(width));
  const title = `Cost per run in US ${unit === 'cents' ? 'cents' : 'dollars'}, and its change from the baseline; below, its range`;
  const named = (row: readonly string[]): readonly string[] => withBrokenName(row, columns);
  return [
    wrap(title, screen.width, ''),
    '',
    gridText([header.map((text) => colour.bold(text))], columns),
    rule,
    gridText(rows.map(named), columns),
    rule,
    gridText([named(total)], columns),
  ].join('\n');
}

const HEADER_WIDTH = 10;

function headerOf(scenario: ReportScenario, report: Report): string {
  const name = broken(scenarioName(scenario, report), HEADER_WIDTH);
  return scenario.billedAs === undefined ? name : `${name} *`;
}

const withBrokenName = (row: readonly string[], columns: readonly GridColumn[]): readonly string[] => [
  broken(row[0] ?? '', columns[0]?.width ?? HEADER_WIDTH),
  ...row.slice(1),
];

interface Style {
  readonly unit: Unit;
  readonly glyphs: Glyphs;
  readonly colour: ChalkInstance;
}

function outcomeCell(
  outcome: Outcome,
  row: ReportRow,
  scenario: ReportScenario | undefined,
  decimals: number,
  style: Style,
): string {
  const { mean, runsPriced } = outcome;
  if (mean === undefined) return style.glyphs.none;
  const partly = runsPriced < row.runs ? [style.colour.dim(`${grouped(runsPriced)} runs`)] : [];
  return [...amountLines(mean, outcome, scenario, decimals, style), ...partly].join('\n');
}

function totalCell(
  outcome: Outcome,
  scenario: ReportScenario | undefined,
  decimals: number,
  style: Style,
): string {
  if (outcome.callsPriced === 0) return style.glyphs.none;
  return amountLines(outcome.total, outcome, scenario, decimals, style).join('\n');
}

function amountLines(
  { low, base, high }: Range,
  { compared }: Outcome,
  scenario: ReportScenario | undefined,
  decimals: number,
  { unit, glyphs, colour }: Style,
): readonly string[] {
  const text = (amount: Money): string => amountText(amount, decimals, unit);
  const hasChange = scenario?.kind !== 'baseline' && compared.runs > 0;
  const change = hasChange ? changeOf(compared.here, compared.baseline) : undefined;
  const shade = change === undefined || change === 0 ? colour.dim : change < 0 ? colour.green : colour.red;
  const words = changeText(change, glyphs) === '' ? [] : [shade(changeText(change, glyphs))];
  const range = low === high ? [] : [colour.dim(`${bare(text(low))}${glyphs.to}${bare(text(high))}`)];
  // The recorded models as of today need a narrow column only: they seldom have a range.
  return scenario?.kind === 'keep'
    ? [text(base), ...words, ...range]
    : [[text(base), ...words].join(' '), ...range];
}

/** Without the zero before the point: ranges are wide enough. */
const bare = (amount: string): string => amount.replace(/^0(?=\.)/, '');

/** A row for each workflow and scenario. */
function longTable(sheet: Sheet, screen: Screen, glyphs: Glyphs, colour: ChalkInstance): string {
  const shown = LONG_COLUMNS.map((key) =>
    sheet.columns.findIndex(
      (column) => column.key === key || (key === 'group' && sheet.columns.indexOf(column) === 0),
    ),
  );
  const printed = printedCells(sheet, glyphs);
  const rows = sheet.rows.map((_, index) => shown.map((at) => plain(printed[index]?.[at] ?? '')));
  const header = shown.map((at) => (sheet.columns[at]?.title ?? '').replace(' (', '\n('));
  const numeric = shown.map((at) => sheet.columns[at]?.isNumeric === true);
  const columns = fitColumns([header, ...rows], numeric, screen.width, screenWidth);
  const rule = colour.dim(glyphs.rule.repeat(columns.reduce((sum, each) => sum + each.width + 1, -1)));
  return [
    gridText([header.map((text) => colour.bold(text))], columns),
    rule,
    gridText(
      rows.map((row) => withBrokenName(row, columns)),
      columns,
    ),
  ].join('\n');
}

const LONG_COLUMNS = [
  'group',
  'scenario',
  'cost_per_run_usd',
  'low_usd',
  'high_usd',
  'change',
  'total_usd',
] as const;
