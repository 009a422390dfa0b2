import { describe, expect, it, test } from 'vitest';
import { createTextHash, type Hash } from '../../src/caches/text-hash.ts';
import { seeded } from '../support/arbitrary.ts';

const hasher = createTextHash();

function hashOf(text: string, from = 0, to = hasher.take(text)): string {
  const hash: Hash = { low: 0, high: 0 };
  hasher.take(text);
  hasher.hash(from, to, hash);
  return `${hash.low} ${hash.high}`;
}

describe('the hash of a text', () => {
  test.each(['', 'a', 'hello', 'Grüße 你好 👋', 'x'.repeat(300_000)])('is the same each time: %#', (text) => {
    expect(hashOf(text)).toBe(hashOf(`${text}`));
  });

  it('differs wherever a character differs', () => {
    const text = 'abcdefghijklmnop'.repeat(20);
    const changed = Array.from(text, (_, index) => `${text.slice(0, index)}#${text.slice(index + 1)}`);
    expect(new Set([text, ...changed].map((each) => hashOf(each))).size).toBe(text.length + 1);
  });

  it('differs for zeros at the end, and for empty texts of other lengths', () => {
    const zeros = Array.from({ length: 20 }, (_, length) => `a${'\0'.repeat(length)}`);
    expect(new Set(zeros.map((each) => hashOf(each))).size).toBe(20);
  });

  it('takes lone surrogates for the same unknown character, and throws at none', () => {
    expect(hashOf('\ud800')).toBe(hashOf('\ufffd'));
  });

  it('of a piece is that of the same text alone', () => {
    const text = 'The quick brown fox jumps over the lazy dog. '.repeat(30);
    expect(hashOf(text, 256, 512)).toBe(hashOf(text.slice(256, 512)));
  });

  test.each(['', 'Hi', 'Grüße 你好 👋', 'x'.repeat(300_000), '价'.repeat(30_000)])(
    'of a text and its speaker is that of the two on lines of their own: %#',
    (words) => {
      const hash: Hash = { low: 0, high: 0 };
      const bytes = hasher.take(['naïve user', words]);
      expect(bytes).toBe(Buffer.byteLength(`naïve user\n${words}`));
      hasher.hash(0, bytes, hash);
      expect(`${hash.low} ${hash.high}`).toBe(hashOf(`naïve user\n${words}`));
    },
  );

  it('is the length in bytes that it tells', () => {
    expect(hasher.take('Grüße 你好 👋')).toBe(Buffer.byteLength('Grüße 你好 👋'));
    expect(hasher.take('é'.repeat(1_000_000))).toBe(2_000_000);
  });

  it('is another for 50,000 texts that are nearly alike', () => {
    const next = seeded(7);
    const texts = new Set(
      Array.from({ length: 50_000 }, (_, index) => `${index} ${Math.floor(next() * 10)}`),
    );
    expect(new Set([...texts].map((each) => hashOf(each))).size).toBe(texts.size);
  });
});
