import { describe, expect, it } from 'vitest';
import { recost } from '../support/recost.ts';

const log = (...values: readonly object[]): string => values.map((each) => JSON.stringify(each)).join('\n');

function costOf(stdin: string) {
  const { stdout, stderr } = recost(['-', '-f', 'json', '--to', 'keep', '--at', '2026-09-01'], { stdin });
  return { total: stdout === '' ? undefined : JSON.parse(stdout).total, stderr };
}

const chunk = (delta: object, finish_reason: string | null, more: object = {}) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1_790_000_000,
  model: 'gpt-5.5',
  choices: [{ index: 0, delta, finish_reason }],
  ...more,
});

describe('a stream of chat completions', () => {
  const begun = [chunk({ role: 'assistant', content: '' }, null), chunk({ content: 'one two three' }, null)];

  it('without usage has its answer counted, and says that the prompt is not known', () => {
    expect(costOf(log(...begun, chunk({}, 'stop'))).stderr).toContain('lacks input or output tokens');
    const priced = chunk({}, 'stop', { id: 'chatcmpl-2', usage: { prompt_tokens: 5, completion_tokens: 7 } });
    expect(costOf(log(...begun, chunk({}, 'stop'), priced)).total).toMatchObject({
      calls: 2,
      inputTokens: 5,
      outputTokens: 7 + 3 + 4, // an answer of GPT-5.5 has 4 tokens beside its text
    });
  });

  it('that repeats its usage is counted once, by the last', () => {
    const usage = (output: number) => ({ usage: { prompt_tokens: 5, completion_tokens: output } });
    const all = [
      chunk({ content: 'a' }, null, usage(1)),
      chunk({}, 'stop', usage(2)),
      chunk({}, null, usage(3)),
    ];
    expect(costOf(log(...all)).total).toMatchObject({ calls: 1, inputTokens: 5, outputTokens: 3 });
  });

  it('that breaks off is flagged', () => {
    const usage = { usage: { prompt_tokens: 5, completion_tokens: 1 } };
    const { total, stderr } = costOf(log(chunk({ content: 'a' }, null, usage)));
    expect(total).toMatchObject({ calls: 1, inputTokens: 5, outputTokens: 1 });
    expect(stderr).toContain('ends before its last event');
  });

  it('without ids begins anew after its end', () => {
    const one = (output: number) => [
      { ...chunk({ content: 'a' }, null), id: '' },
      { ...chunk({}, 'stop'), id: '' },
      { ...chunk({}, null), id: '', choices: [], usage: { prompt_tokens: 5, completion_tokens: output } },
    ];
    expect(costOf(log(...one(1), ...one(2))).total).toMatchObject({
      calls: 2,
      inputTokens: 10,
      outputTokens: 3,
    });
  });
});

describe('a stream of messages', () => {
  const start = (id: string) => ({
    type: 'message_start',
    message: {
      id,
      type: 'message',
      role: 'assistant',
      model: 'claude-opus-5',
      content: [],
      usage: { input_tokens: 50, output_tokens: 4 },
    },
  });
  const text = {
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'text_delta', text: 'one two three' },
  };
  const delta = {
    type: 'message_delta',
    delta: { stop_reason: 'end_turn' },
    usage: { input_tokens: null, output_tokens: 90 },
  };
  const stop = { type: 'message_stop' };

  it('counts what message_delta says, not the stub of its start', () => {
    const { total, stderr } = costOf(log(start('msg_1'), text, delta, stop, start('msg_2'), text, delta));
    expect(total).toMatchObject({ calls: 2, inputTokens: 100, outputTokens: 180 });
    expect(stderr).not.toContain('ends before');
  });

  it('that breaks off has its text counted, and is flagged', () => {
    const { total, stderr } = costOf(log(start('msg_1'), text, start('msg_2'), text, delta, stop));
    // Estimated: 3 tokens of o200k and 3 words come to 3 × 0.779 + 3 × 0.623 = 4.2 of Claude's.
    expect(total).toMatchObject({ calls: 2, inputTokens: 100, outputTokens: 90 + 4 });
    expect(stderr).toContain('-:1: a stream that ends before its last event');
  });
});

describe('a stream of Gemini', () => {
  const piece = (output: number, finishReason?: string) => ({
    candidates: [{ content: { parts: [{ text: 'a' }], role: 'model' }, finishReason }],
    usageMetadata: { promptTokenCount: 5, candidatesTokenCount: output, totalTokenCount: 5 + output },
    modelVersion: 'gemini-2.5-flash',
  });

  it('without ids is counted once, by its last chunk', () => {
    const all = [piece(1), piece(2), piece(3, 'STOP'), piece(1), piece(9, 'STOP')];
    expect(costOf(log(...all)).total).toMatchObject({ calls: 2, inputTokens: 10, outputTokens: 12 });
  });

  it('that breaks off keeps what it counted, and is flagged', () => {
    const { total, stderr } = costOf(log(piece(1), piece(2)));
    expect(total).toMatchObject({ calls: 1, inputTokens: 5, outputTokens: 2 });
    expect(stderr).toContain('ends before its last event');
  });
});

it('a stream of responses that breaks off keeps its text, and is flagged', () => {
  const response = { id: 'resp_1', object: 'response', status: 'in_progress', model: 'gpt-5.5', usage: null };
  const delta = { type: 'response.output_text.delta', item_id: 'm', output_index: 0, delta: 'one two three' };
  const done = {
    ...response,
    id: 'resp_2',
    status: 'completed',
    usage: { input_tokens: 5, output_tokens: 6 },
  };
  const created = { type: 'response.created', response };
  const completed = { type: 'response.completed', response: done };
  const { total, stderr } = costOf(log(created, delta, completed));
  expect(total).toMatchObject({ calls: 2, inputTokens: 5, outputTokens: 6 + 3 + 4 });
  expect(stderr).toContain('ends before its last event');
});
