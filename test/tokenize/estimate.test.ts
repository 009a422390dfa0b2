import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../../src/tokenize/estimate.ts';
import { featuresOf } from '../../src/tokenize/features.ts';
import { speechOf } from '../../src/tokenize/speech.ts';
import { counterFor } from './vocabularies.ts';

const o200k = await counterFor('o200k_base');
const flat = { factor: 1.14, pooledBar: 0.12 };
const estimate = (family: string, text: string) => estimateTokens(text, o200k.count(text), { family, flat });

describe('features of a text', () => {
  it('are counted as they are named', () => {
    expect(featuresOf('The camelCase HTTPServer, in 2026:\n\n  x += "naïve" — 中文👍')).toMatchObject({
      words: 6, // The, camelCase, HTTPServer, in, x, naïve
      titles: 1, // The; HTTPServer has two capitals first
      innerCapitals: 1 + 4, // C; T T P S
      lateLetters: 2 + 3, // of 9 and 10 letters
      digits: 4,
      signRuns: 5, // , and : and += and " twice
      blankRuns: 1,
      newlineRuns: 1,
      ideographs: 3,
      foreignLetters: 5,
      symbols: 1, // the dash
    });
  });

  it('of nothing are nothing', () => {
    const { scripts, ...numbers } = featuresOf('');
    expect(scripts.size).toBe(0);
    expect(Object.values(numbers).every((value) => value === 0)).toBe(true);
  });

  it('take time in proportion to the length, whatever the text', () => {
    const texts = ['a', ' ', '_', '中', 'é', 'A', '\n ', '9', '👍'].map((each) => each.repeat(200_000));
    const start = process.cpuUsage();
    for (const text of texts) featuresOf(text);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
  });
});

describe('what a text is written in', () => {
  it.each([
    ['The quick brown fox jumps over the lazy dog in the café.', 'latin'],
    ['The quick brown fox jumps over the lazy dog, again and again, as it did before.', 'plain'],
    ['const naive = (x) => x + 1; // 中文', 'plain'],
    ['Würde und Freiheit für alle Menschen', 'latin'],
    ['今天天气很好，我们去公园散步吧。', 'han'],
    ['東京タワーへ行きました。', 'kana'],
    ['안녕하세요 세계', 'hangul'],
    ['Привет, мир! Как дела?', 'cyrillic'],
    ['The word мир means peace, and that is all there is to say about it here.', 'plain'],
    ['مرحبا بالعالم', 'arabic'],
    ['नमस्ते दुनिया', 'devanagari'],
    ['Καλημέρα κόσμε', 'other'],
    ['', 'plain'],
    ['123 456 !!!', 'plain'],
  ])('%j is %s', (text, speech) => {
    expect(speechOf(featuresOf(text))).toBe(speech);
  });
});

/** Article 1 of the Universal Declaration, for which counts of the vendor were divided by o200k's: English and Chinese. */
const ENGLISH =
  'All human beings are born free and equal in dignity and rights. They are endowed with reason and conscience and ' +
  'should act towards one another in a spirit of brotherhood.';
const GERMAN =
  'Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen begabt und ' +
  'sollen einander im Geiste der Brüderlichkeit begegnen.';

describe('an estimate', () => {
  it('of English comes near to what the vendor counts of such a text', () => {
    const ratio = (family: string): number => estimate(family, ENGLISH).tokens / o200k.count(ENGLISH);
    expect(Math.abs(ratio('claude-3') / 1.07 - 1)).toBeLessThan(0.05);
    expect(Math.abs(ratio('claude-4.7') / 1.56 - 1)).toBeLessThan(0.05);
  });

  it('by coefficients is their sum', () => {
    // "a b" has 2 tokens in o200k, 2 words: 0.748 × 2 + 0.267 × 2 = 2.03; 0.779 × 2 + 0.623 × 2 = 2.804.
    expect(estimate('claude-3', 'a b').tokens).toBeCloseTo(2.03, 12);
    expect(estimate('claude-4.7', 'a b').tokens).toBeCloseTo(2.804, 12);
    // 3 ideographs in 2 tokens: 0.779 × 2 + 0.565 × 3 = 3.253
    expect(o200k.count('文字中')).toBe(2);
    expect(estimate('claude-4.7', '文字中').tokens).toBeCloseTo(3.253, 12);
  });

  it('of a text that is unlike what was fitted has a wider bar', () => {
    const bars = [
      'THE SOFTWARE IS PROVIDED "AS IS"',
      'aGVsbG8gd29ybGQgdGhpcyBpcyBhIHRlc3Q=',
      'const httpServer = 1;',
    ].map((text) => estimate('claude-4.7', text).bar);
    expect(bars).toEqual([0.25, 0.25, 0.1]);
  });

  it('of another language is by the factor of its language, with a wide bar', () => {
    const tokens = o200k.count(GERMAN);
    expect(estimate('claude-4.7', GERMAN)).toEqual({
      tokens: 1.85 * tokens,
      method: 'language factor',
      bar: 0.25,
      pooledBar: 0.25,
    });
  });

  it('of a family without coefficients is by the factor of the family', () => {
    const tokens = o200k.count(ENGLISH);
    expect(estimate('gemini', ENGLISH)).toEqual({
      tokens: 1.14 * tokens,
      method: 'family factor',
      bar: 0.2,
      pooledBar: 0.12,
    });
    expect(estimate('gemini', GERMAN).bar).toBe(0.25);
    const chinese = '今天天气很好，我们去公园散步吧。';
    expect(estimate('gemini', chinese).tokens).toBe(0.93 * o200k.count(chinese));
  });

  it('of a text with tokens is never none, and of no text is none', () => {
    expect(estimate('claude-3', '.').tokens).toBeCloseTo(0.748 + 0.595, 12);
    expect(estimate('claude-3', '').tokens).toBe(0);
    expect(estimate('gemini', '').tokens).toBe(0);
  });
});
