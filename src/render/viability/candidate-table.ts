import type { CandidateView, FeatureView, Viability } from '../../domain/viability.ts';
import type { Glyphs } from '../numbers.ts';
import {
  countCell,
  type Field,
  moneyCell,
  NONE,
  numberColumn,
  type Table,
  tableOf,
  textCell,
  textColumn,
} from '../sheet.ts';
import {
  baseCell,
  candidateTitle,
  decisive,
  firmCell,
  fractionCell,
  perRun,
  type Telling,
  textOrNone,
} from './cells.ts';
import { crossingDecimal, crossingText } from './crossing.ts';
import { blockText, doubtTexts } from './words.ts';

/** A feature on one candidate, with all that its row is told from. */
interface Subject extends Telling {
  readonly view: FeatureView;
  readonly candidate: CandidateView;
}

const subjectsOf = (telling: Telling): readonly Subject[] =>
  telling.viability.features.flatMap((view) =>
    view.candidates.map((candidate) => ({ ...telling, view, candidate })),
  );

/** One row for each feature and candidate, for people: the figures. */
export const candidateTable = (viability: Viability, glyphs: Glyphs): Table =>
  tableOf(
    'Candidates',
    [FEATURE, CANDIDATE, ...VERDICT, ...costFields(viability), ...SHARES, MARGIN, ...MONTHLY],
    subjectsOf({ viability, glyphs }),
  );

/** The words: at which prices a candidate crosses its budget, what is in its way, and what nobody knows yet. */
export const reasonTable = (viability: Viability, glyphs: Glyphs): Table =>
  tableOf(
    'What it would take',
    [FEATURE, CANDIDATE, ...VERDICT, FACTOR, ...WHY],
    subjectsOf({ viability, glyphs }),
  );

/** The same for programs: with everything that a row must be told apart by, and the factor as a number. */
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
    subjectsOf({ viability, glyphs }),
  );

type Column = Field<Subject>;

const FEATURE: Column = {
  column: textColumn('feature', 'Feature'),
  cell: ({ view }) => textCell(view.feature.name),
};

const STATUS: Column = {
  column: textColumn('status', 'Status'),
  cell: ({ view }) => textCell(view.feature.status ?? ''),
};

const CANDIDATE: Column = {
  column: textColumn('candidate', 'Candidate'),
  cell: ({ viability, candidate, glyphs }) => textCell(candidateTitle(viability, candidate.scenario, glyphs)),
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

const VERDICT: readonly Column[] = [
  { column: textColumn('verdict', 'Verdict'), cell: ({ candidate }) => textCell(candidate.verdict) },
  { column: textColumn('firmness', 'Firm or leaning'), cell: ({ candidate }) => firmCell(candidate) },
];

const RUNS: readonly Column[] = [
  { column: numberColumn('runs', 'Runs'), cell: ({ candidate }) => countCell(candidate.cost.runs) },
  {
    column: numberColumn('runs_priced', 'Runs priced'),
    cell: ({ candidate }) => countCell(candidate.cost.runsPriced),
  },
];

/** The figures that decide. */
const costFields = (viability: Viability): readonly Column[] => [
  {
    column: perRun('cost_usd', `${decisive('Cost per run', viability)} (USD)`),
    cell: ({ candidate }) => baseCell(candidate.cost.decisive),
  },
  {
    column: perRun('low_usd', 'Low (USD)'),
    cell: ({ candidate }) => moneyCell(candidate.cost.decisive?.low),
  },
  {
    column: perRun('high_usd', 'High (USD)'),
    cell: ({ candidate }) => moneyCell(candidate.cost.decisive?.high),
  },
  {
    column: perRun('budget_usd', 'Budget per run (USD)'),
    cell: ({ view }) => moneyCell(view.feature.affordable),
  },
  {
    column: perRun('headroom_usd', 'Headroom (USD)'),
    cell: ({ candidate }) => moneyCell(candidate.headroom),
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

const SHARES: readonly Column[] = [
  {
    column: numberColumn('share_before', 'Inference of worth, before'),
    cell: ({ view }) => fractionCell(view.beforeEconomics.share),
  },
  {
    column: numberColumn('share_after', 'Inference of worth, after'),
    cell: ({ candidate }) => fractionCell(candidate.economics.share),
  },
];

const MARGIN: Column = {
  column: perRun('margin_after_inference_usd', 'Margin after inference per run (USD)'),
  cell: ({ candidate }) => moneyCell(candidate.economics.marginPerRun),
};

const RUNS_PER_MONTH: Column = {
  column: numberColumn('runs_per_month', 'Runs per month'),
  cell: ({ view }) => countCell(view.feature.runsPerMonth),
};

const BEFORE_MONTHLY: Column = {
  column: { ...numberColumn('before_monthly_usd', 'Before (USD per month)'), precision: 'monthly' },
  cell: ({ view }) => moneyCell(view.beforeEconomics.monthlyCost),
};

const MONTHLY: readonly Column[] = [
  {
    column: { ...numberColumn('monthly_cost_usd', 'Cost (USD per month)'), precision: 'monthly' },
    cell: ({ candidate }) => moneyCell(candidate.economics.monthlyCost),
  },
  {
    column: {
      ...numberColumn('monthly_margin_after_inference_usd', 'Margin after inference (USD per month)'),
      precision: 'monthly',
    },
    cell: ({ candidate }) => moneyCell(candidate.economics.monthlyMargin),
  },
];

/** Rounded down, so against viability. A spreadsheet would take an exact fraction such as 3/7 for a day of March. */
const FIGURES = 12;

const EXACT_FACTOR: Column = {
  column: numberColumn('crossing', 'Price factor'),
  cell: ({ candidate: { crossing } }) =>
    crossing === undefined
      ? NONE
      : { kind: 'number', value: Number(crossingDecimal(crossing, FIGURES)), decimals: FIGURES },
};

const FACTOR: Column = {
  column: textColumn('price_factor', 'Price factor'),
  cell: ({ candidate, glyphs }) =>
    candidate.crossing === undefined ? NONE : textCell(crossingText(candidate.crossing, glyphs)),
};

const WHY: readonly Column[] = [
  {
    column: textColumn('blocked_by', 'Blocked by'),
    cell: ({ candidate }) => textCell(candidate.blocks.map(blockText).join('; ')),
  },
  {
    column: textColumn('firm_if', 'What would make it firm'),
    cell: ({ viability, view, candidate }) => textCell(doubtTexts(viability, view, candidate).join('; ')),
  },
];
