import type { WorkflowSums } from '../domain/gate.ts';

/** With fewer runs nothing says how much they differ. */
export const FEWEST_RUNS = 5;

/** How sure a rise must be: fewer of the resamples than that may show none; the same as a normal quantile. */
export interface Doubt {
  readonly resamples: number;
  readonly without: number;
  readonly z: number;
}

const SURE: Doubt = { resamples: 1_000, without: 5, z: 2.5758 };
const VERY_SURE: Doubt = { resamples: 2_000, without: 2, z: 3.0902 };
const FEW_RUNS = 50;

/**
 * 99.5 % as a rule. Few runs are compared with one baseline build after build: where that one happens to be cheap,
 * more of them would seem dearer than 1 in 100. So they have to be surer: 99.9 %.
 */
export const doubtOf = (before: { readonly runs: number }, after: { readonly runs: number }): Doubt =>
  Math.min(before.runs, after.runs) < FEW_RUNS ? VERY_SURE : SURE;

/** So many draws stand for more runs. */
const MOST_DRAWS = 256;

/** The runs of one side, to draw again from. Doubles, in 10⁻¹⁵ USD: they only say how far chance goes. */
export interface Sample {
  readonly runs: number;
  readonly costs: Float64Array;
  /** Of all runs. */
  readonly mean: number;
  readonly p90: number;
  readonly okShare: number;
  /** The same of `costs`, which may be quantiles only: what is drawn is compared with these. */
  readonly meanOfCosts: number;
  readonly p90OfCosts: number;
  /** By how much the dearest run lies above the last of them; 0 if they are all runs. */
  readonly tail: number;
  readonly draws: number;
  /** By how much the deviations of few runs are too small. */
  readonly width: number;
  /** How often each of the costs was drawn. */
  readonly counts: Uint16Array;
}

/** @param z the normal quantile that a rise is held against */
export function sampleOf({ runs, runsOk, cost, costs, p90, dearest }: WorkflowSums, z: number): Sample {
  const sorted = Float64Array.from(costs, Number);
  const last = sorted.at(-1) ?? 0;
  return {
    runs,
    costs: sorted,
    mean: Number(cost) / runs,
    p90: Number(p90 ?? 0n),
    okShare: (runsOk ?? runs) / runs,
    meanOfCosts: sorted.reduce((sum, each) => sum + each, 0) / sorted.length,
    p90OfCosts: sorted[Math.ceil(sorted.length * 0.9) - 1] ?? 0,
    tail: runs > sorted.length ? Number(dearest ?? 0n) - last : 0,
    draws: Math.min(runs, MOST_DRAWS),
    width: widening(runs, z),
    counts: new Uint16Array(sorted.length),
  };
}

/**
 * Samples of few runs differ less than what they come from, and their means more than the normal distribution says:
 * √(n ÷ (n − 1)), times Student's t over the normal quantile (its expansion of Cornish and Fisher).
 */
export function widening(runs: number, z: number): number {
  const v = Math.max(runs - 1, 1);
  const t = z + (z ** 3 + z) / (4 * v) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * v * v);
  return Math.sqrt(runs / v) * (t / z);
}

/** Of the mean. The dearest run counts once, the quantiles for all others. */
export function standardError({ runs, costs, meanOfCosts, tail }: Sample): number {
  const squares = costs.reduce((sum, each) => sum + (each - meanOfCosts) ** 2, 0);
  return Math.hypot(Math.sqrt(squares / costs.length / runs), tail / runs);
}

type Draw = (sample: Sample, random: () => number) => number;

/** A figure of the runs, drawn again once. Fewer draws than runs deviate more: that is taken back. */
export const DRAWN = { mean: drawMean, p90: drawP90, 'ok-mean': drawOkMean } as const satisfies Record<
  string,
  Draw
>;
export type Drawn = keyof typeof DRAWN;

const IN_ONE = 2 ** -32;

function drawMean(sample: Sample, random: () => number): number {
  const { costs, counts, draws, mean, meanOfCosts } = sample;
  drawRuns(sample, random);
  let sum = 0;
  for (let at = 0; at < costs.length; at++) sum += (counts[at] ?? 0) * (costs[at] ?? 0);
  return mean + spread(sample) * (sum / draws - meanOfCosts) + drawTail(sample, random);
}

/** Fills `counts`. A random number is enough for two draws: there are few costs. */
function drawRuns({ counts, draws }: Sample, random: () => number): void {
  const places = counts.length;
  counts.fill(0);
  for (let draw = 0; draw < draws; draw += 2) {
    const number = random();
    const [first, second] = [((number >>> 16) * places) >>> 16, ((number & 0xffff) * places) >>> 16];
    counts[first] = (counts[first] ?? 0) + 1;
    if (draw + 1 < draws) counts[second] = (counts[second] ?? 0) + 1;
  }
}

const spread = ({ width, draws, runs }: Sample): number => width * Math.sqrt(draws / runs);

/** A single run is drawn once on average: not at all, once, twice … as Poisson's distribution says. */
function drawTail({ tail, runs, width }: Sample, random: () => number): number {
  if (tail === 0) return 0;
  let rest = random() * IN_ONE;
  let [times, chance] = [0, Math.exp(-1)];
  while (rest >= chance && times < 12) {
    rest -= chance;
    times += 1;
    chance /= times;
  }
  return (width * (times - 1) * tail) / runs;
}

function drawP90(sample: Sample, random: () => number): number {
  const { costs, counts, draws, p90, p90OfCosts } = sample;
  drawRuns(sample, random);
  let left = draws - Math.ceil(draws * 0.9) + 1;
  let at = costs.length;
  while (left > 0 && at > 0) {
    at -= 1;
    left -= counts[at] ?? 0;
  }
  return p90 + spread(sample) * ((costs[at] ?? 0) - p90OfCosts);
}

function drawOkMean(sample: Sample, random: () => number): number {
  const { draws, okShare, runs } = sample;
  const least = okShare / IN_ONE;
  let ok = 0;
  for (let draw = 0; draw < draws; draw++) ok += Number(random() < least);
  const share = okShare + spread(sample) * (ok / draws - okShare);
  return drawMean(sample, random) / Math.max(share, 0.5 / runs);
}
