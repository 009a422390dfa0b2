import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { readPolicy } from '../../src/gate/policy.ts';
import { LIMIT_KEYS, RULE_KEYS } from '../../src/gate/rule-reader.ts';
import { schemaIn, validator } from '../support/schema.ts';

const PATH = 'docs/features.schema.json';
const errorsOf = validator(PATH);

interface Members {
  readonly properties: Readonly<Record<string, object>>;
}
const { rule, moneyLimits } = (
  schemaIn(PATH) as unknown as {
    readonly $defs: { readonly rule: Members; readonly moneyLimits: { readonly anyOf: readonly Members[] } };
  }
).$defs;

describe('gate in features.schema.json', () => {
  it('has the keys that are read', () => {
    expect(Object.keys(rule.properties).sort()).toEqual([...RULE_KEYS].sort());
    expect(Object.keys(moneyLimits.anyOf[1]?.properties ?? {})).toEqual([...LIMIT_KEYS]);
  });

  test.each([
    'gate: [{ match: "*", min_runs: 20, cost: { warn: 3%, fail: [8%, 0.002 USD] } }]',
    'gate: [{ match: a*, p90: off, calls_per_run: { fail: 2 }, tokens_per_call: { fail: [10%, 500] } }]',
    'gate: [{ match: a*, cached_share: { fail: 5 points }, unpriced_share: { warn: none, fail: 10 % } }]',
    'gate: [{ match: a, mean_budget: 0.02, run_budget: 50 ct, cost_per_ok_run: { fail: $0.5 } }]',
  ])('what is read validates: %s', (text) => {
    expect(readPolicy({ name: 'recost.yaml', text }).problems).toEqual([]);
    expect(errorsOf(parse(text))).toEqual([]);
  });

  test.each([
    'gate: [{ min_runs: 20 }]',
    'gate: [{ match: a, cost: 8% }]',
    'gate: [{ match: a, cost: { fail: 0.08 } }]',
    'gate: [{ match: a, cost: { fial: 8% } }]',
    'gate: [{ match: a, unpriced_share: { fail: 5 } }]',
    'gate: [{ match: a, budget: 5 }]',
  ])('what is refused does not: %s', (text) => {
    expect(readPolicy({ name: 'recost.yaml', text }).problems).not.toEqual([]);
    expect(errorsOf(parse(text))).not.toEqual([]);
  });
});
