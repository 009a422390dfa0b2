import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { OUTPUT_FORMATS, RENDERERS } from '../../src/render/index.ts';
import { LONGEST_NAME, shorterName, shortName } from '../../src/render/names.ts';
import { reportOn, tableOf } from '../support/reported.ts';

const MEGABYTE = 1_000_000;
const options = { decimal: 'point', screen: { width: 80, hasColour: true, isAscii: false } } as const;

describe('a name', () => {
  it.each(['triage', 'x'.repeat(LONGEST_NAME)])('of usual length stays as it is: %s', (name) => {
    expect(shortName(name)).toBe(name);
  });

  it('that is cut keeps its beginning and its end, and says so', () => {
    const short = shortName(`=cmd ${'x'.repeat(MEGABYTE)} end`);
    expect(short).toMatch(/^=cmd x+…x+ end #[0-9a-f]{8}$/);
    expect(short.length).toBeLessThanOrEqual(LONGEST_NAME);
  });

  it('that is cut differs from another that begins and ends alike', () => {
    const [a, b] = ['a', 'b'].map((middle) => 'x'.repeat(500) + middle + 'x'.repeat(500));
    expect(shortName(a ?? '')).not.toBe(shortName(b ?? ''));
  });

  it('is shorter where there is less room', () => {
    expect(shorterName('x'.repeat(100), 20)).toBe('xxxxxx…xxx #09ecb6eb');
    expect(shorterName('triage', 20)).toBe('triage');
  });

  it('is not cut within a character', () => {
    const names = ['', 'a', 'ab', 'abc'].map((start) => shortName(start + '🚀'.repeat(500)));
    expect(names.filter((name) => /\p{Cs}/u.test(name))).toEqual([]);
  });
});

describe('names of 10 MB', () => {
  const name = (end: string): string => `=1+${'x'.repeat(10 * MEGABYTE)}${end}`;
  const report = reportOn(
    tableOf([
      [name('a'), 'r1', 'gpt-5.5', 1_000, 10],
      [name('b'), 'r2', 'gpt-5.5', 1_000, 10],
      ['triage', 'r3', `gpt-${'9'.repeat(MEGABYTE)}`, 1_000, 10],
    ]),
  );

  it.each(OUTPUT_FORMATS)('are short in %s', async (format) => {
    const text = await RENDERERS[format](await report, options);
    expect(text.length).toBeLessThan(50_000);
  });

  it('stay two rows of CSV, and begin no formula', async () => {
    const rows: string[][] = parse(await RENDERERS.csv(await report, options));
    const names = new Set(rows.map(([first = '']) => first).filter((first) => first.includes('1+x')));
    expect(names.size).toBe(2);
    expect([...names].filter((each) => !each.startsWith("'="))).toEqual([]);
  });
});
