import type { WorkflowSums } from '../domain/gate.ts';
import { DEFAULT_POLICY, type Policy } from './policy.ts';
import { createRandom, seedOf } from './random.ts';
import {
  DRAWN,
  type Drawn,
  doubtOf,
  FEWEST_RUNS,
  type Sample,
  sampleOf,
  standardError,
  widening,
} from './resample.ts';

export interface Rise {
  readonly before: WorkflowSums;
  readonly after: WorkflowSums;
  /** Which figure rose. `ok-mean`: the cost of all runs over those that succeeded. */
  readonly statistic: Drawn | 'calls' | 'unpriced';
  /** With the counts of runs it chooses the resamples: the same question has the same answer. */
  readonly seed: string;
}

/**
 * Whether a rise is more than chance, one-sided at 99.5 % (99.9 % with few runs): by a bootstrap, in which both sides'
 * runs are drawn again so many times, and as good as none of these may show no rise. Calls per run and the share of
 * calls without a price are judged by their standard errors instead. With fewer than 5 runs on a side nothing is shown.
 */
export function isRiseShown({ before, after, statistic, seed }: Rise): boolean {
  if (Math.min(before.runs, after.runs) < FEWEST_RUNS) return false;
  if (statistic === 'calls') return isCallRiseShown(before, after);
  if (statistic === 'unpriced') return isShareRiseShown(before, after);
  const random = createRandom(seedOf(`${seed}\n${statistic}\n${before.runs}\n${after.runs}`));
  const most = doubtOf(before, after);
  const [first, second] = [sampleOf(before, most.z), sampleOf(after, most.z)];
  const draw = DRAWN[statistic];
  let without = 0;
  for (let time = 0; time < most.resamples && without < most.without; time++)
    without += Number(draw(second, random) <= draw(first, random));
  return without < most.without;
}

function isCallRiseShown(before: WorkflowSums, after: WorkflowSums): boolean {
  const perRun = ({ calls, runs }: WorkflowSums): number => calls / runs;
  const { z } = doubtOf(before, after);
  const error = Math.hypot(callError(before, z), callError(after, z));
  return perRun(after) - perRun(before) > z * error;
}

/** Two shares, of as many trials as there are runs: the calls of a run have mostly the same fate. */
function isShareRiseShown(before: WorkflowSums, after: WorkflowSums): boolean {
  const share = ({ calls, callsPriced }: WorkflowSums): number => (calls - callsPriced) / calls;
  const { z } = doubtOf(before, after);
  const all = (share(before) * before.runs + share(after) * after.runs) / (before.runs + after.runs);
  const error = Math.sqrt(all * (1 - all) * (1 / before.runs + 1 / after.runs));
  return share(after) - share(before) > z * widening(Math.min(before.runs, after.runs), z) * error;
}

/** Of the calls per run, widened as costs are. */
function callError({ runs, calls, callsSquared }: WorkflowSums, z: number): number {
  const variance = Math.max(0, callsSquared / runs - (calls / runs) ** 2);
  return widening(runs, z) * Math.sqrt(variance / runs);
}

const NO_LIMIT = { num: 0n, den: 1n };

/** One-sided 95 % of the normal distribution: how sure a rise is to be caught. */
const Z_CAUGHT = 1.6449;
/** A rise beyond tenfold is no limit to tell anybody. */
const MOST_RISE = 10;

/**
 * The smallest rise of the mean, as a share of it, that a check with the policy's limit L (8 % by default)
 * catches 95 times in 100; `undefined`: not even a tenfold one, too few runs, or no cost to rise. With e₁ and e₂ the standard errors of both
 * means, as shares of these, w₁ and w₂ the same widened for few runs, and z = 2.576 (3.090 with few runs), it is the
 * smallest r for which
 *
 *     r ≥ L + 1.645 √(e₁² (1 + L)² + e₂² (1 + r)²)                                  it reaches the limit,
 *     r ≥ z √(w₁² + w₂² (1 + r)²) + 1.645 √(e₁² + e₂² (1 + r)²)                     and is no chance.
 */
export function smallestRise(
  before: WorkflowSums | undefined,
  after: WorkflowSums | undefined,
  { limits, minRuns }: Policy = DEFAULT_POLICY,
): number | undefined {
  if (before === undefined || after === undefined) return undefined;
  if (Math.min(before.runs, after.runs) < minRuns) return undefined;
  const { z } = doubtOf(before, after);
  const [first, second] = [sampleOf(before, z), sampleOf(after, z)];
  if ([first, second].some(({ runs, mean }) => runs < FEWEST_RUNS || mean === 0)) return undefined;
  const relative = (side: Sample): number => standardError(side) / side.mean;
  const [e1, e2] = [relative(first), relative(second)];
  const { num, den } = limits.cost.fail.relative ?? NO_LIMIT;
  const limit = Number(num) / Number(den);
  const isCaught = (rise: number): boolean => {
    const reached = limit + Z_CAUGHT * Math.hypot(e1 * (1 + limit), e2 * (1 + rise));
    const shown = z * Math.hypot(first.width * e1, second.width * e2 * (1 + rise));
    return rise >= Math.max(reached, shown + Z_CAUGHT * Math.hypot(e1, e2 * (1 + rise)));
  };
  return isCaught(MOST_RISE) ? firstOf(isCaught, MOST_RISE) : undefined;
}

/** The smallest number up to `most` of which something holds that holds of all larger ones, by halving. */
function firstOf(holds: (value: number) => boolean, most: number): number {
  let [low, high] = [0, most];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
