import type { Money } from '../domain/money.ts';
import type { Grouping, Outcome, Report, ReportRow, ReportScenario } from '../domain/report.ts';
import { conclusionOf } from './conclusion.ts';
import { notesOf } from './notes.ts';
import { changeOf, type Glyphs } from './numbers.ts';
import { scenarioName } from './scenario-name.ts';
import {
  type Cell,
  type Column,
  countCell,
  moneyCell,
  NONE,
  percentCell,
  type Sheet,
  type SheetRow,
  textCell,
} from './sheet.ts';

const GROUP_TITLES: Readonly<Record<Grouping, string>> = {
  workflow: 'Workflow',
  step: 'Step',
  model: 'Model',
  day: 'Day (UTC)',
  status: 'Status',
};

const columnsFor = (grouping: Grouping): readonly Column[] => [
  column(grouping, GROUP_TITLES[grouping], false),
  column('scenario', 'Scenario', false),
  column('runs', 'Runs', true),
  column('calls_per_run', 'Calls per run', true),
  column('cost_per_run_usd', 'Cost per run (USD)', true),
  column('low_usd', 'Low (USD)', true),
  column('high_usd', 'High (USD)', true),
  column('change', 'Change', true),
  column('p50_usd', 'p50 (USD)', true),
  column('p90_usd', 'p90 (USD)', true),
  column('p99_usd', 'p99 (USD)', true),
  { ...column('total_usd', 'Total (USD)', true), addsUp: true },
  column('runs_priced', 'Runs priced', true),
  column('calls_priced', 'Calls priced', true),
  column('runs_compared', 'Runs compared', true),
  { ...column('recorded_usd', 'Recorded (USD)', true), addsUp: true },
  { ...column('recorded_list_usd', 'Its list cost (USD)', true), addsUp: true },
];

const column = (key: string, title: string, isNumeric: boolean): Column => ({
  key,
  title,
  isNumeric,
  addsUp: false,
});

/** The report as one long table: a row for each workflow (or what it is grouped by) and scenario. */
export function costSheet(report: Report, glyphs: Glyphs): Sheet {
  const rowsOf = (row: ReportRow, isTotal: boolean): readonly SheetRow[] =>
    report.scenarios.map((scenario, index) => ({
      cells: cellsOf(row, scenario, row.outcomes[index], report),
      isTotal,
      block: scenario.id,
    }));
  return {
    title: 'Cost per run',
    columns: columnsFor(report.grouping),
    rows: [...report.rows.flatMap((row) => rowsOf(row, false)), ...rowsOf(report.total, true)],
    notes: notesOf(report, glyphs),
    conclusion: conclusionOf(report),
  };
}

function cellsOf(
  row: ReportRow,
  scenario: ReportScenario,
  outcome: Outcome | undefined,
  report: Report,
): SheetRow['cells'] {
  const isTotal = row === report.total;
  const calls =
    row.runs === 0 ? NONE : ({ kind: 'number', value: row.calls / row.runs, decimals: 1 } as const);
  const money = (amount: Money | undefined) => (isTotal ? NONE : moneyCell(amount));
  const compared = scenario.kind === 'baseline' ? undefined : outcome?.compared;
  const quantiles = outcome?.quantiles();
  const hasRange = outcome?.mean !== undefined && outcome.mean.low !== outcome.mean.high;
  return [
    textCell(isTotal ? 'Total' : row.name),
    textCell(scenarioName(scenario, report), scenario.id),
    countCell(row.runs),
    calls,
    money(outcome?.mean?.base),
    hasRange ? money(outcome.mean?.low) : NONE,
    hasRange ? money(outcome.mean?.high) : NONE,
    compared === undefined || compared.runs === 0
      ? NONE
      : percentCell(changeOf(compared.here, compared.baseline)),
    money(quantiles?.p50.base),
    money(quantiles?.p90.base),
    money(quantiles?.p99.base),
    outcome === undefined || outcome.callsPriced === 0 ? NONE : moneyCell(outcome.total.base),
    countCell(outcome?.runsPriced),
    countCell(outcome?.callsPriced),
    countCell(compared?.runs),
    ...recordedCells(row, scenario),
  ];
}

/** What the log claims is beside the baseline, once: a sum over the column counts nothing again. */
function recordedCells({ recorded }: ReportRow, { kind }: ReportScenario): readonly Cell[] {
  if (kind !== 'baseline' || recorded.calls === 0) return [NONE, NONE];
  return [moneyCell(recorded.cost), moneyCell(recorded.list)];
}
