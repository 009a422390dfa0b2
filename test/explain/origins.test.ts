import { createReadStream } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { explainIn, treeOf } from '../support/explained.ts';
import { ROOT } from '../support/recost.ts';

const HEADER = 'id,run_id,model,started_at,input_tokens,cached_tokens,output_tokens,total_tokens';
const table = (...rows: readonly string[]): string => [HEADER, ...rows].join('\n');
const callAt = async (log: string, text: string): Promise<string> =>
  treeOf(await explainIn(log, { kind: 'call', text }));

describe('cached tokens', () => {
  // 1,000 input and 400 cached: the total shows where they are, or that nothing else is possible, or nothing does
  test.each([
    [
      'inside, as the total shows',
      'a,r,gpt-5.5,2026-11-01T10:00:00Z,1000,400,50,1050',
      'as the stated total shows',
      600,
    ],
    [
      'beside, as the total shows',
      'a,r,gpt-5.5,2026-11-01T10:00:00Z,1000,400,50,1450',
      'as the stated total shows',
      1000,
    ],
    [
      'more than the input',
      'a,r,gpt-5.5,2026-11-01T10:00:00Z,300,400,50,',
      'since anything else is impossible',
      300,
    ],
    [
      'of which nothing tells',
      'a,r,gpt-5.5,2026-11-01T10:00:00Z,1000,400,50,',
      'assumed, as the provider documents it',
      600,
    ],
  ])('%s', async (_, row, how, fresh) => {
    const text = await callAt(table(row), 'log:2');
    expect(text).toContain(`inside the input: 400 from a cache (${how})`);
    expect(text).toContain(`input: ${fresh === 1000 ? '1,000' : fresh} × $5/M`);
  });

  it('where a format decides', async () => {
    const usage = {
      input_tokens: 100,
      cache_read_input_tokens: 900,
      cache_creation_input_tokens: 0,
      output_tokens: 9,
    };
    const body = {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-opus-4-7',
      content: [],
      usage,
    };
    const text = await callAt(JSON.stringify(body), 'msg_1');
    expect(text).toContain('inside the input: 900 from a cache (as its format counts)');
    expect(text).toContain('other input: 1,000 − 900 = 100');
  });

  it('that a log does not count are not taken for granted', async () => {
    const log =
      'run_id,model,started_at,input_tokens,output_tokens\nr,gpt-5.5,2026-11-01T10:00:00Z,1000,50\n';
    const text = await callAt(log, 'log:2');
    expect(text).toContain('the log does not count hits of a cache');
    expect(text).toContain('cache: the log counts no hits, so none are taken for granted');
  });
});

describe('counts', () => {
  it('of texts say in which vocabulary they were counted', async () => {
    const file = { name: 'log', open: () => createReadStream(`${ROOT}samples/no-counts.jsonl`) };
    const text = await treeOf(await explainIn(file, { kind: 'call', text: 'log:1' }));
    expect(text).toMatch(/tokens: input [\d,]+, output [\d,]+, counted from its text in o200k_base/);
  });

  it('of a response that is told twice say so', async () => {
    const row = (output: number): string => `chatcmpl-1,r,gpt-5.5,2026-11-01T10:00:00Z,1000,0,${output},`;
    const log = table(row(20), row(50));
    const first = await callAt(log, 'log:2');
    expect(first).toContain('2 records tell of this response; it counts once, the larger count of each');
    expect(first).toContain('output: 50 × $30/M = $0.0015');
    expect(await callAt(log, 'log:3')).toBe(first);
    expect(await callAt(log, 'chatcmpl-1')).toBe(first);
  });

  it('of what a span has more than the calls inside it say so', async () => {
    const span = (id: string, parent: string | undefined, name: string, tokens: number) => ({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: id,
      ...(parent === undefined ? {} : { parentSpanId: parent }),
      name,
      startTimeUnixNano: '1793700000000000000',
      endTimeUnixNano: '1793700001000000000',
      attributes: [
        { key: 'gen_ai.operation.name', value: { stringValue: name } },
        { key: 'gen_ai.request.model', value: { stringValue: 'gpt-5.5' } },
        { key: 'gen_ai.usage.input_tokens', value: { intValue: tokens } },
        { key: 'gen_ai.usage.output_tokens', value: { intValue: 10 } },
      ],
    });
    const spans = [
      span('b7ad6b7169203331', undefined, 'invoke_agent', 1000),
      span('b7ad6b7169203332', 'b7ad6b7169203331', 'chat', 700),
    ];
    const log = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
    const text = await treeOf(await explainIn(log, { kind: 'dearest' }));
    expect(text).toContain('what a span has more than the calls inside it');
    expect(text).toContain('tokens: input 300, output 0, as the log reports');
  });
});

describe('calls on one line', () => {
  const call = (id: number) => ({ model: 'gpt-5.5', input_tokens: 1000 * id, output_tokens: 1, run_id: 'r' });
  const log = JSON.stringify([call(1), call(2), call(3)]);

  it('have numbers, by which they can be named', async () => {
    expect(await treeOf(await explainIn(log, { kind: 'dearest' }))).toContain('call log:1#3');
    expect(await callAt(log, 'log:1#2')).toContain('tokens: input 2,000');
    await expect(callAt(log, 'log:1')).rejects.toThrow('Choose one with --call "log:1#1"');
  });
});

describe('a call without a price', () => {
  test.each([
    ['my-gateway', 'gpt-5.5', 'the provider "my-gateway" is not in the price book', 'name'],
    ['openai', 'gpt-5.55', 'no price for "gpt-5.55" (did you mean', 'name'],
    ['openai', 'gpt-5.5', 'openai/gpt-5.5 has no price before 2026-04-23', 'price'],
  ])('%s %s: the chain as far as it went', async (provider, model, reason, end) => {
    const log = `provider,model,started_at,input_tokens,output_tokens\n${provider},${model},2026-01-01,10,1\n`;
    const text = await treeOf(await explainIn(log, { kind: 'dearest' }));
    expect(text).toMatch(/^Call log:2 of workflow "log": no price\n/);
    expect(text).toContain(`no price for 1 call: ${reason}`);
    expect(text).toContain(`as logged: model "${model}" by "${provider}"`);
    expect(text).toContain(`the chain of rules ended at: ${end}`);
  });
});
