import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Shape } from '../../src/domain/feature.ts';
import { createShapeCalls, runsOf } from '../../src/plan/shapes.ts';

const shape = (rest: Partial<Shape> = {}): Shape => ({
  steps: 6,
  callsPerStep: 3,
  inputTokens: 50_000,
  cachedTokens: undefined,
  outputTokens: 5_000,
  frontierShare: { num: 0n, den: 1n },
  beforeModel: undefined,
  ...rest,
});

describe('the runs of a shape', () => {
  it('are one, if a whole number of its calls stays', () => {
    expect(runsOf(shape())).toEqual([{ staying: 0, moving: 18 }]);
    expect(runsOf(shape({ frontierShare: { num: 1n, den: 2n } }))).toEqual([{ staying: 9, moving: 9 }]);
    expect(runsOf(shape({ frontierShare: { num: 1n, den: 1n } }))).toEqual([{ staying: 18, moving: 0 }]);
  });

  it('are as many as make it whole: 30 % of 18 calls is 27 in 5 runs', () => {
    expect(runsOf(shape({ frontierShare: { num: 3n, den: 10n } })).map(({ staying }) => staying)).toEqual([
      5, 5, 6, 5, 6,
    ]);
  });

  it('have the share exactly, over all of them, and no two differ by more than one call', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 100 }),
        (steps, callsPerStep, percent) => {
          const runs = runsOf(
            shape({ steps, callsPerStep, frontierShare: { num: BigInt(percent), den: 100n } }),
          );
          const staying = runs.map((run) => run.staying);
          const all = staying.reduce((sum, each) => sum + each, 0);
          expect(all * 100).toBe(steps * callsPerStep * percent * runs.length);
          expect(Math.max(...staying) - Math.min(...staying)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('share no source and no run with those of another shape', () => {
    const callsOf = createShapeCalls();
    const calls = ['a', 'b'].flatMap((name) => [
      ...callsOf({ name, shape: shape(), provider: undefined, model: 'gpt-5.5', at: 0 }),
    ]);
    expect(new Set(calls.map(({ entry: { home } }) => `${home.number} ${home.workflow}`)).size).toBe(2);
    expect(new Set(calls.map(({ entry: { source } }) => source.number)).size).toBe(2);
  });
});
