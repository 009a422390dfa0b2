import type { Money } from '../../domain/money.ts';
import type { FeatureView, Plan, PlanMonth, Viability } from '../../domain/viability.ts';
import { BLANK, type Field, moneyCell, type Table, type TableRow, textCell, textColumn } from '../sheet.ts';
import { monthly, NO_RUNS, noBestText, sumOf, textOrNone, totalTitle, viableBest } from './cells.ts';
import { scenarioTitle } from './words.ts';

type Months = readonly PlanMonth[];

/** A feature's months on the models kept, and on its best candidate where it is viable there. */
interface Projected {
  readonly view: FeatureView;
  readonly kept: Months | undefined;
  readonly best: Months | undefined;
  /** Why totals are without it; `undefined`: they are not. */
  readonly whyLeftOut: string | undefined;
}

/** All features, those that totals are over first. */
export function projectedFeatures({ features }: Viability, plan: Plan): readonly Projected[] {
  const rows = new Map(plan.rows.map((row) => [`${row.feature}/${row.scenario}`, row.months] as const));
  const compared = new Set(plan.compared);
  const all = features.map((view, place): Projected => {
    const best = viableBest(view);
    return {
      view,
      kept: rows.get(`${place}/${view.keep.scenario}`),
      best: best && rows.get(`${place}/${best.scenario}`),
      whyLeftOut: compared.has(place) ? undefined : whyLeftOut(view),
    };
  });
  return [
    ...all.filter((each) => each.whyLeftOut === undefined),
    ...all.filter((each) => each.whyLeftOut !== undefined),
  ];
}

function whyLeftOut(view: FeatureView): string {
  if (view.feature.runsPerMonth === undefined) return NO_RUNS;
  return viableBest(view) === undefined ? noBestText(view) : 'a month without a price';
}

/** Features × months, with totals both ways over the same features: of the models kept, and of the best candidates. */
export function planTables(viability: Viability, plan: Plan): readonly Table[] {
  const feature: Field<Projected> = {
    column: textColumn('feature', 'Feature'),
    cell: ({ view }) => textCell(view.feature.name),
  };
  const candidate: Field<Projected> = {
    column: textColumn('candidate', 'Candidate'),
    cell: ({ view }) => {
      const best = viableBest(view);
      return textOrNone(best && scenarioTitle(viability, best.scenario));
    },
  };
  const { months } = plan;
  const rows = projectedFeatures(viability, plan);
  if (rows.length === 0) return [];
  return [
    monthTable('Cost by month, models kept (USD)', rows, {
      months,
      labels: [feature],
      monthsOf: ({ kept }) => kept,
    }),
    monthTable('Cost by month, best candidates (USD)', rows, {
      months,
      labels: [feature, candidate],
      monthsOf: ({ best }) => best,
    }),
  ];
}

interface Side {
  readonly labels: readonly Field<Projected>[];
  readonly months: readonly string[];
  readonly monthsOf: (row: Projected) => Months | undefined;
}

function monthTable(title: string, rows: readonly Projected[], { labels, months, monthsOf }: Side): Table {
  const inside = rows.filter((row) => row.whyLeftOut === undefined);
  const rowOf = (row: Projected): TableRow => {
    const costs = months.map((_, at) => monthsOf(row)?.[at]?.cost);
    return {
      cells: [
        ...labels.map(({ cell }) => cell(row)),
        ...[...costs, overAll(costs)].map(moneyCell),
        textCell(row.whyLeftOut ?? ''),
      ],
      isTotal: false,
      block: row.whyLeftOut === undefined ? 'in the total' : 'left out',
    };
  };
  const sums = months.map((_, at) => sumOf(inside.flatMap((row) => monthsOf(row)?.[at]?.cost ?? [])));
  const total: TableRow = {
    cells: [
      textCell(totalTitle(inside.length, rows.length)),
      ...labels.slice(1).map(() => BLANK),
      ...[...sums, sumOf(sums)].map(moneyCell),
      BLANK,
    ],
    isTotal: true,
    block: 'in the total',
  };
  return {
    title,
    columns: [
      ...labels.map(({ column }) => column),
      ...months.map((month) => monthly(month, month)),
      monthly('total_usd', 'Total'),
      textColumn('left_out', 'Not in the total'),
    ],
    rows: [
      ...inside.map(rowOf),
      ...(inside.length === 0 ? [] : [total]),
      ...rows.filter((row) => row.whyLeftOut !== undefined).map(rowOf),
    ],
    addsAcross: true,
  };
}

/** The sum of all months, if every one is known. */
function overAll(costs: readonly (Money | undefined)[]): Money | undefined {
  const known = costs.filter((cost) => cost !== undefined);
  return known.length === costs.length ? sumOf(known) : undefined;
}
