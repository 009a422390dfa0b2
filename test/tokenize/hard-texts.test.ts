import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createCounter } from '../../src/tokenize/counter.ts';
import { READY, readyBlob } from './vocabularies.ts';

interface HardText {
  readonly text: string;
  readonly 'deepseek-v3': number;
  readonly qwen3: number;
}

/** Counts of Hugging Face's tokenizers, which bench/exactness.js writes there. */
const texts: readonly HardText[] = JSON.parse(
  readFileSync(new URL('hard-texts.json', import.meta.url), 'utf8'),
);

describe.each(READY)('%s counts as Hugging Face’s tokenizers do', (name) => {
  const counter = createCounter(readyBlob(name));

  it.each(texts)('$text', (entry) => {
    expect(counter.count(entry.text)).toBe(entry[name]);
  });

  it('whatever was counted before', () => {
    const all = texts.map(({ text }) => text);
    const there = all.map(counter.count);
    const back = all.toReversed().map(counter.count).toReversed();
    expect(back).toEqual(there);
  });
});
