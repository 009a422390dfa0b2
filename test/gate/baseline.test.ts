import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { baselineText } from '../../src/gate/baseline-file.ts';
import { readBaseline } from '../../src/gate/read-baseline.ts';
import { ROOT, recostOk } from '../support/recost.ts';
import { fileOf } from '../support/viable.ts';

const LOG = readFileSync(`${ROOT}samples/traces.csv`, 'utf8');
const [HEADER = '', ...ROWS] = LOG.trim().split('\n');
const csv = (rows: readonly string[]): string => `${[HEADER, ...rows].join('\n')}\n`;

function baselineOf(files: readonly string[], ...options: readonly string[]): string {
  return recostOk(['baseline', ...files, '-q', '-o', '-', ...options]).stdout;
}

const TEXT = baselineOf([`${ROOT}samples/traces.csv`]);

/** The log with all its times moved by so many hours. */
const shifted = (hours: number): string =>
  csv(
    ROWS.map((row) =>
      row.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, (time) =>
        new Date(Date.parse(time) + hours * 3_600_000).toISOString(),
      ),
    ),
  );

describe('a baseline', () => {
  it('is the same bytes in any order and split of the log', () => {
    expect(baselineOf([fileOf('turned.csv', csv([...ROWS].reverse()))])).toBe(TEXT);
    const halves = [ROWS.slice(0, 700), ROWS.slice(700)].map((rows) => fileOf('half.csv', csv(rows)));
    expect(baselineOf(halves)).toBe(TEXT);
  });

  it('is the same bytes whenever the calls were made: half a day or three months later', () => {
    expect(baselineOf([fileOf('later.csv', shifted(12))])).toBe(TEXT);
    expect(baselineOf([fileOf('much-later.csv', shifted(24 * 91))])).toBe(TEXT);
  });

  it('holds no id, no path and no time of the log', () => {
    expect(TEXT).not.toMatch(/run_|req|chatcmpl|traces\.csv|T\d\d:\d\d:\d\d\.[1-9]/);
    expect(TEXT).toContain('"date": "2026-11-23T00:00:00.000Z"');
  });

  it('has the reason, and the date and the hours, that it was made with', () => {
    const text = baselineOf(
      [`${ROOT}samples/traces.csv`],
      '--reason',
      'new prompts',
      '--priced-at',
      '2026-08-01',
    );
    expect(JSON.parse(text)).toMatchObject({
      reason: 'new prompts',
      pricedAt: { date: '2026-08-01T00:00:00.000Z', band: 'off-peak' },
    });
    const usd = (of: string): number =>
      (JSON.parse(of) as { workflows: readonly { name: string; usd: string }[] }).workflows
        .filter(({ name }) => name === 'research')
        .map((each) => Number(each.usd))[0] ?? 0;
    // all of research is on V4-Pro; at peak hours, every price of it is twice that of the others
    const peak = baselineOf([`${ROOT}samples/traces.csv`], '--band', 'peak');
    expect(usd(peak)).toBeCloseTo(2 * usd(TEXT), 9);
  });

  it('comes back from its file as it went in', () => {
    expect(baselineText(readBaseline('b.json', TEXT))).toBe(TEXT);
  });
});

describe('a baseline that cannot be used', () => {
  const broken = (change: (text: string) => string) => () => readBaseline('b.json', change(TEXT));

  it.each([
    ['cut short', (text: string) => text.slice(0, -200), /no JSON, or cut short/],
    ['half merged', (text: string) => `<<<<<<< ours\n${text}`, /unfinished merge/],
    ['another file', () => '{"kind":"cost"}', /no baseline of recost/],
    [
      'of another version',
      (text: string) => text.replace('"schemaVersion": 1', '"schemaVersion": 9'),
      /version 9/,
    ],
    ['with a changed cost', (text: string) => text.replace(/"usd": "1\./, '"usd": "2.'), /do not add up/],
    [
      'with a changed count',
      (text: string) => text.replace('"calls": 507', '"calls": 508'),
      /do not (add up|fit)/,
    ],
    [
      'with a negative count',
      (text: string) => text.replace('"runs": 30', '"runs": -30'),
      /workflows\[0\]\.runs/,
    ],
    [
      'with a number for an amount',
      (text: string) => text.replace(/"usd": "([\d.]+)"/, '"usd": $1'),
      /amount/,
    ],
    ['with an unknown class', (text: string) => text.replace('"cacheRead"', '"cacheReed"'), /cacheReed/],
    ['that is a list', () => '[]', /no object/],
  ])('%s is refused with its reason', (_, change, reason) => {
    expect(broken(change)).toThrow(reason);
  });
});
