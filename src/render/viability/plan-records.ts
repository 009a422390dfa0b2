import type { Money } from '../../domain/money.ts';
import type { Plan, PlanMonth, Viability } from '../../domain/viability.ts';
import {
  type Cell,
  type Field,
  moneyCell,
  numberColumn,
  type Table,
  tableOf,
  textCell,
  textColumn,
} from '../sheet.ts';
import { runsNumber, textOrNone, viableBest } from './cells.ts';

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

const runsCell = ({ runs }: PlanMonth): Cell => ({ kind: 'number', value: runsNumber(runs), decimals: 1 });

const marginOf = ({ cost, revenue }: PlanMonth): Money | undefined =>
  cost === undefined || revenue === undefined ? undefined : ((revenue - cost) as Money);
