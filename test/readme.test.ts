import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ownResources } from '../src/cli/resources.ts';
import { rateText } from '../src/domain/money.ts';
import { loadBook } from '../src/price/load.ts';
import { tokenFactor } from '../src/replay/transfer.ts';
import { unknownCommands } from './support/console-blocks.ts';
import { deadAnchors, deadPaths, documents, refreshed } from './support/documents.ts';
import { factorRows, farthestRatios } from './support/factor-table.ts';
import { commandNames, longOptions } from './support/generated.ts';
import { ROOT, recost } from './support/recost.ts';
import { resultsInReports, wrongSums } from './support/sums.ts';

/** Options of other programs that the documents name. */
const FOREIGN = ['--no-color', '--json', '--output-format'];

const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
  ['a package of somebody else', /npx recost\b/],
  ['the host of a registry', /\bregistry\.\w+\.\w+|npmjs|yarnpkg|npmmirror|jsr\.io/],
  ['an absolute path', /(^|[\s"'`(=])(\/(?!\/)\w|[A-Z]:\\|~\/(?!\.))/m],
  ['a folder beside the repository', /shared\/(?!fixtures)|(?<!\.\.\/)shared\/fixtures/],
  ['a word that means something else', /(billed|effective) cost|gross margin/i],
];

const all = documents.map(({ text }) => text).join('\n');
const textOf = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');

describe.each(documents)('$path', (document) => {
  const { text } = document;

  it('shows what its commands print and what its tables are made from (UPDATE_DOCS=1 brings it up to date)', () => {
    expect(refreshed(text)).toBe(text);
  });

  it('has no command that is neither run nor known', () => {
    expect(unknownCommands(text)).toEqual([]);
  });

  it('calculates right', () => {
    expect(wrongSums(text)).toEqual([]);
  });

  it('leads only to what is there', () => {
    expect(deadPaths(document)).toEqual([]);
    expect(deadAnchors(document)).toEqual([]);
  });

  it.each(FORBIDDEN)('does not name %s', (_, pattern) => {
    expect(text.match(pattern)).toBeNull();
  });
});

describe('options', () => {
  it.each(commandNames)('of %s have their tables', (name) => {
    expect(textOf('docs/options.md')).toContain(`<!-- made from the code: ${name} options -->`);
  });

  it('are all documented', () => {
    expect(
      [...longOptions()].filter((option) => !all.includes(`${option} `) && !all.includes(`${option}\``)),
    ).toEqual([]);
  });

  it('in the documents are those that there are', () => {
    const named = all.match(/(?<![\w-])--[a-z][a-z-]*/g) ?? [];
    const known = new Set([...longOptions(), ...FOREIGN]);
    expect([...new Set(named)].filter((option) => !known.has(option))).toEqual([]);
  });
});

const run = textOf('samples/traces.csv')
  .split('\n')
  .filter((line) => line.startsWith('request_id') || line.includes('run_172fb254364c'))
  .join('\n');

describe.each([
  {
    path: 'docs/reading-a-report.md',
    reports: [
      recost(['samples/traces.csv', '-f', 'json']),
      recost(['-', '--to', 'deepseek-v4-pro', '-f', 'json'], { stdin: run }),
    ],
  },
  {
    path: 'docs/planning.md',
    reports: [recost(['viable', 'samples/traces.csv', '--features', 'samples/features.yaml', '-f', 'json'])],
  },
])('$path', ({ path, reports }) => {
  const text = textOf(path);
  const printed = reports.map(({ stdout }) => stdout).join('\n');
  const amounts = new Set(printed.match(/(?<=")-?[\d.]+(?=")/g));

  it('comes by hand to amounts that recost prints', () => {
    const results = resultsInReports(text);
    expect(results.length).toBeGreaterThan(5);
    expect(results.filter((result) => !amounts.has(result.replace('−', '-')))).toEqual([]);
  });

  it('takes its rates from records of the book that are in the reports', () => {
    const { providers } = loadBook(ownResources.bookFiles());
    const records = [...providers.values()]
      .flatMap(({ models }) => [...models.values()])
      .flatMap((model) => model.records());
    const rows = [...text.replaceAll(/ +/g, ' ').matchAll(/^\| `(\w+\/\S+@\S+)` \|(.*) \|$/gm)];
    expect(rows.length).toBeGreaterThan(1);
    for (const [, id = '', cells = ''] of rows) {
      const rates = records.find((each) => each.id === id)?.rates;
      const known = [rates?.input, rates?.cacheRead, rates?.output];
      expect(
        cells
          .split(' | ')
          .slice(-3)
          .map((cell) => cell.trim()),
      ).toEqual(known.map((rate) => rateText(rate ?? (0n as never))));
      expect(printed).toContain(`"${id}"`);
    }
  });
});

describe('the token factors of docs/decisions.md', () => {
  const rows = factorRows(textOf('docs/decisions.md'));

  it.each(rows)('$family: thirds of English, JSON and code make its factor', (row) => {
    const code = row.code.reduce((sum, each) => sum + each, 0) / row.code.length;
    const mean = (row.english + row.json + code) / 3;
    const { num, den } = tokenFactor('o200k', row.family).base;
    expect(code.toFixed(4)).toBe(row.codeMean.toFixed(4));
    expect(mean.toFixed(4)).toBe(row.mean.toFixed(4));
    expect(Number(num) / Number(den)).toBe(row.factor);
    expect(mean.toFixed(2)).toBe(row.factor.toFixed(2));
  });

  it('are within their bar for each text alone, but for four ratios of 432', () => {
    const { count, outside, farthest } = farthestRatios(rows);
    expect({ count, outside, farthest: farthest.toFixed(3) }).toEqual({
      count: 432,
      outside: 4,
      farthest: '0.131',
    });
  });
});
