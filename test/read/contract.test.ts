import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIALECTS, type RawCall } from '../../src/domain/raw-call.ts';
import { normalize } from '../../src/normalize/normalize.ts';
import type { JsonFormat, ReadContext } from '../../src/read/format.ts';
import { FORMAT_NAMES, FORMATS, type JsonFormatName } from '../../src/read/formats.ts';
import { createRequests } from '../../src/read/requests.ts';
import { createLooseFields } from '../../src/read/tables/loose-fields.ts';
import { read } from '../support/reading.ts';

const context: ReadContext = {
  file: 'log',
  fields: createLooseFields(new Map(), 'log'),
  requests: createRequests(),
};

const certain = (value: unknown): readonly string[] =>
  FORMATS.filter(([, format]) => format.claims(value, context) === 'certain').map(([name]) => name);

/**
 * A short log of each format, made for these tests: `test/formats/<format>.<ending>`, or
 * `test/formats/<format>+<what it shows>.<ending>`.
 */
const FOLDER = new URL('../formats/', import.meta.url);
const LOGS = readdirSync(FOLDER)
  .sort()
  .map((file) => ({
    file,
    name: (/^[^+.]+/.exec(file)?.[0] ?? '') as JsonFormatName,
    bytes: readFileSync(new URL(file, FOLDER)),
  }));

const OPTIONS = {
  file: 'log',
  model: undefined,
  provider: undefined,
  workflow: undefined,
  zoneOffset: undefined,
};

/** It can be understood: whatever stands in it, what comes out are counts that a call can have. */
function isWhole(raw: RawCall): boolean {
  if (!Number.isInteger(raw.line) || !DIALECTS.some((each) => each === raw.dialect)) return false;
  const { call, problems } = normalize(raw, OPTIONS);
  const counts = Object.values(call?.usage ?? {}).filter((count) => count !== undefined);
  return (
    (call !== undefined || problems.length > 0) && counts.every((n) => Number.isSafeInteger(n) && n >= 0)
  );
}

describe('the formats', () => {
  it('all have a name that --input-format takes, and say how they are recognised and what is odd about them', () => {
    expect(FORMAT_NAMES).toEqual(['table', ...FORMATS.map(([name]) => name)]);
    const silent = FORMATS.filter(([, { title, sign, traps }]) => [title, sign, ...traps].includes(''));
    expect(silent).toEqual([]);
    expect(FORMATS.filter(([, { traps }]) => traps.length === 0)).toEqual([]);
  });

  it('all have a log here', () => {
    expect(new Set(LOGS.map(({ name }) => name))).toEqual(new Set(FORMATS.map(([name]) => name)));
  });

  it.each(LOGS)('$file is read by $name alone, and by itself', async ({ name, bytes }) => {
    const { formats, calls, problems } = await read(bytes, { aggregates: true });
    expect(formats).toEqual([name]);
    expect(problems).toEqual([]);
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.filter((call) => !isWhole(call))).toEqual([]);
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
      { type: 'message' },
      { id: 'x', name: 'y', attributes: [] },
    ];
    expect(values.flatMap(certain)).toEqual([]);
  });
});

/** Values like those of the logs, with members lost, doubled, or of another type. */
function mutated(value: unknown): fc.Arbitrary<unknown> {
  const odd = fc.oneof(fc.jsonValue(), fc.constantFrom(null, -1, 1e300, '', '\u0000', [], {}, 'NaN', '١'));
  if (Array.isArray(value))
    return fc.oneof(
      { weight: 8, arbitrary: fc.tuple(...value.slice(0, 20).map(mutated)) },
      { weight: 1, arbitrary: odd },
    );
  if (typeof value === 'object' && value !== null) {
    const model = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mutated(member)]));
    const whole = fc.record(model, { requiredKeys: [] });
    const most = fc.record(model);
    return fc.oneof(
      { weight: 6, arbitrary: most },
      { weight: 3, arbitrary: whole },
      { weight: 1, arbitrary: odd },
    );
  }
  return fc.oneof({ weight: 12, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: odd });
}

function valuesOf(bytes: Uint8Array): readonly unknown[] {
  const text = new TextDecoder().decode(bytes);
  try {
    return [JSON.parse(text)];
  } catch {
    const lines = text.split('\n').map((line) => line.replace(/^data:/, ''));
    return lines.flatMap((line) => {
      try {
        return [JSON.parse(line) as unknown];
      } catch {
        return [];
      }
    });
  }
}

const survives = (format: JsonFormat, values: readonly unknown[]): void => {
  const reader = format.open(context);
  for (const [line, value] of values.entries()) {
    format.claims(value, context);
    expect([...reader.read(value, line)].filter((call) => !isWhole(call))).toEqual([]);
  }
  const atEnd = [...(reader.end?.() ?? []), ...(reader.afterAll?.() ?? [])];
  expect(atEnd.filter((call) => !isWhole(call))).toEqual([]);
};

describe('no format throws or hangs', () => {
  it.each(FORMATS)('%s: on any JSON, on the logs of all formats with members changed', (name, format) => {
    const own = LOGS.filter((log) => log.name === name).flatMap(({ bytes }) => valuesOf(bytes));
    for (const { bytes } of LOGS) survives(format, valuesOf(bytes));
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 3 }), (values) => survives(format, values)),
      { numRuns: 50 },
    );
    if (own.length > 0)
      fc.assert(
        fc.property(fc.tuple(...own.slice(0, 8).map(mutated)), (values) => survives(format, values)),
        { numRuns: 60 },
      );
  });

  it.each(LOGS)('$file: cut short anywhere, or with bytes changed', async ({ bytes }) => {
    const whole = (await read(bytes, { aggregates: true })).calls.length;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length),
        fc.array(fc.tuple(fc.nat(bytes.length), fc.nat(255)), { maxLength: 3 }),
        async (end, changes) => {
          const broken = Uint8Array.from(bytes.subarray(0, end));
          for (const [at, byte] of changes) if (at < end) broken[at] = byte;
          const { calls } = await read(broken, { aggregates: true }).catch(() => ({ calls: [] }));
          expect(calls.length).toBeLessThanOrEqual(whole + changes.length);
        },
      ),
      { numRuns: 40 },
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
