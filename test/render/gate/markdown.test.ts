import { describe, expect, it } from 'vitest';
import type { GateReport } from '../../../src/domain/gate.ts';
import { gateMarkdown } from '../../../src/render/gate/markdown.ts';
import {
  cents,
  changeOf,
  checkOf,
  fraction,
  gateReport,
  HOSTILE,
  NOT_THERE,
  RISE,
  splitOf,
} from '../../support/gate.ts';

const MOST_BYTES = 60_000;

const WARNING = {
  severity: 'warn',
  kind: 'limit',
  change: changeOf('unpriced_share 0.01 0.07'),
  bound: { relative: undefined, absolute: fraction('0.05') },
} as const;

/** Lines outside code: what GitHub reads as markup, mentions, issues and links. */
const withoutCode = (text: string): string => text.replace(/(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/g, '');

describe('a check in a pull request', () => {
  it('is a line where nothing moved', () => {
    const report = gateReport([checkOf({ name: 'triage', before: '9.12', after: '9.15' })]);
    expect(gateMarkdown(report)).toBe(`<!-- recost -->
**recost check: passed.** A run costs 0.33 % more: 9.15 c, before 9.12 c. The cause: more tokens a call.
`);
  });

  it('is a line for what is only to be noted', () => {
    const report = gateReport([
      checkOf({ name: 'triage' }),
      checkOf({
        name: 'fresh',
        before: NOT_THERE,
        findings: [{ severity: 'note', kind: 'new', cost: undefined }],
      }),
    ]);
    expect(gateMarkdown(report)).toBe(`<!-- recost -->
**recost check: passed.** Over all 2 workflows a run costs the same as before: 9 c. Workflows: 1 new.
`);
  });

  it.each([
    ['a cost that moved by 1 %', gateReport([checkOf({ name: 'triage', before: '9.00', after: '9.09' })])],
    ['one that fell by as much', gateReport([checkOf({ name: 'triage', before: '9.00', after: '8.91' })])],
    ['a cost from nothing', gateReport([checkOf({ name: 'triage', before: '0', after: '0.01' })])],
    ['a warning', gateReport([checkOf({ name: 'triage', findings: [WARNING] })])],
    ['a failure', gateReport([checkOf({ name: 'triage', findings: [RISE] })])],
  ])('is more for %s', (_, report) => {
    expect(gateMarkdown(report)).toContain('| `triage` |');
  });

  it('has the headline, a line, the worst first, and the rest folded', () => {
    const report = gateReport([
      checkOf({
        name: 'triage',
        before: '9.12',
        after: '9.87',
        runs: [200, 180],
        parts: { calls: '0.10' },
        findings: [RISE, WARNING],
      }),
      checkOf({ name: 'old', after: NOT_THERE, findings: [{ severity: 'note', kind: 'removed' }] }),
      checkOf({ name: 'digest' }),
    ]);
    const text = gateMarkdown(report).replaceAll('\u00a0', ' ');
    const [head = '', ...details] = text.split('<details>\n');
    expect(head).toBe(`<!-- recost -->
### recost check: failed: 1 workflow costs more than it may; 1 warning

Over all 3 workflows a run costs 4.1 % more: 9.41 c, before 9.04 c; with the same mix of workflows 3.9 % more. Dearer: \`triage\`, 8.2 % more, from 9.12 c to 9.87 c: mostly more tokens a call. Workflows: 1 gone.

| Workflow | Runs | Before (US cents a run) | After | Change | Main cause | Found |
| --- | ---: | ---: | ---: | ---: | --- | --- |
| \`triage\` | 200 → 180 | 9.12 | 9.87 | +0.75 (+8.2%) | mostly more tokens a call | **fails:** cost a run 8.2 % more, from 9.12 c to 9.87 c (limit 8 %)<br>**warns:** share of calls without a price 6.0 points more, from 1.0 % to 7.0 % (limit 5 points) |
| \`old\` | 200 → — | 9.00 | — |  | gone | **note:** only in what stands before: it is gone, or did not run |

1 other workflow: no finding, and a change of less than 1 %.

`);
    expect(details.map((text) => text.split('\n')[0])).toEqual([
      '<summary>What moved the cost of each workflow</summary>',
      '<summary>Steps that moved most</summary>',
      '<summary>Prices, policy, and how to read this</summary>',
    ]);
    expect(details[0]).toContain('| `triage` | 9.12 | 9.87 | +0.75 (+8.2%) | +0.10 | +0.65 | 6% |\n');
  });

  it('says that a comparison is one', () => {
    const report = gateReport([checkOf({ name: 'triage', after: '12' })], { kind: 'diff' });
    expect(gateMarkdown(report)).toContain('### recost diff: 1 workflow compared: 1 costs more\n');
  });
});

/** So many workflows with steps and names of 200 characters; the first ones fail. */
function manyWorkflows(count: number, failing: number, name: (index: number) => string): GateReport {
  const workflows = Array.from({ length: count }, (_, index) =>
    checkOf({
      name: name(index),
      before: '9',
      after: '12',
      parts: { calls: '1', models: '0.5' },
      steps: Array.from({ length: 8 }, (_each, step) => ({ step: name(step), split: splitOf(['1', '2']) })),
      findings:
        index < failing ? [RISE, RISE, RISE, { severity: 'fail', kind: 'renamed', to: name(index) }] : [],
    }),
  );
  return gateReport(workflows, {
    reason: name(0).repeat(100),
    unusedRules: Array.from({ length: 300 }, (_, line) => ({ pattern: name(line), line })),
    otherPrices: Array.from({ length: 300 }, () => ({
      label: name(0),
      cost: cents('1'),
      compared: cents('2'),
    })),
  });
}

const LONG: readonly (readonly [string, (index: number) => string])[] = [
  ['of 200 letters', (index) => `${index} ${'x'.repeat(190)}`],
  ['of wide characters', (index) => `${index} ${'名'.repeat(190)}`],
  ['of characters that are shown by their number', (index) => `${index} ${'\u{e0001}'.repeat(190)}`],
  ['of pipes', (index) => `${index} ${'|'.repeat(190)}`],
  ['of backticks', (index) => `${index} ${'`'.repeat(190)}`],
];

describe.each(LONG)('300 workflows with names %s', (_, name) => {
  it.each([0, 3, 12, 300])('of which %i fail are short enough for a comment', (failing) => {
    const text = gateMarkdown(manyWorkflows(300, failing, name));
    expect(Buffer.byteLength(text)).toBeLessThan(MOST_BYTES);
    expect(text.split('<details>').length).toBe(text.split('</details>').length);
  });

  it('show the worst first', () => {
    const rows = gateMarkdown(manyWorkflows(300, 3, name))
      .split('\n')
      .filter((line) => line.includes('**fails:**'));
    expect(rows.map((line) => /\d+/.exec(line)?.[0])).toEqual(['0', '1', '2']);
  });
});

describe('what is left out', () => {
  const name = (index: number): string => `workflow ${index} ${'x'.repeat(180)}`;

  it('is told with how much of it failed', () => {
    const lines = gateMarkdown(manyWorkflows(1000, 3, name)).split('\n');
    const left = lines.filter((line) => line.startsWith('| … and'));
    expect(left[0]).toMatch(/^\| … and \d+ more workflows, none of which failed \|/);
    expect(lines.filter((line) => line.startsWith('| `workflow')).length).toBeGreaterThan(100);
  });

  it('adds up with what is shown', () => {
    const [main = ''] = gateMarkdown(manyWorkflows(1000, 1000, name)).split('<details>');
    const shown = main.split('\n').filter((line) => line.startsWith('| `workflow')).length;
    const left = /… and (\d+) more workflows, of which (\d+) failed/.exec(main);
    expect(left?.slice(1).map(Number)).toEqual([1000 - shown, 1000 - shown]);
  });
});

describe('names in a pull request', () => {
  const text = gateMarkdown(
    gateReport(
      HOSTILE.map((each) =>
        checkOf({
          name: each,
          after: '10',
          steps: [{ step: each, split: splitOf(['9', '10']) }],
          findings: [
            { severity: 'warn', kind: 'renamed', to: each },
            {
              severity: 'warn',
              kind: 'no-longer-viable',
              feature: each,
              cost: cents('3'),
              affordable: cents('2'),
            },
          ],
        }),
      ),
      {
        reason: HOSTILE.join(' '),
        book: { version: HOSTILE[2], hash: HOSTILE[1] },
        otherPrices: HOSTILE.slice(0, 9).map((label) => ({ label, cost: cents('1'), compared: cents('1') })),
        unusedRules: HOSTILE.slice(0, 9).map((pattern) => ({ pattern, line: 1 })),
      },
    ),
  );
  const rest = withoutCode(text);

  it.each(['@octocat', '#123', 'GH-7', 'evil', 'script', 'click', 'fake', '\u001b', '\u202e', 'title=x'])(
    'stand in code only: %s',
    (word) => {
      expect(rest).not.toContain(word);
    },
  );

  it('bring no markup: what there is is ours', () => {
    const tags = new Set(rest.match(/<[^>]*>/g));
    expect([...tags].sort()).toEqual([
      '<!-- recost -->',
      '</details>',
      '</summary>',
      '<br>',
      '<details>',
      '<summary>',
    ]);
  });

  it('end no cell and no line', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    const pipes = new Set(rows.map((line) => line.split('|').length));
    expect([...pipes].sort()).toEqual([8, 9]);
    expect(text).toContain('| `two\\nlines\\r\\n::error::fake` |');
  });
});
