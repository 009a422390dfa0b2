import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patternMatcher } from '../../../src/config/pattern.ts';
import type { Money } from '../../../src/domain/money.ts';
import { featuresTemplate } from '../../../src/plan/features/template.ts';
import { yaml } from './support.ts';

/** The template with `value` and `target_margin` filled in. */
const filled = (text: string): string => text.replace(/^ {4}# (value|target_margin): /gm, '    $1: ');

const named = (...names: readonly string[]): string =>
  featuresTemplate(names.map((name) => ({ name, runs: 2, mean: undefined })));

describe('the template of a features file', () => {
  const text = featuresTemplate([
    { name: 'contract-review', runs: 1240, mean: 812_345_000_000_000n as Money },
    { name: 'triage *', runs: 1, mean: undefined },
  ]);

  it('says what a run costs now', () => {
    expect(text).toContain(`  - name: contract-review
    workflow: contract-review
    # 1,240 runs in the logs; a run costs about $0.8123
`);
    expect(text).toContain('    # 1 run in the logs; what a run costs is not known\n');
  });

  it('asks for what is missing, as long as nothing is filled in', () => {
    const read = yaml(text);
    expect(read.faulty).toBe(2);
    expect(read.problems.map(({ code }) => code)).toEqual(['feature-field-missing', 'feature-field-missing']);
  });

  it('is valid once a value and a margin are taken in: 1.00 × 30 % = 0.30', () => {
    const { features, problems } = yaml(filled(text));
    expect(problems).toEqual([]);
    expect(features.map(({ name, affordable }) => [name, affordable])).toEqual([
      ['contract-review', 300_000_000_000_000n],
      ['triage *', 300_000_000_000_000n],
    ]);
  });

  it('is valid with everything taken in, the shape among it', () => {
    const all = filled(text)
      .replace(/^ {4}# (?=\w+: )/gm, '    ')
      .replace(/^ {2}# (?=- name| {2}\w+: )/gm, '  ')
      .replace(/^# (?=currency|exchange_rates|defaults| {2}\S)/gm, '')
      .replace(/^ {2}(?:price|revenue_per_month|budget|value|target_margin|revenue_share) {2,}.*$/gm, '');
    const { features, problems } = yaml(all);
    expect(problems).toEqual([]);
    // 1.00 EUR × 1.085 × 30 % = 0.3255
    expect(features.map(({ subject, affordable }) => [subject.kind, affordable])).toEqual([
      ['workflow', 325_500_000_000_000n],
      ['workflow', 325_500_000_000_000n],
      ['shape', 325_500_000_000_000n],
    ]);
  });

  it('of no workflows still tells how', () => {
    expect(featuresTemplate([])).toContain('  # - name: Contract review for every plan\n');
  });

  it.each([
    'a: b',
    'a #b',
    '"quoted" \'twice\'',
    'one\ntwo\n  - name: three\n\n\nfour of a text that is longer than forty characters\n\n',
    'tab\tand\r\nreturn',
    '- dash',
    '*all*',
    '&anchor !tag |block >fold %dir @at `tick',
    '{a: [b]}',
    '12',
    'null',
    '~',
    'true',
    '<<',
    ' blanks ',
    '\u0000\u0007\u001b[31m',
    'bidi \u202e and \u2028 \u0085 \ufeff \u{e0041}',
    'lone \ud800',
    'a\\b\\*',
    'Ünïcode 名前 😀',
    'x'.repeat(10_000),
    '*'.repeat(10_000),
    '# comment',
    '---',
    '...',
  ])('keeps a name in its place: %j', (name) => {
    const { features, problems } = yaml(filled(named('first', name, 'last')));
    expect(problems).toEqual([]);
    expect(features.map((feature) => feature.name)).toEqual(['first', name, 'last']);
    const patterns = features.map(({ subject }) => (subject as { pattern: string }).pattern);
    expect(patterns.map((pattern) => patternMatcher(pattern)(name))).toEqual([false, true, false]);
  });

  it('keeps any name in its place', () => {
    const names = fc.string({ unit: 'binary', minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(names, (name) => {
        const { features } = yaml(filled(named(name, `${name}2`)));
        expect(features.map((feature) => feature.name)).toEqual([name, `${name}2`]);
      }),
    );
  });

  it('shows no character that hides or turns text', () => {
    expect(named('a\u202eb\u200bc\u001bd')).toContain('"a\\u202eb\\u200bc\\u001bd"');
  });
});
