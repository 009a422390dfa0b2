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

const lines = (...records: readonly object[]): string =>
  records.map((each) => `${JSON.stringify(each)}\n`).join('');
const counts = { prompt_tokens: 100, completion_tokens: 20 };

const UNREAD: readonly (readonly [string, string])[] = [
  [
    'Braintrust',
    lines(
      { id: 'a', span_id: 'a', root_span_id: 'a', span_parents: null, metrics: counts, metadata: {} },
      { id: 'b', span_id: 'b', root_span_id: 'a', span_parents: ['a'], metrics: counts, model: 'gpt-5.5' },
    ),
  ],
  ['Braintrust', 'id,span_id,root_span_id,span_parents,span_attributes,metrics\na,a,a,,{},{}\n'],
  [
    'Datadog LLM Observability',
    JSON.stringify({
      data: [
        {
          type: 'span',
          attributes: {
            span_id: '1',
            parent_id: 'undefined',
            meta: { span: { kind: 'llm' } },
            metrics: counts,
          },
        },
      ],
    }),
  ],
  [
    'Datadog LLM Observability',
    lines({
      span_id: '1',
      parent_id: 'undefined',
      meta: { 'span.kind': 'llm', model_name: 'gpt-5.5' },
      metrics: { input_tokens: 100, output_tokens: 20 },
    }),
  ],
  [
    'W&B Weave',
    lines({
      id: 'a',
      op_name: 'weave:///team/project/op/chat:1',
      trace_id: 't',
      parent_id: null,
      summary: { usage: { 'gpt-5.5': counts } },
    }),
  ],
  ['MLflow', lines({ info: { trace_id: 'tr-1' }, data: { spans: [{ span_id: 'a', ...counts }] } })],
  ['Opik', lines({ id: 'a', trace_id: 't', project_id: 'p', type: 'llm', model: 'gpt-5.5', usage: counts })],
  [
    'HTTP requests',
    JSON.stringify({
      log: { version: '1.2', entries: [{ request: {}, response: { model: 'm', ...counts } }] },
    }),
  ],
  [
    'Cline',
    JSON.stringify([
      { ts: 1780000000000, type: 'say', say: 'text', text: 'Go on' },
      { ts: 1780000000001, type: 'say', say: 'api_req_started', text: '{"tokensIn":100,"tokensOut":20}' },
    ]),
  ],
];

describe('a log of a platform that is not read yet', () => {
  it.each(UNREAD)('of %s is refused by its name, saying what to do instead', (name, content) => {
    const { status, stdout, stderr } = recost(['-'], { stdin: content });
    expect(stderr).toMatch(/which recost does not read yet\. (Export|Save|Give)/);
    expect(stderr).toContain(name);
    expect([status, stdout]).toEqual([3, '']);
  });
});

describe('records that are parts of one another, in no known format', () => {
  const call = { model: 'gpt-5.5', input_tokens: 100, output_tokens: 20 };
  const isTree = (stdin: string): boolean => recost(['-'], { stdin }).stderr.includes('a tree of spans');

  it.each([
    ['by parent_id', lines({ ...call, id: 'a' }, { ...call, id: 'b', parent_id: 'a' })],
    ['inner one first', lines({ ...call, span_id: 'b', parent_span_id: 'a' }, { ...call, span_id: 'a' })],
    [
      'with one in between that has no counts',
      lines({ ...call, id: 'a' }, { id: 'b', parent_id: 'a' }, { ...call, id: 'c', parent_id: 'b' }),
    ],
    ['by run ids', lines({ ...call, run_id: 'a' }, { ...call, run_id: 'b', parent_run_id: 'a' })],
    [
      'in a page',
      JSON.stringify({
        rows: [
          { ...call, id: 'a' },
          { ...call, id: 'b', parentId: 'a' },
        ],
      }),
    ],
    ['in a table', 'id,parent_id,model,input_tokens,output_tokens\na,,gpt-5.5,9,1\nb,a,gpt-5.5,9,1\n'],
  ])('%s, are not added up', (_, stdin) => {
    const { status, stdout, stderr } = recost(['-'], { stdin });
    expect(stderr).toContain('looks like a tree of spans');
    expect([status, stdout]).toEqual([3, '']);
  });

  it('are calls where only the inner ones have counts, or where the parent is a run of many', () => {
    expect(isTree(lines({ id: 'a', name: 'agent' }, { ...call, id: 'b', parent_id: 'a' }))).toBe(false);
    const [one, two] = ['one', 'two'].map((run_id) => ({ ...call, run_id }));
    expect(isTree(lines({ ...one }, { ...one }, { ...two, parent_run_id: 'one' }))).toBe(false);
    expect(isTree(lines({ ...call, id: 'a' }, { ...call, id: 'b', parent_id: 'elsewhere' }))).toBe(false);
  });
});

describe("Langfuse's tables of sums", () => {
  it.each([
    [
      'traces',
      'bookmarked,id,timestamp,name,observationCount,latency,sessionId,tags,usage,totalCost,inputTokens,outputTokens\n' +
        'false,t1,2026-11-01T10:00:00Z,chat,3,1.2,s1,[],{},0.01,100,20\n',
    ],
    [
      'traces',
      lines({
        id: 't1',
        timestamp: '2026-11-01',
        name: 'chat',
        observationCount: 3,
        usage: counts,
        tags: [],
      }),
    ],
    [
      'traces',
      JSON.stringify({
        data: [{ id: 't1', htmlPath: '/x', sessionId: 's', observations: ['o1'], ...counts }],
      }),
    ],
    ['sessions', 'id,createdAt,userIds,countTraces,inputTokens,outputTokens\ns1,2026-11-01,[],3,100,20\n'],
    ['sessions', lines({ id: 's1', countTraces: 3, inputTokens: 100, outputTokens: 20 })],
  ])('of %s are refused as what they are', (rows, stdin) => {
    const { status, stdout, stderr } = recost(['-'], { stdin });
    expect(stderr).toContain(`a table of Langfuse's ${rows}`);
    expect(stderr).toContain('observations');
    expect(stderr).not.toContain('--model');
    expect([status, stdout]).toEqual([3, '']);
  });
});

describe('names that say how a record counts', () => {
  const call = (stdin: string): { outputTokens: number } =>
    JSON.parse(recost(['-', '-q', '-f', 'json', '--to', 'keep'], { stdin }).stdout).total;

  it('thoughts are beside the output where the total of Gemini CLI proves it', () => {
    const counted = (total: number): string =>
      lines({
        model: 'gemini-2.5-pro',
        input_token_count: 100,
        output_token_count: 20,
        thoughts_token_count: 15,
        total_token_count: total,
      });
    expect(call(counted(135)).outputTokens).toBe(35);
    expect(call(counted(120)).outputTokens).toBe(20);
  });

  it('the cost of Portkey is in cents, that of others is not', () => {
    const cost = (names: readonly string[]): unknown =>
      JSON.parse(
        recost(['-', '-q', '-f', 'json', '--to', 'keep'], {
          stdin: `id,${names.join(',')},cost\na,openai,gpt-5.5,100,20,0.11\n`,
        }).stdout,
      ).total.recorded.usd;
    expect(cost(['ai_org', 'ai_model', 'req_units', 'res_units'])).toBe('0.0011');
    expect(cost(['provider', 'model', 'req_units', 'res_units'])).toBe('0.11');
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
    expect(stderr).toContain('one of the files that are read');
    expect(readFileSync(log, 'utf8')).toContain('gpt-5.5,100,20');
  });

  it('a list of features with many faults shows some, and says how many more there are', () => {
    const list = file('many.csv', `name,budget\n${'A,x\n'.repeat(4)}`);
    const { status, stdout, stderr } = recost(['viable', '--features', list]);
    // Each lacks a workflow and has no amount; but for the first, each repeats its name.
    expect(stderr.split('\n').slice(6)).toEqual(['  and 6 more', '']);
    expect([status, stdout]).toEqual([2, '']);
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
    for (let end = 20; end < document.length; end += 61) {
      const { stdout, status } = recost(['-', '-q', '-f', 'json', '--to', 'keep'], {
        stdin: document.slice(0, end),
      });
      const { calls: count = 0, inputTokens = 0 } = status === 0 ? JSON.parse(stdout).total : {};
      expect([0, 100, 300, 600][count]).toBe(inputTokens);
    }
  }, 120_000);
});
