import { describe, expect, it } from 'vitest';
import type { Baseline, WorkflowSums } from '../../../src/domain/gate.ts';
import { baselineShown } from '../../../src/render/gate/baseline-text.ts';
import { flat } from '../../gate/support.ts';

const baselineOf = (workflows: readonly WorkflowSums[], reason?: string): Baseline => ({
  pricedAt: { at: Date.parse('2026-11-23'), band: 'off-peak' },
  book: { version: '2026-11-23', hash: '51682c0fe236c63d' },
  reason,
  workflows,
});

const shown = (baseline: Baseline, width = 80): string =>
  baselineShown(baseline, { width, hasColour: false, isAscii: false });

describe('a baseline that is shown', () => {
  it('has a row for each workflow, its prices, its reason, and the whole in words', () => {
    const text = shown(baselineOf([flat('digest', 40, 27_000), flat('triage', 60, 19_000)], 'the first'));
    expect(text.split('\n')).toEqual([
      'Cost of a run in US cents, as the baseline has it',
      '',
      expect.stringMatching(/^workflow +runs +calls +mean +p90 +priced +models$/),
      expect.stringMatching(/^ +a run +calls$/),
      expect.stringMatching(/^─+$/),
      expect.stringMatching(/^digest +40 +1\.0 +2\.7 +2\.7 +100 % \S+$/),
      expect.stringMatching(/^triage +60 +1\.0 +1\.9 +1\.9 +100 % \S+$/),
      '',
      'Prices     those of 2026-11-23 (off-peak), book 2026-11-23, sha256 51682c0fe236',
      'Baseline   made for `the first`',
      '',
      '2 workflows, 100 runs, 100 calls. Over all of them a run costs 2.2 c.',
      '',
    ]);
  });

  it('has no figure for what has no price, and no reason where none was given', () => {
    const none = { callsPriced: 0, cost: 0n as never };
    const text = shown(baselineOf([flat('dark', 30, 0, none)]));
    expect(text).toMatch(/^dark +30 +1\.0 +— +— +0\.0 % /m);
    expect(text).not.toContain('Baseline');
  });

  it.each([60, 80, 200])('stays within %i columns, whatever the names', (width) => {
    const long = 'department/of/customer/relations/'.repeat(5);
    const text = shown(baselineOf([flat(long, 30, 1_000), flat('x'.repeat(150), 30, 2_000)]), width);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
  });

  it('lets no name move the cursor or begin a line', () => {
    const text = shown(baselineOf([flat('\u001b[2Jcleared\nnext', 30, 1_000)], '\u001b]0;title\u0007'));
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
    expect(text).not.toMatch(/^next/m);
  });
});
