import { describe, expect, it } from 'vitest';
import { ENCODINGS } from '../../src/tokenize/encodings.ts';
import { counterOfFile } from '../../src/tokenize/user-tokenizer.ts';
import { split, tokenizerJson } from './small-tokenizer.ts';
import { counterFor } from './vocabularies.ts';

const counterOf = (text: string, ...families: readonly string[]) =>
  counterOfFile({ name: 'mine.json', content: Buffer.from(text), families }, 'mine');
const count = (file: string, text: string): number => counterOf(file).count(text);

describe('a tokenizer.json', () => {
  const merges = ['a b', 'ab c', 'Ġ x'];

  it('counts by its merges, within its pieces', () => {
    // ab c → abc; a blank is a piece of its own here, so that "Ġ x" never meets.
    expect(count(tokenizerJson({ merges }), 'abc')).toBe(1);
    expect(count(tokenizerJson({ merges }), 'abcab x')).toBe(4);
    expect(count(tokenizerJson({ merges, file: { pre_tokenizer: split('[a-z ]+') } }), 'abcab x')).toBe(3);
  });

  it('may write its merges as pairs', () => {
    expect(count(tokenizerJson({ merges: [['a', 'b']] }), 'abab')).toBe(2);
  });

  it('takes the names of its added tokens for text', () => {
    expect(count(tokenizerJson(), '<|end|>')).toBe(7);
  });

  it('makes one character of a letter and its mark only if it says so', () => {
    // é is c3 a9; e and the mark U+0301 are 65 cc 81.
    const files = [null, { type: 'NFC' }, { type: 'Sequence', normalizers: [{ type: 'NFC' }] }];
    expect(files.map((normalizer) => count(tokenizerJson({ file: { normalizer } }), 'e\u0301'))).toEqual([
      3, 2, 2,
    ]);
  });

  it('with ignore_merges takes a piece that is a token for one, though no merge makes it', () => {
    const vocab = JSON.parse(tokenizerJson()).model.vocab;
    const model = { vocab: { ...vocab, abc: 300 } };
    expect(count(tokenizerJson({ model }), 'abc')).toBe(3);
    expect(count(tokenizerJson({ model: { ...model, ignore_merges: true } }), 'abc')).toBe(1);
    expect(count(tokenizerJson({ model: { ...model, ignore_merges: true } }), 'abcd')).toBe(4);
  });

  it('leaves out what lies between matches if it says so', () => {
    const removed = { pre_tokenizer: split('[a-z]+', 'Removed', true) };
    expect(count(tokenizerJson({ file: removed }), 'a1b2')).toBe(2);
    expect(count(tokenizerJson({ file: { pre_tokenizer: split('[a-z]+') } }), 'a1b2')).toBe(4);
  });

  it.each([
    ['{', 'is neither a tokenizer.json nor a list of ranks'],
    ['[1]', 'is JSON, but no tokenizer.json'],
    ['{"a":1}', 'has no "model"'],
    [tokenizerJson({ model: { type: 'Unigram' } }), 'is a Unigram model; recost knows byte-level BPE only'],
    [tokenizerJson({ model: { byte_fallback: true } }), 'is a SentencePiece vocabulary'],
    [tokenizerJson({ model: { end_of_word_suffix: '</w>' } }), 'marks the parts of words'],
    [tokenizerJson({ model: { vocab: { a: 0 } } }), 'lacks tokens for some of the 256 bytes'],
    [tokenizerJson({ model: { vocab: undefined } }), 'has no "vocab" and "merges"'],
    [tokenizerJson({ merges: ['ab c'] }), 'merges tokens that no merge before makes'],
    [
      tokenizerJson({ merges: ['a b', 'b c', 'a bc'] }),
      'has merges that do not follow from the order of its tokens',
    ],
    [tokenizerJson({ model: { merges: ['a b c'] } }), 'has a merge that is no pair'],
    [tokenizerJson({ file: { normalizer: { type: 'NFKC' } } }), 'changes texts by NFKC'],
    [
      tokenizerJson({ file: { pre_tokenizer: null } }),
      'does not work on bytes (its pre-tokenizer is nothing)',
    ],
    [
      tokenizerJson({ file: { pre_tokenizer: { type: 'Metaspace' } } }),
      'does not work on bytes (its pre-tokenizer is Metaspace)',
    ],
    [tokenizerJson({ file: { pre_tokenizer: { type: 'ByteLevel' } } }), 'puts a space in front of texts'],
    [
      tokenizerJson({ file: { pre_tokenizer: split(' ', 'MergedWithNext') } }),
      'splits texts by a pattern whose matches are MergedWithNext',
    ],
    [
      tokenizerJson({ file: { pre_tokenizer: split('\\w+') } }),
      'splits by a pattern that is not understood: \\w+',
    ],
    [
      tokenizerJson({ file: { pre_tokenizer: split('a++') } }),
      'splits by a pattern with possessive repetition: a++',
    ],
  ])('that cannot be counted with says why: %#', (text, fault) => {
    expect(() => counterOf(text)).toThrow(`cannot count with the tokenizer mine.json: it ${fault}`);
  });
});

describe('a tiktoken.model', async () => {
  const { default: data } = await ENCODINGS.cl100k_base.ranks();
  const tokens = data.bpe_ranks
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .flatMap((line) => line.split(' ').slice(2));
  const text = tokens.map((token, rank) => `${token} ${rank}`).join('\n');
  const cl100k = await counterFor('cl100k_base');
  const TEXT = "It's 12345 中文Wörter, HTTPServer\n\n  x";

  it('counts as the vocabulary that it holds', () => {
    expect(counterOf(text, 'nobody', 'cl100k').count(TEXT)).toBe(cl100k.count(TEXT));
  });

  it('is split as its family does: Kimi cuts Chinese out', () => {
    const bytes = Array.from({ length: 256 }, (_, byte) => Buffer.from([byte]).toString('base64'));
    const [han, mixed] = ['中文', '文a'].map((each) => Buffer.from(each).toString('base64')) as [
      string,
      string,
    ];
    const file = [...bytes, han, mixed].map((token, rank) => `${token} ${rank}`).join('\n');
    // A whole piece that is a token is one: 中文 is, 文a is not where Chinese is cut out (3 + 1 bytes).
    expect(counterOf(file, 'kimi').count('中文')).toBe(1);
    expect(counterOf(file, 'kimi').count('文a')).toBe(4);
    expect(counterOf(file, 'cl100k').count('文a')).toBe(1);
  });

  it.each([
    [
      text,
      [],
      'is a list of ranks, which recost can split texts for of kimi, qwen, llama-3, o200k, cl100k only',
    ],
    ['YQ== 0\nYg==\n', ['kimi'], 'has a line 2 that is no token and rank'],
    ['YQ== 0\nYg== 0\n', ['kimi'], 'has two tokens of rank 0'],
    ['YQ== 0\nYg== 1\n', ['kimi'], 'lacks tokens for some of the 256 bytes'],
  ])('that cannot be counted with says why: %#', (file, families, fault) => {
    expect(() => counterOf(file, ...families)).toThrow(
      `cannot count with the tokenizer mine.json: it ${fault}`,
    );
  });
});
