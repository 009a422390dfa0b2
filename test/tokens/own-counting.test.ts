import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recost, recostOk } from '../support/recost.ts';
import { tokenizerJson } from '../tokenize/small-tokenizer.ts';

const folder = mkdtempSync(join(tmpdir(), 'recost-own-'));
const fileOf = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const logOf = (model: string): string =>
  `time,model,prompt,completion\n2026-10-01T10:00:00Z,${model},abc abc,abc\n`;
const totalOf = (model: string, ...args: readonly string[]) => {
  const { stdout } = recostOk(['-', '-q', '-f', 'json', '--to', 'keep', ...args], { stdin: logOf(model) });
  return JSON.parse(stdout);
};
const tokensOf = (model: string, ...args: readonly string[]): readonly [number, number] => {
  const { total } = totalOf(model, ...args);
  return [total.inputTokens, total.outputTokens];
};

// abc is one token of this vocabulary, a blank another.
const vocabulary = fileOf('tokenizer.json', tokenizerJson({ merges: ['a b', 'ab c'] }));
const program = fileOf(
  'count.js',
  "require('readline').createInterface({input:process.stdin}).on('line',(l)=>console.log(100*JSON.parse(l).text.length));",
);
const counter = `node "${program.replaceAll('\\', '\\\\')}"`;

describe('a log without counts', () => {
  it.each([
    ['its name', 'kimi-k2.6'],
    ['a pattern', 'kimi-*'],
    ['capitals', 'KIMI-K2.6'],
    ['its family', 'kimi'],
    ['host and name', 'moonshot/kimi-k2.6'],
  ])('is counted by the user’s vocabulary for its model, by %s', (_, model) => {
    expect(tokensOf('kimi-k2.6', '--tokenizer', `${model}=${vocabulary}`)).toEqual([3, 1]);
  });

  it('of other models is not', () => {
    expect(tokensOf('gpt-4o', '--tokenizer', `kimi=${vocabulary}`)).toEqual(tokensOf('gpt-4o'));
  });

  it('counted in its own vocabulary has no range for it, and says how it was counted', () => {
    const own = totalOf('kimi-k2.6', '--tokenizer', `kimi=${vocabulary}`);
    const { low, base, high } = own.total.scenarios.baseline.totalUsd;
    expect([low, high]).toEqual([base, base]);
    expect(JSON.stringify(own)).toContain('counted (tokenizer.json for kimi)');
  });

  it('is counted by the user’s program rather than by a vocabulary', () => {
    const args = ['--tokenizer', `kimi=${vocabulary}`, '--counter', `kimi*=${counter}`];
    expect(tokensOf('kimi-k2.6', ...args)).toEqual([700, 300]);
  });

  it('takes a vocabulary from the environment, and no program', () => {
    const env = { RECOST_TOKENIZER: `kimi=${vocabulary}`, RECOST_COUNTER: `kimi=${counter}` };
    const { stdout } = recost(['-', '-q', '-f', 'json', '--to', 'keep'], { stdin: logOf('kimi-k2.6'), env });
    expect(JSON.parse(stdout).total.inputTokens).toBe(3);
  });

  it('of DeepSeek and Qwen is counted in their vocabularies, each with its chat around it', () => {
    // "abc abc" and "abc" come to 2 and 1 tokens in both; DeepSeek's chat adds 1 + 2, Qwen's 5 + 3.
    expect(tokensOf('deepseek-v4-pro')).toEqual([2 + 3, 1]);
    expect(tokensOf('qwen3-max')).toEqual([2 + 8, 1]);
    expect(JSON.stringify(totalOf('deepseek-v4-pro'))).toContain('counted (deepseek-v3)');
  });
});

describe('--tokenizer and --counter', () => {
  it.each([
    ['--tokenizer', 'kimi', 'expected MODEL=FILE'],
    ['--tokenizer', '=file', 'expected MODEL=FILE'],
    ['--tokenizer', 'kimi=', 'expected MODEL=FILE'],
    ['--counter', 'kimi', 'expected MODEL=COMMAND'],
    ['--counter', "kimi=node 'x", 'expected a command whose quotation marks end'],
  ])('%s %s is refused', (option, value, expected) => {
    const { status, stderr } = recost(['-', option, value], { stdin: logOf('kimi-k2.6') });
    expect([status, stderr]).toEqual([2, expect.stringContaining(expected)]);
  });
});
