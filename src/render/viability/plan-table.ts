import type { Money } from '../../domain/money.ts';
import type { FeatureView, Plan, PlanMonth, Viability } from '../../domain/viability.ts';
import type { Glyphs } from '../numbers.ts';
import {
  BLANK,
  type Cell,
  type Field,
  moneyCell,
  NONE,
  numberColumn,
  type Table,
  type TableRow,
  tableOf,
  textCell,
  textColumn,
} from '../sheet.ts';
import { candidateTitle, monthly, sumOf, textOrNone, totalTitle, viableBest } from './cells.ts';

/** A feature's months on one candidate. */
export interface Projected {
  readonly view: FeatureView;
  readonly scenario: number;
  readonly months: readonly PlanMonth[];
}

const projectedOn = (
  { features }: Viability,
  { rows }: Plan,
  scenarioOf: (view: FeatureView) => number | undefined,
): readonly Projected[] =>
  features.flatMap((view, place) => {
    const scenario = scenarioOf(view);
    const row = rows.find((each) => each.feature === place && each.scenario === scenario);
    return row === undefined ? [] : [{ view, scenario: row.scenario, months: row.months }];
  });

export const projectedKept = (viability: Viability, plan: Plan): readonly Projected[] =>
  projectedOn(viability, plan, ({ keep }) => keep.scenario);

/** Only where the feature is viable there. */
export const projectedBest = (viability: Viability, plan: Plan): readonly Projected[] =>
  projectedOn(viability, plan, (view) => viableBest(view)?.scenario);

/** Whether every month's cost is known, so that the row has a total and counts in those below. */
export const isComplete = ({ months }: Projected): boolean => months.every(({ cost }) => cost !== undefined);

export const costOver = ({ months }: Projected): Money =>
  sumOf(months.flatMap(({ cost }) => (cost === undefined ? [] : [cost])));

/** Features × months, with totals both ways: of the models kept, and of the best candidates. */
export function planTables(viability: Viability, plan: Plan, glyphs: Glyphs): readonly Table[] {
  const feature: Field<Projected> = {
    column: textColumn('feature', 'Feature'),
    cell: ({ view }) => textCell(view.feature.name),
  };
  const candidate: Field<Projected> = {
    column: textColumn('candidate', 'Candidate'),
    cell: ({ scenario }) => textCell(candidateTitle(viability, scenario, glyphs)),
  };
  const { months } = plan;
  const [kept, best] = [projectedKept(viability, plan), projectedBest(viability, plan)];
  return [
    monthTable('Cost by month, models kept (USD)', kept, { months, labels: [feature] }),
    monthTable('Cost by month, best candidates (USD)', best, { months, labels: [feature, candidate] }),
  ].filter(({ rows }) => rows.length > 0);
}

interface MonthColumns {
  readonly labels: readonly Field<Projected>[];
  readonly months: readonly string[];
}

const COMPLETE = 'in the total';

function monthTable(title: string, rows: readonly Projected[], { labels, months }: MonthColumns): Table {
  const inside = rows.filter(isComplete);
  const outside = rows.filter((row) => !isComplete(row));
  const rowOf = (row: Projected, block: string): TableRow => ({
    cells: [
      ...labels.map(({ cell }) => cell(row)),
      ...row.months.map(({ cost }) => moneyCell(cost)),
      block === COMPLETE ? moneyCell(costOver(row)) : NONE,
    ],
    isTotal: false,
    block,
  });
  const total: TableRow = {
    cells: [
      textCell(totalTitle(inside.length, rows.length)),
      ...labels.slice(1).map(() => BLANK),
      ...months.map((_, at) => moneyCell(sumOf(inside.flatMap((row) => row.months[at]?.cost ?? [])))),
      moneyCell(sumOf(inside.map(costOver))),
    ],
    isTotal: true,
    block: COMPLETE,
  };
  return {
    title,
    columns: [
      ...labels.map(({ column }) => column),
      ...months.map((month) => monthly(month, month)),
      monthly('total_usd', 'Total'),
    ],
    rows: [
      ...inside.map((row) => rowOf(row, COMPLETE)),
      ...(inside.length === 0 ? [] : [total]),
      ...outside.map((row) => rowOf(row, 'left out')),
    ],
    addsAcross: true,
  };
}

/** In long form, for programs: a row for each feature, candidate and month. */
export function planRecords(viability: Viability, plan: Plan): Table {
  const records = plan.rows.flatMap(({ feature, scenario, months }) => {
    const view = viability.features[feature];
    return months.map((month, at) => ({ view, scenario, month, name: plan.months[at] }));
  });
  const fields: readonly Field<(typeof records)[number]>[] = [
    { column: textColumn('feature', 'Feature'), cell: ({ view }) => textOrNone(view?.feature.name) },
    {
      column: textColumn('scenario', 'Scenario'),
      cell: ({ scenario }) => textOrNone(viability.scenarios[scenario]?.id),
    },
    {
      column: textColumn('model', 'Model'),
      cell: ({ scenario }) => textOrNone(viability.scenarios[scenario]?.model),
    },
    {
      column: textColumn('is_best', 'Best'),
      cell: ({ view, scenario }) =>
        textCell(String(view !== undefined && viableBest(view)?.scenario === scenario)),
    },
    { column: textColumn('month', 'Month'), cell: ({ name }) => textOrNone(name) },
    { column: numberColumn('runs', 'Runs'), cell: ({ month }) => runsCell(month) },
    { column: numberColumn('cost_usd', 'Cost (USD)'), cell: ({ month }) => moneyCell(month.cost) },
    { column: numberColumn('revenue_usd', 'Revenue (USD)'), cell: ({ month }) => moneyCell(month.revenue) },
    {
      column: numberColumn('margin_usd', 'Margin after inference (USD)'),
      cell: ({ month }) => moneyCell(marginOf(month)),
    },
  ];
  return tableOf(undefined, fields, records);
}

/** With growth seldom a whole number. */
const runsCell = ({ runs }: PlanMonth): Cell =>
  ({ kind: 'number', value: Number(runs.num) / Number(runs.den), decimals: 1 }) as const;

const marginOf = ({ cost, revenue }: PlanMonth): Money | undefined =>
  cost === undefined || revenue === undefined ? undefined : ((revenue - cost) as Money);
