import { type Fraction, type Money, moneyText } from '../../domain/money.ts';
import type {
  Block,
  CandidateView,
  Doubt,
  Economics,
  FeatureCost,
  FeatureView,
  Judgement,
} from '../../domain/viability.ts';
import { jsonRange, jsonRoomy } from '../json.ts';
import { fractionText } from './cells.ts';

const money = (amount: Money | undefined): string | null => (amount === undefined ? null : moneyText(amount));
const fraction = (value: Fraction | undefined): string | null =>
  value === undefined ? null : fractionText(value);

/** A feature with its verdict on every candidate. */
export function jsonFeature(view: FeatureView) {
  const { feature, keep, best } = view;
  const { worth } = feature;
  return {
    name: feature.name,
    line: feature.line,
    status: feature.status ?? null,
    subject: jsonSubject(view),
    worth: {
      kind: worth.kind,
      perRunUsd: moneyText(worth.perRun),
      affordableShare: fractionText(worth.share),
    },
    budgetUsd: moneyText(feature.affordable),
    runsPerMonth: feature.runsPerMonth ?? null,
    minQuality: feature.minQuality ?? null,
    quality: [...feature.quality].map(([name, score]) => ({ name, score })),
    verdict: view.verdict,
    isFirm: view.isFirm,
    before: { ...jsonCost(view.before), ...jsonEconomics(view.beforeEconomics) },
    keepScenario: keep.scenario,
    bestScenario: best?.scenario ?? null,
    candidates: view.candidates.map(jsonCandidate),
  };
}

function jsonSubject({ feature: { subject }, workflows, beforeModel }: FeatureView) {
  if (subject.kind === 'workflow') return { kind: subject.kind, pattern: subject.pattern, workflows };
  const { shape } = subject;
  return {
    kind: subject.kind,
    steps: shape.steps,
    callsPerStep: shape.callsPerStep,
    inputTokens: shape.inputTokens,
    cachedTokens: shape.cachedTokens ?? null,
    outputTokens: shape.outputTokens,
    frontierShare: fractionText(shape.frontierShare),
    beforeModel: beforeModel ?? null,
  };
}

const jsonCandidate = (candidate: CandidateView) => ({
  scenario: candidate.scenario,
  ...jsonJudgement(candidate),
  ...jsonCost(candidate.cost),
  wouldFit: candidate.roomy?.map(jsonRoomy) ?? null,
  ...jsonEconomics(candidate.economics),
  quality:
    candidate.quality === undefined
      ? null
      : { least: candidate.quality.least, score: candidate.quality.score ?? null },
  headroomUsd: money(candidate.headroom),
  crossing: fraction(candidate.crossing),
});

/** What a verdict rests on. */
export const jsonJudgement = ({ verdict, isFirm, doubts, blocks }: Judgement) => ({
  verdict,
  isFirm,
  doubts: doubts.map(jsonDoubt),
  blocks: blocks.map(jsonBlock),
});

const jsonDoubt = (doubt: Doubt) =>
  doubt.kind === 'range'
    ? { kind: doubt.kind, side: doubt.side, cause: doubt.cause ?? null, rangeUsd: jsonRange(doubt.range) }
    : doubt;

function jsonBlock(block: Block) {
  switch (block.kind) {
    case 'output':
    case 'input':
      return { kind: block.kind, costUsd: moneyText(block.cost) };
    case 'cache':
      return { kind: block.kind, warmUsd: moneyText(block.warm) };
    case 'quality':
      return { kind: block.kind, score: block.score ?? null, least: block.least };
    case 'window':
    case 'coverage':
      return block;
    default:
      return block satisfies never;
  }
}

const jsonCost = (cost: FeatureCost) => ({
  runs: cost.runs,
  runsPriced: cost.runsPriced,
  runsInfeasible: cost.runsInfeasible,
  decisiveUsd: jsonRange(cost.decisive),
  meanUsd: jsonRange(cost.mean),
  outputShare: cost.outputShare,
  widestBy: cost.widest ?? null,
});

const jsonEconomics = (economics: Economics) => ({
  inferenceShareOfWorth: fraction(economics.share),
  marginAfterInferenceUsd: money(economics.marginPerRun),
  monthlyCostUsd: money(economics.monthlyCost),
  monthlyMarginAfterInferenceUsd: money(economics.monthlyMargin),
});
