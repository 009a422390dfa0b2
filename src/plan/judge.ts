import type { Money } from '../domain/money.ts';
import {
  type Block,
  type Doubt,
  type FeatureCost,
  isViable,
  type Judgement,
  type Quality,
  type Side,
  type Verdict,
} from '../domain/viability.ts';

/** All that a verdict rests on. */
export interface Evidence {
  readonly before: FeatureCost;
  readonly after: FeatureCost;
  /** The most that a run may cost. */
  readonly affordable: Money;
  /** What is asked of the answers; `undefined`: nothing. */
  readonly quality: Quality | undefined;
}

/** Whether a run is within its budget at one price, and what speaks against being sure of it. */
interface Standing {
  /** `undefined`: less than half of the runs are priced. */
  readonly isViable: boolean | undefined;
  readonly doubts: readonly Doubt[];
}

/**
 * A feature's verdict on one candidate. The base costs decide. The verdict is firm if the low and the high end of
 * both sides' ranges lead to the same one, and every run has a price and fits.
 */
export function judge(evidence: Evidence): Judgement {
  const { before, after, affordable, quality } = evidence;
  const isQualityKnown = quality === undefined || quality.score !== undefined;
  const isGoodEnough = isEnough(quality, quality?.score);
  // Whatever it costs: what is not good enough is not viable, and was not.
  const was = isEnough(quality, quality?.before) ? standing('before', before, affordable) : NOT_VIABLE;
  const is = isGoodEnough ? standing('after', after, affordable) : NOT_VIABLE;
  const verdict = isQualityKnown ? verdictOf(was.isViable, is.isViable) : 'unknown';
  const doubts = verdict === 'unknown' ? [] : [...was.doubts, ...is.doubts];
  return {
    verdict,
    isFirm: verdict !== 'unknown' && doubts.length === 0,
    doubts,
    blocks: isViable(verdict) ? [] : blocksOf(evidence, isQualityKnown && isGoodEnough),
  };
}

/**
 * Whether a run is within its budget under one scenario, as verdicts see it. Money in 10⁻¹⁵ USD.
 * @returns `undefined`: less than half of the runs are priced
 */
export const isWithin = (cost: FeatureCost, affordable: Money): boolean | undefined =>
  standing('before', cost, affordable).isViable;

/** A score that nobody has measured speaks against nothing. */
const isEnough = (quality: Quality | undefined, score: number | undefined): boolean =>
  quality === undefined || score === undefined || score >= quality.least;

const NOT_VIABLE: Standing = { isViable: false, doubts: [] };

function verdictOf(was: boolean | undefined, is: boolean | undefined): Verdict {
  if (was === undefined || is === undefined) return 'unknown';
  if (was) return is ? 'still viable' : 'no longer viable';
  return is ? 'newly viable' : 'still not viable';
}

function standing(side: Side, cost: FeatureCost, affordable: Money): Standing {
  const { runs, runsInfeasible, decisive, widest } = cost;
  const unpriced = unpricedRuns(cost);
  const windows: readonly Doubt[] =
    runsInfeasible === 0 ? [] : [{ kind: 'window', side, runs: runsInfeasible }];
  // What most runs do not fit into is no home for the feature, however cheap the others are.
  if (2 * runsInfeasible > runs) return { isViable: false, doubts: runsInfeasible === runs ? [] : windows };
  if (decisive === undefined || 2 * cost.runsPriced < runs) return { isViable: undefined, doubts: [] };
  const isWithin = decisive.base <= affordable;
  const isTorn = decisive.low <= affordable !== decisive.high <= affordable;
  return {
    isViable: isWithin,
    doubts: [
      ...(isTorn ? [{ kind: 'range', side, cause: widest, range: decisive } as const] : []),
      ...(unpriced === 0 ? [] : [{ kind: 'coverage', side, runs: unpriced } as const]),
      ...windows,
    ],
  };
}

/** Runs without a price, of which no call is merely too large. */
const unpricedRuns = ({ runs, runsPriced, runsInfeasible }: FeatureCost): number =>
  Math.max(runs - runsPriced - runsInfeasible, 0);

/** What stands between a candidate and the budget. */
function blocksOf({ before, after, affordable, quality }: Evidence, isGood: boolean): readonly Block[] {
  const coverage = (side: Side, cost: FeatureCost): readonly Block[] =>
    unpricedRuns(cost) === 0 ? [] : [{ kind: 'coverage', side, runs: unpricedRuns(cost) }];
  return [
    ...(isGood || quality === undefined
      ? []
      : [{ kind: 'quality', least: quality.least, score: quality.score } as const]),
    ...(after.runsInfeasible === 0 ? [] : [{ kind: 'window', runs: after.runsInfeasible } as const]),
    ...costBlocks(after, affordable),
    ...coverage('before', before),
    ...coverage('after', after),
  ];
}

/** The part of a cost over its budget that has to shrink. */
function costBlocks({ decisive, outputShare, widest }: FeatureCost, affordable: Money): readonly Block[] {
  if (decisive === undefined || decisive.base <= affordable) return [];
  const output = shareOf(decisive.base, outputShare);
  if (output > affordable) return [{ kind: 'output', cost: output }];
  if (widest === 'cache' && decisive.low <= affordable) return [{ kind: 'cache', warm: decisive.low }];
  return [{ kind: 'input', cost: (decisive.base - output) as Money }];
}

/** About so much of an amount: for words, not for sums. */
const shareOf = (amount: Money, share: number): Money =>
  ((amount * BigInt(Math.round(share * 1e6))) / 1_000_000n) as Money;
