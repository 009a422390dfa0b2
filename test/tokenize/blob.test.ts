import { describe, expect, it } from 'vitest';
import { blobLine, packVocabulary, unpackVocabulary } from '../../src/tokenize/blob.ts';
import { tokensOfRanks } from '../../src/tokenize/ranks.ts';
import { buildVocabulary, listTokens, NO_RANK, rankOf } from '../../src/tokenize/vocabulary.ts';

const tokens = ['a', 'b', 'ab', 'é', ' '.repeat(300), 'abé'].map((text) => Buffer.from(text));
const source = '0123456789abcdef'.repeat(4);
const named = { name: 'tiny', pattern: 'gpt2', source, tokens: listTokens(tokens) } as const;
const blob = packVocabulary(named);

describe('a vocabulary file', () => {
  it('begins with a line that says what it is', () => {
    const line = Buffer.from(blob).toString('latin1').split('\n')[0];
    expect(`${line}\n`).toBe(blobLine(named));
    expect(line).toMatch(/^recost-vocabulary 3 tiny gpt2 6 (0123456789abcdef){4} [0-9a-f]{64}$/);
  });

  it('comes back as it was packed', () => {
    expect(unpackVocabulary(blob)).toMatchObject({ name: 'tiny', pattern: 'gpt2', source });
    expect(unpackVocabulary(blob).tokens.count).toBe(6);
    expect(Buffer.compare(unpackVocabulary(blob).tokens.content, named.tokens.content)).toBe(0);
  });

  it('is the same, byte by byte, each time', () => {
    expect(Buffer.compare(packVocabulary(named), blob)).toBe(0);
  });

  it.each([
    ['a byte is another', (bytes: Buffer) => bytes.fill(bytes.readUInt8(170) ^ 1, 170, 171)],
    ['the end is missing', (bytes: Buffer) => bytes.subarray(0, -3)],
    [
      'the number of tokens is another',
      (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace(' 6 ', ' 5 '), 'latin1'),
    ],
  ])('is refused as damaged if %s', (_, damage) => {
    expect(() => unpackVocabulary(damage(Buffer.from(blob)))).toThrow('damaged');
  });

  it.each(['', 'recost-vocabulary 2 tiny 6 ', '{"model":{"vocab":{}}}'])(
    'is refused if it begins with %j',
    (start) => {
      expect(() => unpackVocabulary(Buffer.from(start))).toThrow('not a vocabulary file of this version');
    },
  );
});

describe('a vocabulary', () => {
  const vocabulary = buildVocabulary(unpackVocabulary(blob).tokens);
  const rank = (text: string): number => rankOf(vocabulary, Buffer.from(text), 0, Buffer.byteLength(text));

  it('ranks every token by its place in the list', () => {
    expect(tokens.map((token) => rank(token.toString()))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it.each(['', 'c', 'ba', 'abe', ' '.repeat(299), ' '.repeat(301)])('does not have %j', (text) => {
    expect(rank(text)).toBe(NO_RANK);
  });

  it('has a limit, which no public vocabulary reaches', () => {
    const list = { count: 2 ** 19, content: new Uint8Array(0) };
    expect(() => buildVocabulary(list)).toThrow('a vocabulary of 524288 tokens is too large');
  });
});

describe('rank data of js-tiktoken', () => {
  it('is put into order, and the gaps that special tokens leave are closed', () => {
    const list = tokensOfRanks('! 7 Yw==\n! 0 YQ== Yg==\n');
    expect(list).toEqual(listTokens(['a', 'b', 'c'].map((text) => Buffer.from(text))));
  });
});
