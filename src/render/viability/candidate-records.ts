import type { Viability } from '../../domain/viability.ts';
import type { Glyphs } from '../numbers.ts';
import {
  countCell,
  moneyCell,
  NONE,
  numberColumn,
  type Table,
  tableOf,
  textCell,
  textColumn,
} from '../sheet.ts';
import {
  type Column,
  costFields,
  FACTOR,
  FEATURE,
  MARGIN,
  MONTHLY,
  SHARES,
  subjectsOf,
  VERDICT,
  WHY,
} from './candidate-fields.ts';
import { baseCell, perRun, textOrNone } from './cells.ts';
import { crossingDecimal } from './crossing.ts';

/** One row for each feature and candidate, for programs: with everything that a row must be told apart by, and the factor as a number. */
export const candidateRecords = (viability: Viability, glyphs: Glyphs): Table =>
  tableOf(
    undefined,
    [
      FEATURE,
      STATUS,
      ID,
      MODEL,
      IS_BEST,
      ...VERDICT,
      ...RUNS,
      ...costFields(viability),
      BEFORE,
      ...WORTH,
      ...SHARES,
      MARGIN,
      RUNS_PER_MONTH,
      BEFORE_MONTHLY,
      ...MONTHLY,
      EXACT_FACTOR,
      FACTOR,
      ...WHY,
    ],
    subjectsOf(viability, glyphs),
  );

const STATUS: Column = {
  column: textColumn('status', 'Status'),
  cell: ({ view }) => textCell(view.feature.status ?? ''),
};

const ID: Column = {
  column: textColumn('candidate', 'Candidate'),
  cell: ({ viability, candidate }) => textOrNone(viability.scenarios[candidate.scenario]?.id),
};

const MODEL: Column = {
  column: textColumn('model', 'Model'),
  cell: ({ viability, candidate }) => textOrNone(viability.scenarios[candidate.scenario]?.model),
};

const IS_BEST: Column = {
  column: textColumn('is_best', 'Best'),
  cell: ({ view, candidate }) => textCell(String(candidate.scenario === view.best?.scenario)),
};

const RUNS: readonly Column[] = [
  { column: numberColumn('runs', 'Runs'), cell: ({ candidate }) => countCell(candidate.cost.runs) },
  {
    column: numberColumn('runs_priced', 'Runs priced'),
    cell: ({ candidate }) => countCell(candidate.cost.runsPriced),
  },
];

const BEFORE: Column = {
  column: perRun('before_usd', 'Before (USD)'),
  cell: ({ view }) => baseCell(view.before.decisive),
};

const WORTH: readonly Column[] = [
  { column: textColumn('worth', 'Worth'), cell: ({ view }) => textCell(view.feature.worth.kind) },
  {
    column: perRun('worth_usd', 'Worth per run (USD)'),
    cell: ({ view }) => moneyCell(view.feature.worth.perRun),
  },
];

const RUNS_PER_MONTH: Column = {
  column: numberColumn('runs_per_month', 'Runs per month'),
  cell: ({ view }) => countCell(view.feature.runsPerMonth),
};

const BEFORE_MONTHLY: Column = {
  column: { ...numberColumn('before_monthly_usd', 'Before (USD per month)'), precision: 'monthly' },
  cell: ({ view }) => moneyCell(view.beforeEconomics.monthlyCost),
};

/** Rounded down, so against viability. A spreadsheet would take an exact fraction such as 3/7 for a day of March. */
const FIGURES = 12;

const EXACT_FACTOR: Column = {
  column: numberColumn('crossing', 'Price factor'),
  cell: ({ candidate: { crossing } }) =>
    crossing === undefined
      ? NONE
      : { kind: 'number', value: Number(crossingDecimal(crossing, FIGURES)), decimals: FIGURES },
};
