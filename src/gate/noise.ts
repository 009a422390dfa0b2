import type { WorkflowSums } from '../domain/gate.ts';
import { COST_FAILS_AT } from './policy.ts';
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
  readonly statistic: Drawn | 'calls';
  /** With the counts of runs it chooses the resamples: the same question has the same answer. */
  readonly seed: string;
}

/**
 * Whether a rise is more than chance, one-sided at 99.5 % (99.9 % with few runs): by a bootstrap, in which both sides'
 * runs are drawn again so many times, and as good as none of these may show no rise. Calls per run are judged by their
 * standard errors instead (Welch's test). With fewer than 5 runs on a side nothing is shown.
 */
export function isRiseShown({ before, after, statistic, seed }: Rise): boolean {
  if (Math.min(before.runs, after.runs) < FEWEST_RUNS) return false;
  if (statistic === 'calls') return isCallRiseShown(before, after);
  const random = createRandom(seedOf(`${seed}\n${statistic}\n${before.runs}\n${after.runs}`));
  const [first, second] = [sampleOf(before), sampleOf(after)];
  const draw = DRAWN[statistic];
  const most = doubtOf(before, after);
  let without = 0;
  for (let time = 0; time < most.resamples && without < most.without; time++)
    without += Number(draw(second, random) <= draw(first, random));
  return without < most.without;
}

function isCallRiseShown(before: WorkflowSums, after: WorkflowSums): boolean {
  const perRun = ({ calls, runs }: WorkflowSums): number => calls / runs;
  const error = Math.hypot(callError(before), callError(after));
  return perRun(after) - perRun(before) > doubtOf(before, after).z * error;
}

/** Of the calls per run, widened as costs are. */
function callError({ runs, calls, callsSquared }: WorkflowSums): number {
  const variance = Math.max(0, callsSquared / runs - (calls / runs) ** 2);
  return widening(runs) * Math.sqrt(variance / runs);
}

/** One-sided 95 % of the normal distribution: how sure a rise is to be caught. */
const Z_CAUGHT = 1.6449;
/** A rise beyond tenfold is no limit to tell anybody. */
const MOST_RISE = 10;

/**
 * The smallest rise of the mean, as a share of it, that a check with the default limit L (8 %) catches 95 times in
 * 100; `undefined`: not even a tenfold one, or there is no cost to rise. With e₁ and e₂ the standard errors of both
 * means, as shares of these, w₁ and w₂ the same widened for few runs, and z = 2.576 (3.090 with few runs), it is the
 * smallest r for which
 *
 *     r ≥ L + 1.645 √(e₁² (1 + L)² + e₂² (1 + r)²)                                  it reaches the limit,
 *     r ≥ z √(w₁² + w₂² (1 + r)²) + 1.645 √(e₁² + e₂² (1 + r)²)                     and is no chance.
 */
export function smallestRise(
  before: WorkflowSums | undefined,
  after: WorkflowSums | undefined,
): number | undefined {
  if (before === undefined || after === undefined) return undefined;
  const [first, second] = [sampleOf(before), sampleOf(after)];
  if ([first, second].some(({ runs, mean }) => runs < FEWEST_RUNS || mean === 0)) return undefined;
  const relative = (side: Sample): number => standardError(side) / side.mean;
  const [e1, e2] = [relative(first), relative(second)];
  const { z } = doubtOf(before, after);
  const limit = Number(COST_FAILS_AT.num) / Number(COST_FAILS_AT.den);
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
