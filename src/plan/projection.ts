import type { Instant } from '../domain/book.ts';
import { divideHalfEven, type Fraction, type Money, ONE } from '../domain/money.ts';
import { type FeatureView, isViable, type Plan, type PlanMonth } from '../domain/viability.ts';

/** A stretch of time in which no price changes. */
export interface Segment {
  readonly from: Instant;
  /** The mean cost of a run of a feature under a scenario, at this stretch's prices; `undefined`: unknown. */
  readonly mean: (feature: number, scenario: number) => Money | undefined;
}

export interface ProjectionOptions {
  readonly months: readonly Month[];
  /** By what share the runs grow from one month to the next: 2/25 is 8 %. */
  readonly growth: Fraction;
  /** In order; the first one begins with the first month or before. */
  readonly segments: readonly Segment[];
  /** Changes of the prices involved: those that the segments have, and those that nobody asked for. */
  readonly changes: readonly Instant[];
  readonly changesLeftOut: readonly Instant[];
}

/** A calendar month, `[from, to)` in UTC. */
export interface Month {
  readonly name: string;
  readonly from: Instant;
  readonly to: Instant;
}

/** So many calendar months, the one after that of `asOf` first. */
export function monthsAfter(asOf: Instant, count: number): readonly Month[] {
  const start = new Date(asOf);
  const first = (month: number): Instant => Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + month, 1);
  return Array.from({ length: count }, (_, index) => {
    const [from, to] = [first(index + 1), first(index + 2)];
    return { name: new Date(from).toISOString().slice(0, 7), from, to };
  });
}

/**
 * What features cost month by month: the stated runs in the first month, grown from then on; the days of a month
 * at the prices of their time. Each month's amount is rounded once; sums over months are sums of these.
 */
export function planOf(features: readonly FeatureView[], options: ProjectionOptions): Plan {
  const { months, growth, changes, changesLeftOut } = options;
  const growths = growthsOf(growth, months.length);
  const planned = features.flatMap((view, feature) =>
    scenariosOf(view).map((scenario) => ({ view, feature, scenario })),
  );
  const rows = planned.map(({ view, feature, scenario }) => ({
    feature,
    scenario,
    months: monthsOf(view, (segment) => segment.mean(feature, scenario), options, growths),
  }));
  return {
    months: months.map(({ name }) => name),
    growth,
    changes,
    changesLeftOut,
    rows,
    withoutRuns: features.flatMap((view, at) => (view.feature.runsPerMonth === undefined ? [at] : [])),
    compared: comparedIn(features, rows),
  };
}

/**
 * The features that totals are over, by their places: totals of the models kept and of the best candidates compare
 * only over the same features, each with every month priced on both.
 */
export function comparedIn(features: readonly FeatureView[], rows: Plan['rows']): readonly number[] {
  const keyOf = (feature: number, scenario: number): string => `${feature}/${scenario}`;
  const complete = rows.filter(({ months }) => months.every(({ cost }) => cost !== undefined));
  const priced = new Set(complete.map(({ feature, scenario }) => keyOf(feature, scenario)));
  return features.flatMap(({ keep, best }, place) => {
    if (best === undefined || !isViable(best.verdict)) return [];
    const both = [keep, best].map(({ scenario }) => keyOf(place, scenario));
    return both.every((key) => priced.has(key)) ? [place] : [];
  });
}

/** The models kept, and the best candidate if the feature is viable there. */
function scenariosOf({ feature, keep, best }: FeatureView): readonly number[] {
  if (feature.runsPerMonth === undefined) return [];
  const viable = best !== undefined && best !== keep && isViable(best.verdict) ? [best.scenario] : [];
  return [keep.scenario, ...viable];
}

function monthsOf(
  { feature }: FeatureView,
  mean: (segment: Segment) => Money | undefined,
  { months, segments }: ProjectionOptions,
  growths: readonly Fraction[],
): readonly PlanMonth[] {
  const { worth, runsPerMonth = 0 } = feature;
  const means = segments.map(mean);
  return months.map((month, index) => {
    const growth = growths[index] ?? ONE;
    const runs = { num: growth.num * BigInt(runsPerMonth), den: growth.den };
    const weights = segments.map((_, at) => overlap(month, segments, at));
    return {
      runs,
      cost: costIn(month, runs, { means, weights }),
      revenue: worth.kind === 'budget' ? undefined : times(worth.exact, runs),
    };
  });
}

/** What the first month's runs are multiplied by, month by month. */
function growthsOf({ num, den }: Fraction, months: number): readonly Fraction[] {
  const growths: Fraction[] = [];
  for (let factor = ONE; growths.length < months; ) {
    growths.push(factor);
    factor = { num: factor.num * (den + num), den: factor.den * den };
  }
  return growths;
}

/** How much of a month lies in a segment, in ms. */
function overlap({ from, to }: Month, segments: readonly Segment[], at: number): bigint {
  const begin = Math.max(from, at === 0 ? from : (segments[at]?.from ?? to));
  const end = Math.min(to, segments[at + 1]?.from ?? to);
  return BigInt(Math.max(end - begin, 0));
}

const times = (amount: Fraction, by: Fraction): Money =>
  divideHalfEven(amount.num * by.num, amount.den * by.den) as Money;

interface Weighted {
  readonly means: readonly (Money | undefined)[];
  readonly weights: readonly bigint[];
}

function costIn({ from, to }: Month, runs: Fraction, { means, weights }: Weighted): Money | undefined {
  let sum = 0n;
  for (const [at, weight] of weights.entries()) {
    const mean = means[at];
    if (weight > 0n && mean === undefined) return undefined;
    sum += (mean ?? 0n) * weight;
  }
  return times({ num: sum, den: BigInt(to - from) }, runs);
}
