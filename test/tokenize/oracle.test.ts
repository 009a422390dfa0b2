import fc from 'fast-check';
import { get_encoding } from 'tiktoken';
import { afterAll, describe, expect, it } from 'vitest';
import { loadCounter } from '../../src/tokenize/counter.ts';
import type { EncodingName } from '../../src/tokenize/encodings.ts';
import { counterFor } from './vocabularies.ts';

/** What split patterns turn on. The property below puts them together in all orders. */
const FRAGMENTS = [
  ...'a b s A S Abc ABC camelCase the Hello ing naïve ß İ ǅ ʰ ª'.split(' '),
  ..."' 's 'S 'ſ 't 'T 're 'RE 'vE 'll 'Ll 'lL 'm 'D 'x ’s".split(' '),
  ...' |  |   | the|\t|\n|\n\n|\r|\r\n| \n|\n |\u0085|\ufeff|\u00a0|\u3000|\u2028|\u200b'.split('|'),
  ...'. , ! / // - -- _ " {" ": }, => (); # € → \u0000 \u001b \u007f'.split(' '),
  ...'0 12 345 6789 ٣ ² Ⅷ ½ 𝟘'.split(' '),
  ...'中 中文 。 かな カナ 한국 हि न्दी ไทย Ελ ж Ж عرب שלום ა ሀ 𐐀 𐐨'.split(' '),
  ...'é e\u0301 \u0301 \u0301\u0302 👍 👩‍👩‍👧 🇫🇷 👍🏽 \u200d \ufe0f'.split(' '),
  ...'\ud800 \udc00 \ufffd <|endoftext|> <|fim_prefix|> https:// &nbsp; \\n \\u00e9'.split(' '),
];

/** Blocks that had all their letters before Unicode 15; newer ones depend on the version of each side. */
const BLOCKS = (
  '0-24f 370-3ff 400-4ff 5d0-5ea 620-6ff 904-939 e01-e3a 1e00-1eff 2000-206f 2190-23ff 3040-30fe 4e00-9fa5 ' +
  'ac00-d7a3 fe00-fe0f ff01-ff5e 1d400-1d7ff 1f300-1f5ff 20000-2a6d6 e0020-e007f'
)
  .split(' ')
  .map((block) => block.split('-').map((point) => Number.parseInt(point, 16)));

const fragment = fc.constantFrom(...FRAGMENTS);
const character = fc
  .constantFrom(...BLOCKS)
  .chain(([first = 0, last = 0]) => fc.integer({ min: first, max: last }))
  .map((point) => String.fromCodePoint(point));
const run = fc.tuple(fragment, fc.integer({ min: 2, max: 12 })).map(([text, times]) => text.repeat(times));
const longRun = fc
  .tuple(character, fc.integer({ min: 50, max: 300 }))
  .map(([text, times]) => text.repeat(times));
const letters = fc
  .array(fc.constantFrom(...'etaoinshrdlu中文Ж'), { minLength: 20, maxLength: 250 })
  .map((all) => all.join(''));
const part = fc.oneof(
  { arbitrary: fragment, weight: 60 },
  { arbitrary: character, weight: 20 },
  { arbitrary: run, weight: 10 },
  { arbitrary: letters, weight: 2 },
  { arbitrary: longRun, weight: 1 },
);
const text = fc.array(part, { maxLength: 24 }).map((parts) => parts.join(''));

/** What the text becomes as UTF-8: each lone surrogate the replacement character. */
const wellFormed = (each: string): string => Buffer.from(each).toString();

function oracleFor(name: EncodingName): (each: string) => number {
  const encoding = get_encoding(name);
  afterAll(() => encoding.free());
  return (each) => encoding.encode_ordinary(wellFormed(each)).length;
}

describe('every count equals that of the Rust tiktoken', () => {
  it.each(['o200k_base', 'cl100k_base'] as const)('%s', async (name) => {
    const counter = await counterFor(name);
    const oracle = oracleFor(name);
    fc.assert(
      fc.property(text, (each) => {
        expect(counter.count(each)).toBe(oracle(each));
      }),
      { numRuns: 20_000, seed: 20_260_801 },
    );
  });

  it.each(['p50k_base', 'p50k_edit', 'r50k_base', 'gpt2'] as const)('%s', async (name) => {
    const counter = await loadCounter(name);
    const oracle = oracleFor(name);
    fc.assert(
      fc.property(text, (each) => {
        expect(counter.count(each)).toBe(oracle(each));
      }),
      { numRuns: 2_000, seed: 20_260_801 },
    );
  });
});
