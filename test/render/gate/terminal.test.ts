import { describe, expect, it } from 'vitest';
import type { GateReport } from '../../../src/domain/gate.ts';
import { gateText } from '../../../src/render/gate/terminal.ts';
import { screenWidth } from '../../../src/render/wrap.ts';
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

const WIDTHS = [40, 50, 60, 72, 80, 81, 100, 120, 160];
const ESCAPE = /\u001b\[\d+m/g;

const text = (report: GateReport, width = 80, why?: string): string =>
  gateText(report, { width, hasColour: false, isAscii: false }, why);

const triage = checkOf({
  name: 'triage',
  before: '9.12',
  after: '9.87',
  runs: [200, 180],
  parts: { calls: '0.10', models: '0.05' },
  steps: [
    { step: '', split: splitOf(['4.12', '4.17'], { models: '0.05' }) },
    { step: 'answer', split: splitOf(['5', '5.70'], { calls: '0.10' }) },
  ],
  findings: [RISE],
});
const digest = checkOf({ name: 'digest', before: '0.034', after: '0.034', smallestRise: undefined });
const full = gateReport(
  [
    triage,
    checkOf({
      name: 'contract-review',
      before: '126.9',
      after: '128.4',
      parts: { coverage: '0.2', calls: '0.2', models: '0.2', cache: '0.2', rates: '0.2' },
      findings: [
        {
          severity: 'warn',
          kind: 'limit',
          change: changeOf('unpriced_share 0.01 0.07'),
          bound: { relative: undefined, absolute: fraction('0.05') },
        },
      ],
    }),
    digest,
    checkOf({
      name: 'fresh',
      before: NOT_THERE,
      after: '0.5',
      findings: [{ severity: 'note', kind: 'new', cost: cents('0.5') }],
    }),
    checkOf({ name: 'old', after: NOT_THERE, findings: [{ severity: 'note', kind: 'removed' }] }),
  ],
  {
    reason: 'the model of `answer` changed (#12)',
    otherPrices: [{ label: 'as called', cost: cents('10'), compared: cents('9.9') }],
    unusedRules: [{ pattern: 'nightly-*', line: 12 }],
  },
);
const hostile = gateReport(
  HOSTILE.map((name) =>
    checkOf({
      name,
      after: '10',
      steps: [{ step: name, split: splitOf(['9', '10']) }],
      findings: [{ severity: 'warn', kind: 'renamed', to: name }],
    }),
  ),
  {
    reason: HOSTILE.join(' '),
    book: { version: HOSTILE[2], hash: HOSTILE[7] },
    otherPrices: HOSTILE.map((label) => ({ label, cost: cents('1'), compared: cents('1') })),
    unusedRules: HOSTILE.map((pattern) => ({ pattern, line: 1 })),
  },
);

describe('a check on a screen', () => {
  it('has the verdict first, then the findings, what moved, and the conclusion last', () => {
    expect(text(gateReport([triage, digest]))).toBe(`failed: 1 workflow costs more than it may

fails  \`triage\`: cost a run 8.2 % more, from 9.12 c to 9.87 c (limit 8 %)

Cost of a run in US cents, and what moved it

workflow      runs before  after      change calls tokens models least
                                                                 shown
──────────────────────────────────────────────────────────────────────
triage   200 → 180   9.12   9.87 +0.75 +8.2% +0.10  +0.60  +0.05    6%
digest         200 0.0340 0.0340           0     0      0      0
──────────────────────────────────────────────────────────────────────
all runs 400 → 380   4.58   4.69 +0.11 +2.5%
same mix             4.34   4.69 +0.35 +8.2% +0.05  +0.28  +0.02

Change     what moved a cost, one figure after another: the share of calls with
           a price, calls a run, tokens a call, which models, how much from the
           cache, prices. Each row is rounded so that it adds up
Total      all runs: also moved by which workflows ran how often; same mix: the
           workflows of both sides, each with its runs of now, so that only
           costs move it
Least      least shown is the smallest rise of a cost that runs so many and so
           different show 95 times in 100: a smaller one would pass for chance.
           Nothing stands where runs are too few
Prices     both sides at those of 2026-11-23 (off-peak), book 2026-11-23, sha256
           51682c0fe236: neither a change of prices nor the hour moves a figure

Failed: 1 workflow costs more than it may. Over all 2 workflows a run costs 2.5
% more: 4.69 c, before 4.58 c; with the same mix of workflows 8.2 % more.
Dearer: \`triage\`, 8.2 % more, from 9.12 c to 9.87 c: mostly more tokens a call.
`);
  });

  it('has the steps of the workflow that is asked for, those that moved most first', () => {
    expect(
      text(gateReport([triage, digest]), 80, 'triage'),
    ).toContain(`Steps of \`triage\`: cost a run in US cents, and what moved it

step            before after      change calls tokens models
────────────────────────────────────────────────────────────
answer            5.00  5.70  +0.70 +14% +0.10  +0.60      0
(no step named)   4.12  4.17 +0.05 +1.2%     0      0  +0.05
────────────────────────────────────────────────────────────
the workflow      9.12  9.87 +0.75 +8.2% +0.10  +0.60  +0.05
`);
  });

  it('says so if there is no such workflow', () => {
    expect(text(full, 80, 'nowhere')).toContain('There is no workflow `nowhere`.');
  });

  it('says how many steps it leaves out', () => {
    const steps = Array.from({ length: 13 }, (_, index) => ({
      step: `step ${index}`,
      split: splitOf(['1', `1.${String(index).padStart(2, '0')}`]),
    }));
    const shown = text(gateReport([checkOf({ name: 'triage', steps })]), 80, 'triage');
    expect(shown).toContain('step 12');
    expect(shown).not.toContain('step 2 ');
    expect(shown).toContain('… and 3 more steps that moved less');
  });

  it('has each workflow in words where columns have no room', () => {
    expect(text(full, 40)).toContain(`triage
  runs 200 → 180; cost 9.12 → 9.87,
  change +0.75 +8.2%; of it calls +0.10,
  tokens +0.60, models +0.05; a rise of
  less than 6 % would not show
`);
  });

  it('has what must be read beside the figures', () => {
    const shown = text(full, 160);
    expect(shown).toContain('Baseline   made for ``the model of `answer` changed (#12)``');
    expect(shown).toContain(
      'Other      for information only, prices as called: a run costs 10.00 c, at those compared 9.90 c',
    );
    expect(shown).toContain('Policy     line 12, `nightly-*`, names no workflow');
  });
});

describe.each([
  ['passed', [], {}],
  ['passed with 1 warning', ['warn'], {}],
  ['passed with 2 warnings', ['warn', 'warn', 'note'], {}],
  ['failed: 1 workflow costs more than it may', ['fail', 'fail'], {}],
  ['failed: 1 workflow costs more than it may; 1 warning', ['fail', 'warn'], {}],
  ['1 workflow compared: 1 costs more', [], { kind: 'diff' }],
  ['1 workflow compared: 1 costs more; 1 warning', ['warn'], { kind: 'diff' }],
] as const)('the verdict', (verdict, severities, change) => {
  it(`"${verdict}" stands first, and in the conclusion`, () => {
    const findings = severities.map((severity) => ({ ...RISE, severity }));
    const shown = text(gateReport([checkOf({ name: 'triage', after: '9.5', findings })], change), 160);
    expect(shown.split('\n')[0]).toBe(verdict);
    expect(shown.split('\n').at(-2)?.toLowerCase()).toContain(`${verdict}. `);
  });
});

describe('the reasons of a failure', () => {
  const share = {
    severity: 'fail',
    kind: 'limit',
    change: changeOf('unpriced_share 0 0.5'),
    bound: { relative: undefined, absolute: fraction('0.05') },
  } as const;
  const viability = {
    severity: 'fail',
    kind: 'no-longer-viable',
    feature: 'Fix',
    cost: cents('3'),
    affordable: cents('2'),
  } as const;

  it('are told apart and counted', () => {
    const report = gateReport([
      checkOf({ name: 'a', findings: [RISE, share, viability] }),
      checkOf({ name: 'b', findings: [RISE, viability] }),
      checkOf({ name: 'c', after: NOT_THERE, findings: [{ severity: 'fail', kind: 'removed' }] }),
    ]);
    expect(text(report, 200).split('\n')[0]).toBe(
      'failed: 2 workflows cost more than they may, 1 workflow is over a limit of another measure, 1 feature is no longer viable, 1 workflow is not on both sides as it should be',
    );
  });
});

describe.each([
  ['full', full],
  ['hostile', hostile],
  ['nothing', gateReport([])],
  ['a comparison', { ...full, kind: 'diff' as const }],
  ['large amounts', gateReport([checkOf({ name: 'dear', before: '123456789012', after: '987654321098' })])],
])('on a screen, %s', (_, report) => {
  it('fits', () => {
    for (const width of WIDTHS)
      for (const isAscii of [true, false]) {
        const shown = gateText(report, { width, hasColour: false, isAscii }, report.workflows[0]?.name);
        expect(shown.split('\n').filter((line) => screenWidth(line) > width)).toEqual([]);
      }
  });

  it('is the same with colours and without', () => {
    for (const width of WIDTHS) {
      const coloured = gateText(report, { width, hasColour: true, isAscii: false });
      expect(coloured.replace(ESCAPE, '')).toBe(text(report, width));
    }
  });

  it('has no control characters, and only ASCII where nothing else is known', () => {
    expect(text(report)).toMatch(/^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]*$/);
    expect(gateText(report, { width: 80, hasColour: false, isAscii: true })).toMatch(/^[\n -~]*$/);
  });
});
