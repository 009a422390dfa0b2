import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import { recost } from './support/recost.ts';

const folder = mkdtempSync(join(tmpdir(), 'recost-moved-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SHARED = 'The rules of the shop, which every request repeats word by word. '.repeat(400);

interface Sent {
  readonly model: string;
  /** Seconds after noon. */
  readonly at: number;
  readonly takes?: number;
  readonly texts: readonly string[];
  readonly cached?: number;
}

/** A call of a run with its prompt, about a token for four characters, and an answer of ten tokens. */
const lineOf = ({ model, at, takes = 1, texts, cached }: Sent, place: number): string =>
  JSON.stringify({
    started_at: new Date(Date.UTC(2026, 10, 5, 12, 0, at)).toISOString(),
    ended_at: new Date(Date.UTC(2026, 10, 5, 12, 0, at + takes)).toISOString(),
    run_id: 'r',
    workflow: 'w',
    provider: 'openai',
    request: { model, messages: texts.map((content) => ({ role: 'user', content })) },
    response: {
      id: `chatcmpl-${place}`,
      object: 'chat.completion',
      model,
      choices: [{ index: 0, message: { role: 'assistant', content: 'ok' }, finish_reason: 'stop' }],
      usage: {
        prompt_tokens: Math.round(texts.join('').length / 4),
        completion_tokens: 10,
        ...(cached === undefined ? {} : { prompt_tokens_details: { cached_tokens: cached } }),
      },
    },
  });

function on(target: string, calls: readonly Sent[], assumptions = '  {}') {
  writeFileSync(join(folder, 'recost.yaml'), `assumptions:\n${assumptions}\n`);
  const args = ['-', '--to', target, '-f', 'json', '--as-of', '2026-11-22'];
  const json = JSON.parse(recost(args, { stdin: calls.map(lineOf).join('\n'), cwd: folder }).stdout);
  const scenario = json.scenarios.find(({ id }: { readonly id: string }) => id === target);
  const { low, base, high } = json.total.scenarios[target].totalUsd;
  const [found = { promptTokens: 0, readTokens: 0, writtenTokens: 0 }] = scenario.simulatedCache ?? [];
  return { low: Number(low), base: Number(base), high: Number(high), found, scenario };
}

const INPUT = Math.round(SHARED.length / 4);

describe('calls that overlap', () => {
  const fan = (takes: number): readonly Sent[] =>
    [0, 10, 20].map((at) => ({ model: 'gpt-4o', at, takes, texts: [SHARED] }));

  it('find the prompt of one that still answers, except in the world of few hits', () => {
    const { low, base, high, found } = on('gpt-4.1', fan(120));
    // Whole units of 128 tokens, twice; $2 a million, $0.50 from the cache, and 30 × $8 for answers.
    const hits = 2 * Math.floor(INPUT / 128) * 128;
    expect(found.readTokens).toBe(hits);
    const cost = (read: number) => ((3 * INPUT - read) * 2 + read * 0.5 + 30 * 8) / 1e6;
    expect(base).toBeCloseTo(cost(hits), 12);
    expect(low).toBeCloseTo(cost(hits), 12);
    expect(high).toBeCloseTo(cost(0), 12);
  });

  it('find it in every world once it has ended', () => {
    const { low, high } = on('gpt-4.1', fan(3));
    expect(low).toBe(high);
  });
});

test('a call that stays on the target leaves its prompt for those that move there', () => {
  const calls: readonly Sent[] = [
    { model: 'gpt-4.1', at: 0, texts: [SHARED], cached: 0 },
    { model: 'gpt-4o', at: 30, texts: [SHARED] },
  ];
  const { base, found } = on('gpt-4.1', calls);
  const hits = Math.floor(INPUT / 128) * 128;
  expect(found).toMatchObject({ calls: 1, promptTokens: INPUT, readTokens: hits });
  expect(base).toBeCloseTo((INPUT * 2 + 80 + (INPUT - hits) * 2 + hits * 0.5 + 80) / 1e6, 12);
});

describe('a prompt that nobody sends again, moved to Claude', () => {
  const once: readonly Sent[] = [{ model: 'gpt-4o', at: 0, texts: [SHARED] }];

  it('is written for a fee at the base, and at the low end is not', () => {
    const { low, base, found, scenario } = on('claude-opus-4-7', once);
    const [{ barPercent }] = scenario.textCounts;
    // $6.25 a million instead of $5. Ten tokens of answer are some at $25 on both sides.
    expect(found).toMatchObject({ readTokens: 0, writtenTokens: found.promptTokens });
    const answer = base - (found.promptTokens * 6.25) / 1e6;
    expect(answer).toBeGreaterThan(0);
    expect(low).toBeLessThanOrEqual((found.promptTokens * 5) / 1e6 + answer);
    expect(low).toBeGreaterThan(((found.promptTokens * 5) / 1e6) * (1 - barPercent / 100) - 1e-5);
  });

  it('counts its texts also if the user says how it is cached', () => {
    const open = on('claude-opus-4-7', once);
    const cold = on('claude-opus-4-7', once, '  cache: cold');
    const answer = open.base - (open.found.promptTokens * 6.25) / 1e6;
    expect(cold.base).toBeCloseTo((open.found.promptTokens * 5) / 1e6 + answer, 12);
    expect(cold.scenario.textCounts).toEqual(open.scenario.textCounts);
    expect(cold.scenario.assumedForCalls).toMatchObject({ 'cache given': 1, tokens: 0 });
    expect(cold.scenario.simulatedCache).toBeUndefined();
  });
});

test('a given cache serves of a run what it says, in tokens of the target', () => {
  const calls: readonly Sent[] = [0, 60, 120].map((at) => ({
    model: 'gpt-4o',
    at,
    texts: [SHARED, `Question ${at}`],
    cached: 640,
  }));
  const inputs = calls.map(({ texts }) => Math.round(texts.join('').length / 4));
  const all = inputs.reduce((sum, each) => sum + each, 0);
  const cost = (read: number) => ((all - read) * 2 + read * 0.5 + 30 * 8) / 1e6;
  const given = (cache: string) => on('gpt-4.1', calls, `  cache: ${cache}`);
  for (const [cache, read] of [
    ['cold', 0],
    ['recorded', 3 * 640],
    ['warm', all - Math.max(...inputs)],
  ] as const) {
    const { low, base, high } = given(cache);
    expect([low, high]).toEqual([base, base]);
    expect(base).toBeCloseTo(cost(read), 12);
  }
});
