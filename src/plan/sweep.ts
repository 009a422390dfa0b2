import { type Fraction, scale } from '../domain/money.ts';
import type { Range } from '../domain/report.ts';
import type { CandidateView, FeatureCost, FeatureView, Sweep } from '../domain/viability.ts';
import { judge } from './judge.ts';

/** All ends of a range times a factor, each rounded once. */
export const scaleRange = ({ low, base, high }: Range, by: Fraction): Range => ({
  low: scale(low, by),
  base: scale(base, by),
  high: scale(high, by),
});

/** What a run would cost if all prices of its scenario were multiplied by a factor. */
export const atPrices = (cost: FeatureCost, by: Fraction): FeatureCost => ({
  ...cost,
  decisive: cost.decisive && scaleRange(cost.decisive, by),
  mean: cost.mean && scaleRange(cost.mean, by),
});

/** The verdicts if candidates' prices were other ones; what was before stays as it was. */
export function sweepOf(features: readonly FeatureView[], factors: readonly Fraction[]): Sweep {
  const rowOf = (view: FeatureView, feature: number, candidate: CandidateView): Sweep['rows'][number] => ({
    feature,
    scenario: candidate.scenario,
    cells: factors.map((by) => cellOf(view, candidate, by)),
  });
  const rows = features.flatMap((view, place) =>
    [...new Set([view.keep, view.best])]
      .filter((candidate) => candidate !== undefined)
      .map((candidate) => rowOf(view, place, candidate)),
  );
  return { factors, rows };
}

function cellOf({ before, feature }: FeatureView, candidate: CandidateView, by: Fraction) {
  const after = atPrices(candidate.cost, by);
  const { quality } = candidate;
  return { ...judge({ before, after, affordable: feature.affordable, quality }), decisive: after.decisive };
}
