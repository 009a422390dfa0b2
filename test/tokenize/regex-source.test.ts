import { describe, expect, it } from 'vitest';
import { translated } from '../../src/tokenize/regex-source.ts';

const matches = (source: string, text: string): readonly string[] =>
  [...text.matchAll(translated(source))].map(([match]) => match);

describe('a pattern written for Rust or Oniguruma', () => {
  it.each([
    ['\\s', 'a\u0085\ufeffb\u00a0', ['\u0085', '\u00a0']],
    ['\\S+', 'a\ufeffb c', ['a\ufeffb', 'c']],
    ["(?i:'s|'ll)", "it's IT'S it'ſ he'LL 's", ["'s", "'S", "'ſ", "'LL", "'s"]],
    ["'(?i:[st]|re)", "'S 't 'RE 'x", ["'S", "'t", "'RE"]],
    ['[!-/\\-\\]]+', 'a!-/]b', ['!-/]']],
    ['[(){}|&]+', '(a){b}|&', ['(', '){', '}|&']],
    ['[\\p{L}&&[^\\p{Han}]]+', 'ab中文cd', ['ab', 'cd']],
    ['[\\p{Han}]+', 'ab中文cd', ['中文']],
    ['\\p{N}{1,3}', '12345', ['123', '45']],
    [' ?[^\\s\\p{L}]+[\\r\\n]*', 'a !!\n\nb', [' !!\n\n']],
    ['\\s+(?!\\S)|\\s+', 'a   b', ['  ', ' ']],
    ['\\x{4e2d}|\\u6587', '中文', ['中', '文']],
    ['a|b(?:c)?', 'abc', ['a', 'bc']],
    ['\\{a\\}/', '{a}/', ['{a}/']],
  ])('%s finds the same in %j', (source, text, expected) => {
    expect(matches(source, text)).toEqual(expected);
  });

  it.each([
    '\\w',
    '\\b',
    'a.',
    '^a',
    'a$',
    '(?i)a',
    '[a',
    '(a',
    '[[:alpha:]]',
    '(?i:[a-z])',
    '\\1',
    '\\p{Nonsense}',
  ])('is refused rather than guessed: %s', (source) => {
    expect(() => translated(source)).toThrow('splits by a pattern that is not understood');
  });

  it.each(['a++', 'a*+', 'a?+', '\\p{N}{1,3}+'])('is refused if it never gives back: %s', (source) => {
    expect(() => translated(source)).toThrow('possessive repetition');
  });
});
