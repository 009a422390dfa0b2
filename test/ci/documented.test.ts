import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../src/domain/gate.ts';
import { readPolicy } from '../../src/gate/policy.ts';
import { LIMIT_KEYS, RULE_KEYS } from '../../src/gate/rule-reader.ts';
import { ROOT } from '../support/recost.ts';
import { ACTION } from './action-steps.ts';

const TEXT = readFileSync(`${ROOT}docs/ci.md`, 'utf8');
const [, policySection = ''] = TEXT.split(/^## The policy$/m);
const [, policy = ''] = /^```yaml\n([\s\S]*?)^```$/m.exec(policySection) ?? [];

/** What stands in code marks in the first column of a table. */
const firstCells = (text: string): readonly string[] =>
  [...text.matchAll(/^\| ((?:`[^`]+`(?:, )?)+) *\|/gm)].flatMap(([, cell = '']) =>
    cell.replaceAll('`', '').split(', '),
  );

describe('docs/ci.md', () => {
  it('shows a policy without a fault', () => {
    const { rules, problems } = readPolicy({ name: 'docs/ci.md', text: policy });
    expect(problems).toEqual([]);
    expect(rules.map(({ pattern }) => pattern)).toEqual(['*', 'triage', 'experiments/*']);
  });

  it('tells every key of the policy, and every metric', () => {
    const cells = firstCells(policySection);
    expect([...RULE_KEYS, ...LIMIT_KEYS].filter((key) => !cells.includes(key))).toEqual([]);
    const [, metrics = ''] = TEXT.split(/^## The metrics$/m);
    expect(firstCells(metrics).slice(0, METRICS.length)).toEqual(METRICS);
  });

  it('tells every input and output of the action', () => {
    const cells = firstCells(TEXT.slice(TEXT.indexOf('## GitHub'), TEXT.indexOf('## GitLab')));
    expect([...cells].sort()).toEqual(Object.keys(ACTION.inputs).sort());
    expect(Object.keys(ACTION.outputs).filter((name) => !TEXT.includes(`\`${name}\``))).toEqual([]);
  });
});
