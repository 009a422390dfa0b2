import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecostError } from '../../../src/domain/problem.ts';
import { readFeatures } from '../../../src/plan/features/read-features.ts';

const SOUND_YAML = `currency: EUR
exchange_rates: [{ currency: EUR, usd: 1.085, date: 2026-11-20 }]
defaults: &d
  target_margin: 70%
features:
  - name: "A"
    workflow: a-*
    value: 1,200.50
    quality: { keep: 0.9 }
  - { name: B, steps: 1, calls_per_step: 2, input_tokens: 3, output_tokens: 4, budget: 30 ct }
`;
const SOUND_CSV =
  'name,workflow,value,target_margin,quality\n"A",a-*,"1,200.50",70%,keep=0.9; b=1\nB,b,$1,0.7,\n';
const SIGNS = [
  ...'\'"{}[]*&!|>%@`#:,;-?=~\\/ \t\n\r\0',
  '\ufeff',
  '---\n',
  '<<: *d',
  '!!binary ',
  '0',
  '1e9',
  'é',
];

/** How a reading ended: what it counts must add up, and nothing but our own errors may come out. */
function outcome(name: string, text: string): string {
  try {
    const { features, faulty, problems } = readFeatures({ name, text, exchangeRates: [] });
    return features.length + faulty > 0 && (faulty === 0 || problems.length > 0) ? 'sound' : 'nothing read';
  } catch (error) {
    return error instanceof RecostError ? 'sound' : `bug: ${error}`;
  }
}

/** A text with some signs put in or over others. */
const mutated = (text: string): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(fc.nat(text.length), fc.nat(3), fc.constantFrom(...SIGNS)), {
      minLength: 1,
      maxLength: 6,
    })
    .map((edits) =>
      edits.reduce((now, [at, cut, sign]) => `${now.slice(0, at)}${sign}${now.slice(at + cut)}`, text),
    );

const NAMES = fc.constantFrom('recost.yaml', 'features.json', 'features.csv', 'features.tsv');

describe('whatever the file holds, it is read or refused', () => {
  it('any text', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...SIGNS, 'name') }),
    );
    fc.assert(
      fc.property(NAMES, texts, (name, text) => {
        expect(outcome(name, text)).toBe('sound');
      }),
      { numRuns: 1500 },
    );
  });

  it('YAML with mistakes', () => {
    fc.assert(
      fc.property(mutated(SOUND_YAML), (text) => {
        expect(outcome('recost.yaml', text)).toBe('sound');
      }),
      { numRuns: 1500 },
    );
  });

  it('a table with mistakes', () => {
    fc.assert(
      fc.property(mutated(SOUND_CSV), (text) => {
        expect(outcome('features.csv', text)).toBe('sound');
      }),
      { numRuns: 1500 },
    );
  });

  it('values of any kind', () => {
    const keys = fc.constantFrom(
      'name',
      'value',
      'budget',
      'workflow',
      'steps',
      'target_margin',
      'quality',
      'x',
    );
    const features = fc.array(fc.oneof(fc.dictionary(keys, fc.jsonValue()), fc.jsonValue()), {
      minLength: 1,
    });
    fc.assert(
      fc.property(features, fc.dictionary(keys, fc.jsonValue()), (list, defaults) => {
        const text = JSON.stringify({ defaults, features: list });
        expect(outcome('features.json', text)).toBe('sound');
      }),
      { numRuns: 500 },
    );
  });
});
