import { describe, expect, it, test } from 'vitest';
import { readFeatures } from '../../../src/plan/features/read-features.ts';
import { EUR, one, said, yaml } from './support.ts';

const WHOLE = `# recost.yaml
currency: EUR
exchange_rates:
  - { currency: EUR, usd: 1.0850, date: 2026-11-20 }
  - { currency: GBP, usd: 1.3, date: 2026-11-20 }
defaults:
  target_margin: 70%
features:
  - name: Contract review for every plan
    status: shelved
    workflow: contract-*
    value: 1.00
    runs_per_month: 12000
    min_quality: 0.9
    quality: { deepseek-v4-pro: 0.93, keep: 97% }
  - name: Agent
    steps: 6
    calls_per_step: 3
    input_tokens: 50,000
    output_tokens: 5_000
    frontier_share: 50%
    before_model: gpt-5.5
    budget: $0.30
`;

describe('the same file', () => {
  it('may hold the policy of the gate, which is not looked at here', () => {
    const list = yaml('gate: [{ match: "*", nonsense: 1 }]\nfeatures: [{ name: A, workflow: a, budget: 1 }]');
    expect(said(list)).toEqual([]);
    expect(list.features.map(({ name }) => name)).toEqual(['A']);
  });
});

describe('a whole file', () => {
  const read = yaml(WHOLE);

  it('gives a workflow with its worth in USD: 1.00 EUR × 1.085 = 1.085, of which 30 % are 0.3255', () => {
    expect(read.features[0]).toEqual({
      name: 'Contract review for every plan',
      line: 9,
      status: 'shelved',
      subject: { kind: 'workflow', pattern: 'contract-*', line: 11 },
      worth: {
        kind: 'value',
        perRun: 1_085_000_000_000_000n,
        exact: { num: 1_085_000_000_000_000n, den: 1n },
        share: { num: 3n, den: 10n },
      },
      affordable: 325_500_000_000_000n,
      runsPerMonth: 12_000,
      minQuality: 0.9,
      quality: new Map([
        ['deepseek-v4-pro', 0.93],
        ['keep', 0.97],
      ]),
    });
  });

  it('gives a shape with its budget, which leaves the margin of the defaults aside', () => {
    expect(read.features[1]).toEqual({
      name: 'Agent',
      line: 16,
      status: undefined,
      subject: {
        kind: 'shape',
        line: 17,
        shape: {
          steps: 6,
          callsPerStep: 3,
          inputTokens: 50_000,
          cachedTokens: undefined,
          outputTokens: 5000,
          frontierShare: { num: 1n, den: 2n },
          beforeModel: { name: 'gpt-5.5', line: expect.any(Number) },
        },
      },
      worth: {
        kind: 'budget',
        perRun: 300_000_000_000_000n,
        exact: { num: 300_000_000_000_000n, den: 1n },
        share: { num: 1n, den: 1n },
      },
      affordable: 300_000_000_000_000n,
      runsPerMonth: undefined,
      minQuality: undefined,
      quality: new Map(),
    });
  });

  it('tells only the exchange rates that were used, and no problem', () => {
    expect(read.exchangeRates).toEqual([EUR]);
    expect(read.problems).toEqual([]);
    expect(read.faulty).toBe(0);
  });

  test.each([
    ['CRLF and a byte order mark', `\ufeff${WHOLE.replaceAll('\n', '\r\n')}`],
    [
      'other spellings of keys',
      WHOLE.replace('runs_per_month', 'Runs per month').replace('target_m', 'target-M'),
    ],
    [
      'camel case',
      WHOLE.replace('runs_per_month', 'runsPerMonth').replace('exchange_rates', 'exchangeRates'),
    ],
    [
      'keys that say nothing',
      WHOLE.replace('status: shelved', 'status: shelved\n').replace('50%', '50%\n    value:'),
    ],
  ])('reads the same with %s', (_, text) => {
    const affordable = yaml(text).features.map((feature) => feature.affordable);
    expect(affordable).toEqual([325_500_000_000_000n, 300_000_000_000_000n]);
  });

  it('reads JSON', () => {
    const text =
      '{\n\t"$schema": "x",\n\t"features": [{"name": "A \\u00e9", "workflow": "*", "price": 0.1, "revenue_share": 0.25, "status": null}]\n}';
    const { features } = readFeatures({ name: 'features.json', text, exchangeRates: [] });
    expect(features[0]).toMatchObject({ name: 'A é', status: undefined, affordable: 25_000_000_000_000n });
  });
});

describe('money', () => {
  test.each([
    // 100 ÷ 3 = 33.333 333 333 333 333|3; × 30 % = 10 exactly, as it is rounded once, at the end
    ['revenue_per_month: 100', 'runs_per_month: 3', 33_333_333_333_333_333n, 10_000_000_000_000_000n],
    // 1 ÷ 7 × 3/10 = 0.042 857 142 857 142|857…
    ['revenue_per_month: 1', 'runs_per_month: 7', 142_857_142_857_143n, 42_857_142_857_143n],
    ['value: 0.8', 'runs_per_month: 7', 800_000_000_000_000n, 240_000_000_000_000n],
    // Halves to even: 0.000 000 000 000 005 × 30 % = 1.5 of the least units
    ['price: 0.000000000000005', 'status: shipped', 5n, 2n],
  ])('%s and %s, a margin of 70 %', (worth, other, perRun, affordable) => {
    const [feature] = one('workflow: a', worth, other, 'target_margin: 70%').features;
    expect(feature?.worth.perRun).toBe(perRun);
    expect(feature?.affordable).toBe(affordable);
  });

  it('needs no margin for break-even but 0%', () => {
    const [feature] = one('workflow: a', 'value: 0.3', 'target_margin: 0%').features;
    expect(feature?.worth.share).toEqual({ num: 1n, den: 1n });
    expect(feature?.affordable).toBe(300_000_000_000_000n);
  });

  it('takes the currency of the feature before that of the file, and the command line’s rate before the file’s', () => {
    const text = `currency: GBP
exchange_rates: [{ currency: EUR, usd: 2, date: 2026-01-01 }]
features:
- { name: A, workflow: a, budget: 1, currency: EUR }
- { name: B, workflow: b, budget: 1 USD }`;
    const { features, exchangeRates } = yaml(text, [EUR]);
    // 1 EUR × 1.085, and 1 USD
    expect(features.map(({ affordable }) => affordable)).toEqual([
      1_085_000_000_000_000n,
      1_000_000_000_000_000n,
    ]);
    expect(exchangeRates).toEqual([EUR]);
  });
});

describe('defaults', () => {
  const DEFAULTS =
    'defaults: { value: 1, target_margin: 70%, workflow: all-*, runs_per_month: 10 }\nfeatures:\n';

  test.each([
    ['- name: A', 'value', 300_000_000_000_000n],
    ['- { name: A, price: 2 }', 'price', 600_000_000_000_000n],
    ['- { name: A, revenue_share: 5% }', 'value', 50_000_000_000_000n],
    ['- { name: A, budget: 0.2 }', 'budget', 200_000_000_000_000n],
    ['- { name: A, revenue_per_month: 20 }', 'revenue', 600_000_000_000_000n],
  ])('stand in for what a feature does not say: %s', (feature, kind, affordable) => {
    const { features, problems } = yaml(DEFAULTS + feature);
    expect(problems).toEqual([]);
    expect(features[0]?.worth.kind).toBe(kind);
    expect(features[0]?.affordable).toBe(affordable);
  });

  it('give way to a shape', () => {
    const shape = '{ name: A, steps: 1, calls_per_step: 1, input_tokens: 1, output_tokens: 0 }';
    expect(yaml(`${DEFAULTS}- ${shape}`).features[0]?.subject.kind).toBe('shape');
  });

  it('are blamed once for what is wrong in them, and with their line', () => {
    const read = yaml(
      'defaults:\n  target_margin: 70\n  value: 1\nfeatures:\n- { name: A, workflow: a }\n- { name: B, workflow: a }',
    );
    expect(read.faulty).toBe(2);
    expect(said(read)).toEqual([
      '2 feature-field-invalid: defaults: target_margin "70" is more than 1: write 70%',
    ]);
  });
});
