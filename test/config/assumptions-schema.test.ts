import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { ASSUMPTION_KEYS, readAssumptions } from '../../src/config/assumptions.ts';
import { schemaIn, validator } from '../support/schema.ts';

const PATH = 'docs/features.schema.json';
const errorsOf = validator(PATH);
const { assumptions } = (
  schemaIn(PATH) as unknown as { readonly $defs: { readonly assumptions: { readonly properties: object } } }
).$defs;
const read = (text: string) => readAssumptions({ name: 'recost.yaml', text });

describe('assumptions in features.schema.json', () => {
  it('has the keys that are read', () => {
    expect(Object.keys(assumptions.properties)).toEqual([...ASSUMPTION_KEYS]);
  });

  test.each([
    'assumptions: { output_length: 1.2, retry_rate: 2%, cache: warm, band_at: end }',
    'assumptions: { output_length: { "*": 120 %, claude-*: 6/5, gpt-?: { low: 1, base: 1.1, high: 2 } } }',
    'assumptions: { retry_rate: { low: 0, base: 0.02, high: 5% }, cache: recorded }',
    'assumptions: { retry_rate: { deepseek-*: { low: 0, base: .5%, high: 1% } }, cache: cold, band_at: start }',
  ])('what is read validates: %s', (text) => {
    expect(() => read(text)).not.toThrow();
    expect(errorsOf(parse(text))).toEqual([]);
  });

  test.each([
    'assumptions: { output_lenght: 1.2 }',
    'assumptions: { output_length: long }',
    'assumptions: { output_length: -1 }',
    'assumptions: { output_length: 101 }',
    'assumptions: { output_length: { low: 1, base: 1.2 } }',
    'assumptions: { output_length: {} }',
    'assumptions: { output_length: { claude-*: { low: 1 } } }',
    'assumptions: { retry_rate: [1, 2] }',
    'assumptions: { cache: hot }',
    'assumptions: { band_at: middle }',
    'assumptions: 1.2',
  ])('what is refused does not: %s', (text) => {
    expect(() => read(text)).toThrow('the assumptions have faults');
    expect(errorsOf(parse(text))).not.toEqual([]);
  });

  it('tells every fault, with its line', () => {
    const text = 'gate: []\nassumptions:\n  cache: hot\n  retry_rate: often\n  cache: warm\n';
    for (const fault of [
      'recost.yaml:4: retry_rate "often"',
      'recost.yaml:5: cache is given twice, first in line 3',
    ])
      expect(() => read(text)).toThrow(fault);
  });

  it('leaves other keys to others', () => {
    expect(read('features: 7\nnonsense: [1, 2]').file).toBeUndefined();
  });
});
