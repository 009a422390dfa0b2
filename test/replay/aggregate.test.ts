import { describe, expect, it, test } from 'vitest';
import { NOTHING_GIVEN } from '../../src/domain/assumptions.ts';
import type { Entry, Source } from '../../src/domain/entry.ts';
import { MOST_COSTS, SPLIT_PARTS, type WorkflowSums } from '../../src/domain/gate.ts';
import { moneyText } from '../../src/domain/money.ts';
import { splitSteps } from '../../src/gate/split.ts';
import { aggregate, stepGroup } from '../../src/replay/aggregate.ts';
import { createReplay } from '../../src/replay/replay.ts';
import { entryMaker } from '../support/arbitrary.ts';
import { CARD } from '../support/book.ts';

const AT = Date.parse('2026-11-23T00:00:00Z');
const FIXED = { kind: 'fixed', at: AT, place: AT } as const;
const SCENARIOS = [
  { ...FIXED, isPlain: false },
  { ...FIXED, isPlain: true },
];

function sumsOf(entries: readonly Entry[]): readonly WorkflowSums[] {
  const options = { bandAt: 'start', at: AT, isAtGiven: false, given: NOTHING_GIVEN } as const;
  const groupOf = ({ home, step }: Entry): string => stepGroup(home.workflow, step);
  const replay = createReplay(CARD, SCENARIOS, options, groupOf);
  for (const entry of entries) replay.add(entry);
  return aggregate(replay, { count: 2, real: 0, plain: 1 }).workflows;
}

/** On gpt-5.5 (5, cached 0.5, out 30 USD per million): 0.03 + 0.002 + 0.03 = 0.062 USD. */
const CALL = { input: 10_000, cacheRead: 4_000, output: 1_000 };

interface Made {
  readonly counts?: Partial<Entry['counts']>;
  /** Of a run's `act` step. */
  readonly acts?: number;
  readonly modelOf?: (run: number) => string;
  readonly runs?: number;
  readonly shift?: number;
}

/** Runs of a `plan` call and an `act` call. */
function log({
  counts = CALL,
  acts = 1,
  modelOf = () => 'gpt-5.5',
  runs = 10,
  shift = 0,
}: Made = {}): Entry[] {
  const make = entryMaker();
  const sources = new Map<string, Source>();
  const sourceOf = (model: string): Source => {
    const source = sources.get(model) ?? make.source({ model });
    sources.set(model, source);
    return source;
  };
  const steps = ['plan', ...Array.from({ length: acts }, () => 'act')];
  return Array.from({ length: runs }, (_, run) =>
    steps.map((step) => {
      const at = new Date(AT + shift + run * 60_000).toISOString();
      return { ...make.entry(sourceOf(modelOf(run)), make.home(`r${run}`), at, counts), step };
    }),
  ).flat();
}

const only = (entries: readonly Entry[]): WorkflowSums => sumsOf(entries)[0] as WorkflowSums;

describe('a log as sums', () => {
  it('by workflow, step and model', () => {
    const { steps, ...whole } = only(log());
    expect({ ...whole, cost: moneyText(whole.cost), costs: whole.costs.map(moneyText) }).toMatchObject({
      name: 'flow',
      runs: 10,
      runsOk: 10,
      calls: 20,
      callsPriced: 20,
      callsSquared: 40,
      cost: '1.24',
      costs: Array.from({ length: 10 }, () => '0.124'),
    });
    const classes = {
      input: { tokens: 60_000, cost: 300_000_000_000_000n, plainCost: 300_000_000_000_000n },
      cacheRead: { tokens: 40_000, cost: 20_000_000_000_000n, plainCost: 20_000_000_000_000n },
      output: { tokens: 10_000, cost: 300_000_000_000_000n, plainCost: 300_000_000_000_000n },
    };
    const models = [{ model: 'openai/gpt-5.5', calls: 10, callsPriced: 10, classes }];
    expect(steps).toEqual([
      { name: 'act', models },
      { name: 'plan', models },
    ]);
  });

  it('the same in any order, half a day or three months later', () => {
    const whole = sumsOf(log());
    expect(sumsOf(log().reverse())).toEqual(whole);
    expect(sumsOf(log({ shift: 12 * 3_600_000 }))).toEqual(whole);
    expect(sumsOf(log({ shift: 91 * 86_400_000 }))).toEqual(whole);
  });

  it('of many runs keeps 256 costs, and the dearest', () => {
    const entries = Array.from({ length: 1_000 }, (_, run) => ({ run, output: run + 1 })).flatMap(
      ({ run, output }) =>
        log({ runs: 1, counts: { output } }).map((entry) => ({
          ...entry,
          home: { ...entry.home, number: run, run: `r${run}` },
        })),
    );
    const sums = only(entries);
    expect(sums.runs).toBe(1_000);
    expect(sums.costs).toHaveLength(MOST_COSTS);
    // A run of n output tokens in each of its two calls costs 0.00006 n USD.
    expect(
      [sums.p90, sums.dearest, sums.costs[0], sums.costs[255]].map((each) =>
        moneyText(each ?? (0n as never)),
      ),
    ).toEqual(['0.054', '0.06', '0.00012', '0.05994']);
  });
});

describe('a planted change', () => {
  const base = only(log());
  test.each<[string, Made, Readonly<Record<string, string>>]>([
    ['nothing', {}, {}],
    ['one more call of a step', { acts: 2 }, { calls: '0.062' }],
    [
      'twice the prompts',
      { counts: { input: 20_000, cacheRead: 8_000, output: 1_000 } },
      { tokens: '0.064' },
    ],
    [
      'prompts so large that they are dearer',
      { counts: { input: 300_000, cacheRead: 120_000, output: 1_000 } },
      { tokens: '3.806' },
    ],
    ['a model at half the price', { modelOf: () => 'gpt-5.4' }, { models: '-0.062' }],
    ['half of the cache hits', { counts: { ...CALL, cacheRead: 2_000 } }, { cache: '0.018' }],
    [
      '3 in 10 runs without a price',
      { modelOf: (run) => (run % 10 < 3 ? 'nobody-knows' : 'gpt-5.5') },
      { coverage: '-0.0372' },
    ],
    ['twice the runs', { runs: 20 }, {}],
    [
      'one more call, and half of the cache hits',
      { acts: 2, counts: { ...CALL, cacheRead: 2_000 } },
      { calls: '0.062', cache: '0.027' },
    ],
  ])('%s', (_, made, parts) => {
    const splits = splitSteps(base, only(log(made))).map(({ split }) => split);
    const moved = SPLIT_PARTS.map((part) => {
      const sum = splits.reduce((total, split) => total + split.parts[part], 0n);
      return [part, sum] as const;
    });
    const told = moved.filter(([, by]) => by !== 0n).map(([part, by]) => [part, moneyText(by as never)]);
    expect(Object.fromEntries(told)).toEqual(parts);
  });
});
