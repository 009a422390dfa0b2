import { describe, expect, it } from 'vitest';
import type { Money } from '../../src/domain/money.ts';
import { changesOf, metricsOf, worsening } from '../../src/gate/metrics.ts';
import { stepSums, workflowOf } from './support.ts';

/** 4 runs, 10 calls of which 8 have a price: 0.0006 + 0.00002 + 0.0004 = 0.00102 USD. */
const STEP = stepSums(
  's',
  {
    calls: 8,
    classes: { input: [600, 1_000_000_000], cacheRead: [200, 100_000_000], output: [80, 5_000_000_000] },
  },
  { model: 'nobody-knows', calls: 2, callsPriced: 0, classes: {} },
);
const SUMS = workflowOf('w', 4, [STEP], { runsOk: 3, p90: 500_000_000_000n as Money });

describe('metrics', () => {
  it('are exact', () => {
    expect(metricsOf(SUMS)).toEqual({
      cost: { num: 51n, den: 200_000n }, // 0.00102 ÷ 4
      p90: { num: 1n, den: 2_000n },
      cost_per_ok_run: { num: 17n, den: 50_000n }, // 0.00102 ÷ 3
      calls_per_run: { num: 5n, den: 2n },
      tokens_per_call: { num: 110n, den: 1n }, // 880 ÷ 8
      cached_share: { num: 1n, den: 4n }, // 200 ÷ 800
      unpriced_share: { num: 1n, den: 5n },
    });
  });

  it('of calls without a price are unknown, not zero', () => {
    const step = stepSums('s', { calls: 2, callsPriced: 0, classes: {} });
    expect(metricsOf(workflowOf('w', 2, [step], { runsOk: 1 }))).toEqual({
      cost: undefined,
      p90: undefined,
      cost_per_ok_run: undefined,
      calls_per_run: { num: 1n, den: 1n },
      tokens_per_call: undefined,
      cached_share: undefined,
      unpriced_share: { num: 1n, den: 1n },
    });
  });

  it('per success are unknown without one', () => {
    expect(metricsOf({ ...SUMS, runsOk: 0 }).cost_per_ok_run).toBeUndefined();
    expect(metricsOf({ ...SUMS, runsOk: undefined }).cost_per_ok_run).toBeUndefined();
  });

  it('of a workflow that is not there are unknown', () => {
    const [cost] = changesOf(undefined, SUMS);
    expect(cost).toEqual({ metric: 'cost', before: undefined, after: { num: 51n, den: 200_000n } });
  });
});

describe('worse', () => {
  const half = { num: 1n, den: 2n };
  const third = { num: 1n, den: 3n };
  it('is dearer, but fewer cache hits', () => {
    expect(worsening({ metric: 'cost', before: third, after: half })).toEqual({ num: 1n, den: 6n });
    expect(worsening({ metric: 'cached_share', before: half, after: third })).toEqual({ num: 1n, den: 6n });
    expect(worsening({ metric: 'cached_share', before: third, after: half })).toEqual({ num: -1n, den: 6n });
  });
  it('is not known of one side', () => {
    expect(worsening({ metric: 'cost', before: third, after: undefined })).toBeUndefined();
  });
});
