import { describe, expect, it, test } from 'vitest';
import { readFeatures } from '../../../src/plan/features/read-features.ts';
import { csv, one, refusal, said, yaml } from './support.ts';

const SOUND = ['workflow: a', 'value: 1', 'target_margin: 70%'] as const;
const SIZES = [
  'steps: 6',
  'calls_per_step: 3',
  'input_tokens: 100',
  'output_tokens: 10',
  'budget: 1',
] as const;

describe('what is wrong with a feature', () => {
  test.each([
    [
      ['value: 1', 'target_margin: 70%'],
      '2 feature-field-missing: feature "A": say which runs it is about: workflow, or a shape (steps, calls_per_step, input_tokens, output_tokens)',
    ],
    [
      ['workflow: a'],
      '2 feature-field-missing: feature "A": say what a run is worth: value, price, revenue_per_month or budget',
    ],
    [
      ['workflow: a', 'price: 1'],
      '2 feature-field-missing: feature "A": price needs target_margin (0% for break-even) or revenue_share',
    ],
    [
      ['workflow: a', 'revenue_per_month: 1', 'revenue_share: 30%'],
      '2 feature-field-missing: feature "A": revenue_per_month needs runs_per_month, over which it is spread',
    ],
    [
      ['workflow: a', 'value: 1', 'price: 1', 'target_margin: 70%'],
      '5 feature-fields-clash: feature "A": value and price do not go together; keep one of them',
    ],
    [
      [...SOUND, 'revenue_share: 30%'],
      '6 feature-fields-clash: feature "A": target_margin and revenue_share do not go together; keep one of them',
    ],
    [
      ['workflow: a', 'budget: 1', 'target_margin: 70%'],
      '5 feature-fields-clash: feature "A": budget and target_margin do not go together; a budget is what a run may cost already',
    ],
    [
      [...SOUND, 'before_model: gpt-5.5'],
      '6 feature-fields-clash: feature "A": workflow does not go with before_model; keep one: the runs of a log, or a shape',
    ],
    [
      ['steps: 6', 'input_tokens: 1', 'budget: 1'],
      '2 feature-field-missing: feature "A": its shape lacks calls_per_step, output_tokens',
    ],
    [
      [...SIZES, 'cached_tokens: 101'],
      '8 feature-fields-clash: feature "A": 101 cached_tokens are more than 100 input_tokens; the cached ones are a part of the input',
    ],
    [
      [...SIZES, 'frontier_share: 33.333%'],
      '8 feature-field-invalid: feature "A": frontier_share "33.333%" is too fine: give a rounder share, of at most three decimals',
    ],
    [
      ['steps: 1000', 'calls_per_step: 11', ...SIZES.slice(2)],
      '3 feature-fields-clash: feature "A": 1000 steps of 11 calls are 11000 calls; at most 10000 in a run',
    ],
    // 0.3333 of 200 calls: 10,000 × 200 calls
    [
      ['steps: 200', 'calls_per_step: 1', ...SIZES.slice(2), 'frontier_share: 0.3333'],
      '8 feature-field-invalid: feature "A": frontier_share "0.3333" is too fine: give a rounder share, of at most three decimals',
    ],
    [
      [...SIZES.slice(1), 'steps: 0'],
      '7 feature-field-invalid: feature "A": steps "0" is too small: at least 1',
    ],
    [
      ['input_tokens: 2147483648', ...SIZES.filter((size) => !size.startsWith('input'))],
      '3 feature-field-invalid: feature "A": input_tokens "2147483648" is too large: at most 2,147,483,647',
    ],
    [
      ['workflow: a', 'value: 1,20', 'target_margin: 70%'],
      '4 feature-field-invalid: feature "A": value "1,20" is ambiguous: write 1.20',
    ],
    [
      ['workflow: a', 'value: [1]', 'target_margin: 70%'],
      '4 feature-field-invalid: feature "A": value is a list, where one value belongs',
    ],
    [
      ['workflow: *', 'budget: 1'],
      '3 feature-field-invalid: feature "A": workflow is an alias (*): write the value itself; a text that begins with * belongs in quotes',
    ],
    [
      ['workflow: a', 'value: 1', 'target_margin: 100%'],
      '5 feature-field-invalid: feature "A": target_margin "100%" leaves nothing for inference: it must be below 100%',
    ],
    [
      ['workflow: a', 'value: 1', 'revenue_share: 0'],
      '5 feature-field-invalid: feature "A": revenue_share "0" leaves nothing for inference: it must be above 0%',
    ],
    [
      ['workflow: a', 'value: 1e-9', 'target_margin: 0'],
      '4 feature-field-invalid: feature "A": value "1e-9" is no amount: write it like 0.30, $0.30 or 0.30 EUR',
    ],
    [
      ['workflow: a', 'budget: 0.0000000000000001'],
      '4 feature-field-invalid: feature "A": budget is so small that it rounds to nothing',
    ],
    [
      ['workflow: a', 'budget: 1 EUR'],
      '4 feature-currency: feature "A": budget is in EUR, of which no exchange rate is given. Give what one EUR is worth in USD, in the file as exchange_rates: [{ currency: EUR, usd: 1.085, date: 2026-11-20 }], or with --exchange EUR=1.085@2026-11-20',
    ],
    [
      [...SOUND, 'currency: Euro'],
      '6 feature-field-invalid: feature "A": currency "Euro" is no currency: write its three letters, such as EUR',
    ],
    [
      [...SOUND, 'status: shelfed'],
      '6 feature-field-invalid: feature "A": status "shelfed" is none (did you mean shelved?)',
    ],
    [
      [...SOUND, 'min_quality: good'],
      '6 feature-field-invalid: feature "A": min_quality "good" is no score: write it like 0.93 or 93%',
    ],
    [
      [...SOUND, 'quality: { keep: x }'],
      '6 feature-field-invalid: feature "A": quality of "keep", "x", is no score: write it like 0.93 or 93%',
    ],
    [
      [...SOUND, 'min_quality: 0.9', 'quality: { keep: 93 }'],
      '7 feature-fields-clash: feature "A": min_quality 0.9 and the quality 93 of "keep" are on different scales; write both alike',
    ],
    [
      [...SOUND, 'targt_margin: 70%'],
      '6 feature-key-unknown: feature "A": there is no key "targt_margin" (did you mean target_margin?)',
    ],
    [
      [...SOUND, 'vlaue: 2'],
      '6 feature-key-unknown: feature "A": there is no key "vlaue" (did you mean value?)',
    ],
    [
      [...SOUND, 'Value: 2'],
      '6 feature-fields-clash: feature "A": value is given twice, first in line 4; keep one of them',
    ],
  ])('%j', (lines, problem) => {
    const read = one(...lines);
    expect(said(read)).toEqual([problem]);
    expect(read.features).toEqual([]);
    expect(read.faulty).toBe(1);
  });

  it('costs no other feature its judgement', () => {
    const read = yaml(
      'features:\n- { name: A, workflow: a, budget: 1 }\n- { name: A, workflow: b, budget: 2 }\n- hello\n- { name: C, workflow: c, budget: 3 }',
    );
    expect(read.features.map(({ name, line }) => [name, line])).toEqual([
      ['A', 2],
      ['C', 5],
    ]);
    expect(read.faulty).toBe(2);
    expect(said(read)).toEqual([
      '3 feature-name-repeated: feature "A": line 2 has a feature of this name already; only that one is used',
      '4 feature-field-invalid: feature 3: it is text: write keys and values',
    ]);
  });

  it('is all said at once, in the order of lines', () => {
    const read = yaml('features:\n- workflow: a\n  value: -1\n  target_margin: 70\n  status: gone');
    expect(said(read)).toEqual([
      '2 feature-field-missing: feature 1: it has no name',
      '3 feature-field-invalid: feature 1: value "-1" is negative',
      '4 feature-field-invalid: feature 1: target_margin "70" is more than 1: write 70%',
      '5 feature-field-invalid: feature 1: status "gone" is none: shipped or shelved',
    ]);
  });

  it('is said in few words, however long the file’s are', () => {
    const [problem] = one(...SOUND, `status: ${'x'.repeat(900_000)}`).problems;
    expect(problem?.text.length).toBeLessThan(200);
  });
});

describe('what is wrong at the top', () => {
  const FEATURE = 'features:\n- { name: A, workflow: a, budget: 1 }';

  test.each([
    [
      'curency: EUR',
      ['1 feature-key-unknown: at the top of the file: there is no key "curency" (did you mean currency?)'],
    ],
    [
      'exchange_rates: 1',
      [
        '1 feature-field-invalid: exchange_rates: it is no list: write - { currency: EUR, usd: 1.085, date: 2026-11-20 }',
      ],
    ],
    [
      'exchange_rates:\n- { currency: EUR, usd: 1,085, date: 2026-02-30 }',
      [
        '2 feature-key-unknown: exchange_rates: there is no key "085"; there are: currency, usd, date',
        '2 feature-field-invalid: exchange_rates: date "2026-02-30" is no day of the calendar',
      ],
    ],
    [
      'exchange_rates:\n- { currency: EUR, usd: 0, date: today }',
      [
        '2 feature-field-invalid: exchange_rates: usd "0" is no rate: write what one unit is worth in USD, such as 1.085',
        '2 feature-field-invalid: exchange_rates: date "today" is no day: write it like 2026-11-20',
      ],
    ],
    [
      'exchange_rates:\n- { currency: EUR, usd: 1 }',
      ['2 feature-field-missing: exchange_rates: an entry has no date'],
    ],
    [
      'exchange_rates:\n- { currency: USD, usd: 1, date: 2026-11-20 }',
      ['2 feature-field-invalid: exchange_rates: currency "USD" needs no rate: all is in USD in the end'],
    ],
    ['defaults: 5', ['1 feature-field-invalid: defaults: it is text: write keys and values below it']],
    [
      'defaults: { name: A }',
      ['1 feature-field-invalid: defaults: name is each feature’s own: give it there'],
    ],
  ])('%s', (text, problems) => {
    const read = yaml(`${text}\n${FEATURE}`);
    expect(said(read)).toEqual(problems);
    expect(read.features.map(({ name }) => name)).toEqual(['A']);
  });

  it('a currency with two rates has none', () => {
    const rates =
      '[{ currency: EUR, usd: 1, date: 2026-11-20 }, { currency: EUR, usd: 2, date: 2026-11-20 }]';
    const read = yaml(`exchange_rates: ${rates}\nfeatures:\n- { name: A, workflow: a, budget: 1 EUR }`);
    expect(read.problems.map(({ code }) => code)).toEqual(['feature-fields-clash', 'feature-currency']);
  });

  it('the same rate given twice is no contradiction', () => {
    const rate = '{ currency: EUR, usd: 1.0850, date: 2026-11-20 }';
    const read = yaml(
      `exchange_rates: [${rate}, ${rate}]\nfeatures:\n- { name: A, workflow: a, budget: 1 EUR }`,
    );
    expect(read.problems).toEqual([]);
    expect(read.features[0]?.affordable).toBe(1_085_000_000_000_000n);
  });
});

describe('a file that cannot be read at all', () => {
  test.each([
    ['', /^features-empty 2: there are no features in recost.yaml. Write "features:"/],
    ['# nothing\n', /^features-empty/],
    ['features: []', /^features-empty/],
    ['features:', /^features-empty/],
    ['- name: A', /^features-empty.*\(it is a list\)/],
    [
      'features:\n- name: a\n\tb: 1',
      /^features-unreadable 2: .* line 3: Tabs are not allowed.*\(use spaces\)/,
    ],
    ['features:\n- name: Contract: review', /line 2: Nested mappings.*in quotes/],
    ['features:\n- name: "A', /^features-unreadable 2: .* line 2: /],
    ['a: b\n---\nc: d', /line 2: a second document/],
    ['features: \0', /it is no plain text/],
    ['PK\u0003\u0004xyz', /it is no plain text/],
    [`features: ${'['.repeat(50)}`, /line 1: it is nested too deeply/],
    ['['.repeat(900_000), /nested too deeply/],
    ['- '.repeat(400_000), /nested too deeply/],
    [`${'#'.repeat(1_000_001)}`, /larger than 1 MB/],
    ['\n'.repeat(1_000_000), /no features/],
  ])('%#', (text, message) => {
    expect(refusal(() => yaml(text))).toMatch(message);
  });

  test.each([
    ['name,value\n"A,1\n', /^features-unreadable 2: .*, line 2: a quote is opened and never closed/],
    ['', /^features-empty/],
    ['name,value\n', /^features-empty/],
    ['a,b\n1,2', /line 1: no column is called as ours are: name, status/],
  ])('table %#', (text, message) => {
    expect(refusal(() => csv(text))).toMatch(message);
  });
});

describe('hostile YAML', () => {
  it('an alias is not followed, so it cannot grow', () => {
    const text =
      'defaults: &a { quality: &b { x: 1 } }\nfeatures: [*a, *a, { name: A, workflow: a, budget: 1, quality: *b }]';
    const read = yaml(text);
    expect(read.faulty).toBe(3);
    expect(said(read)[0]).toBe(
      '2 feature-field-invalid: feature 1: it is an alias (*a): write the value itself; a text that begins with * belongs in quotes: write keys and values',
    );
  });

  it('keys of prototypes are keys like others', () => {
    const read = one('workflow: a', 'budget: 1', 'quality: { __proto__: 0.5, constructor: 0.6 }');
    expect([...(read.features[0]?.quality ?? [])]).toEqual([
      ['__proto__', 0.5],
      ['constructor', 0.6],
    ]);
  });

  it('thirty thousand features come to an end', () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => `- {name: a${index}, value: 1}`);
    const text = `defaults: {target_margin: 1%}\nfeatures:\n${rows.join('\n')}`;
    const read = readFeatures({ name: 'recost.yaml', text, exchangeRates: [] });
    expect(read.faulty).toBe(30_000);
  });
});
