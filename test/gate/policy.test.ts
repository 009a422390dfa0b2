import { describe, expect, it, test } from 'vitest';
import { RecostError } from '../../src/domain/problem.ts';
import { DEFAULT_POLICY, policyFor, readPolicy } from '../../src/gate/policy.ts';

const read = (...lines: readonly string[]) => readPolicy({ name: 'recost.yaml', text: lines.join('\n') });
const rule = (...lines: readonly string[]) =>
  read('gate:', '- match: "*"', ...lines.map((line) => `  ${line}`));
const said = ({ problems }: ReturnType<typeof read>): readonly string[] =>
  problems.map(({ place, text }) => `${place?.line} ${text}`);
const share = (num: bigint, den: bigint) => ({ relative: { num, den }, absolute: undefined });
const amount = (num: bigint, den: bigint) => ({ relative: undefined, absolute: { num, den } });
const OFF = { relative: undefined, absolute: undefined };

const EXAMPLE = [
  'gate:',
  '  - match: "*"                 # all of them',
  '    min_runs: 30',
  '    cost: { warn: 5%, fail: [8%, 0.002 USD] }',
  '    unpriced_share: { warn: 1%, fail: 5% }',
  '  - match: triage*',
  '    p90: { fail: 15% }',
  '    mean_budget: 0.02',
  '    run_budget: 50 ct',
  'features: [{ name: A, workflow: a, budget: 1 }]',
];

/** A hundredth of a cent, in dollars. */
const TINY = { num: 1n, den: 10_000n };

describe('a policy', () => {
  it('is rules in their order', () => {
    const { rules, problems } = read(...EXAMPLE);
    expect(problems).toEqual([]);
    expect(rules).toEqual([
      {
        pattern: '*',
        line: 2,
        limits: {
          cost: {
            warn: share(1n, 20n),
            fail: { relative: { num: 2n, den: 25n }, absolute: { num: 1n, den: 500n } },
          },
          unpriced_share: { warn: amount(1n, 100n), fail: amount(1n, 20n) },
        },
        meanBudget: undefined,
        runBudget: undefined,
        minRuns: 30,
      },
      {
        pattern: 'triage*',
        line: 6,
        limits: { p90: { fail: share(3n, 20n) } },
        meanBudget: 20_000_000_000_000n,
        runBudget: 500_000_000_000_000n,
        minRuns: undefined,
      },
    ]);
  });

  it('of a workflow is all that its rules say, later ones over earlier ones, over the default', () => {
    const { rules } = read(...EXAMPLE, '');
    expect(policyFor(rules, 'other')).toEqual({
      ...DEFAULT_POLICY,
      limits: { ...DEFAULT_POLICY.limits, ...rules[0]?.limits },
      minRuns: 30,
    });
    expect(policyFor(rules, 'triage-bugs')).toMatchObject({
      minRuns: 30,
      runBudget: 500_000_000_000_000n,
      limits: { p90: { warn: OFF, fail: share(3n, 20n) }, cost: { warn: share(1n, 20n) } },
    });
  });

  it('that says one limit leaves the other of the default', () => {
    const { rules } = rule('cost: { fail: 20% }');
    expect(policyFor(rules, 'w').limits.cost).toEqual({
      warn: { ...share(3n, 100n), absolute: TINY },
      fail: share(1n, 5n),
    });
  });

  it('is the default where nothing is said', () => {
    expect(read('')).toEqual({ rules: [], problems: [] });
    expect(read('features: []')).toEqual({ rules: [], problems: [] });
    expect(policyFor([], 'w')).toMatchObject({
      limits: {
        cost: {
          warn: { ...share(3n, 100n), absolute: TINY },
          fail: { ...share(8n, 100n), absolute: TINY },
        },
        p90: { warn: OFF, fail: OFF },
        unpriced_share: { warn: amount(1n, 100n), fail: amount(5n, 100n) },
      },
      meanBudget: undefined,
      minRuns: 20,
    });
  });

  test.each([
    ['cost: off', 'cost', OFF],
    ['cost: { fail: none }', 'cost', OFF],
    ['cost: { fail: 250 % }', 'cost', share(5n, 2n)],
    ['cost: { fail: 0% }', 'cost', share(0n, 1n)],
    ['cost: { fail: $0.01 }', 'cost', amount(1n, 100n)],
    ['cost_per_ok_run: { fail: 3 ct }', 'cost_per_ok_run', amount(3n, 100n)],
    ['calls_per_run: { fail: 1.5 }', 'calls_per_run', amount(3n, 2n)],
    [
      'calls_per_run: { fail: [2, 10%] }',
      'calls_per_run',
      { ...share(1n, 10n), ...{ absolute: { num: 2n, den: 1n } } },
    ],
    ['tokens_per_call: { fail: "1,200" }', 'tokens_per_call', amount(1_200n, 1n)],
    ['cached_share: { fail: 10 points }', 'cached_share', amount(1n, 10n)],
    ['Cached-Share: { Fail: 10% }', 'cached_share', amount(1n, 10n)],
  ] as const)('%s', (line, metric, fail) => {
    const { rules, problems } = rule(line);
    expect(problems).toEqual([]);
    expect(rules[0]?.limits[metric]?.fail).toEqual(fail);
  });
});

describe('a fault', () => {
  test.each([
    ['min_rnus: 5', '3 gate rule "*": there is no key "min_rnus" (did you mean min_runs?)'],
    ['cost: 8%', '3 gate rule "*": cost is text: write { warn: …, fail: … }, or off'],
    ['cost: {}', '3 gate rule "*": cost has no limit: write { warn: …, fail: … }, or off'],
    ['cost: { fial: 8% }', '3 gate rule "*", cost: there is no key "fial" (did you mean fail?)'],
    ['cost: { fail: }', '3 gate rule "*": cost fail is nothing, where one value belongs'],
    [
      'cost: { fail: 0.08 }',
      '3 gate rule "*": cost fail "0.08" could be a share or an amount: write 0.08% or 0.08 USD',
    ],
    [
      'cost: { fail: -8% }',
      '3 gate rule "*": cost fail "-8%" is negative: write how much worse it may become',
    ],
    ['cost: { fail: 1 EUR }', '3 gate rule "*": cost fail "1 EUR" is in EUR: the gate compares US dollars'],
    [
      'cost: { fail: [8%, 9%] }',
      '3 gate rule "*": cost fail has two limits of one kind: write one share and one amount',
    ],
    [
      'cost: { fail: [] }',
      '3 gate rule "*": cost fail is a list: write one limit, or two that both must be passed',
    ],
    [
      'cost: { fail: 1.2.3% }',
      '3 gate rule "*": cost fail "1.2.3%" is no limit: write it like 8% or 0.002 USD',
    ],
    [
      'unpriced_share: { fail: 0.05 }',
      '3 gate rule "*": unpriced_share fail "0.05" is no limit: write it in percentage points, like 5%',
    ],
    [
      'unpriced_share: { fail: 101% }',
      '3 gate rule "*": unpriced_share fail "101%" is more than 100 percentage points',
    ],
    [
      'calls_per_run: { fail: many }',
      '3 gate rule "*": calls_per_run fail "many" is no limit: write it like 8% or 2',
    ],
    ['mean_budget: 0', '3 gate rule "*": mean_budget "0" is zero'],
    [
      'run_budget: lots',
      '3 gate rule "*": run_budget "lots" is no amount: write it like 0.30, $0.30 or 30 ct',
    ],
    ['min_runs: 2.5', '3 gate rule "*": min_runs "2.5" is no whole number: write it like 12000, or 12,000'],
    ['match: b*', '3 gate rule "*": match is given twice, first in line 2 (keep one of them)'],
  ])('%s', (line, message) => {
    const policy = rule(line);
    expect(said(policy)).toEqual([message]);
    expect(policy.rules).toEqual([]);
  });

  it('of one rule leaves the others', () => {
    const policy = read('gate:', '- match: a', '  min_runs: x', '- min_runs: 3', '- five', '- match: b');
    expect(said(policy)).toEqual([
      '3 gate rule "a": min_runs "x" is no number: write a whole number such as 12000',
      '4 gate rule 2: match is missing: write match: "*" for all workflows',
      '5 gate rule 3: it is text: write - match: "*", and limits below it',
    ]);
    expect(policy.rules.map(({ pattern }) => pattern)).toEqual(['b']);
  });

  test.each([
    ['gate:', '1 at the top of the file: gate is nothing: write a list of rules, - match: "*" each'],
    ['gate: []', '1 at the top of the file: gate has 0 rules: write a list of rules, - match: "*" each'],
    [
      'gate:\n- match: *',
      '2 gate rule 1: match is an alias (*): write the value itself; a text that begins with * belongs in quotes',
    ],
    ['gates: [{ match: "*" }]', '1 at the top of the file: there is no key "gates" (did you mean gate?)'],
  ])('%s', (text, message) => {
    expect(said(read(text))).toEqual([message]);
  });

  test.each([
    ['gate: [', 'cannot read the project’s file recost.yaml, line 1'],
    [
      '- a',
      'cannot read the project’s file recost.yaml, line 1: it is a list: write "gate:", and below it rules',
    ],
    [
      `a: ${'['.repeat(100)}`,
      'cannot read the project’s file recost.yaml, line 1: it is nested too deeply; rules are a plain list',
    ],
    ['\0', 'cannot read the project’s file recost.yaml: it is no plain text'],
  ])('%j ends the reading', (text, message) => {
    expect(() => read(text)).toThrow(RecostError);
    expect(() => read(text)).toThrow(message);
  });
});
