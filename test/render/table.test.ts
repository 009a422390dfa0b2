import { describe, expect, it } from 'vitest';
import { GROUPINGS, type Report } from '../../src/domain/report.ts';
import { RENDERERS } from '../../src/render/index.ts';
import { screenWidth } from '../../src/render/wrap.ts';
import { reportOn, sampleFile, tableOf } from '../support/reported.ts';

const ESCAPE = /\u001b\[\d+m/g;
const SAMPLES = ['traces.csv', 'responses.jsonl', 'no-counts.jsonl'];
const WIDTHS = [40, 50, 60, 61, 67, 72, 79, 80, 81, 90, 100, 120, 140, 170, 200];

const table = (report: Report, width: number, hasColour = false, isAscii = false): Promise<string> =>
  RENDERERS.table(report, { decimal: 'point', screen: { width, hasColour, isAscii } });

const tooWide = (text: string, width: number): readonly string[] =>
  text.split('\n').filter((line) => screenWidth(line) > width);

/** Candidates stand side by side. */
const isWide = (text: string): boolean => /^\S+ +runs +baseline/m.test(text);

const cases = SAMPLES.flatMap((name) => GROUPINGS.map((grouping) => ({ name, grouping })));

describe.each(cases)('$name by $grouping', ({ name, grouping }) => {
  const report = reportOn(sampleFile(name), { grouping });

  it('is the same table with colours and without', async () => {
    for (const width of WIDTHS) {
      const coloured = await table(await report, width, true);
      expect(coloured).toMatch(ESCAPE);
      expect(coloured.replace(ESCAPE, '')).toBe(await table(await report, width));
    }
  });

  it('fits its screen, with candidates side by side from 80 columns on', async () => {
    for (const width of WIDTHS.filter((each) => each >= 60)) {
      const text = await table(await report, width);
      expect(tooWide(text, width)).toEqual([]);
      expect(isWide(text) || width < 80).toBe(true);
    }
  });
});

describe('a table with very cheap rows', () => {
  const log = tableOf([
    ['plan', 'r1', 'gpt-5.5', 250_000, 9_000],
    ['tag', 'r2', 'gpt-5.4-nano', 12, 1],
    ['ping', 'r3', 'mistral-small-2603', 1, 0],
  ]);

  it('fits 80 columns', async () => {
    const text = await table(await reportOn(log), 80);
    expect(isWide(text)).toBe(true);
    expect(tooWide(text, 80)).toEqual([]);
  });

  it('gives dear rows no tail of decimals, and cheap ones the figures that they need', async () => {
    const text = await table(await reportOn(log), 80);
    expect(text).toMatch(/^plan +1 +152\.0 /m);
    expect(text).toMatch(/^tag +1 +0\.00036 /m);
  });

  it('prints no zero for what is not zero', async () => {
    const text = await table(await reportOn(log), 120);
    const [, rows = ''] = text.split(/─+\n/);
    expect(rows.split(/\s+/).filter((word) => /^0(\.0*)?$/.test(word))).toEqual([]);
  });
});

it('a log of one call fits 80 columns', async () => {
  const text = await table(await reportOn(tableOf([['triage', 'r1', 'gpt-5.5', 100, 10]])), 80);
  expect(isWide(text)).toBe(true);
  expect(text).toContain('the only call is priced');
  expect(text).not.toMatch(/\b1 (runs|calls)\b/);
});

describe('candidates as rows', () => {
  const to = ['v4', 'frontier', 'claude-haiku-4-5', 'keep'];
  const report = reportOn(sampleFile('traces.csv'), { to });

  it('name each workflow once, with its runs, its calls per run and the runs that changes compare', async () => {
    const text = await table(await report, 80);
    expect(text).toContain('\ncode-fix: 30 runs ×16.9 calls\n');
    expect(text).toContain('\ntriage: 80 runs ×3.2 calls, 77 of 80 runs compared\n');
    expect(text.split('\n').filter((line) => line.startsWith('code-fix'))).toHaveLength(1);
  });

  it('say of each candidate how many runs it compares, if that differs', async () => {
    const log = tableOf([
      ['triage', 'r1', 'gpt-5.5', 1_000, 10],
      ['triage', 'r2', 'gpt-5.5', 300_000, 10],
      ['triage', 'r3', 'gpt-5.5', 1_000, 10],
    ]);
    const text = await table(await reportOn(log, { to: [...to, 'gpt-4o'] }), 80);
    expect(text).toMatch(/^ {2}gpt-4o .*\n {4}2 of 3 runs compared/m);
  });
});

describe('a very long name', () => {
  it.each([
    ['without seams', 'x'.repeat(100_000)],
    ['of hyphens', 'a-'.repeat(100_000)],
    ['of control characters', '\u0001'.repeat(100_000)],
  ])('%s takes a few lines', async (_, name) => {
    const report = await reportOn(tableOf([[name, 'r1', 'gpt-5.5', 1_000, 10]]));
    const text = await table(report, 80);
    const [, rows = ''] = text.split(/─+\n/);
    expect(rows.trimEnd().split('\n').length).toBeLessThanOrEqual(4);
    expect(rows).toContain('…');
    expect(tooWide(text, 80)).toEqual([]);
  });

  it('is marked in ASCII on a screen that knows nothing else', async () => {
    const report = await reportOn(tableOf([['x'.repeat(1_000), 'r1', 'gpt-5.5', 1_000, 10]]));
    const text = await table(report, 80, false, true);
    expect(text).toContain('xx...');
    expect(text).not.toMatch(/[^\n -~]/);
  });
});

it('shows names on a screen that knows only ASCII by the numbers of their characters', async () => {
  const log = tableOf([['Übersicht › 日本 🚀', 'r1', 'gpt-5.5', 1_000, 10]]);
  const text = await table(await reportOn(log), 140, false, true);
  expect(text).toContain('\\u00dcbersicht > \\u65e5\\u672c \\u1f680');
  expect(text).not.toMatch(/[^\n -~]/);
});

it('breaks long words at seams', async () => {
  const report = await reportOn(tableOf([['AzureLLMInferenceTrace_conv', 'r1', 'gpt-5.5', 1_000, 10]]));
  expect((await table(report, 80)).replaceAll(/^(\S*).*$/gm, '$1')).toContain(
    'AzureLLMInference\nTrace_conv\n',
  );
});
