import type { FeatureView, Viability } from '../../domain/viability.ts';
import type { Glyphs } from '../numbers.ts';
import {
  BLANK,
  countCell,
  type Field,
  moneyCell,
  numberColumn,
  type Table,
  type TableRow,
  tableOf,
  textCell,
  textColumn,
} from '../sheet.ts';
import { crossingCell } from './candidate-fields.ts';
import {
  baseCell,
  decisive,
  firmCell,
  monthly,
  NO_RUNS,
  noBestText,
  perRun,
  sumOf,
  textOrNone,
  totalTitle,
  viableBest,
} from './cells.ts';
import { scenarioTitle, verdictText } from './words.ts';

/** One row for each feature: its verdict, and what a run costs before, on the models kept and on the best candidate. */
export function featureTable(viability: Viability, glyphs: Glyphs): Table {
  const money = (key: string, title: string) => perRun(key, `${decisive(title, viability)} (USD)`);
  const fields: readonly Field<FeatureView>[] = [
    { column: textColumn('feature', 'Feature'), cell: ({ feature }) => textCell(feature.name) },
    { column: textColumn('verdict', 'Verdict'), cell: ({ verdict }) => textCell(verdict) },
    { column: textColumn('firmness', 'Firm or leaning'), cell: firmCell },
    { column: textColumn('status', 'Status'), cell: ({ feature }) => textCell(feature.status ?? '') },
    {
      column: { ...perRun('budget_usd', 'Budget per run (USD)'), isBound: true },
      cell: ({ feature }) => moneyCell(feature.affordable),
    },
    { column: money('before_usd', 'Before'), cell: ({ before }) => baseCell(before.decisive) },
    { column: money('keep_usd', 'Models kept'), cell: ({ keep }) => baseCell(keep.cost.decisive) },
    {
      column: textColumn('keep_verdict', 'Verdict, models kept'),
      cell: ({ keep }) => textCell(verdictText(keep)),
    },
    {
      column: textColumn('best', 'Best candidate'),
      cell: ({ best }) => textOrNone(best && scenarioTitle(viability, best.scenario)),
    },
    { column: money('best_usd', 'Best'), cell: ({ best }) => baseCell(best?.cost.decisive) },
    {
      column: textColumn('best_verdict', 'Verdict, best'),
      cell: ({ best }) => textOrNone(best && verdictText(best)),
    },
    {
      column: textColumn('price_factor', 'Price factor, best'),
      cell: ({ best }) => crossingCell(best, glyphs),
    },
  ];
  return tableOf('Features', fields, viability.features);
}

/** The three monthly costs of a feature. */
const monthlyOf = (view: FeatureView) => [
  view.beforeEconomics.monthlyCost,
  view.keep.economics.monthlyCost,
  viableBest(view)?.economics.monthlyCost,
];

/** Whether there is any month to tell of. */
export const hasMonths = ({ features }: Viability): boolean =>
  features.some(({ feature }) => feature.runsPerMonth !== undefined);

/** Whether all three monthly costs of a feature are known, so that its row counts in all three totals. */
export const isInMonthlyTotal = (view: FeatureView): boolean =>
  monthlyOf(view).every((amount) => amount !== undefined);

/**
 * What features cost by the month. The totals compare like with like: they are over the features that have all three
 * figures; the others stand below them, each with the reason.
 */
export function monthlyTable(viability: Viability): Table {
  const inside = viability.features.filter(isInMonthlyTotal);
  const outside = viability.features.filter((view) => !isInMonthlyTotal(view));
  const rowOf = (view: FeatureView, block: string): TableRow => {
    const best = viableBest(view);
    return {
      cells: [
        textCell(view.feature.name),
        countCell(view.feature.runsPerMonth),
        ...monthlyOf(view).map(moneyCell),
        textOrNone(best && scenarioTitle(viability, best.scenario)),
        block === TOTALLED ? BLANK : textCell(whyOutside(view)),
      ],
      isTotal: false,
      block,
    };
  };
  return {
    title: 'Monthly cost',
    columns: [
      textColumn('feature', 'Feature'),
      numberColumn('runs_per_month', 'Runs per month'),
      monthly('before_monthly_usd', 'Before (USD per month)'),
      monthly('keep_monthly_usd', 'Models kept (USD per month)'),
      monthly('best_monthly_usd', 'Best candidate (USD per month)'),
      textColumn('best', 'Best candidate'),
      textColumn('left_out', 'Not in the total'),
    ],
    rows: [
      ...inside.map((view) => rowOf(view, TOTALLED)),
      ...(inside.length === 0 ? [] : [totalRow(inside, viability.features.length)]),
      ...outside.map((view) => rowOf(view, 'left out')),
    ],
    addsAcross: false,
  };
}

const TOTALLED = 'in the total';

function totalRow(inside: readonly FeatureView[], all: number): TableRow {
  const columns = inside.map(monthlyOf);
  const totals = [0, 1, 2].map((at) => sumOf(columns.flatMap((amounts) => amounts[at] ?? [])));
  return {
    cells: [textCell(totalTitle(inside.length, all)), BLANK, ...totals.map(moneyCell), BLANK, BLANK],
    isTotal: true,
    block: TOTALLED,
  };
}

function whyOutside(view: FeatureView): string {
  if (view.feature.runsPerMonth === undefined) return NO_RUNS;
  const [before, keep] = monthlyOf(view);
  if (before === undefined) return 'cost before not known';
  return keep === undefined ? 'cost on the models kept not known' : noBestText(view);
}
