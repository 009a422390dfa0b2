import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { broken, screenWidth, wrap } from '../../src/render/wrap.ts';

describe('a name that is too long for its column', () => {
  it.each([
    ['AzureLLMInferenceTrace_conv', ['AzureLLM', 'Inference', 'Trace_conv']],
    ['contract-review › outline', ['contract-', 'review ›', 'outline']],
    ['claude-opus-4.7-20260401', ['claude-', 'opus-4.7-', '20260401']],
    ['gemini-3.5-flash', ['gemini-', '3.5-flash']],
    ['com.example.billing', ['com.', 'example.', 'billing']],
    ['parseHTTPRequest', ['parseHTTP', 'Request']],
    ['aaaaaaaaaaaaaaa', ['aaaaaaaaaa', 'aaaaa']],
    ['日本語の要約と分類', ['日本語の要', '約と分類']],
    ['short', ['short']],
  ])('%s breaks at its seams', (name, lines) => {
    expect(broken(name, 10)).toEqual(lines);
  });

  it('loses nothing but blanks at ends of lines, and fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 20 }), (name, width) => {
        const lines = broken(name, width);
        expect(lines.join('').replaceAll(/\s/g, '')).toBe(name.replaceAll(/\s/g, ''));
        expect(lines.filter((line) => screenWidth(line) > width)).toEqual([]);
      }),
    );
  });
});

it('a sentence with a long word stays on the screen', () => {
  expect(wrap(`see ${'x'.repeat(12)} there`, 10, '  ').split('\n')).toEqual([
    'see',
    '  xxxxxxxxxx',
    '  xx there',
  ]);
});

it.each([
  ['\u001b[2mdim\u001b[22m', 3],
  ['日本', 4],
  ['é', 1],
  ['e\u0301', 1],
  ['हिन्दी', 5],
  ['© 🚀', 4],
])('%j takes %i columns', (line, width) => {
  expect(screenWidth(line)).toBe(width);
});
