import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { literalPattern, patternMatcher } from '../../src/config/pattern.ts';

describe('a pattern of workflow names', () => {
  test.each([
    ['contract', 'contract', true],
    ['contract', 'Contract', false],
    ['contract', 'contract-1', false],
    ['contract-*', 'contract-', true],
    ['contract-*', 'contract-a/b', true],
    ['contract-*', 'my-contract-a', false],
    ['*', '', true],
    ['*', 'a\nb', true],
    ['', '', true],
    ['', 'a', false],
    ['*/review', 'legal/review', true],
    ['*/review', 'legal/review/2', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['ab*ba', 'aba', false],
    ['ab*ba', 'abba', true],
    ['a**b', 'ab', true],
    ['step-?', 'step-1', true],
    ['step-?', 'step-', false],
    ['step-?', 'step-12', false],
    ['step-?', 'step-😀', true],
    ['?', '😀', true],
    ['??', '😀', false],
    ['*?', '😀', true],
    ['*x?z*', 'axyxbz-', true],
    ['*x?z', 'xxyzxyz', true],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['a\\?', 'a?', true],
    ['a\\\\b', 'a\\b', true],
    ['a\\b', 'a\\b', true],
    ['a\\', 'a\\', true],
    ['[a-z]+(x|y)', '[a-z]+(x|y)', true],
    ['[a-z]', 'b', false],
    ['a.c', 'abc', false],
  ])('%j and %j: %s', (pattern, name, isMatch) => {
    expect(patternMatcher(pattern)(name)).toBe(isMatch);
  });

  it('that was made of a name matches it, and no other', () => {
    const names = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '\\', '/', '😀') });
    fc.assert(
      fc.property(names, names, (name, other) => {
        const matches = patternMatcher(literalPattern(name));
        expect(matches(name)).toBe(true);
        expect(matches(other)).toBe(name === other);
      }),
    );
  });

  it('agrees with a regular expression', () => {
    const units = fc.string({ unit: fc.constantFrom('a', 'b', '😀'), maxLength: 8 });
    const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
    fc.assert(
      fc.property(patterns, units, (pattern, name) => {
        const source = pattern.replaceAll('*', '.*').replaceAll('?', '.');
        expect(patternMatcher(pattern)(name)).toBe(new RegExp(`^${source}$`, 'su').test(name));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['*'.repeat(100_000), 'a'.repeat(100_000), true],
    [`${'a*'.repeat(10_000)}b`, 'a'.repeat(100_000), false],
    [`*${'a'.repeat(10_000)}b*`, 'a'.repeat(100_000), false],
    [`*${'a'.repeat(500)}?b*`, 'a'.repeat(100_000), false],
  ])(
    'takes no long time over long names (%#)',
    (pattern, name, isMatch) => {
      expect(patternMatcher(pattern)(name)).toBe(isMatch);
    },
    2000,
  );
});
