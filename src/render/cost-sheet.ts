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
  numberColumn,
  type Page,
  percentCell,
  type Table,
  type TableRow,
  textCell,
  textColumn,
} from './sheet.ts';

const GROUP_TITLES: Readonly<Record<Grouping, string>> = {
  workflow: 'Workflow',
  step: 'Step',
  model: 'Model',
  day: 'Day (UTC)',
  status: 'Status',
};

const columnsFor = (grouping: Grouping): readonly Column[] => [
  textColumn(grouping, GROUP_TITLES[grouping]),
  textColumn('scenario', 'Scenario'),
  numberColumn('runs', 'Runs'),
  numberColumn('calls_per_run', 'Calls per run'),
  numberColumn('cost_per_run_usd', 'Cost per run (USD)'),
  numberColumn('low_usd', 'Low (USD)'),
  numberColumn('high_usd', 'High (USD)'),
  numberColumn('change', 'Change'),
  numberColumn('p50_usd', 'p50 (USD)'),
  numberColumn('p90_usd', 'p90 (USD)'),
  numberColumn('p99_usd', 'p99 (USD)'),
  { ...numberColumn('total_usd', 'Total (USD)'), addsUp: true },
  numberColumn('runs_priced', 'Runs priced'),
  numberColumn('calls_priced', 'Calls priced'),
  numberColumn('runs_compared', 'Runs compared'),
  { ...numberColumn('recorded_usd', 'Recorded (USD)'), addsUp: true },
  { ...numberColumn('recorded_list_usd', 'Its list cost (USD)'), addsUp: true },
];

/** The report as a page with one long table: a row for each workflow (or what it is grouped by) and scenario. */
export function costPage(report: Report, glyphs: Glyphs): Page {
  return {
    title: 'Cost per run',
    conclusion: conclusionOf(report),
    tables: [costTable(report)],
    notes: notesOf(report, glyphs),
  };
}

/** The page's only table. */
export function costTable(report: Report): Table {
  const rowsOf = (row: ReportRow, isTotal: boolean): readonly TableRow[] =>
    report.scenarios.map((scenario, index) => ({
      cells: cellsOf(row, scenario, row.outcomes[index], report),
      isTotal,
      block: scenario.id,
    }));
  return {
    title: undefined,
    columns: columnsFor(report.grouping),
    rows: [...report.rows.flatMap((row) => rowsOf(row, false)), ...rowsOf(report.total, true)],
    addsAcross: false,
  };
}

function cellsOf(
  row: ReportRow,
  scenario: ReportScenario,
  outcome: Outcome | undefined,
  report: Report,
): TableRow['cells'] {
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
