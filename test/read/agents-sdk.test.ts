import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recost } from '../support/recost.ts';

const lines = readFileSync(new URL('../formats/agents-sdk.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n');
const report = (stdin: string, ...args: readonly string[]) =>
  JSON.parse(recost(['-q', '-', '-f', 'json', '--to', 'keep', ...args], { stdin }).stdout);

describe('a trace of the Agents SDK', () => {
  it('counts its generations once, though the task around them tells the same', () => {
    // 300 + 500 and 40 + 60: the task says 800 and 100.
    const { rows, total } = report(lines.join('\n'));
    expect(rows).toMatchObject([{ name: 'Berth planning', runs: 1, calls: 2 }]);
    expect(total).toMatchObject({ inputTokens: 800, outputTokens: 100 });
  });

  it('is the same in any order, and as the list that is sent to the vendor', () => {
    const whole = report(lines.join('\n')).total;
    expect(report([...lines].reverse().join('\n')).total).toEqual(whole);
    expect(report(`{"data":[${lines.join(',')}]}`).total).toEqual(whole);
  });

  it('names its steps by the agent', () => {
    expect(report(lines.join('\n'), '--by', 'step').rows[0].name).toContain('Planner');
  });

  it('takes the model of a response from the response itself', () => {
    const span = {
      object: 'trace.span',
      id: 'span_r',
      trace_id: 'trace_r',
      parent_id: null,
      started_at: '2026-07-01T09:00:00Z',
      ended_at: '2026-07-01T09:00:04Z',
      span_data: { type: 'response', response_id: 'resp_r', usage: { input_tokens: 20, output_tokens: 5 } },
    };
    const response = {
      id: 'resp_r',
      object: 'response',
      status: 'completed',
      created_at: 1782896400,
      model: 'gpt-5.5',
      output: [],
    };
    const usage = { input_tokens: 20, output_tokens: 5, total_tokens: 25 };
    const log = [span, { ...response, usage }].map((each) => JSON.stringify(each)).join('\n');
    const { total } = report(log);
    expect(total).toMatchObject({ runs: 1, calls: 1, inputTokens: 20, outputTokens: 5 });
    expect(total.scenarios.baseline.callsPriced).toBe(1);
  });
});
