import { describe, expect, it } from 'vitest';
import { gateJunit } from '../../../src/render/gate/junit.ts';
import { cents, checkOf, gateReport, HOSTILE, RISE } from '../../support/gate.ts';
import { elementsIn } from '../../support/xml.ts';

const of = (text: string, name: string) => elementsIn(text).filter((element) => element.name === name);

const report = gateReport([
  checkOf({
    name: 'triage',
    findings: [
      RISE,
      { severity: 'fail', kind: 'run-budget', dearest: cents('61'), most: cents('50') },
      { severity: 'warn', kind: 'renamed', to: 'triage-2' },
    ],
  }),
  checkOf({ name: 'digest' }),
]);

describe('a check as JUnit XML', () => {
  const text = gateJunit(report);

  it('has the same tests for each workflow', () => {
    const own = of(text, 'testcase').filter(({ attributes }) => attributes['classname'] === 'digest');
    expect(own.map(({ attributes }) => attributes['name'])).toEqual([
      'cost a run',
      'cost of a run at the p90',
      'cost per successful run',
      'calls a run',
      'tokens a call',
      'cached share of input tokens',
      'share of calls without a price',
      'budget of a run on average',
      'budget of the dearest run',
      'viability of its features',
      'present on both sides',
    ]);
  });

  it('counts them', () => {
    const [suites, suite] = ['testsuites', 'testsuite'].map((name) => of(text, name)[0]?.attributes);
    expect(suites).toEqual({ name: 'recost', tests: '22', failures: '2', errors: '0', skipped: '0' });
    expect(suite).toEqual({ ...suites, name: 'recost check' });
  });

  it('has failures with a message, their kind and their workflow', () => {
    expect(of(text, 'failure').map(({ attributes, text: said }) => [attributes, said])).toEqual([
      [
        { message: 'cost a run 8.2 % more, from 9.12 c to 9.87 c (limit 8 %)', type: 'limit' },
        'fails: triage: cost a run 8.2 % more, from 9.12 c to 9.87 c (limit 8 %)',
      ],
      [
        { message: 'the dearest run costs 61 c, and a run may cost 50 c', type: 'run-budget' },
        'fails: triage: the dearest run costs 61 c, and a run may cost 50 c',
      ],
    ]);
  });

  it('has warnings in the output of tests that pass', () => {
    expect(text).toContain(`<testcase classname="triage" name="present on both sides">
      <system-out>warns: on one side only; it may be the same as \`triage-2\`</system-out>
    </testcase>`);
  });

  it('has what was measured in the output of the others', () => {
    expect(text).toContain(`<testcase classname="digest" name="cost a run">
      <system-out>cost a run the same, from 9 c to 9 c</system-out>
    </testcase>`);
  });

  it('says the verdict last', () => {
    expect(of(text, 'system-out').at(-1)?.text).toBe('failed: 1 workflow costs more than it may; 1 warning');
  });

  it('is well-formed for names of every kind, which stay apart', () => {
    const hostile = gateReport(
      HOSTILE.map((name) => checkOf({ name, findings: [{ severity: 'fail', kind: 'renamed', to: name }] })),
    );
    const cases = of(gateJunit(hostile), 'testcase').map(({ attributes }) => attributes['classname']);
    expect(new Set(cases).size).toBe(HOSTILE.length);
    expect(cases).toContain('<script>alert(1)</script>');
    expect(cases).toContain('two\\nlines\\r\\n::error::fake');
    expect(cases).toContain('\\u0000\\u001b[31mred\\u0007\\u202eleft\ufffd');
    expect(cases).toContain('\ufffd half');
  });

  it('is well-formed without workflows', () => {
    expect(of(gateJunit(gateReport([])), 'testsuite')[0]?.attributes['tests']).toBe('0');
  });
});
