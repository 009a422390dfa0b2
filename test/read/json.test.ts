import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gist, read } from '../support/reading.ts';

const record = (run: string, input: number) => ({
  run_id: run,
  model: 'gpt-5.5',
  input_tokens: input,
  output_tokens: 7,
});
const ONE = record('r1', 100);
const TWO = record('r2', 200);
const INPUTS = [100, 200];
const inputsOf = async (text: string): Promise<readonly unknown[]> =>
  gist(await read(text)).map(({ input }) => input);

describe('JSON', () => {
  it.each([
    ['lines', `${JSON.stringify(ONE)}\n${JSON.stringify(TWO)}\n`],
    ['lines with blank lines and CRLF', `${JSON.stringify(ONE)}\r\n\r\n${JSON.stringify(TWO)}`],
    ['lines with a byte order mark', `\uFEFF${JSON.stringify(ONE)}\n${JSON.stringify(TWO)}`],
    ['a list', JSON.stringify([ONE, TWO])],
    ['a list over many lines', JSON.stringify([ONE, TWO], null, 2)],
    [
      'objects one after another over many lines',
      `${JSON.stringify(ONE, null, 2)}\n${JSON.stringify(TWO, null, 2)}`,
    ],
    ['a list inside an object', JSON.stringify({ meta: { page: 1 }, data: [ONE, TWO] })],
    ['lists in lists', JSON.stringify([[ONE], [[TWO]]])],
    ['lines that are lists', `${JSON.stringify([ONE])}\n${JSON.stringify([TWO])}`],
  ])('may be %s', async (_, text) => {
    expect(await inputsOf(text)).toEqual(INPUTS);
  });

  it('keeps lines right', async () => {
    const text = `${JSON.stringify([ONE, TWO], null, 2)}\n`;
    expect(gist(await read(text)).map(({ line }) => line)).toEqual([2, 8]);
  });

  it.each([
    ['a line that is cut', '{"run_id":"r3","mod', 'is cut short'],
    ['a line that is no JSON', 'Traceback (most recent call last):', 'is not valid JSON'],
    ['a line of NUL and noise', '{"a": \u0001}', 'is not valid JSON'],
  ])('%s costs only itself', async (_, broken, fault) => {
    const { calls, problems } = await read([JSON.stringify(ONE), broken, JSON.stringify(TWO)].join('\n'));
    expect(calls.map(({ line }) => line)).toEqual([1, 3]);
    expect(problems).toMatchObject([
      { code: 'record-unreadable', place: { line: 2 }, text: expect.stringContaining(fault) },
    ]);
  });

  it('a broken element of a list costs only itself', async () => {
    const { calls, problems } = await read(
      `[\n${JSON.stringify(ONE)},\n{"a": nul},\n${JSON.stringify(TWO)}\n]`,
    );
    expect(calls.map(({ line }) => line)).toEqual([2, 4]);
    expect(problems).toMatchObject([{ code: 'record-unreadable', place: { line: 3 } }]);
  });

  it('a list that ends early keeps what came before', async () => {
    const { calls, problems } = await read(`[${JSON.stringify(ONE)},{"run_id":"r9"`);
    expect(calls).toHaveLength(1);
    expect(problems).toMatchObject([{ text: expect.stringContaining('is cut short') }]);
  });

  it('a million brackets are refused, not followed', async () => {
    const { calls } = await read(`${JSON.stringify(ONE)}\n${'['.repeat(1_000_000)}\n${JSON.stringify(TWO)}`);
    expect(calls).toHaveLength(2);
  });

  it.each([
    ['capitals', 'A'.repeat(1e6)],
    ['blanks', `${' '.repeat(1e6)}x`],
    ['blanks behind a word of prices', `per${' '.repeat(1e6)}`],
  ])('a name of a million %s takes no longer than another', async (_, name) => {
    expect(await inputsOf(JSON.stringify({ ...ONE, [name]: 1 }))).toEqual([100]);
    expect(await inputsOf(JSON.stringify({ [name]: 1 }))).toEqual([]);
  });

  it('nothing is left of a call that only its own prototype names', async () => {
    const odd = '{"__proto__":{"model":"gpt-5.5","input_tokens":5,"output_tokens":5}}';
    await expect(read(`${odd}\n${JSON.stringify(ONE)}`)).resolves.toMatchObject({ calls: { length: 2 } });
    expect(({} as Record<string, unknown>)['model']).toBeUndefined();
  });

  it('reads the same wherever the file is cut on its way in', async () => {
    const text = fc.string({ unit: fc.constantFrom('"', '\\', '{', ']', 'é', '😀', '\n', 'a') });
    const layout = fc.constantFrom('lines', 'list', 'spread');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ run: text, input: fc.nat() }), { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(2000), { maxLength: 6 }),
        layout,
        async (rows, cuts, how) => {
          const records = rows.map(({ run, input }) => record(run, input));
          const content = {
            lines: records.map((each) => JSON.stringify(each)).join('\n'),
            list: JSON.stringify(records),
            spread: records.map((each) => JSON.stringify(each, null, 1)).join('\n'),
          }[how];
          const { calls, problems } = await read(content, {}, cuts);
          expect(problems).toEqual([]);
          expect(calls.map(({ run }) => run)).toEqual(rows.map(({ run }) => run));
          expect(gist({ calls, problems, formats: [] }).map(({ input }) => input)).toEqual(
            rows.map(({ input }) => input),
          );
        },
      ),
    );
  });
});

describe('values laid out over lines, one after the other', () => {
  const span = (n: number): string =>
    JSON.stringify(
      { model: 'gpt-5.5', input_tokens: n, output_tokens: 1, more: { deep: [{ note: 'x' }] } },
      null,
      2,
    );
  const inputs = async (text: string): Promise<readonly unknown[]> =>
    gist(await read(text)).map(({ input }) => input);

  it('one that breaks off costs only itself', async () => {
    const cut = span(3).slice(0, 40);
    expect(await inputs([span(1), span(2), cut, span(4), span(5)].join('\n'))).toEqual([1, 2, 4, 5]);
  });

  it('pieces of one that closes too early are no calls', async () => {
    const broken = span(3).replace(
      '"more": {',
      '"more": {}}},\n  "x": {\n    "input_tokens": 99, "output_tokens": 1,',
    );
    expect(await inputs([span(1), broken, span(4)].join('\n'))).toEqual([1, 3, 4]);
  });

  it('lines of something else between them are told, and cost nothing', async () => {
    const reading = await read(
      [span(1), 'INFO step 1 done', span(2), 'INFO: {"input_tokens": 5}', span(3)].join('\n'),
    );
    expect(gist(reading).map(({ input }) => input)).toEqual([1, 2, 3]);
    expect(reading.problems.map(({ code }) => code)).toEqual(['record-unreadable', 'record-unreadable']);
  });
});
