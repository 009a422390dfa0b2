import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { FILE_KEYS } from '../../../src/config/keys.ts';
import { FEATURE_KEYS, RATE_KEYS } from '../../../src/plan/features/keys.ts';
import { featuresTemplate } from '../../../src/plan/features/template.ts';
import { schemaIn, validator } from '../../support/schema.ts';
import { yaml } from './support.ts';

const PATH = 'docs/features.schema.json';
const errorsOf = validator(PATH);

interface Members {
  readonly properties: Readonly<Record<string, { readonly description?: string }>>;
}
const schema = schemaIn(PATH) as unknown as Members & {
  readonly $defs: Readonly<Record<'feature' | 'defaults' | 'exchangeRate', Members>>;
};
const keysOf = ({ properties }: Members): readonly string[] => Object.keys(properties).sort();

describe('features.schema.json', () => {
  it('has the keys that are read', () => {
    expect(keysOf(schema)).toEqual([...FILE_KEYS, '$schema'].sort());
    expect(keysOf(schema.$defs.feature)).toEqual([...FEATURE_KEYS].sort());
    expect(keysOf(schema.$defs.defaults)).toEqual(FEATURE_KEYS.filter((key) => key !== 'name').sort());
    expect(keysOf(schema.$defs.exchangeRate)).toEqual([...RATE_KEYS].sort());
  });

  it('describes each of them', () => {
    const { feature, exchangeRate } = schema.$defs;
    const members = [schema, feature, exchangeRate].flatMap(({ properties }) => Object.entries(properties));
    expect(members.filter(([, { description = '' }]) => description === '')).toEqual([]);
  });
});

const SHAPE = 'steps: 6, calls_per_step: 3, input_tokens: "50,000", output_tokens: 5_000';

describe('what is read validates', () => {
  test.each([
    'features: [{ name: A, workflow: a-*, value: 1.00, target_margin: 70% }]',
    'features: [{ name: A, workflow: a, value: $0.30, revenue_share: 0.3, status: shelved, runs_per_month: 12_000 }]',
    'features: [{ name: A, workflow: a, price: 30 ct, target_margin: 7/10, min_quality: 0.9, quality: { keep: 97% } }]',
    'features: [{ name: A, workflow: a, revenue_per_month: "1,200.50", runs_per_month: 3, revenue_share: 30 % }]',
    `features: [{ name: A, ${SHAPE}, budget: 0.3, frontier_share: 50%, cached_tokens: 0, before_model: gpt-5.5 }]`,
    'currency: USD\nfeatures: [{ name: A, workflow: a, budget: 1, quality: keep=0.9; x=1 }]',
    'defaults: { value: 1, target_margin: 0 }\nfeatures: [{ name: A, workflow: a }, { name: B, workflow: b, budget: 1 }]',
    'defaults: { workflow: a, runs_per_month: 5 }\nfeatures: [{ name: A, revenue_per_month: 5, revenue_share: 1% }]',
    'exchange_rates: [{ currency: EUR, usd: 1.085, date: 2026-11-20 }]\nfeatures: [{ name: A, workflow: a, budget: EUR 1 }]',
  ])('%s', (text) => {
    expect(yaml(text).problems).toEqual([]);
    expect(errorsOf(parse(text))).toEqual([]);
  });

  it('the filled-in template', () => {
    const text = featuresTemplate([{ name: 'a: b', runs: 1, mean: undefined }]);
    const filled = text.replace(/^ {4}# (?=\w+: )/gm, '    ');
    expect(errorsOf(parse(filled))).toEqual([]);
  });
});

describe('what is refused does not validate', () => {
  test.each([
    'features: []',
    'features: [{ workflow: a, budget: 1 }]',
    'features: [{ name: A, budget: 1 }]',
    'features: [{ name: A, workflow: a }]',
    'features: [{ name: A, workflow: a, value: 1 }]',
    'features: [{ name: A, workflow: a, value: 1, price: 1, target_margin: 70% }]',
    'features: [{ name: A, workflow: a, budget: 1, target_margin: 70% }]',
    'features: [{ name: A, workflow: a, value: 1, target_margin: 70 }]',
    'features: [{ name: A, workflow: a, value: "1,20", target_margin: 70% }]',
    'features: [{ name: A, workflow: a, value: 0, target_margin: 70% }]',
    'features: [{ name: A, workflow: a, budget: -1 }]',
    'features: [{ name: A, workflow: a, budget: 1, status: shelfed }]',
    'features: [{ name: A, workflow: a, budget: 1, targt_margin: 1% }]',
    'features: [{ name: A, workflow: a, budget: 1, before_model: x }]',
    'features: [{ name: A, steps: 6, budget: 1 }]',
    `features: [{ name: A, ${SHAPE}, workflow: a, budget: 1 }]`,
    'features: [{ name: A, workflow: a, revenue_per_month: 5, revenue_share: 1% }]',
    'features: [hello]',
    'curency: EUR\nfeatures: [{ name: A, workflow: a, budget: 1 }]',
    'exchange_rates: [{ currency: EUR, usd: 1 }]\nfeatures: [{ name: A, workflow: a, budget: 1 }]',
    'defaults: { name: A }\nfeatures: [{ name: A, workflow: a, budget: 1 }]',
  ])('%s', (text) => {
    expect(errorsOf(parse(text))).not.toEqual([]);
  });
});
