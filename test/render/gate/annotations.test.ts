import { describe, expect, it } from 'vitest';
import type { Severity } from '../../../src/domain/gate.ts';
import { gateAnnotations } from '../../../src/render/gate/annotations.ts';
import { cents, checkOf, gateReport, HOSTILE, RISE } from '../../support/gate.ts';

const withFindings = (counts: Readonly<Record<Severity, number>>) =>
  gateReport([
    checkOf({
      name: 'triage',
      findings: (['fail', 'warn', 'note'] as const).flatMap((severity) =>
        Array.from({ length: counts[severity] }, () => ({ ...RISE, severity })),
      ),
    }),
  ]);

const count = (text: string, command: string): number =>
  text.split('\n').filter((line) => line.startsWith(`::${command} title=`)).length;

describe('a check as annotations of GitHub', () => {
  it('has the verdict and a line for each finding', () => {
    const report = gateReport([
      checkOf({
        name: 'triage',
        findings: [
          RISE,
          { severity: 'warn', kind: 'run-budget', dearest: cents('61'), most: cents('50') },
          { severity: 'note', kind: 'removed' },
        ],
      }),
    ]);
    expect(
      gateAnnotations(report),
    ).toBe(`::notice title=recost check::failed: 1 workflow costs more than it may; 1 warning
::error title=triage%3A cost a run::triage: cost a run 8.2 %25 more, from 9.12 c to 9.87 c (limit 8 %25)
::warning title=triage%3A over its budget::triage: the dearest run costs 61 c, and a run may cost 50 c
::notice title=triage%3A workflow gone::triage: only in what stands before: it is gone, or did not run
`);
  });

  it('is the verdict alone where nothing was found', () => {
    expect(gateAnnotations(gateReport([checkOf({ name: 'triage' })]))).toBe(
      '::notice title=recost check::passed\n',
    );
  });

  it.each([
    ['100%25,title=x::y]]>', 'title=100%2525%2Ctitle=x%3A%3Ay]]>%3A new workflow::100%2525,title=x::y]]>: '],
    [
      'two\nlines\r\n::error::fake',
      'title=two\\nlines\\r\\n%3A%3Aerror%3A%3Afake%3A new workflow::two\\nlines\\r\\n::error::fake: ',
    ],
    ['', 'title=(no name)%3A new workflow::(no name): '],
  ])('escapes %j', (name, line) => {
    const report = gateReport([
      checkOf({ name, findings: [{ severity: 'note', kind: 'new', cost: undefined }] }),
    ]);
    expect(gateAnnotations(report)).toContain(`::notice ${line}new, and without a price\n`);
  });

  it('has no line that a name begins', () => {
    const report = gateReport(HOSTILE.map((name) => checkOf({ name, findings: [RISE] })));
    const lines = gateAnnotations(report).trimEnd().split('\n');
    expect(lines.filter((line) => !/^::(error|warning|notice) title=[^:,]+::./.test(line))).toEqual([]);
    expect(lines.length).toBe(12);
  });

  it('has no more of a kind than are shown, and says how many more there are', () => {
    const text = gateAnnotations(withFindings({ fail: 12, warn: 15, note: 11 }));
    expect(['error', 'warning', 'notice'].map((command) => count(text, command))).toEqual([10, 10, 10]);
    expect(text.split('\n').at(-2)).toBe(
      '::notice title=recost%3A more findings::findings not shown here: 2 that fail, 5 that warn, 3 to note',
    );
  });

  it('says nothing of more where there are none', () => {
    expect(gateAnnotations(withFindings({ fail: 10, warn: 10, note: 8 }))).not.toContain('more findings');
  });
});
