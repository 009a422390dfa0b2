import type { CandidateView, FeatureView, Viability } from '../../domain/viability.ts';
import type { Glyphs } from '../numbers.ts';
import { type Cell, type Field, moneyCell, NONE, numberColumn, textCell, textColumn } from '../sheet.ts';
import { baseCell, decisive, firmCell, fractionCell, perRun, type Telling } from './cells.ts';
import { crossingText } from './crossing.ts';
import { blockText, doubtTexts, tellingCrossing } from './words.ts';

/** A feature on one candidate, with all that its row is told from. */
export interface Subject extends Telling {
  readonly view: FeatureView;
  readonly candidate: CandidateView;
}

/** Every candidate of every feature. */
export const subjectsOf = (viability: Viability, glyphs: Glyphs): readonly Subject[] =>
  viability.features.flatMap((view) =>
    view.candidates.map((candidate) => ({ viability, glyphs, view, candidate })),
  );

export type Column = Field<Subject>;

export const FEATURE: Column = {
  column: textColumn('feature', 'Feature'),
  cell: ({ view }) => textCell(view.feature.name),
};

export const VERDICT: readonly Column[] = [
  { column: textColumn('verdict', 'Verdict'), cell: ({ candidate }) => textCell(candidate.verdict) },
  { column: textColumn('firmness', 'Firm or leaning'), cell: ({ candidate }) => firmCell(candidate) },
];

/** The figures that decide. */
export const costFields = (viability: Viability): readonly Column[] => [
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
    column: { ...perRun('budget_usd', 'Budget per run (USD)'), isBound: true },
    cell: ({ view }) => moneyCell(view.feature.affordable),
  },
  {
    column: perRun('headroom_usd', 'Headroom (USD)'),
    cell: ({ candidate }) => moneyCell(candidate.headroom),
  },
];

export const SHARES: readonly Column[] = [
  {
    column: numberColumn('share_before', 'Inference of worth, before'),
    cell: ({ view }) => fractionCell(view.beforeEconomics.share),
  },
  {
    column: numberColumn('share_after', 'Inference of worth, after'),
    cell: ({ candidate }) => fractionCell(candidate.economics.share),
  },
];

export const MARGIN: Column = {
  column: perRun('margin_after_inference_usd', 'Margin after inference per run (USD)'),
  cell: ({ candidate }) => moneyCell(candidate.economics.marginPerRun),
};

export const MONTHLY: readonly Column[] = [
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

export const FACTOR: Column = {
  column: textColumn('price_factor', 'Price factor'),
  cell: ({ candidate, glyphs }) => crossingCell(candidate, glyphs),
};

/** In words, where it tells anything. */
export function crossingCell(candidate: CandidateView | undefined, glyphs: Glyphs): Cell {
  const crossing = candidate && tellingCrossing(candidate);
  return crossing === undefined ? NONE : textCell(crossingText(crossing, glyphs));
}

export const WHY: readonly Column[] = [
  {
    column: textColumn('blocked_by', 'Blocked by'),
    cell: ({ candidate }) => textCell(candidate.blocks.map(blockText).join('; ')),
  },
  {
    column: textColumn('firm_if', 'What would make it firm'),
    cell: ({ viability, view, candidate }) => textCell(doubtTexts(viability, view, candidate).join('; ')),
  },
];
