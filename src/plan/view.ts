import type { Feature } from '../domain/feature.ts';
import type { RoomyModel } from '../domain/misfits.ts';
import type { Money } from '../domain/money.ts';
import type { ReportRow } from '../domain/report.ts';
import {
  type CandidateView,
  type FeatureCost,
  type FeatureView,
  isViable,
  type Statistic,
  VERDICTS,
  type ViabilityScenario,
} from '../domain/viability.ts';
import { crossingOf, economicsOf } from './economics.ts';
import { asOneRun, featureCost } from './feature-cost.ts';
import { isWithin, judge } from './judge.ts';

/** How features are judged, all alike. */
export interface Comparison {
  readonly scenarios: readonly ViabilityScenario[];
  /** The place of the scenario that costs are compared with. */
  readonly before: number;
  /** The places of the candidates; the first keeps the models. */
  readonly candidates: readonly number[];
  readonly statistic: Statistic;
}

/** A feature with the costs of its runs under every scenario. */
export interface CostedFeature {
  readonly feature: Feature;
  readonly workflows: readonly string[];
  readonly beforeModel: string | undefined;
  readonly row: ReportRow;
  /** Where its runs would fit that are too large for a scenario; `undefined`: all fit. */
  readonly roomyFor: (scenario: number) => readonly RoomyModel[] | undefined;
}

/** Costs of a feature → its verdict on every candidate, and the two that matter. */
export function viewOf(costed: CostedFeature, comparison: Comparison): FeatureView {
  const { feature, workflows, beforeModel, row, roomyFor } = costed;
  const { scenarios, before: place, statistic } = comparison;
  const isShape = feature.subject.kind === 'shape';
  const costUnder = (scenario: number): FeatureCost => {
    const cost = featureCost(row, scenario, statistic);
    return isShape ? asOneRun(cost) : cost;
  };
  const before = costUnder(place);
  const scoreBefore = scoreOf(feature, scenarios[place], beforeModel);
  const candidates = comparison.candidates.map((scenario): CandidateView => {
    const cost = costUnder(scenario);
    const { affordable, worth, runsPerMonth, minQuality } = feature;
    const score = scoreOf(feature, scenarios[scenario], beforeModel);
    const quality = minQuality === undefined ? undefined : { least: minQuality, before: scoreBefore, score };
    return {
      ...judge({ before, after: cost, affordable, quality }),
      scenario,
      cost,
      roomy: roomyFor(scenario),
      quality,
      economics: economicsOf(worth, cost.mean, runsPerMonth),
      headroom: cost.decisive && ((affordable - cost.decisive.base) as Money),
      crossing: crossingOf(affordable, cost.decisive),
    };
  });
  const [keep] = candidates;
  if (keep === undefined) throw new RangeError('no candidate');
  const best = bestOf(candidates);
  const beforeEconomics = economicsOf(feature.worth, before.mean, feature.runsPerMonth);
  const beforeStanding = standingOf(isWithin(before, feature.affordable));
  const told = { feature, workflows, beforeModel, before, beforeStanding, beforeEconomics };
  return { ...told, candidates, keep, best, ...headline(keep, best, candidates) };
}

const standingOf = (isWithinBudget: boolean | undefined): FeatureView['beforeStanding'] =>
  isWithinBudget === undefined ? 'unknown' : isWithinBudget ? 'within' : 'over';

/**
 * What the user has measured: under the scenario's name, or the model's, with or without its provider. Where the
 * models are those that were recorded, `keep` is their name.
 */
function scoreOf(
  { quality }: Feature,
  scenario: ViabilityScenario | undefined,
  beforeModel: string | undefined,
): number | undefined {
  const isKept = scenario?.kind !== 'target';
  const model = isKept ? beforeModel : scenario.model;
  const names = [scenario?.id, isKept ? 'keep' : undefined, model, model?.slice(model.indexOf('/') + 1)];
  return names.map((name) => quality.get(name ?? '')).find((score) => score !== undefined);
}

/** Among viable candidates, or else among those that only cost too much, the cheapest; the earlier of equals. */
function bestOf(candidates: readonly CandidateView[]): CandidateView | undefined {
  const viable = candidates.filter(({ verdict }) => isViable(verdict));
  const close = candidates.filter(
    ({ verdict, blocks }) =>
      verdict !== 'unknown' && blocks.every(({ kind }) => kind !== 'quality' && kind !== 'window'),
  );
  return (viable.length > 0 ? viable : close)
    .filter(({ cost }) => cost.decisive !== undefined)
    .reduce<CandidateView | undefined>((a, b) => (a === undefined || isCheaper(b, a) ? b : a), undefined);
}

const isCheaper = (a: CandidateView, b: CandidateView): boolean =>
  (a.cost.decisive?.base ?? 0n) < (b.cost.decisive?.base ?? 0n);

/**
 * A loss comes first: what runs today and is over its budget now needs a decision, whatever else there is. Of what
 * is viable nowhere, every candidate must say so firmly.
 */
function headline(
  keep: CandidateView,
  best: CandidateView | undefined,
  candidates: readonly CandidateView[],
): Pick<FeatureView, 'head' | 'verdict' | 'isFirm'> {
  const head = keep.verdict === 'no longer viable' ? keep : (best ?? keep);
  const { verdict } = head;
  const isAgreed = candidates.every((each) => each.isFirm);
  return { head, verdict, isFirm: head.isFirm && (verdict !== 'still not viable' || isAgreed) };
}

/** By verdict, then as in their file. */
export const byVerdict = (views: readonly FeatureView[]): readonly FeatureView[] =>
  VERDICTS.flatMap((verdict) => views.filter((view) => view.verdict === verdict));
