import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIALECTS } from '../../src/domain/raw-call.ts';
import type { ReadContext } from '../../src/read/format.ts';
import { FORMAT_NAMES, JSON_FORMATS, type JsonFormatName } from '../../src/read/formats.ts';
import { createLooseFields } from '../../src/read/loose-fields.ts';

const context: ReadContext = { file: 'log', fields: createLooseFields(new Map(), 'log') };
const FORMATS = Object.entries(JSON_FORMATS) as [JsonFormatName, (typeof JSON_FORMATS)[JsonFormatName]][];
const SPECIFIC = FORMATS.filter(([name]) => name !== 'json');

const certain = (value: unknown): readonly string[] =>
  FORMATS.filter(([, format]) => format.claims(value, context) === 'certain').map(([name]) => name);

/** One body of each API, as short as its documentation allows. */
const BODIES: Readonly<Record<Exclude<JsonFormatName, 'json'>, unknown>> = {
  'openai-chat': {
    id: 'chatcmpl-A1',
    object: 'chat.completion',
    created: 1_780_000_000,
    model: 'gpt-5.5',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Yes.' } }],
    usage: { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 },
  },
  'openai-responses': {
    id: 'resp_1',
    object: 'response',
    created_at: 1_780_000_000,
    status: 'completed',
    model: 'gpt-5.5',
    output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Yes.' }] }],
    usage: { input_tokens: 10, output_tokens: 2, total_tokens: 12 },
  },
  'anthropic-messages': {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-opus-4-7',
    content: [{ type: 'text', text: 'Yes.' }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 10, output_tokens: 2 },
  },
  gemini: {
    candidates: [{ content: { role: 'model', parts: [{ text: 'Yes.' }] }, finishReason: 'STOP' }],
    usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 2, totalTokenCount: 12 },
    modelVersion: 'gemini-2.5-flash',
    responseId: 'r1',
  },
  'bedrock-converse': {
    output: { message: { role: 'assistant', content: [{ text: 'Yes.' }] } },
    stopReason: 'end_turn',
    usage: { inputTokens: 10, outputTokens: 2, totalTokens: 12 },
    metrics: { latencyMs: 300 },
  },
  openrouter: {
    id: 'gen-1780000000-Abc',
    provider: 'Anthropic',
    object: 'chat.completion',
    created: 1_780_000_000,
    model: 'anthropic/claude-opus-4.7',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Yes.' } }],
    usage: { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12, cost: 0.0001 },
  },
  'failed-request': { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
};

describe('the formats', () => {
  it('all have a name that --input-format takes, and say what is odd about them', () => {
    expect(FORMAT_NAMES).toEqual(['table', ...FORMATS.map(([name]) => name)]);
    for (const [, format] of SPECIFIC.filter(([name]) => name !== 'failed-request')) {
      expect(format.title).not.toBe('');
      expect(format.traps.length).toBeGreaterThan(0);
    }
  });

  it.each(Object.entries(BODIES))('only %s is certain of its own body', (name, body) => {
    expect(certain(body)).toEqual([name]);
  });

  it.each(Object.entries(BODIES))(
    '%s recognises its body behind its request, and in a record around both',
    (name, body) => {
      const request = { model: 'gpt-5.5', messages: [{ role: 'user', content: 'Is it?' }] };
      expect(certain({ request, response: body })).toEqual([name]);
    },
  );

  it.each(Object.entries(BODIES))('%s gives a whole raw call', (name, body) => {
    const [call] = JSON_FORMATS[name as JsonFormatName].open(context).read(body, 17);
    expect(call).toMatchObject({ line: 17, dialect: expect.stringMatching(new RegExp(DIALECTS.join('|'))) });
  });

  it('are certain of nothing that has no calls', () => {
    const values = [
      null,
      0,
      '',
      [],
      {},
      { model: 'gpt-5.5' },
      { usage: {} },
      { choices: [] },
      { error: null },
    ];
    expect(values.flatMap(certain)).toEqual([]);
  });

  it.each(FORMATS)('%s survives any JSON, also where its own members have other types', (_, format) => {
    const members = Object.values(BODIES).flatMap((body) => Object.keys(body as object));
    const odd = fc.dictionary(fc.constantFrom(...members, 'request', 'response', 'content'), fc.jsonValue());
    fc.assert(
      fc.property(fc.oneof(odd, fc.jsonValue()), (value) => {
        format.claims(value, context);
        expect([...format.open(context).read(value, 1)]).toBeInstanceOf(Array);
      }),
    );
  });
});

describe('each shipped response', () => {
  const lines = readFileSync(new URL('../../samples/responses.jsonl', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');

  it('is claimed by one format', () => {
    const claims = lines.map((line) => certain(JSON.parse(line)).join(' '));
    expect(new Set(claims)).toEqual(
      new Set(['openai-chat', 'anthropic-messages', 'gemini', 'failed-request']),
    );
  });
});
