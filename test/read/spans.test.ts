import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RawCall } from '../../src/domain/raw-call.ts';
import { normalize } from '../../src/normalize/normalize.ts';
import { read } from '../support/reading.ts';
import { ROOT, recost } from '../support/recost.ts';

const sample = (name: string): string => `${ROOT}test/formats/${name}`;

const OPTIONS = {
  file: 'log',
  model: undefined,
  provider: undefined,
  workflow: undefined,
  zoneOffset: undefined,
};

/** What a span with these attributes says of its tokens. */
async function understood(attributes: Readonly<Record<string, unknown>>) {
  const span = { trace_id: 't', span_id: 's', name: 'n', start_time: 1795000000000000000, attributes };
  const { calls } = await read(JSON.stringify([span]));
  const { call } = normalize(calls[0] as RawCall, OPTIONS);
  const { input, output, cacheRead, cacheWrite, cacheWrite1h, reasoning } = call?.usage ?? {};
  return { input, output, cacheRead, cacheWrite, cacheWrite1h, reasoning, rule: call?.algebra };
}

describe('counts of spans', () => {
  it.each([
    ['the names of 2026', 'gen_ai.usage.cache_write.input_tokens'],
    ['those of 2025', 'gen_ai.usage.cache_creation.input_tokens'],
    ['those of instrumentations', 'gen_ai.usage.cache_creation_input_tokens'],
  ])('are inside the input unless proven otherwise: %s', async (_, written) => {
    const attributes = {
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 50,
      'gen_ai.usage.cache_read.input_tokens': 600,
      [written]: 100,
    };
    const inside = { input: 1000, output: 50, cacheRead: 600, cacheWrite: 100, rule: 'assumed' };
    expect(await understood(attributes)).toMatchObject(inside);
    const outside = { ...attributes, 'gen_ai.usage.input_tokens': 300 };
    expect(await understood(outside)).toMatchObject({ input: 1000, rule: 'impossible otherwise' });
    const stated = { ...attributes, 'gen_ai.usage.total_tokens': 1750 };
    expect(await understood(stated)).toMatchObject({ input: 1700, rule: 'total' });
  });

  it('are those of one family of names, however many stand side by side', async () => {
    const both = {
      'openinference.span.kind': 'LLM',
      'llm.token_count.prompt': 90,
      'llm.token_count.completion': 9,
      'llm.token_count.prompt_details.cache_read': 64,
      'gen_ai.usage.input_tokens': 90,
      'gen_ai.usage.output_tokens': 9,
    };
    expect(await understood(both)).toMatchObject({ input: 90, output: 9, cacheRead: 64, rule: 'format' });
  });

  it('are nothing where only sums of an agent are stated', async () => {
    expect(await understood({ 'gen_ai.aggregated_usage.input_tokens': 9 })).toMatchObject({
      input: undefined,
    });
  });

  it('of embeddings have no output', async () => {
    const attributes = { 'gen_ai.operation.name': 'embeddings', 'gen_ai.usage.input_tokens': 12 };
    expect(await understood(attributes)).toMatchObject({ input: 12, output: 0 });
  });
});

describe("counts of Vercel's AI SDK", () => {
  const anthropic = {
    'ai.operationId': 'ai.generateText.doGenerate',
    'ai.model.provider': 'anthropic.messages',
  };
  const raw = {
    input_tokens: 20,
    cache_read_input_tokens: 500,
    cache_creation_input_tokens: 80,
    output_tokens: 7,
  };
  const metadata = JSON.stringify({ anthropic: { usage: raw } });

  it('of Anthropic up to version 5 leave out what was cached, whatever the total says', async () => {
    const attributes = {
      ...anthropic,
      'ai.usage.inputTokens': 600,
      'ai.usage.outputTokens': 7,
      'ai.usage.totalTokens': 607,
      'ai.usage.cachedInputTokens': 500,
    };
    expect(await understood(attributes)).toMatchObject({
      input: 1100,
      output: 7,
      cacheRead: 500,
      rule: 'assumed',
    });
  });

  it('since version 6 include it, and say what was not cached', async () => {
    const attributes = {
      ...anthropic,
      'ai.usage.inputTokens': 600,
      'ai.usage.outputTokens': 7,
      'ai.usage.inputTokenDetails.noCacheTokens': 20,
      'ai.usage.inputTokenDetails.cacheReadTokens': 500,
      'ai.usage.inputTokenDetails.cacheWriteTokens': 80,
    };
    expect(await understood(attributes)).toMatchObject({
      input: 600,
      cacheRead: 500,
      cacheWrite: 80,
      rule: 'format',
    });
  });

  it('are those of the provider itself where it passes them on, for the same request', async () => {
    const attributes = {
      ...anthropic,
      'ai.usage.inputTokens': 20,
      'ai.usage.outputTokens': 7,
      'ai.response.providerMetadata': metadata,
    };
    expect(await understood(attributes)).toMatchObject({ input: 600, cacheRead: 500, rule: 'format' });
    const sum = { ...attributes, 'ai.usage.inputTokens': 40, 'ai.usage.outputTokens': 14 };
    expect(await understood(sum)).toMatchObject({ input: 40, output: 14 });
  });
});

interface Report {
  readonly rows: readonly { readonly name: string; readonly calls: number }[];
  readonly total: Readonly<Record<string, unknown>>;
}

const report = (...names: readonly string[]): Report =>
  JSON.parse(recost(['-q', ...names.map(sample), '-f', 'json', '--to', 'keep']).stdout);

describe('logs of spans', () => {
  it.each([
    // 5,210 with 4,736 cached; 310 + 5,210 cached, left out by the instrumentation. The agent repeats 10,730.
    { file: 'otlp.jsonl', workflow: 'clerk', calls: 2, inputTokens: 10730, outputTokens: 285 },
    // only the agent has counts
    { file: 'otlp+agent-alone.json', workflow: 'scribe', calls: 1, inputTokens: 41200, outputTokens: 2310 },
    {
      file: 'otlp+traceloop-2023.json',
      workflow: 'answer_faq',
      calls: 1,
      inputTokens: 812,
      outputTokens: 64,
    },
    { file: 'otlp+log-records.json', workflow: 'moderation', calls: 1, inputTokens: 420, outputTokens: 9 },
    // a sommelier called as a tool, inside the first request of the chef
    { file: 'flat-spans.json', workflow: 'chef', calls: 3, inputTokens: 940 + 310 + 402, outputTokens: 249 },
    { file: 'otel-js.json', workflow: 'plan-trip', calls: 2, inputTokens: 2520 + 2810, outputTokens: 830 },
    { file: 'otel-python.log', workflow: 'triage', calls: 1, inputTokens: 233, outputTokens: 4 },
    // the second request failed before anything of it was counted
    { file: 'jaeger.json', workflow: 'POST /summaries', calls: 1, inputTokens: 1904, outputTokens: 211 },
    { file: 'phoenix.csv', workflow: 'LangGraph', calls: 2, inputTokens: 1530 + 640, outputTokens: 270 },
    { file: 'phoenix+rest.json', workflow: 'CodeAgent.run', calls: 1, inputTokens: 2011, outputTokens: 87 },
  ])('$file: $calls calls of $workflow', ({ file, workflow, ...expected }) => {
    const { rows, total } = report(file);
    expect(rows.map(({ name }) => name)).toEqual([workflow]);
    expect(total).toMatchObject({ runs: 1, ...expected });
  });

  it('spans without ids are calls of their own, also on one line', () => {
    const attributes = [
      { key: 'gen_ai.request.model', value: { stringValue: 'gpt-4o' } },
      { key: 'gen_ai.usage.input_tokens', value: { intValue: '5' } },
      { key: 'gen_ai.usage.output_tokens', value: { intValue: 1 } },
    ];
    const span = { name: 'chat', kind: 1, attributes };
    const stdin = JSON.stringify([span, span, span]);
    const { stdout } = recost(['-q', '-', '-f', 'json', '--to', 'keep'], { stdin });
    expect(JSON.parse(stdout).total).toMatchObject({ runs: 3, calls: 3, inputTokens: 15 });
  });

  it('a run whose last request failed is no successful run', () => {
    expect(report('jaeger.json').total).toMatchObject({ runs: 1, runsOk: 0 });
  });

  it('a log record and the span it was written in are one call', async () => {
    const record = JSON.parse(readFileSync(sample('otlp+log-records.json'), 'utf8'));
    const { attributes, traceId, spanId } = record.resourceLogs[0].scopeLogs[0].logRecords[0];
    const span = { traceId, spanId, name: 'chat', startTimeUnixNano: '1794999999000000000', attributes };
    const stdin = `${JSON.stringify(record)}\n${JSON.stringify(span)}\n`;
    const { stdout } = recost(['-q', '-', '-f', 'json', '--to', 'keep'], { stdin });
    expect(JSON.parse(stdout).total).toMatchObject({ calls: 1, inputTokens: 420 });
  });
});

describe('token metrics', () => {
  it('are refused, since they are sums of the tokens of spans', () => {
    const { status, stdout, stderr } = recost([sample('otlp-metrics.jsonl')]);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toContain('token metrics, which are sums over many requests');
  });

  it('are left out of a file that has spans as well', () => {
    const stdin = ['otlp-metrics.jsonl', 'otlp.jsonl']
      .map((name) => readFileSync(sample(name), 'utf8'))
      .join('');
    const { stdout, stderr } = recost(['-', '-f', 'json', '--to', 'keep'], { stdin });
    expect(JSON.parse(stdout).total).toMatchObject({ calls: 2, inputTokens: 10730 });
    expect(stderr).toContain('left out, beside the calls of the same file');
  });

  it('are priced as what they are if asked for: the last value of a counter', () => {
    const args = [sample('otlp-metrics.jsonl'), '--aggregates', '-q', '-f', 'json', '--to', 'keep'];
    expect(JSON.parse(recost(args).stdout).total).toMatchObject({ inputTokens: 9100, outputTokens: 201 });
  });
});
