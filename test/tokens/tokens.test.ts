import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { get_encoding } from 'tiktoken';
import { describe, expect, it } from 'vitest';
import { recost, recostOk } from '../support/recost.ts';
import { looseMembersIn, schemaIn, validator } from '../support/schema.ts';
import { tokenizerJson } from '../tokenize/small-tokenizer.ts';

const TEXT = 'Tokens aren’t characters: naïve 中文 👍.\n';
const o200k = get_encoding('o200k_base').encode_ordinary(TEXT).length;

const folder = mkdtempSync(join(tmpdir(), 'recost-tokens-'));
const fileOf = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const json = (args: readonly string[], stdin = TEXT) =>
  JSON.parse(recostOk(['tokens', ...args, '-f', 'json'], { stdin }).stdout);
const countsOf = (models: string, stdin = TEXT) => json(['-', '--model', models], stdin).total.counts;

describe('recost tokens', () => {
  it('counts characters, bytes and tokens of a text', () => {
    const { files, total } = json(['-', '--model', 'gpt-5.5']);
    // 37 characters, 👍 one of them, and the newline; ’ has 3 bytes, ï 2, 中文 6, 👍 4.
    expect(files).toHaveLength(1);
    expect(files[0]).toMatchObject({ name: 'stdin', characters: 38, bytes: 38 + 2 + 1 + 4 + 3 });
    expect(total.counts).toEqual([
      {
        model: 'gpt-5.5',
        tokenizer: 'o200k',
        tokens: o200k,
        low: o200k,
        high: o200k,
        bar: 0,
        known: { kind: 'counted', vocabulary: 'o200k_base' },
      },
    ]);
  });

  it('takes models, families, vocabularies and sets, each once', () => {
    const counts = countsOf('gpt-5.5,o200k,o200k_base,gpt-5.5');
    expect(counts.map(({ model, tokens }: { model: string; tokens: number }) => [model, tokens])).toEqual([
      ['gpt-5.5', o200k],
      ['o200k', o200k],
      ['o200k_base', o200k],
    ]);
    expect(countsOf('v4').map(({ tokenizer }: { tokenizer: string }) => tokenizer)).toEqual([
      'deepseek',
      'deepseek',
    ]);
  });

  it('says how an estimate is made and how far off it may be', () => {
    const [claude, gemini] = countsOf(
      'claude-opus-4-7,gemini-2.5-pro',
      'The quick brown fox jumps over the lazy dog.',
    );
    expect(claude).toMatchObject({ bar: 0.1, known: { kind: 'estimated', method: 'calibrated' } });
    expect(claude.low).toBe(Math.floor(claude.tokens * 0.9));
    expect(claude.high).toBe(Math.ceil(claude.tokens * 1.1));
    // 10 tokens of o200k; Gemini's factor is 1.14.
    expect(gemini).toMatchObject({
      tokens: 11,
      bar: 0.2,
      known: { kind: 'estimated', method: 'family factor' },
    });
  });

  it('adds several texts up; of twenty and more the errors do not add up', () => {
    const paths = Array.from({ length: 20 }, (_, at) =>
      fileOf(`${at}.txt`, `This is the text of number ${at}.`),
    );
    const few = json([...paths.slice(0, 19), '--model', 'claude-opus-4-7,claude-sonnet-4-5']);
    const many = json([...paths, '--model', 'claude-opus-4-7,claude-sonnet-4-5']);
    const bars = ({ total }: { total: { counts: { bar: number }[] } }) => total.counts.map(({ bar }) => bar);
    expect(bars(few)).toEqual([0.1, 0.1]);
    expect(bars(many)).toEqual([0.03, 0.05]);
    const sum = many.files.reduce(
      (all: number, { counts }: { counts: { tokens: number }[] }) => all + (counts[0]?.tokens ?? 0),
      0,
    );
    expect(many.total.counts[0].tokens).toBe(sum);
  });

  it('unpacks and decodes', () => {
    const paths = [
      fileOf('a.txt.gz', gzipSync(TEXT)),
      fileOf('b.txt', Buffer.from(`\ufeff${TEXT}`, 'utf16le')),
    ];
    const { files } = json([...paths, '--model', 'gpt-5.5']);
    expect(files.map(({ counts }: { counts: { tokens: number }[] }) => counts[0]?.tokens)).toEqual([
      o200k,
      o200k,
    ]);
  });

  it('of nothing is nothing, exactly', () => {
    expect(countsOf('gpt-5.5,claude-opus-4-7', '')).toMatchObject([
      { tokens: 0, low: 0, high: 0 },
      { tokens: 0, low: 0, high: 0 },
    ]);
  });

  it('counts with the user’s vocabulary or program, also for models that nobody knows', () => {
    const vocabulary = fileOf('tokenizer.json', tokenizerJson({ merges: ['a b'] }));
    const program = fileOf(
      'count.js',
      "require('readline').createInterface({input:process.stdin}).on('line',(l)=>console.log(JSON.parse(l).text.length));",
    );
    const args = ['-', '--model', 'house-7,claude-opus-4-7', '--tokenizer', `house-*=${vocabulary}`];
    const { total } = json([...args, '--counter', `claude*=node "${program}"`], 'abab');
    expect(total.counts).toMatchObject([
      { model: 'house-7', tokenizer: null, tokens: 2, known: { vocabulary: 'tokenizer.json for house-*' } },
      { model: 'claude-opus-4-7', tokens: 4, bar: 0, known: { vocabulary: 'your counter for claude*' } },
    ]);
  });

  it('hints at logs, and counts them all the same', () => {
    const log = '{"model":"gpt-4o","usage":{"prompt_tokens":10,"completion_tokens":5}}\n';
    const { status, stdout, stderr } = recost(['tokens', '-', '--model', 'gpt-5.5'], { stdin: log });
    expect(status).toBe(0);
    expect(stderr).toContain('a log of calls');
    expect(stdout).toContain('o200k_base');
  });

  it.each([
    [['tokens'], 2, "missing required argument 'files'"],
    [['tokens', 'no-such-file.txt'], 3, 'there is no such file or folder'],
    [['tokens', folder], 3, 'it is a folder; name its files'],
    [
      ['tokens', '-', '--model', 'gpt5.5'],
      2,
      '--model gpt5.5: the price book knows no such model or set. Did you mean',
    ],
    [['tokens', '-', '--model', 'quen'], 2, 'Did you mean qwen?'],
    [['tokens', '-', '--model', ' , '], 2, 'expected models or sets'],
  ])('%j ends with %i', (args, code, words) => {
    const { status, stdout, stderr } = recost(args, { stdin: TEXT });
    expect([status, stdout]).toEqual([code, '']);
    expect(stderr).toContain(words);
  });

  it('does not count what is no text', () => {
    const { status, stderr } = recost(['tokens', '-'], { stdin: Buffer.from('89504e470d0a1a0a', 'hex') });
    expect([status, stderr]).toEqual([3, expect.stringContaining('a PNG image')]);
  });

  it('does not count what is longer than it can hold', () => {
    const path = fileOf('long.txt.gz', gzipSync(Buffer.alloc(64 * 1024 * 1024 + 1, 'a'), { level: 1 }));
    const { status, stderr } = recost(['tokens', path, '--model', 'gpt-5.5']);
    expect([status, stderr]).toEqual([3, expect.stringContaining('is longer than 64 MB: count it in parts')]);
  });
});

describe('recost tokens -f', () => {
  const faults = validator('docs/tokens.schema.json');

  it('json is as its schema says', () => {
    const models = 'gpt-5.5,claude-opus-4-7,gemini-2.5-pro,kimi';
    expect(faults(json(['README.md', 'docs/ci.md', '--model', models]))).toEqual([]);
    expect(faults(json(['-'], ''))).toEqual([]);
  });

  it('json has a schema that describes every member, and takes no others', () => {
    expect(looseMembersIn(schemaIn('docs/tokens.schema.json'))).toEqual([]);
  });

  it('csv has whole numbers, and a text’s name never as a formula', () => {
    const path = fileOf('=1+1,"x".txt', 'The quick brown fox jumps over the lazy dog.');
    const { stdout } = recostOk(
      ['tokens', '=1+1,"x".txt', '--model', 'gpt-5.5,gemini-2.5-pro', '-f', 'csv'],
      {
        cwd: folder,
      },
    );
    expect(path).toContain(folder);
    expect(stdout).toBe(
      'file,model,characters,bytes,tokens,bar,method\n' +
        '"\'=1+1,""x"".txt",gpt-5.5,44,44,10,0,counted: o200k_base\n' +
        '"\'=1+1,""x"".txt",gemini-2.5-pro,44,44,11,0.2,estimated: family factor\n',
    );
  });

  it.each(['markdown', 'html', 'tsv'])('%s has the same rows', (format) => {
    const { stdout } = recostOk(['tokens', '-', '--model', 'gpt-5.5,qwen', '-f', format], { stdin: TEXT });
    expect(stdout).toContain('qwen');
    expect(stdout).toContain(String(o200k));
  });

  it('table rounds estimates to what is known of them', () => {
    const { stdout } = recostOk(['tokens', 'README.md', '--model', 'claude-opus-4-7', '--ascii']);
    expect(stdout).toMatch(
      /README\.md\s+claude-opus-4-7\s+[\d,]+\s+[\d,]+\s+~\d{1,2},?\d?00\s+10%\s+calibrated/,
    );
    expect(stdout).toMatch(/^README\.md comes to ~[\d,]+ tokens for claude-opus-4-7\.$/m);
  });
});
