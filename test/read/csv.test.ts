import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gist, read } from '../support/reading.ts';

const HEADER = 'timestamp,run_id,model,input_tokens,output_tokens,note';
const ROW = '2026-11-01T08:00:00Z,r1,gpt-5.5,1200,80,fine';
const CALL = { line: 2, model: 'gpt-5.5', input: '1200', output: '80' };

describe('a table', () => {
  it.each([
    ['commas', ','],
    ['semicolons', ';'],
    ['tabs', '\t'],
    ['bars', '|'],
  ])('may part its cells by %s', async (_, delimiter) => {
    expect(gist(await read(`${HEADER}\n${ROW}\n`.replaceAll(',', delimiter)))).toEqual([CALL]);
  });

  it.each([
    ['no line end at the end', `${HEADER}\n${ROW}`],
    ['CRLF', `${HEADER}\r\n${ROW}\r\n`],
    ['a byte order mark', `\uFEFF${HEADER}\n${ROW}\n`],
    ['every cell quoted', `${HEADER}\n${ROW}\n`.replaceAll(/[^,\n]+/g, '"$&"')],
    ['blank lines at the end', `${HEADER}\n${ROW}\n\n\n`],
    ['commas without end behind each row', `${HEADER}\n${ROW},,,\n`],
  ])('may have %s', async (_, text) => {
    const { calls, problems } = await read(text);
    expect(gist({ calls, problems, formats: [] })).toEqual([CALL]);
    expect(calls).toMatchObject([{ startedAt: '2026-11-01T08:00:00Z' }]);
    expect(problems).toEqual([]);
  });

  it.each([
    ['utf-16le', '\uFEFF'],
    ['utf-16le', ''],
  ] as const)('may be %s with mark "%s"', async (encoding, mark) => {
    expect(gist(await read(Buffer.from(`${mark}${HEADER}\n${ROW}\n`, encoding)))).toEqual([CALL]);
  });

  it('may be UTF-16 in the other order', async () => {
    const bytes = Buffer.from(`\uFEFF${HEADER}\n${ROW}\n`, 'utf-16le').swap16();
    expect(gist(await read(bytes))).toEqual([CALL]);
  });

  it('may begin with lines that are no table', async () => {
    const { calls } = await read(`Export of 2026-11-02\nAcme GmbH;;\n\n${HEADER}\n${ROW}\n`);
    expect(calls).toMatchObject([{ line: 5, model: 'gpt-5.5' }]);
  });

  it('may hold line breaks and delimiters inside quotes; lines are still counted', async () => {
    const broken = ROW.replace('fine', '"two\nlines, and ""quotes"""');
    expect(gist(await read(`${HEADER}\n${broken}\n${ROW}\n`))).toEqual([CALL, { ...CALL, line: 4 }]);
  });

  it('may repeat its header, as files joined to one do', async () => {
    const { calls, problems } = await read(`${HEADER}\n${ROW}\n${HEADER}\n${ROW}\n`);
    expect(calls.map(({ line }) => line)).toEqual([2, 4]);
    expect(problems).toMatchObject([{ code: 'header-repeated', place: { line: 3 } }]);
  });

  it('may end with a row of totals', async () => {
    const { calls, problems } = await read(`${HEADER}\n${ROW}\nTotal,,,1200,80,\n`);
    expect(calls).toHaveLength(1);
    expect(problems).toMatchObject([{ code: 'totals-row', place: { line: 3 } }]);
  });
});

describe('one broken row', () => {
  it.each([
    ['of too few cells', 'r1,gpt-5.5,1200', 'row-width'],
    ['of too many cells', `${ROW},more`, 'row-width'],
    ['with a quote that is never closed', ROW.replace('fine', '"fine'), 'row-unreadable'],
  ])('%s costs only itself', async (_, broken, code) => {
    const { calls, problems } = await read([HEADER, ROW, broken, ROW, ROW].join('\n'));
    expect(calls.map(({ line }) => line)).toEqual([2, 4, 5]);
    expect(problems).toMatchObject([{ code, place: { line: 3 } }]);
  });

  it('a stray quote inside a cell is only a character', async () => {
    const { calls, problems } = await read([HEADER, ROW.replace('fine', '5" screen'), ROW].join('\n'));
    expect(calls).toHaveLength(2);
    expect(problems).toEqual([]);
  });
});

describe('any table', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', 'é', '😀', ' ', ';', '0') });
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

  it('gives back what a correct writer wrote, wherever the file is cut on its way in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ run: cell, input: fc.nat(), output: fc.nat() }), {
          minLength: 1,
          maxLength: 20,
        }),
        fc.array(fc.nat(3000), { maxLength: 6 }),
        async (rows, cuts) => {
          const lines = rows.map(({ run, input, output }) => `${quoted(run)},gpt-5.5,${input},${output}`);
          const { calls, problems } = await read(
            ['run_id,model,input_tokens,output_tokens', ...lines].join('\n'),
            {},
            cuts,
          );
          expect(problems).toEqual([]);
          expect(
            calls.map(({ run, usage }) => ({ run, ...(usage as Record<string, unknown>) })),
          ).toMatchObject(
            rows.map(({ run, input, output }) => ({ run, input: String(input), output: String(output) })),
          );
        },
      ),
    );
  });
});
