import { beforeEach, describe, expect, it } from 'vitest';
import { cached } from '../../src/tokenize/cached.ts';
import type { Counter } from '../../src/tokenize/counter.ts';

/** Counts characters, and remembers what it was asked. */
let asked: string[] = [];
const counter: Counter = {
  encoding: 'characters',
  count: (text) => {
    asked.push(text);
    return text.length;
  },
};
const text = (letter: string): string => letter.repeat(1000);

beforeEach(() => {
  asked = [];
});

describe('a counter with a memory', () => {
  it('counts a text once', () => {
    const { count } = cached(counter, 1_000_000);
    expect([count(text('a')), count(text('b')), count(text('a'))]).toEqual([1000, 1000, 1000]);
    expect(asked).toEqual([text('a'), text('b')]);
  });

  it('keeps the name of the encoding', () => {
    expect(cached(counter, 1000).encoding).toBe('characters');
  });

  it('keeps what is asked again and again, and forgets the rest', () => {
    const { count } = cached(counter, 10_000);
    for (const letter of 'bcdefghijkl') {
      count(text('a'));
      count(text(letter));
    }
    count(text('b'));
    expect(asked.join('').match(/a+/g)).toEqual([text('a')]);
    expect(asked.at(-1)).toBe(text('b'));
  });

  it('does not keep a text that would fill it', () => {
    const { count } = cached(counter, 1000);
    expect([count(text('a')), count(text('a'))]).toEqual([1000, 1000]);
    expect(asked).toHaveLength(2);
  });

  it('without room counts everything', () => {
    const { count } = cached(counter, 0);
    expect([count('a'), count('a')]).toEqual([1, 1]);
    expect(asked).toHaveLength(2);
  });
});
