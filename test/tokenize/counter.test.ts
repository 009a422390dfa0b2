import { describe, expect, it } from 'vitest';
import { packVocabulary } from '../../src/tokenize/blob.ts';
import { createCounter, loadCounter } from '../../src/tokenize/counter.ts';
import { listTokens } from '../../src/tokenize/vocabulary.ts';
import { counterFor, readyBlob } from './vocabularies.ts';

const o200k = await counterFor('o200k_base');
const cl100k = await counterFor('cl100k_base');
const gpt2 = await loadCounter('gpt2');
const deepseek = createCounter(readyBlob('deepseek-v3'));
const qwen = createCounter(readyBlob('qwen3'));

describe('texts of which the counts are known', () => {
  it.each([
    ['', 0, 0],
    ['a', 1, 1],
    ['hello world', 2, 2],
    ["I'm sure they'LL say we've WON'T", 9, 11],
    ['<|endoftext|>', 7, 7],
    ['中文ABC', 2, 3],
    ['हिन्दी', 3, 6],
    ['12345678', 3, 3],
    ['👩‍👩‍👧', 8, 13],
    ['the end \n  ', 4, 4],
    ["it'ſ ok", 4, 5],
    ['\uFEFFusing System;', 3, 3],
    ['one\u0085two', 4, 4],
    ['{"city":"Paris","days":[1,2,3]}', 13, 13],
    ['https://example.com/a/b?c=d#e', 11, 11],
    ['x\u00a0y\u3000z', 5, 5],
  ])('%j', (text, ofO200k, ofCl100k) => {
    expect([o200k.count(text), cl100k.count(text)]).toEqual([ofO200k, ofCl100k]);
  });

  it('a lone surrogate counts as the replacement character', () => {
    expect(o200k.count('a\ud800b')).toBe(o200k.count('a\ufffdb'));
    expect(o200k.count('\udc00'.repeat(40))).toBe(o200k.count('\ufffd'.repeat(40)));
  });

  it('a count does not depend on what was counted before', () => {
    const text = 'unfathomably antidisestablishmentarian Donaudampfschifffahrt';
    const first = o200k.count(text);
    o200k.count(`${'x'.repeat(100_000)} ${text}`);
    expect(o200k.count(text)).toBe(first);
  });
});

describe('a megabyte that would take other tokenizers minutes or hours', () => {
  const han = Array.from({ length: 350_000 }, (_, i) =>
    String.fromCodePoint(0x4e00 + ((i * 7919) % 5000)),
  ).join('');
  it.each([
    ['one letter', 'a'.repeat(1_000_000)],
    ['blanks', ' '.repeat(1_000_000)],
    ['underscores', '_'.repeat(1_000_000)],
    ['Chinese without punctuation', han],
    ['newlines and blanks in turn', '\n '.repeat(500_000)],
    ['capitals', 'QX'.repeat(500_000)],
    ['combining marks', '\u0301'.repeat(500_000)],
    ['digits', '0123456789'.repeat(100_000)],
  ])('%s: under 2 seconds with each encoding', (_, text) => {
    for (const counter of [o200k, cl100k, gpt2, deepseek, qwen]) {
      const start = process.cpuUsage(); // not the clock: others may be at work here
      expect(counter.count(text)).toBeGreaterThan(0);
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
    }
  });

  it('is counted right', () => {
    expect(o200k.count('a'.repeat(1_000_000))).toBe(125_000);
    expect(o200k.count('_'.repeat(1_000_000))).toBe(15_625);
    expect(cl100k.count(' '.repeat(1_000_000))).toBe(7_813);
  });
});

describe('createCounter', () => {
  it('knows the name of its encoding', () => {
    expect([o200k, gpt2, deepseek, qwen].map(({ encoding }) => encoding)).toEqual([
      'o200k_base',
      'gpt2',
      'deepseek-v3',
      'qwen3',
    ]);
  });

  it('refuses a vocabulary whose split pattern is not known', () => {
    const tokens = listTokens([Buffer.from('a')]);
    const blob = packVocabulary({
      name: 'tlh',
      pattern: 'klingon' as 'gpt2',
      source: '0'.repeat(64),
      tokens,
    });
    expect(() => createCounter(blob)).toThrow('no split pattern klingon is known, which tlh needs');
  });
});
