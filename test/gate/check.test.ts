import { describe, expect, it, test } from 'vitest';
import type { Finding, WorkflowSums } from '../../src/domain/gate.ts';
import type { Money } from '../../src/domain/money.ts';
import type { GateFeature } from '../../src/gate/budgets.ts';
import { checkWorkflows, outcomeOf, unusedRules } from '../../src/gate/check.ts';
import { readPolicy } from '../../src/gate/policy.ts';
import { flat, stepSums, workflowOf, workflowOfCosts } from './support.ts';

const rulesOf = (...lines: readonly string[]) =>
  readPolicy({ name: 'recost.yaml', text: ['gate:', ...lines].join('\n') }).rules;

interface Sides {
  readonly before: readonly WorkflowSums[];
  readonly after: readonly WorkflowSums[];
  readonly policy?: readonly string[];
  readonly features?: readonly GateFeature[];
}

const check = ({ before, after, policy = [], features = [] }: Sides) =>
  checkWorkflows({ before, after, features, rules: policy.length === 0 ? [] : rulesOf(...policy) });

/** `fail cost limit` */
const inWords = (finding: Finding): string =>
  [finding.severity, 'change' in finding ? finding.change.metric : finding.workflow, finding.kind].join(' ');
const found = (sides: Sides): readonly string[] =>
  check(sides).flatMap(({ findings }) => findings.map(inWords));

const usd = (microUsd: number): Money => (BigInt(microUsd) * 10n ** 9n) as Money;
const one = (microUsd: number, runs = 50, facts: Partial<WorkflowSums> = {}) => [
  flat('w', runs, microUsd, facts),
];

describe('the same on both sides', () => {
  it('differs by nothing, and nothing is found', () => {
    const side = [flat('a', 30, 1_000), workflowOfCosts('b', [1, 5, 9, 100]), flat('c', 300, 7)];
    const checks = check({ before: side, after: [...side].reverse() });
    expect(checks.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(checks.flatMap(({ findings }) => findings)).toEqual([]);
    expect(checks.flatMap(({ split }) => Object.values(split.parts))).toEqual(
      Array.from({ length: 18 }, () => 0n),
    );
    expect(
      checks.flatMap(({ changes }) => changes.filter(({ before: b, after: a }) => b?.num !== a?.num)),
    ).toEqual([]);
    expect(outcomeOf(checks)).toBe('passed');
  });
});

describe('the cost per run by default', () => {
  test.each([
    [102_999, []],
    [103_000, []],
    [103_001, ['warn cost limit']],
    [108_000, ['warn cost limit']],
    [108_001, ['fail cost limit']],
    [50_000, []],
  ])('from 100,000 to %i', (after, findings) => {
    expect(found({ before: one(100_000), after: one(after) })).toEqual(findings);
  });

  it('does not fail with fewer runs than the policy asks for', () => {
    const [checked] = check({ before: one(100_000), after: one(200_000, 19) });
    expect(checked?.findings.map(inWords)).toEqual(['note cost few-runs']);
    expect(checked?.findings[0]).toMatchObject({ runs: 19, least: 20 });
    expect(found({ before: one(100_000, 19), after: one(200_000) })).toEqual(['note cost few-runs']);
    expect(found({ before: one(100_000), after: one(200_000, 20) })).toEqual(['fail cost limit']);
  });

  it('does not fail by chance', () => {
    const wild = Array.from({ length: 40 }, (_, run) => (run % 10 === 0 ? 800_000 : 22_000));
    const [checked] = check({
      before: [workflowOfCosts('w', wild)],
      after: [workflowOfCosts('w', [...wild, 900_000])],
    });
    expect(checked?.findings.map(inWords)).toEqual(['note cost noise']);
    expect(checked?.findings[0]).toMatchObject({ bound: { relative: { num: 8n, den: 100n } } });
  });

  it('from nothing to something fails, and what is not known any more', () => {
    expect(found({ before: one(0), after: one(101) })).toEqual(['fail cost limit']);
    // no more than a hundredth of a cent: too little to fail for
    expect(found({ before: one(0), after: one(100) })).toEqual([]);
    expect(found({ before: one(50), after: one(150) })).toEqual([]);
    const unpriced = [workflowOf('w', 50, [stepSums('', { calls: 50, callsPriced: 0, classes: {} })])];
    expect(found({ before: one(5), after: unpriced })).toEqual([
      'fail cost limit',
      'fail unpriced_share limit',
    ]);
    expect(found({ before: unpriced, after: one(5) })).toEqual([]);
  });
});

describe('limits that a project asks for', () => {
  test.each([
    [100, 2_100, []], // twentyfold, but only 0.002 USD
    [100, 2_101, ['fail cost limit']],
    [1_000_000, 1_079_999, []], // 0.08 USD, but less than 8 %
    [1_000_000, 1_080_001, ['fail cost limit']],
  ])('8 %% and 0.002 USD must both be passed: from %i to %i', (before, after, findings) => {
    const policy = ['- match: "*"', '  cost: { warn: off, fail: [8%, 0.002 USD] }'];
    expect(found({ before: one(before), after: one(after), policy })).toEqual(findings);
  });

  const steps = (calls: number, input: number, cacheRead: number) => [
    workflowOf('w', 50, [stepSums('', { calls, classes: { input: [input, 1], cacheRead: [cacheRead, 1] } })]),
  ];
  const before = steps(100, 50_000, 50_000);
  test.each([
    ['calls_per_run: { fail: 10% }', steps(111, 55_500, 55_500), ['fail calls_per_run limit']],
    ['calls_per_run: { fail: 10% }', steps(110, 55_000, 55_000), []],
    ['tokens_per_call: { warn: 50 }', steps(100, 52_501, 52_500), ['warn tokens_per_call limit']],
    ['tokens_per_call: { warn: 50 }', steps(100, 52_500, 52_500), []],
    ['cached_share: { fail: 5% }', steps(100, 55_001, 44_999), ['fail cached_share limit']],
    ['cached_share: { fail: 5% }', steps(100, 55_000, 45_000), []],
    ['cached_share: { fail: 5% }', steps(100, 10_000, 90_000), []],
  ])('%s', (line, after, findings) => {
    const policy = ['- match: "*"', '  cost: off', `  ${line}`];
    expect(found({ before, after, policy })).toEqual(findings);
  });

  it('a cost per success, of which none is left', () => {
    const policy = ['- match: "*"', '  cost_per_ok_run: { fail: 10% }'];
    const sides = { before: one(100, 50, { runsOk: 40 }), after: one(100, 50, { runsOk: 0 }), policy };
    expect(found(sides)).toEqual(['fail cost_per_ok_run limit']);
  });

  it('a p90, though the mean stays', () => {
    const even = Array.from({ length: 100 }, (_, run) => 1_000 + run);
    const uneven = even.map((cost, run) => (run >= 70 ? cost + 700 : cost - 300));
    const policy = ['- match: "*"', '  p90: { fail: 15% }'];
    expect(
      found({ before: [workflowOfCosts('w', even)], after: [workflowOfCosts('w', uneven)], policy }),
    ).toEqual(['fail p90 limit']);
  });

  it('only of the workflows that a rule names; a rule that names none is told', () => {
    const rules = rulesOf('- match: a*', '  cost: off', '- match: x', '  min_runs: 5');
    const sides = {
      before: [flat('a1', 50, 1_000), flat('b', 50, 1_000)],
      after: [flat('a1', 50, 2_000), flat('b', 50, 2_000)],
    };
    const checks = checkWorkflows({ ...sides, rules, features: [] });
    expect(checks.map(({ name, findings }) => [name, ...findings.map(inWords)])).toEqual([
      ['b', 'fail cost limit'],
      ['a1'],
    ]);
    expect(unusedRules(rules, checks)).toEqual([{ pattern: 'x', line: 4 }]);
  });
});

describe('calls without a price', () => {
  const sums = (callsPriced: number) => [
    workflowOf('w', 10, [stepSums('', { calls: 200, callsPriced, classes: { input: [1_000, 1] } })]),
  ];
  test.each([
    [198, []],
    [197, ['warn unpriced_share limit']],
    [190, ['warn unpriced_share limit']],
    [189, ['fail unpriced_share limit']],
  ])('%i of 200 have one, however few the runs are', (priced, findings) => {
    expect(found({ before: sums(200), after: sums(priced) })).toEqual(findings);
  });
});

describe('budgets', () => {
  const policy = ['- match: "*"', '  mean_budget: 0.02', '  run_budget: 0.50'];
  test.each([
    [[20_000, 20_000], []],
    [[20_000, 20_001], ['fail w mean-budget']],
    [[...Array.from({ length: 30 }, () => 100), 500_000], []],
    [[...Array.from({ length: 30 }, () => 100), 500_001], ['fail w run-budget']],
  ])('%j', (costs, findings) => {
    const side = [workflowOfCosts('w', costs)];
    expect(found({ before: side, after: side, policy })).toEqual(findings);
  });

  it('know the dearest run that no quantile stands for', () => {
    const side = one(100, 10_000, { dearest: usd(600_000) });
    const [checked] = check({ before: side, after: side, policy });
    expect(checked?.findings).toEqual([
      { severity: 'fail', workflow: 'w', kind: 'run-budget', dearest: usd(600_000), most: usd(500_000) },
    ]);
  });

  it('hold for a new workflow, and are not kept by one without a price', () => {
    expect(found({ before: [], after: one(30_000), policy })).toEqual(['fail w mean-budget', 'note w new']);
    const unpriced = [workflowOf('w', 5, [stepSums('', { calls: 5, callsPriced: 0, classes: {} })])];
    const both = ['fail w mean-budget', 'fail w run-budget'];
    expect(found({ before: [], after: unpriced, policy })).toEqual([...both, 'note w new']);
    expect(found({ before: unpriced, after: unpriced, policy })).toEqual([...both, 'warn w unpriced']);
    expect(found({ before: one(10, 5), after: unpriced, policy: [...policy, '  cost: off'] })).toEqual(
      expect.arrayContaining(both),
    );
  });
});

describe('a workflow without a price on both sides', () => {
  it('is told of, and its calls keep their limit', () => {
    const unpriced = (calls: number) => [
      workflowOf('w', 50, [stepSums('', { calls, callsPriced: 0, classes: {} })]),
    ];
    const policy = ['- match: "*"', '  calls_per_run: { fail: 0.5 }'];
    // 50 runs: from 1 call each to 2
    expect(found({ before: unpriced(50), after: unpriced(100), policy })).toEqual([
      'fail calls_per_run limit',
      'warn w unpriced',
    ]);
    expect(found({ before: unpriced(50), after: unpriced(50), policy })).toEqual(['warn w unpriced']);
  });
});

describe('a feature', () => {
  const features = [{ name: 'F', affordable: usd(1_010), matches: (name: string) => name === 'w' }];
  test.each([
    [1_000, 1_011, ['fail w no-longer-viable']],
    [1_010, 1_011, ['fail w no-longer-viable']],
    [1_000, 1_010, []],
    [1_011, 1_012, []],
    [1_011, 1_000, []],
  ])('affordable at 1,010: from %i to %i', (before, after, findings) => {
    expect(found({ before: one(before), after: one(after), features })).toEqual(findings);
  });

  it('of several workflows is judged by all their runs together', () => {
    const all = [{ name: 'F', affordable: usd(1_010), matches: () => true }];
    // 20 runs at 2,000 and 1,000 runs at 500: about 530 a run, however dear the few are
    const sides = {
      before: [flat('few', 20, 1_000), flat('many', 1_000, 500)],
      after: [flat('few', 20, 2_000), flat('many', 1_000, 500)],
    };
    expect(found({ ...sides, features: all })).toEqual(['fail cost limit']);
    const dearer = { ...sides, after: [flat('few', 20, 2_000), flat('many', 1_000, 1_100)] };
    expect(found({ ...dearer, features: all })).toContain('fail few no-longer-viable');
  });

  it('that crosses its line with too few runs, or by chance, is a warning', () => {
    expect(found({ before: one(1_000, 10), after: one(1_020, 10), features })).toEqual([
      'warn w no-longer-viable',
    ]);
    const wild = Array.from({ length: 40 }, (_, run) => (run % 2) * 2_019);
    const wilder = wild.map((cost, run) => (run === 1 ? cost + 300 : cost));
    const sides = { before: [workflowOfCosts('w', wild)], after: [workflowOfCosts('w', wilder)] };
    expect(found({ ...sides, features })).toEqual(['warn w no-longer-viable']);
  });
});

describe('workflows of one side', () => {
  const flow = (name: string, step: string, calls = 100, model = 'a/one') =>
    workflowOf(name, 50, [stepSums(step, { model, calls, classes: { input: [calls, 10 ** 9] } })]);

  it('are noted', () => {
    const [first, second] = check({ before: [flow('old', 'x')], after: [flow('fresh', 'y')] });
    expect(first?.findings).toEqual([
      { severity: 'note', workflow: 'fresh', kind: 'new', cost: 2_000_000_000n },
    ]);
    expect(first?.split).toMatchObject({
      before: 0n,
      after: 2_000_000_000n,
      parts: { calls: 2_000_000_000n },
    });
    expect(second?.findings).toEqual([{ severity: 'note', workflow: 'old', kind: 'removed' }]);
  });

  test.each<[string, readonly WorkflowSums[], readonly string[]]>([
    ['the same steps, models and calls', [flow('n', 'x')], ['n']],
    ['a quarter more calls', [flow('n', 'x', 125)], ['n']],
    ['more than that', [flow('n', 'x', 126)], []],
    ['another step', [flow('n', 'y')], []],
    ['another model', [flow('n', 'x', 100, 'b/two')], []],
    ['the nearest of two', [flow('m', 'x', 110), flow('n', 'x', 105)], ['n']],
    ['the first of two alike', [flow('m', 'x', 105), flow('n', 'x', 105)], ['m']],
  ])('renamed: %s', (_, after, names) => {
    const findings = check({ before: [flow('old', 'x')], after }).flatMap((each) => each.findings);
    expect(findings.flatMap((each) => (each.kind === 'renamed' ? [each.to] : []))).toEqual(names);
  });

  it('each new one is the new name of one', () => {
    const before = [flow('a', 'x', 100), flow('b', 'x', 104)];
    const findings = check({ before, after: [flow('n', 'x', 103)] }).flatMap((each) => each.findings);
    expect(findings.map(inWords)).toEqual(['warn b renamed', 'note n new', 'note a removed']);
  });
});

describe('the order', () => {
  it('is worst first: failures, warnings, then what became dearest', () => {
    const names = ['warned', 'same', 'dearer', 'failed', 'cheaper'];
    const before = names.map((name) => flat(name, 50, 100_000));
    const costs = [105_000, 100_000, 102_000, 110_000, 50_000];
    const after = names.map((name, at) => flat(name, 50, costs[at] ?? 0));
    const checks = check({ before, after });
    expect(checks.map(({ name }) => name)).toEqual(['failed', 'warned', 'dearer', 'same', 'cheaper']);
    expect(outcomeOf(checks)).toBe('failed');
    expect(outcomeOf(checks.slice(1))).toBe('warned');
    expect(outcomeOf(checks.slice(2))).toBe('passed');
  });

  it('and all else do not depend on the order of the sides', () => {
    const before = ['a', 'b', 'c'].map((name) => flat(name, 50, 100));
    const after = ['b', 'c', 'd'].map((name) => flat(name, 50, 120));
    expect(check({ before: [...before].reverse(), after: [...after].reverse() })).toEqual(
      check({ before, after }),
    );
  });
});
