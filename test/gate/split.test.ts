import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { SPLIT_PARTS, type Split, type StepSums } from '../../src/domain/gate.ts';
import { divideHalfEven } from '../../src/domain/money.ts';
import { splitStep, splitSteps, sumOfSplits } from '../../src/gate/split.ts';
import { type Classes, type ModelFacts, stepSums, workflowOf } from './support.ts';

const CLASSES = {
  input: [100_000, 1_000],
  cacheRead: [100_000, 100],
  output: [20_000, 5_000],
} as const satisfies Classes;
const step = (...models: readonly ModelFacts[]): StepSums => stepSums('s', ...models);
/** 10 runs, 2 calls each: 210,000,000 in all, 21,000,000 a run. */
const BASE = step({ calls: 20, classes: CLASSES });

const moved = (split: Split): Readonly<Record<string, bigint>> =>
  Object.fromEntries(
    SPLIT_PARTS.map((part) => [part, split.parts[part]] as const).filter(([, by]) => by !== 0n),
  );

const whole = (split: Split): bigint => SPLIT_PARTS.reduce((sum, part) => sum + split.parts[part], 0n);

const fromBase = (after: StepSums | undefined, runs = 10): Split =>
  splitStep({ runs: 10, step: BASE }, { runs, step: after });

describe('one change stands in its own column', () => {
  test.each<[string, StepSums, Readonly<Record<string, bigint>>]>([
    [
      'a rate is a fifth higher',
      step({ calls: 20, classes: { ...CLASSES, input: [100_000, 1_200] } }),
      { rates: 2_000_000n },
    ],
    [
      'prompts are half as long again, in all classes alike',
      step({
        calls: 20,
        classes: { input: [150_000, 1_000], cacheRead: [150_000, 100], output: [20_000, 5_000] },
      }),
      { tokens: 5_500_000n },
    ],
    [
      'large prompts make the input twice as dear',
      step({ calls: 20, classes: { ...CLASSES, input: [100_000, 1_000, 2] } }),
      { tokens: 10_000_000n },
    ],
    [
      'one more call a run, like the others',
      step({
        calls: 30,
        classes: { input: [150_000, 1_000], cacheRead: [150_000, 100], output: [30_000, 5_000] },
      }),
      { calls: 10_500_000n },
    ],
    [
      'another model, at half the rates',
      step({
        model: 'b/two',
        calls: 20,
        classes: { input: [100_000, 500], cacheRead: [100_000, 50], output: [20_000, 2_500] },
      }),
      { models: -10_500_000n },
    ],
    [
      'half of the calls on another model, at half the rates',
      step(
        { calls: 10, classes: { input: [50_000, 1_000], cacheRead: [50_000, 100], output: [10_000, 5_000] } },
        {
          model: 'b/two',
          calls: 10,
          classes: { input: [50_000, 500], cacheRead: [50_000, 50], output: [10_000, 2_500] },
        },
      ),
      { models: -5_250_000n },
    ],
    [
      'half of the cache hits are lost',
      step({ calls: 20, classes: { ...CLASSES, input: [150_000, 1_000], cacheRead: [50_000, 100] } }),
      { cache: 4_500_000n },
    ],
    [
      'no cache any more',
      step({ calls: 20, classes: { input: [200_000, 1_000], output: [20_000, 5_000] } }),
      { cache: 9_000_000n },
    ],
    [
      '3 in 10 calls have no price',
      step({
        calls: 20,
        callsPriced: 14,
        classes: { input: [70_000, 1_000], cacheRead: [70_000, 100], output: [14_000, 5_000] },
      }),
      { coverage: -6_300_000n },
    ],
    [
      '3 in 10 calls go to a model without a price',
      step(
        {
          calls: 14,
          classes: { input: [70_000, 1_000], cacheRead: [70_000, 100], output: [14_000, 5_000] },
        },
        { model: 'nobody-knows', calls: 6, callsPriced: 0, classes: {} },
      ),
      { coverage: -6_300_000n },
    ],
    ['no call has a price', step({ calls: 20, callsPriced: 0, classes: {} }), { coverage: -21_000_000n }],
  ])('%s', (_, after, parts) => {
    const split = fromBase(after);
    expect(moved(split)).toEqual(parts);
    expect(split.before).toBe(21_000_000n);
    expect(split.after - split.before).toBe(whole(split));
  });

  it('a step that only one side has stands under its calls', () => {
    expect(moved(fromBase(undefined))).toEqual({ calls: -21_000_000n });
    expect(moved(splitStep({ runs: 10, step: undefined }, { runs: 10, step: BASE }))).toEqual({
      calls: 21_000_000n,
    });
  });

  it('the same for twice as many runs is no change', () => {
    const twice = step({
      calls: 40,
      classes: { input: [200_000, 1_000], cacheRead: [200_000, 100], output: [40_000, 5_000] },
    });
    expect(moved(fromBase(twice, 20))).toEqual({});
  });
});

describe('several changes', () => {
  it('more uncached tokens alone are longer prompts and a smaller cached share', () => {
    const split = fromBase(step({ calls: 20, classes: { ...CLASSES, input: [150_000, 1_000] } }));
    expect(moved(split)).toEqual({ tokens: 2_750_000n, cache: 2_250_000n });
  });

  it('one more call a run, and a higher rate: the rate is that of all calls there are now', () => {
    const after = step({
      calls: 30,
      classes: { input: [150_000, 1_200], cacheRead: [150_000, 100], output: [30_000, 5_000] },
    });
    expect(moved(fromBase(after))).toEqual({ calls: 10_500_000n, rates: 3_000_000n });
  });

  it('another model, and 3 in 10 calls without a price', () => {
    const after = step({
      model: 'b/two',
      calls: 20,
      callsPriced: 14,
      classes: { input: [70_000, 500], cacheRead: [70_000, 50], output: [14_000, 2_500] },
    });
    expect(moved(fromBase(after))).toEqual({ coverage: -6_300_000n, models: -7_350_000n });
  });
});

describe('whatever the sides', () => {
  const classes = fc.record({
    input: fc.tuple(fc.nat(1e6), fc.nat(1e5)),
    cacheRead: fc.tuple(fc.nat(1e6), fc.nat(1e4)),
    output: fc.tuple(fc.nat(1e6), fc.nat(1e6)),
  });
  const model = fc.record({
    model: fc.constantFrom('a/one', 'b/two', 'c/three'),
    calls: fc.integer({ min: 1, max: 50 }),
    classes,
  });
  const models = fc.uniqueArray(model, { selector: (each) => each.model, maxLength: 3 });
  const steps = fc.uniqueArray(fc.tuple(fc.constantFrom('', 'x', 'y'), models), {
    selector: ([name]) => name,
    maxLength: 3,
  });
  const workflow = fc.tuple(fc.integer({ min: 1, max: 30 }), steps).map(([runs, all]) =>
    workflowOf(
      'w',
      runs,
      all.map(([name, own]) => stepSums(name, ...own)),
    ),
  );

  it('the parts add up, and each side is its cost over its runs, rounded by step', () => {
    fc.assert(
      fc.property(workflow, workflow, (before, after) => {
        const parts = splitSteps(before, after);
        for (const { step: name, split } of parts) {
          const perRun = [before, after].map(({ runs, steps: all }) => {
            const own = all.filter((each) => each.name === name).flatMap((each) => each.models);
            const cost = own
              .flatMap((each) => Object.values(each.classes))
              .reduce((sum, { cost: c }) => sum + c, 0n);
            return divideHalfEven(cost, BigInt(runs));
          });
          expect([split.before, split.after]).toEqual(perRun);
        }
        const sum = sumOfSplits(parts.map(({ split }) => split));
        expect(whole(sum)).toBe(sum.after - sum.before);
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it('the same on both sides moves nothing', () => {
    fc.assert(
      fc.property(workflow, (same) => {
        const sum = sumOfSplits(splitSteps(same, same).map(({ split }) => split));
        expect(moved(sum)).toEqual({});
      }),
      { numRuns: 100, seed: 6 },
    );
  });
});
