import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  BASE64,
  flatSpan,
  jaegerTrace,
  jsSpan,
  NUMBERS,
  oldRequest,
  otlpRequest,
  otlpSpan,
  PLAIN,
  pythonSpan,
  type TestSpan,
  UPPER,
} from '../support/otlp.ts';
import { recost } from '../support/recost.ts';

const START = Date.parse('2026-10-05T08:00:00Z');
const MODELS = ['claude-sonnet-4-6', 'gpt-4o-mini', 'deepseek-chat'];

/** One run: an agent that repeats the sums of its requests, every other time with an agent inside. */
const run = fc
  .record({
    hex: fc.stringMatching(/^[1-9a-f]{24}$/),
    at: fc.nat(5_000_000),
    agent: fc.constantFrom('planner', 'booker'),
    calls: fc.array(
      fc.record({
        model: fc.constantFrom(...MODELS),
        input: fc.integer({ min: 1, max: 50_000 }),
        cached: fc.nat(100),
        output: fc.nat(4000),
        isFailed: fc.boolean(),
        isDeep: fc.boolean(),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  })
  .map(({ hex, at, agent, calls }): readonly TestSpan[] => {
    const trace = `${hex}00000000`;
    const id = (index: number): string => `${hex.slice(0, 14)}${index.toString(16).padStart(2, '0')}`;
    const from = START + at;
    const sum = (of: (call: (typeof calls)[number]) => number): number =>
      calls.reduce((total, call) => total + of(call), 0);
    const counts = (input: number, output: number) => ({
      'gen_ai.usage.input_tokens': input,
      'gen_ai.usage.output_tokens': output,
    });
    const span = { trace, from, to: from + 9000, isFailed: false };
    const agents: readonly TestSpan[] = ['', '.inner'].map((suffix, index) => ({
      ...span,
      id: id(index),
      parent: index === 0 ? undefined : id(0),
      name: `invoke_agent ${agent}${suffix}`,
      attributes: {
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.agent.name': agent + suffix,
        ...(index === 0
          ? counts(
              sum(({ input }) => input),
              sum(({ output }) => output),
            )
          : {}),
      },
    }));
    const requests = calls.map(
      ({ model, input, cached, output, isFailed, isDeep }, index): TestSpan => ({
        ...span,
        id: id(index + 2),
        parent: id(isDeep ? 1 : 0),
        name: `chat ${model}`,
        from: from + 1000 * (index + 1),
        isFailed,
        attributes: {
          'gen_ai.operation.name': 'chat',
          'gen_ai.request.model': model,
          'gen_ai.usage.cache_read.input_tokens': Math.min(cached, input),
          ...counts(input, output),
        },
      }),
    );
    return [...agents, ...requests];
  });

const LOG = fc.sample(
  fc.uniqueArray(run, { minLength: 12, maxLength: 12, selector: (spans) => spans[0]?.trace }),
  {
    numRuns: 1,
    seed: 20261123,
  },
)[0] as readonly (readonly TestSpan[])[];
const SPANS = LOG.flat();

const json = (value: unknown): string => JSON.stringify(value);
const lines = (values: readonly unknown[]): string => values.map((value) => `${json(value)}\n`).join('');
const oneEach = (encode: (span: TestSpan) => unknown) => (): readonly string[] => [lines(SPANS.map(encode))];
/** The same order every time, and not that of the spans. */
const mixed = [...SPANS].sort((a, b) => (a.id.split('').reverse() < b.id.split('').reverse() ? -1 : 1));
const halves = [mixed.filter((_, index) => index % 2 === 0), mixed.filter((_, index) => index % 2 === 1)];

const ENCODINGS: Readonly<Record<string, () => readonly (string | Uint8Array)[]>> = {
  'ids in base64': () => [json(otlpRequest(SPANS, BASE64))],
  'ids in capital letters': () => [json(otlpRequest(SPANS, UPPER))],
  'integers as numbers': () => [json(otlpRequest(SPANS, NUMBERS))],
  'laid out over lines': () => [JSON.stringify(otlpRequest(SPANS, PLAIN), undefined, 2)],
  'a line for each span, in another order': () => [lines(mixed.map((each) => otlpRequest([each], PLAIN)))],
  'several files, each with spans of all traces': () =>
    halves.map((half) => lines(half.map((each) => otlpRequest([each], BASE64)))),
  'the names of 2021': () => [json(oldRequest(SPANS))],
  gzip: () => [gzipSync(json(otlpRequest(SPANS, PLAIN)))],
  'the same spans in two files': () => [json(otlpRequest(SPANS, PLAIN)), json(otlpRequest(mixed, BASE64))],
};

/** Other formats that hold the same spans. */
const OTHERS: Readonly<Record<string, () => readonly (string | Uint8Array)[]>> = {
  'of the SDK for JavaScript': () => [json(SPANS.map(jsSpan))],
  'of the SDK for Python': () => [
    SPANS.map((each) => JSON.stringify(pythonSpan(each), undefined, 4)).join('\n'),
  ],
  flattened: oneEach(flatSpan),
  'of Jaeger': () => [json({ data: LOG.map(jaegerTrace) })],
};

describe('the same trace', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recost-otlp-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function report(contents: readonly (string | Uint8Array)[]): string {
    const files = contents.map((content, index) => {
      const path = join(folder, `${index}.json`);
      writeFileSync(path, content);
      return path;
    });
    const { stdout } = recost(['-q', ...files, '-f', 'csv']);
    return stdout;
  }

  const expected = report([json(otlpRequest(SPANS, PLAIN))]);

  it('has a report with every request once', () => {
    const requests = SPANS.filter(({ name }) => name.startsWith('chat '));
    const { stdout } = recost(['-q', join(folder, '0.json'), '-f', 'json'], {});
    expect(JSON.parse(stdout).total).toMatchObject({
      runs: LOG.length,
      calls: requests.length,
      inputTokens: requests.reduce(
        (sum, { attributes }) => sum + Number(attributes['gen_ai.usage.input_tokens']),
        0,
      ),
    });
    expect(expected).toContain('planner');
  });

  it.each(Object.keys(ENCODINGS))('written otherwise gives the same bytes: %s', (name) => {
    expect(report(ENCODINGS[name]?.() ?? [])).toBe(expected);
  });

  it.each(Object.keys(OTHERS))('in another format gives the same bytes: spans %s', (name) => {
    expect(report(OTHERS[name]?.() ?? [])).toBe(expected);
  });

  it('as single spans without what holds them, too, since agents name the workflows', () => {
    expect(report([lines(SPANS.map((each) => otlpSpan(each, PLAIN)))])).toBe(expected);
  });
});
