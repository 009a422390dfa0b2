import { describe, expect, it } from 'vitest';
import { iterationsOf, serverToolUses } from '../../src/read/providers/anthropic-usage.ts';
import { recost } from '../support/recost.ts';

const entry = (type: string, input: number, output: number, more = {}) => ({
  type,
  input_tokens: input,
  output_tokens: output,
  ...more,
});
const of = (usage: object, asked?: string) =>
  iterationsOf({ ...usage }, { id: 'msg_1', model: 'claude-opus-5', usage }, asked);

describe('iterations of a response', () => {
  it('are one call where its usage is their sum; the largest prompt decides the price by size', () => {
    const loop = [
      entry('message', 150_000, 20),
      entry('message', 120_000, 30, { cache_read_input_tokens: 40_000 }),
    ];
    const { own, beside } = of({ input_tokens: 270_000, output_tokens: 50, iterations: loop });
    expect(own).toEqual({ requests: 2, largestPrompt: 160_000 });
    expect(beside).toEqual([]);
  });

  it('give a call for each compaction, with the tokens that are in no total', () => {
    const all = [entry('compaction', 60_385, 900), entry('message', 682, 40)];
    const { own, beside } = of({ input_tokens: 682, output_tokens: 40, iterations: all });
    expect(own).toEqual({});
    expect(beside).toEqual([
      { usage: all[0], step: 'compaction', model: 'claude-opus-5', id: 'msg_1#compaction-1' },
    ]);
  });

  it('give a call for each advisor, on its own model', () => {
    const advice = entry('advisor_message', 2728, 874, { model: 'claude-fable-5' });
    const { beside } = of({
      input_tokens: 5,
      output_tokens: 1,
      iterations: [advice, entry('message', 5, 1), advice],
    });
    expect(beside.map(({ model, id }) => [model, id])).toEqual([
      ['claude-fable-5', 'msg_1#advisor-1'],
      ['claude-fable-5', 'msg_1#advisor-2'],
    ]);
  });

  it('give a call for a model that declined, which is the one that was asked', () => {
    const all = [entry('message', 408, 0), entry('fallback_message', 420, 77, { model: 'claude-opus-5' })];
    const { beside } = of({ input_tokens: 420, output_tokens: 77, iterations: all }, 'claude-fable-5');
    expect(beside).toMatchObject([
      { step: 'declined fallback', model: 'claude-fable-5', id: 'msg_1#declined-fallback-1' },
    ]);
  });

  it('that all are in the sum are none beside, fallback or not', () => {
    const all = [entry('message', 408, 0), entry('fallback_message', 420, 77)];
    expect(of({ input_tokens: 828, output_tokens: 77, iterations: all }).beside).toEqual([]);
  });

  it('are passed over where they are no list of objects', () => {
    for (const iterations of [null, 'x', [null, 1], {}]) expect(of({ iterations }).beside).toEqual([]);
  });

  it('are priced by the size of each prompt, not of their sum', () => {
    const usage = (iterations?: object) => ({ input_tokens: 300_000, output_tokens: 10, iterations });
    const usd = (body: object) => {
      const message = { type: 'message', role: 'assistant', id: 'msg_2', model: 'claude-sonnet-4-5' };
      const log = JSON.stringify({
        created_at: '2025-11-01T00:00:00Z',
        request: {},
        response: { ...message, content: [], usage: body },
      });
      const { stdout } = recost(['-q', '-', '-f', 'json', '--to', 'keep'], { stdin: log });
      return JSON.parse(stdout).total.scenarios.baseline.totalUsd.base;
    };
    const half = entry('message', 150_000, 5);
    // 300,000 × $3 + 10 × $15 a million; one prompt of 300,000 is in the tier above 200,000: $6 and $22.50.
    expect(usd(usage([half, half]))).toBe('0.90015');
    expect(usd(usage())).toBe('1.800225');
  });
});

it('uses of server tools leave out those that are free', () => {
  expect(serverToolUses({ server_tool_use: { web_search_requests: 3, web_fetch_requests: 2 } })).toBe(3);
  expect(serverToolUses({ server_tool_use: { web_fetch_requests: 2 } })).toBeUndefined();
  expect(serverToolUses({})).toBeUndefined();
});
