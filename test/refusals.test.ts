import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recost } from './support/recost.ts';

const folder = mkdtempSync(join(tmpdir(), 'recost-'));
function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const PRICE_LISTS: readonly (readonly [string, string])[] = [
  ['dollars for a million.csv', 'model,provider,input,output\ngpt-4o,openai,2.50,10.00\no3,openai,2,8\n'],
  ['two rows.csv', 'Model,Input,Output\nA,2.50,10.00\nB,5,30\n'],
  ['dollars for a token.csv', 'model,prompt,completion,context_length\nA,0.0000025,0.00001,128000\n'],
  ['named.csv', 'model,input_cost_per_token,output_cost_per_token\nA,0.0000025,0.00001\n'],
  ['unit in brackets.csv', 'Model,Input price ($/M),Output price ($/M)\nA,2.5,10\n'],
  ['unit in words.csv', 'Model,Input (per 1M tokens),Output (per 1M tokens)\nA,2.5,10\n'],
  ['litellm.json', '{"gpt-4o":{"input_cost_per_token":2.5e-06,"output_cost_per_token":1e-05,"mode":"chat"}}'],
  [
    'openrouter.json',
    '{"data":[{"id":"openai/gpt-4o","pricing":{"prompt":"0.0000025","completion":"0.00001"}}]}',
  ],
];

describe('a price list', () => {
  it.each(PRICE_LISTS)('%s is refused as what it is', (name, content) => {
    const { status, stdout, stderr } = recost([file(name, content)]);
    expect(stderr).toContain(`${name} is a price list, not a call log`);
    expect([status, stdout]).toEqual([3, '']);
  });

  it('is not what a log without ids and times is taken for', () => {
    const log = file('log.csv', 'model,input_tokens,output_tokens,price\ngpt-5.5,100,20,0.0011\n');
    expect(recost([log]).status).toBe(0);
  });
});

describe('what is no log either', () => {
  it.each([
    [
      'a report of recost',
      '{"schemaVersion": 1,\n "kind": "cost", "rows": []}',
      'is a report of recost itself',
    ],
    [
      'a header of 100,000 columns',
      `model,input,output,${'column,'.repeat(100_000)}x\n`,
      'too long for a header',
    ],
    [
      'a quote that never closes',
      `model,input,output\n"gpt-5.5,${'1,2\n'.repeat(9)}`,
      'a quote that is never closed',
    ],
  ])('%s says so', (name, content, message) => {
    const { status, stdout, stderr } = recost([file(`${name}.log`, content)]);
    expect(stderr).toContain(message);
    expect([status, stdout]).toEqual([3, '']);
  });

  it('a log is not overwritten by its own report', () => {
    const log = file('own.csv', 'model,input_tokens,output_tokens\ngpt-5.5,100,20\n');
    const { status, stderr } = recost([log, '-o', log]);
    expect(status).toBe(2);
    expect(stderr).toContain('one of the logs that are read');
    expect(readFileSync(log, 'utf8')).toContain('gpt-5.5,100,20');
  });

  it.each([
    [['inspct', 'x.csv'], 'Did you mean the command inspect?'],
    [['samples/traces.csv', '--to', 'fronteir'], 'Did you mean frontier?'],
    [['samples/traces.csv', '--to', ','], 'expected models, sets or keep'],
  ])('%j says what may have been meant', (args, message) => {
    const { stderr, stdout } = recost(args);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
  });
});

describe('one odd record among good ones', () => {
  const good = '{"model":"gpt-5.5","input_tokens":100,"output_tokens":20,"run_id":"r1"}\n';

  it.each([
    ['nested 100,000 deep', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}\n`],
    [
      'a good one with something nested deep inside',
      `${good.trim().slice(0, -1)},"x":${'[{"a":'.repeat(9000)}1${'}]'.repeat(9000)}}\n`,
    ],
    ['without a model', '{"input_tokens":100,"output_tokens":20,"run_id":"r1"}\n'],
    ['garbage', '\u0000\u0001{{{]]"\n'],
  ])('%s costs the others nothing', (_, odd) => {
    const { status, stdout } = recost(['-', '-q', '-f', 'json', '--to', 'keep'], {
      stdin: good + odd + good.replace('100', '300'),
    });
    expect(status).toBe(0);
    expect(JSON.parse(stdout).total.inputTokens).toBeGreaterThanOrEqual(400);
  });

  it('is a failure only with --strict, a missing model too', () => {
    const log = file('nomodel.csv', 'model,input_tokens,output_tokens\ngpt-5.5,100,20\n,100,20\n');
    expect(recost([log]).stderr).toContain('nomodel.csv:3: no model');
    expect(recost([log]).status).toBe(0);
    expect(recost([log, '--strict']).status).toBe(1);
  });
});

describe('the same calls as CSV and as JSON lines', () => {
  const [header = '', ...rows] = readFileSync(new URL('../samples/traces.csv', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  const whole = rows.filter((row) => row.length === header.length);
  const json = (empty: 'null' | 'none' | 'text'): string =>
    whole
      .map((row) =>
        JSON.stringify(
          Object.fromEntries(
            [...header].flatMap((name, column) => {
              const cell = row[column] ?? '';
              if (cell !== '') return [[name, cell]];
              return empty === 'none' ? [] : [[name, empty === 'null' ? null : '']];
            }),
          ),
        ),
      )
      .join('\n');
  const report = (stdin: string): unknown => JSON.parse(recost(['-', '-q', '-f', 'json'], { stdin }).stdout);

  it.each(['null', 'none', 'text'] as const)('with %s for what a cell lacks, have one report', (empty) => {
    const csv = [[...header].join(','), ...whole.map((row) => row.join(','))].join('\n');
    expect(report(json(empty))).toEqual(report(csv));
  });

  it('responses beside their requests too', () => {
    const [csv, responses] = ['samples/traces.csv', 'samples/responses.jsonl'].map((path) =>
      JSON.parse(recost([path, '-q', '-f', 'json']).stdout),
    );
    expect(responses.total.runsOk).toBe(csv.total.runsOk);
  });
});

describe('JSON that ends in the middle', () => {
  const calls = [1, 2, 3].map((n) => ({
    model: 'gpt-5.5',
    request_id: `q${n}`,
    input_tokens: 100 * n,
    output_tokens: n,
  }));
  const document = JSON.stringify({ version: 1, entries: calls }, null, 2);

  it('keeps the calls that are whole, and says that the rest is lost', () => {
    const cut = document.slice(0, document.indexOf('"request_id": "q3"') + 30);
    const { status, stdout, stderr } = recost(['-', '-f', 'json', '--to', 'keep'], { stdin: cut });
    expect(JSON.parse(stdout).total).toMatchObject({ calls: 2, inputTokens: 300, outputTokens: 3 });
    expect(stderr).toContain('cut short');
    expect(status).toBe(0);
  });

  it('never keeps a part of a record', () => {
    for (let end = 20; end < document.length; end += 23) {
      const { stdout, status } = recost(['-', '-q', '-f', 'json', '--to', 'keep'], {
        stdin: document.slice(0, end),
      });
      const { calls: count = 0, inputTokens = 0 } = status === 0 ? JSON.parse(stdout).total : {};
      expect([0, 100, 300, 600][count]).toBe(inputTokens);
    }
  }, 120_000);
});
