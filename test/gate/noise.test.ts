import { describe, expect, it, test } from 'vitest';
import { checkWorkflows, outcomeOf } from '../../src/gate/check.ts';
import { isRiseShown, smallestRise } from '../../src/gate/noise.ts';
import { seeded } from '../support/arbitrary.ts';
import { flat, workflowOfCosts } from './support.ts';

/** Log-normal costs around a tenth of a dollar (in millionths), by their coefficient of variation. */
function population(spread: number, seed: number): (runs: number, rise?: number) => readonly number[] {
  const random = seeded(seed);
  const variance = Math.log(1 + spread ** 2);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return (runs, rise = 0) =>
    Array.from({ length: runs }, () => {
      return 100_000 * (1 + rise) * Math.exp(Math.sqrt(variance) * normal() - variance / 2);
    });
}

const timesIn = (count: number, happens: () => boolean): number =>
  Array.from({ length: count }, happens).filter(Boolean).length;

const fails = (before: readonly number[], after: readonly number[]): boolean =>
  outcomeOf(
    checkWorkflows({
      before: [workflowOfCosts('w', before)],
      after: [workflowOfCosts('w', after)],
      rules: [],
      features: [],
    }),
  ) === 'failed';

describe('a check with the default policy', () => {
  test.each([0.3, 0.6, 1, 1.5])(
    'spread %f: of 1,000 samples of 30 runs at most 10 fail against 200 runs of the same population',
    (spread) => {
      const draw = population(spread, 11);
      const baseline = draw(200);
      expect(timesIn(1_000, () => fails(baseline, draw(30)))).toBeLessThanOrEqual(10);
    },
  );

  test.each([0.3, 0.6, 1, 1.5])('spread %f: nor do they against ever new baselines', (spread) => {
    const draw = population(spread, 12);
    expect(timesIn(1_000, () => fails(draw(200), draw(30)))).toBeLessThanOrEqual(10);
  });

  it('catches a rise by 15 % with 200 runs a side at a spread of 0.3, 95 times in 100', () => {
    const draw = population(0.3, 13);
    expect(timesIn(500, () => fails(draw(200), draw(200, 0.15)))).toBeGreaterThanOrEqual(475);
  });
});

describe('a rise', () => {
  it('is shown by 20 runs that all cost the same', () => {
    const [before, after] = [flat('w', 20, 100_000), flat('w', 20, 101_000)];
    expect(isRiseShown({ before, after, statistic: 'mean', seed: 'w' })).toBe(true);
    expect(isRiseShown({ before, after, statistic: 'p90', seed: 'w' })).toBe(true);
  });

  it('is not shown by four', () => {
    const [before, after] = [flat('w', 20, 100_000), flat('w', 4, 900_000)];
    expect(isRiseShown({ before, after, statistic: 'mean', seed: 'w' })).toBe(false);
  });

  it('is not shown by one run in 20 that costs a thousand times as much', () => {
    const rare = [...Array.from({ length: 19 }, () => 1_000), 1_000_000];
    const [before, after] = [flat('w', 200, 1_000), workflowOfCosts('w', rare)];
    expect(isRiseShown({ before, after, statistic: 'mean', seed: 'w' })).toBe(false);
  });

  it('is not shown by the dearest of 10,000 runs, which no quantile stands for', () => {
    const quiet = flat('w', 10_000, 1_000);
    const dearest = (10_000n * quiet.cost) as typeof quiet.cost;
    const after = { ...quiet, dearest, cost: (quiet.cost + dearest) as typeof quiet.cost };
    expect(isRiseShown({ before: quiet, after, statistic: 'mean', seed: 'w' })).toBe(false);
  });

  it('of the p90 is judged by itself', () => {
    const draw = population(0.3, 14);
    const before = workflowOfCosts('w', draw(200));
    const dearTail = draw(200).map((each, at) => (at % 5 === 0 ? each + 100_000 : each));
    const same = workflowOfCosts('w', draw(200));
    const after = workflowOfCosts('w', dearTail);
    expect(isRiseShown({ before, after, statistic: 'p90', seed: 'w' })).toBe(true);
    expect(isRiseShown({ before, after: same, statistic: 'p90', seed: 'w' })).toBe(false);
  });

  it('of the cost per success needs more failures than chance brings', () => {
    const before = flat('w', 100, 1_000, { runsOk: 90 });
    const shown = (runsOk: number): boolean =>
      isRiseShown({ before, after: flat('w', 100, 1_000, { runsOk }), statistic: 'ok-mean', seed: 'w' });
    expect([85, 80, 70, 50].map(shown)).toEqual([false, false, true, true]);
  });

  it('of calls per run is judged by their spread', () => {
    const before = flat('w', 100, 1_000, { calls: 500, callsSquared: 3_400 }); // 5 ± 3
    const shown = (calls: number): boolean => {
      const after = flat('w', 100, 1_000, { calls, callsSquared: calls ** 2 / 100 + 900 });
      return isRiseShown({ before, after, statistic: 'calls', seed: 'w' });
    };
    expect([550, 600, 625].map(shown)).toEqual([false, false, true]);
  });
});

describe('the smallest rise that is caught', () => {
  it('is the limit where all runs cost the same', () => {
    expect(smallestRise(flat('w', 20, 1_000), flat('w', 20, 1_000))).toBeCloseTo(0.08, 9);
  });

  it('is not known of few runs, of one side, or of what costs nothing', () => {
    const side = flat('w', 20, 1_000);
    expect(smallestRise(side, flat('w', 4, 1_000))).toBeUndefined();
    expect(smallestRise(side, undefined)).toBeUndefined();
    expect(smallestRise(flat('w', 20, 0), side)).toBeUndefined();
  });

  test.each([
    [30, 0.3],
    [200, 1],
    [1_000, 0.3],
  ])('with %i runs a side and a spread of %f is caught 95 times in 100', (runs, spread) => {
    const draw = population(spread, 15);
    const told = Array.from({ length: 51 }, () =>
      smallestRise(workflowOfCosts('w', draw(runs)), workflowOfCosts('w', draw(runs))),
    );
    const [rise = 0] = told.sort((a, b) => (a ?? 0) - (b ?? 0)).slice(25);
    const caught = timesIn(200, () => fails(draw(runs), draw(runs, rise)));
    expect(caught).toBeGreaterThan(180);
    expect(caught).toBeLessThan(200);
  });
});
