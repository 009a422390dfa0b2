import { getEncoding } from 'js-tiktoken';
import { describe, expect, it } from 'vitest';
import { createCounter } from '../src/tokenize/counter.ts';
import { recost } from './support/recost.ts';
import { inputOf, OUTPUT, TURNS, textLoop } from './support/text-loop.ts';
import { readyBlob } from './tokenize/vocabularies.ts';

const reference = getEncoding('o200k_base');
/** Turns send the same texts again. */
function once(count: (text: string) => number): (text: string) => number {
  const known = new Map<string, number>();
  return (text) => {
    const tokens = known.get(text) ?? count(text);
    known.set(text, tokens);
    return tokens;
  };
}
const o200k = once((text) => reference.encode(text).length);
const deepseek = once(createCounter(readyBlob('deepseek-v3')).count);

// Words of at most seven small letters with one blank between them: of Claude's features, a text has these words, those
// of the role before it, and the newline between.
const WORDS = 'the quick brown fox sees a lazy dog and runs over to his den near our river'.split(' ');
const plainWords = (message: number, bytes: number): string =>
  Array.from({ length: bytes }, (_, word) => WORDS[(word * 7 + message + (word >> 4)) % WORDS.length])
    .join(' ')
    .slice(0, bytes)
    .replace(/ $/, 's');
const claude47 = (text: string): number =>
  0.779 * o200k(text) + 0.623 * text.split(/\s/).length + 0.196 * Number(text.includes('\n'));
const claude3 = (text: string): number =>
  0.748 * o200k(text) + 0.267 * text.split(/\s/).length + 0.414 * Number(text.includes('\n'));
/** One factor for Gemini, whatever the text. */
const gemini = (text: string): number => 1.14 * o200k(text);

type Count = (text: string) => number;

const promptOf = (line: string): readonly string[] =>
  JSON.parse(line).request.messages.map(
    ({ role, content }: { readonly role: string; readonly content: string }) => `${role}\n${content}`,
  );

/** What a loop comes to on a target: each call's recorded tokens × what its texts make there ÷ what they make here. */
function tokensOn(lines: readonly string[], here: Count, there: Count): number {
  const answer = Math.round((OUTPUT * there('ok')) / here('ok'));
  return lines.reduce((sum, line, turn) => {
    const of = (count: Count): number => promptOf(line).reduce((tokens, text) => tokens + count(text), 0);
    return sum + Math.round((inputOf(turn) * of(there)) / of(here)) + answer;
  }, 0);
}

const logged = (turns: number): number =>
  Array.from({ length: turns }, (_, turn) => inputOf(turn) + OUTPUT).reduce((a, b) => a + b, 0);

const ARGS = ['--as-of', '2026-11-22', '--to'];
function scenarioOf(lines: readonly string[], target: string) {
  const report = JSON.parse(recost(['-', '-f', 'json', ...ARGS, target], { stdin: lines.join('\n') }).stdout);
  const scenario = report.scenarios.find(({ id }: { readonly id: string }) => id === target);
  return { ...scenario, cost: report.rows[0].scenarios[target].totalUsd };
}
const textOf = (lines: readonly string[], targets: string): string =>
  recost(['-', ...ARGS, targets], { stdin: lines.join('\n') }).stdout.replace(/\s+/g, ' ');

const GPT = { model: 'gpt-5.5', provider: 'openai', textOf: plainWords } as const;
const OPUS = { model: 'claude-opus-4-7', provider: 'anthropic', textOf: plainWords } as const;

describe('a log of GPT with its texts, moved to Claude', () => {
  const lines = textLoop(GPT);
  const { textCounts, tokenFactors, assumedForCalls } = scenarioOf(lines, 'claude-opus-4-7');

  it('makes more tokens for the same text, by the features of the text', () => {
    const target = tokensOn(lines, o200k, claude47);
    expect(target / logged(TURNS)).toBeGreaterThan(1.3);
    expect(textCounts).toEqual([
      { how: 'estimated', barPercent: 3, calls: TURNS, logTokens: logged(TURNS), targetTokens: target },
    ]);
  });

  it('is not taken by the flat factor, and the report says what it did', () => {
    expect(tokenFactors).toEqual([]);
    expect(assumedForCalls).toMatchObject({ tokens: 0, 'tokens estimated': TURNS });
    const times = (tokensOn(lines, o200k, claude47) / logged(TURNS)).toFixed(2);
    expect(textOf(lines, 'claude-opus-4-7')).toContain(
      `estimated from the texts: claude-opus-4-7 ${times} times those of the log, ±3 % (20 calls)`,
    );
  });

  it('has the bar of one text where a workflow has few', () => {
    const few = lines.slice(0, 5); // 5 messages, 5 answers
    const { cost, textCounts: own } = scenarioOf(few, 'claude-opus-4-7');
    expect(own[0]).toMatchObject({ barPercent: 10, targetTokens: tokensOn(few, o200k, claude47) });
    // Only tokens are uncertain there: high and low lie a tenth from the base, whole tokens aside.
    expect(Number(cost.high) / Number(cost.base)).toBeCloseTo(1.1, 3);
    expect(Number(cost.low) / Number(cost.base)).toBeCloseTo(0.9, 3);
  });

  it('goes by one factor, with its bar, where that is all that is known', () => {
    const own = scenarioOf(lines, 'gemini-2.5-pro').textCounts;
    expect(own).toMatchObject([
      { how: 'estimated', barPercent: 12, targetTokens: tokensOn(lines, o200k, gemini) },
    ]);
  });

  it('goes by one factor, whatever the texts, where nobody has measured the tokenizer', () => {
    const own = scenarioOf(lines, 'kimi-k2.6');
    expect(own.textCounts).toBeUndefined();
    expect(own.tokenFactors).toMatchObject([{ factor: '26/25', barPercent: 15, calls: TURNS }]);
  });

  it('needs no estimate where both vocabularies are public', () => {
    const own = scenarioOf(lines, 'deepseek-v4-pro').textCounts;
    expect(own).toMatchObject([
      { how: 'counted', barPercent: 0, targetTokens: tokensOn(lines, o200k, deepseek) },
    ]);
  });
});

describe('a log of Claude with its texts, moved elsewhere', () => {
  const lines = textLoop(OPUS).slice(0, 15);

  it('makes fewer tokens on V4-Pro, the same texts being estimated here and counted there', () => {
    const { textCounts } = scenarioOf(lines, 'deepseek-v4-pro');
    const target = tokensOn(lines, claude47, deepseek);
    expect(target / logged(15)).toBeLessThan(0.75);
    expect(textCounts).toEqual([
      { how: 'estimated', barPercent: 3, calls: 15, logTokens: logged(15), targetTokens: target },
    ]);
  });

  it('adds the bars of both sides where both are estimated: 3 % and 5 %', () => {
    const { textCounts } = scenarioOf(lines, 'claude-sonnet-4-5');
    expect(textCounts).toMatchObject([
      { how: 'estimated', barPercent: 8, targetTokens: tokensOn(lines, claude47, claude3) },
    ]);
  });

  it('keeps its counts within its family', () => {
    const scenario = scenarioOf(lines, 'claude-opus-4-8');
    expect([scenario.textCounts, scenario.tokenFactors]).toEqual([undefined, []]);
    expect(scenario.simulatedCache[0].promptTokens).toBe(logged(15) - 15 * OUTPUT);
  });
});

describe('workflows of a log', () => {
  it('have bars of their own, whatever the order of reading', () => {
    const many = textLoop(GPT);
    const few = textLoop({ ...GPT, textOf: (message, bytes) => plainWords(message + 5, bytes) })
      .slice(0, 2)
      .map((line) => line.replaceAll('"loop"', '"small"').replaceAll('chatcmpl-', 'chatcmpl-s'));
    const both = scenarioOf([...many, ...few], 'claude-opus-4-7').textCounts;
    const barsOf = both.map(({ barPercent, calls }: Record<string, number>) => [barPercent, calls]);
    expect(barsOf).toEqual([
      [3, TURNS],
      [10, 2],
    ]);
    expect(scenarioOf([...few, ...many].reverse(), 'claude-opus-4-7').textCounts).toEqual(both);
  });
});

describe('a log of Claude that says how far the estimate is off', () => {
  const [SCALE, HIDDEN, FRAME] = [1.06, 3000, 12];
  const unlike = (message: number, bytes: number): string =>
    plainWords(message, message % 3 === 0 ? bytes : Math.floor(bytes / 4));
  /** Each message counts 1.06 times its estimate and a frame; a system prompt of 3,000 tokens is not in the log. */
  const reported = (line: string, hidden: number): number =>
    promptOf(line).reduce((sum, text) => sum + SCALE * claude47(text) + FRAME, hidden);
  const runOf = (run: number, hidden: (turn: number) => number): readonly string[] =>
    textLoop({ ...OPUS, textOf: unlike }).map((line, turn) =>
      line
        .replace(/"prompt_tokens":\d+/, `"prompt_tokens":${Math.round(reported(line, hidden(turn)))}`)
        .replace(/,"total_tokens":\d+/, '')
        .replace('"run-1"', `"run-${run}"`)
        .replace('chatcmpl-', `chatcmpl-${run}-`),
    );
  const lines = Array.from({ length: 6 }, (_, run) => runOf(run, () => HIDDEN)).flat(); // 6 × 19 calls that go on

  it('has its counts by the fitted estimate, and hidden text stays in them', () => {
    const [own] = scenarioOf(lines, 'deepseek-v4-pro').textCounts;
    const prompts = lines.reduce((sum, line) => {
      const of = (count: Count): number => promptOf(line).reduce((tokens, text) => tokens + count(text), 0);
      return sum + (Math.round(reported(line, HIDDEN)) * of(deepseek)) / (SCALE * of(claude47));
    }, 0);
    const answers = (lines.length * OUTPUT * deepseek('ok')) / (SCALE * claude47('ok'));
    expect(own).toMatchObject({ how: 'fitted', barPercent: 5, calls: 120 });
    expect(own.targetTokens / (prompts + answers)).toBeCloseTo(1, 3);
    expect(textOf(lines, 'deepseek-v4-pro')).toContain(
      "estimated, and fitted to this log's own usage: deepseek-v4-pro",
    );
  });

  it('gives the same in any order', () => {
    const other = [...lines].reverse();
    expect(scenarioOf(other, 'deepseek-v4-pro').textCounts).toEqual(
      scenarioOf(lines, 'deepseek-v4-pro').textCounts,
    );
  });

  it('is not fitted where what is hidden grows from call to call', () => {
    const growing = Array.from({ length: 6 }, (_, run) => runOf(run, (turn) => 2000 * turn)).flat();
    expect(scenarioOf(growing, 'deepseek-v4-pro').textCounts).toMatchObject([
      { how: 'estimated', barPercent: 3, calls: 120 },
    ]);
  });

  it('is a measure for calls of others that move there too', () => {
    const gpt = textLoop({ ...GPT, textOf: unlike }).map((line) =>
      line.replace('chatcmpl-', 'chatcmpl-gpt-'),
    );
    const counted = scenarioOf([...lines, ...gpt], 'claude-opus-4-7').textCounts;
    expect(counted).toMatchObject([{ how: 'fitted', barPercent: 5, calls: TURNS }]);
    const alone = scenarioOf(gpt, 'claude-opus-4-7').textCounts;
    expect(counted[0].targetTokens / alone[0].targetTokens).toBeCloseTo(SCALE, 3);
  });
});
