import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getEncoding } from 'js-tiktoken';
import { describe, expect, it } from 'vitest';
import { recost, recostOk } from '../support/recost.ts';
import { validator } from '../support/schema.ts';
import { tokenizerJson } from '../tokenize/small-tokenizer.ts';

const folder = mkdtempSync(join(tmpdir(), 'recost-moves-'));
const fileOf = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

// In one vocabulary abc is a token, and so is every other byte; in the other one every byte is.
const words = fileOf('words.json', tokenizerJson({ merges: ['a b', 'ab c'] }));
const bytes = fileOf('bytes.json', tokenizerJson());

// "user", a newline, 98 times abc and 97 blanks: 5 + 98 + 97 tokens by words, 5 + 294 + 97 by bytes. The answer has
// 2 + 1 and 6 + 1.
const PROMPT = Array(98).fill('abc').join(' ');
const ANSWER = 'abc abc';
const [INPUT, OUTPUT] = [100, 30]; // as the log reports
const BY_WORDS = { prompt: 200, answer: 3 };
const BY_BYTES = { prompt: 396, answer: 7 };

interface Logged {
  readonly model: string;
  readonly id?: string;
  readonly messages?: readonly unknown[];
  readonly content?: string;
}
const callOf = ({
  model,
  id = 'chatcmpl-1',
  messages = [{ role: 'user', content: PROMPT }],
  content = ANSWER,
}: Logged): string =>
  JSON.stringify({
    started_at: '2026-11-22T13:00:00Z',
    run_id: id,
    workflow: 'w',
    request: { model, messages },
    response: {
      id,
      object: 'chat.completion',
      model,
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
      usage: { prompt_tokens: INPUT, completion_tokens: OUTPUT, total_tokens: INPUT + OUTPUT },
    },
  });

const tokenizers = (own: readonly string[]): readonly string[] =>
  own.flatMap((each) => ['--tokenizer', each]);
const ARGS = ['--as-of', '2026-11-22', '--to'];
function moved(stdin: string, to: string, ...args: readonly string[]) {
  const report = JSON.parse(recostOk(['-', '-q', '-f', 'json', ...ARGS, to, ...args], { stdin }).stdout);
  const { textCounts, tokenFactors } = report.scenarios.find(({ id }: { readonly id: string }) => id === to);
  return { textCounts, tokenFactors, usd: report.rows[0].scenarios[to].totalUsd };
}
const exactly = (usd: string) => ({ low: usd, base: usd, high: usd });

const GEMINI = 'gemini-3.5-flash'; // 1.50 USD for a million tokens, 9 for those of answers
const BOTH = tokenizers([`kimi=${words}`, `gemini-*=${bytes}`]);

describe('a call that moves between models of the user’s tokenizers', () => {
  const kimi = callOf({ model: 'kimi-k2.6' });

  it('has its texts counted in both: 100 × 396/200 and 30 × 7/3 tokens', () => {
    const { textCounts, tokenFactors, usd } = moved(kimi, GEMINI, ...BOTH);
    expect(textCounts).toEqual([
      {
        how: 'counted',
        barPercent: 0,
        calls: 1,
        logTokens: 130,
        targetTokens: 198 + 70,
        ownCounting: ['words.json for kimi', 'bytes.json for gemini-*'],
      },
    ]);
    expect(tokenFactors).toEqual([]);
    expect(usd).toEqual(exactly('0.000927')); // 198 × 1.50 + 70 × 9 = 927
  });

  it('is said to be counted, and with which files', () => {
    const { stdout } = recostOk(['-', ...ARGS, GEMINI, ...BOTH], { stdin: kimi });
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'counted in both vocabularies: gemini-3.5-flash 2.06 times those of the log by bytes.json for gemini-* and words.json for kimi (1 call)',
    ); // 268/130
  });

  it('is explained', () => {
    const log = fileOf('log.jsonl', kimi);
    const { stdout } = recostOk(['explain', log, ...ARGS, GEMINI, '--call', 'chatcmpl-1', ...BOTH]);
    expect(stdout.replace(/[\s│├└─]+/g, ' ')).toContain(
      'counted in both vocabularies, by words.json for kimi and bytes.json for gemini-*: tokens of the log × what the texts make there ÷ what they make here',
    );
    expect(stdout).toContain('0.000927');
  });

  it('has JSON as its schemas say', () => {
    const log = fileOf('log.jsonl', kimi);
    const json = (...args: readonly string[]) =>
      JSON.parse(recostOk([...args, log, '-q', '-f', 'json', ...ARGS, GEMINI, ...BOTH]).stdout);
    const explained = json('explain');
    expect(JSON.stringify(explained)).toContain('"ownCounting":["words.json for kimi"');
    expect(validator('docs/explanation.schema.json')(explained)).toEqual([]);
    expect(validator('docs/report.schema.json')(json())).toEqual([]);
  });

  it('keeps its counts if one file serves both', () => {
    const { textCounts, usd } = moved(kimi, GEMINI, ...tokenizers([`*=${words}`]));
    expect(textCounts).toMatchObject([{ how: 'counted', barPercent: 0, logTokens: 130, targetTokens: 130 }]);
    expect(usd).toEqual(exactly('0.00042')); // 100 × 1.50 + 30 × 9 = 420
    const twice = tokenizers([`kimi*=${words}`, `gemini*=${words}`]);
    expect(moved(kimi, GEMINI, ...twice).usd).toEqual(usd);
  });

  it('keeps its counts within a family, of which one model’s tokenizer is given', () => {
    const { textCounts, usd } = moved(kimi, 'kimi-k3', ...tokenizers([`kimi-k3=${bytes}`]));
    expect([textCounts, usd]).toEqual([undefined, exactly('0.00075')]); // 100 × 3 + 30 × 15 = 750
  });

  it('is counted anew within a family if each model has a tokenizer of its own', () => {
    const { usd } = moved(kimi, 'kimi-k3', ...tokenizers([`kimi-k2*=${words}`, `kimi-k3=${bytes}`]));
    expect(usd).toEqual(exactly('0.001644')); // 198 × 3 + 70 × 15 = 1,644
  });

  it('goes by the factor if it has no texts', () => {
    const untold = callOf({ model: 'kimi-k2.6', messages: [], content: '' });
    const { textCounts, tokenFactors } = moved(untold, GEMINI, ...BOTH);
    expect([textCounts, tokenFactors]).toEqual([
      undefined,
      [{ factor: '57/52', barPercent: 15, calls: 1 }], // 1.14 ÷ 1.04
    ]);
  });
});

describe('the user’s tokenizer on one side', () => {
  const reference = getEncoding('o200k_base');
  const o200k = (text: string): number => reference.encode(text).length;
  const GPT_PROMPT = o200k(`user\n${PROMPT}`);

  it.each([
    ['of a measured family', GEMINI],
    ['of a family that nobody has measured', 'kimi-k2.6'],
  ])('counts exactly for a target %s', (_, target) => {
    const { textCounts, tokenFactors } = moved(
      callOf({ model: 'gpt-5.5' }),
      target,
      ...tokenizers([`${target}=${bytes}`]),
    );
    const there =
      Math.round((INPUT * BY_BYTES.prompt) / GPT_PROMPT) +
      Math.round((OUTPUT * BY_BYTES.answer) / o200k(ANSWER));
    expect(textCounts).toMatchObject([
      { how: 'counted', barPercent: 0, targetTokens: there, ownCounting: [`bytes.json for ${target}`] },
    ]);
    expect(tokenFactors).toEqual([]);
  });

  it.each([
    ['of the price book', 'kimi-k2.6', 'kimi'],
    ['that no price book has', 'our-model', 'our-*'],
  ])('counts exactly for a log of a model %s', (_, model, pattern) => {
    const { textCounts } = moved(callOf({ model }), 'gpt-5.5', ...tokenizers([`${pattern}=${words}`]));
    const there =
      Math.round((INPUT * GPT_PROMPT) / BY_WORDS.prompt) +
      Math.round((OUTPUT * o200k(ANSWER)) / BY_WORDS.answer);
    expect(textCounts).toMatchObject([{ how: 'counted', barPercent: 0, targetTokens: there }]);
  });

  it('leaves the bar of the other side', () => {
    const claude = callOf({ model: 'claude-opus-4-7' });
    expect(moved(claude, GEMINI).textCounts).toMatchObject([{ how: 'estimated', barPercent: 30 }]); // 10 + 20
    expect(moved(claude, GEMINI, ...tokenizers([`gemini=${bytes}`])).textCounts).toMatchObject([
      { how: 'estimated', barPercent: 10, ownCounting: ['bytes.json for gemini'] },
    ]);
  });

  it('also counts where the log has no counts, and its texts were counted with that', () => {
    const log = 'time,model,prompt,completion\n2026-10-01T10:00:00Z,kimi-k2.6,abc abc,abc\n'; // 3 and 1 by words
    const { textCounts, usd } = moved(log, GEMINI, ...BOTH);
    expect(textCounts).toMatchObject([{ how: 'counted', logTokens: 4, targetTokens: 10 }]); // 7 and 3 bytes
    expect(usd).toEqual(exactly('0.0000375')); // 7 × 1.50 + 3 × 9 = 37.5
  });

  it.each([
    ['calls that move', callOf({ model: 'gpt-5.5' })],
    ['calls without counts', `time,model,prompt,completion\n2026-10-01T10:00:00Z,${GEMINI},a,b\n`],
  ])('is named in harmless text, for %s', (_, stdin) => {
    const odd = fileOf('a\u001b[31mb.json', tokenizerJson());
    const { stdout } = recost(['-', ...ARGS, GEMINI, '--tokenizer', `gemini=${odd}`], { stdin });
    expect(stdout).toContain('\\u001b[31mb.json');
    expect(stdout).not.toContain('\u001b');
  });
});

describe('a program of the user’s', () => {
  const asked = fileOf('asked.txt', '');
  const program = fileOf(
    'count.js',
    `const {appendFileSync}=require('fs');require('readline').createInterface({input:process.stdin}).on('line',(l)=>{appendFileSync(${JSON.stringify(asked)},l+'\\n');console.log(JSON.parse(l).text.length)});`,
  );

  it('counts texts of calls that move, each different text once', () => {
    const log = ['a', 'b', 'c'].map((id) => callOf({ model: 'kimi-k2.6', id: `chatcmpl-${id}` })).join('\n');
    const counter = ['--counter', `gemini-*=node "${program}"`];
    const { textCounts } = moved(log, GEMINI, ...tokenizers([`kimi=${words}`]), ...counter);
    expect(textCounts).toMatchObject([
      {
        how: 'counted',
        calls: 3,
        targetTokens: 3 * (198 + 70),
        ownCounting: ['words.json for kimi', 'your counter for gemini-*'],
      },
    ]);
    const texts = readFileSync(asked, 'utf8').trim().split('\n');
    expect(texts.map((line) => JSON.parse(line).text)).toEqual([`user\n${PROMPT}`, ANSWER]);
  });

  it('counts a conversation that OpenAI keeps as a file does', () => {
    const turn = (number: number): string =>
      JSON.stringify({
        request: {
          model: 'gpt-4.1',
          input: [{ role: 'user', content: PROMPT }],
          ...(number === 0 ? {} : { previous_response_id: `resp_${number - 1}` }),
        },
        response: {
          id: `resp_${number}`,
          object: 'response',
          status: 'completed',
          created_at: 1_790_000_000 + 60 * number,
          model: 'gpt-4.1',
          output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: ANSWER }] }],
          usage: { input_tokens: 100 + 110 * number, output_tokens: 10 },
        },
      });
    const log = [0, 1, 2].map(turn).join('\n');
    const byProgram = moved(log, GEMINI, '--counter', `gemini-*=node "${program}"`);
    const byFile = moved(log, GEMINI, ...tokenizers([`gemini-*=${bytes}`]));
    expect(byFile.textCounts).toMatchObject([{ how: 'counted', barPercent: 0, calls: 3 }]);
    expect(byProgram.textCounts[0].targetTokens).toBe(byFile.textCounts[0].targetTokens);
    expect(byProgram.usd).toEqual(byFile.usd);
  });

  it('that fails is the end', () => {
    const counter = ['--counter', 'gemini-*=node -e "console.log(0.5)"'];
    const { status, stderr } = recost(['-', ...ARGS, GEMINI, ...counter], {
      stdin: callOf({ model: 'gpt-5.5' }),
    });
    expect([status, stderr]).toEqual([2, expect.stringContaining('your counter for gemini-*')]);
  });
});
