import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { GAP_CAUSES } from '../../src/domain/reconciliation.ts';
import { RECONCILE_SCHEMA_VERSION } from '../../src/render/reconcile/json.ts';
import { screenWidth } from '../../src/render/wrap.ts';
import { exactSum } from '../support/decimals.ts';
import { recost } from '../support/recost.ts';
import { looseMembersIn, membersIn, schemaIn, validator } from '../support/schema.ts';

// biome-ignore lint/suspicious/noExplicitAny: JSON of the program
type Json = any;

const GATEWAY = 'samples/reconcile/gateway.csv';
const USAGE = 'samples/reconcile/openai-usage.json';
const COSTS = 'samples/reconcile/openai-costs.json';

const HEADER = 'model,started_at,input_tokens,cached_tokens,output_tokens,total_tokens,cost_usd';
/** gpt-5.5: $5, cached $0.50, out $30 a million. */
const log = (...rows: readonly string[]): string => `${[HEADER, ...rows].join('\n')}\n`;
const row = (tokens: readonly [number, number, number], cost: string, model = 'gpt-5.5'): string => {
  const [input, cached, output] = tokens;
  return `${model},2026-11-03T10:00:00Z,${input},${cached},${output},${input + output},${cost}`;
};

const parseCsv = (text: string): readonly Readonly<Record<string, string>>[] =>
  parse(text, { columns: true });

const run = (args: string, stdin = '') => recost(['reconcile', ...args.split(' '), '-q'], { stdin });
const json = (args: string, stdin = ''): Json => JSON.parse(run(`${args} -f json`, stdin).stdout);

const AT_LIST = log(row([1000, 0, 100], '0.008'), row([2000, 1000, 200], '0.0115'));
const MARKED_UP = log(
  row([1000, 0, 100], '0.0084'),
  row([2000, 1000, 200], '0.012075'),
  row([3100, 0, 77], '0.0187005'),
);

describe('recost reconcile', () => {
  it('holds each row against its list cost, and says why they differ', () => {
    const { rows, total } = json(GATEWAY);
    expect(
      rows.map(({ name, causes }: Json) => [name, causes.map(({ cause }: Json) => cause).join()]),
    ).toEqual([
      ['deepseek-v4-pro', 'price-date'],
      ['claude-sonnet-4-6', 'mark-up,cache-writes'],
      ['gpt-5.5', 'mark-up'],
      ['gpt-5.4-mini', 'equal,no-cache-discount'],
      ['acme-triage-ft-3', ''],
      ['gemini-3.5-flash', 'zero'],
    ]);
    expect(total).toMatchObject({
      calls: 102,
      compared: { calls: 95 },
      withoutListPrice: { calls: 2, recordedUsd: '0.004' },
      withoutRecordedCost: { calls: 5 },
      callsRecordedAsZero: 5,
    });
  });

  it.each(['model', 'day', 'workflow'])('has the same gap by %s, and parts that add up to it', (by) => {
    const { rows, total } = json(`${GATEWAY} --by ${by}`);
    const gaps = (of: Json) => of.causes.map(({ gapUsd }: Json) => gapUsd);
    for (const each of [...rows, total]) expect(atoms(gaps(each))).toBe(atoms([each.compared.gapUsd]));
    expect(atoms(rows.map(({ compared }: Json) => compared.gapUsd))).toBe(atoms([total.compared.gapUsd]));
    expect(total.compared.gapUsd).toBe('-0.0015898935');
  });

  it('says that equal costs are equal', () => {
    const { status, stdout } = run('-', AT_LIST);
    expect(status).toBe(0);
    expect(stdout).toContain('recorded is list cost: 2 of 2 calls exact');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(
      'The log claims 2.0 c for 2 calls, and their list cost is the same.',
    );
  });

  it('without recorded costs has nothing to say, and what to do', () => {
    const { status, stdout, stderr } = run('-', log(row([1000, 0, 100], '')));
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toContain('--map cost=COLUMN');
  });

  it('without any list price says why', () => {
    const { status, stdout, stderr } = run('-', log(row([1000, 0, 100], '0.1', 'my-model')));
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toContain('no price for "my-model"');
  });

  it('writes no log over, and reads no report of its own', () => {
    expect(run(`${GATEWAY} -o ${GATEWAY}`).status).toBe(2);
    expect(run(`${GATEWAY} --against ${USAGE} -o ${USAGE}`).status).toBe(2);
    const own = run(`${GATEWAY} -f json`).stdout;
    expect(run('-', own)).toMatchObject({ status: 3, stdout: '' });
  });
});

/** In 10⁻¹⁵ dollars. */
function atoms(texts: readonly string[]): bigint {
  return texts.reduce((sum, text) => {
    const [, sign, whole = '0', decimals = ''] = /^(-?)(\d+)\.?(\d*)$/.exec(text) ?? [];
    return sum + BigInt(`${sign}${whole}${decimals.padEnd(15, '0')}`);
  }, 0n);
}

describe('--check', () => {
  it.each([
    ['1%', AT_LIST, 0],
    ['0%', AT_LIST, 0],
    ['5%', MARKED_UP, 0],
    // 5 % on top is 4.76 % of the larger
    ['4.8%', MARKED_UP, 0],
    ['4.7%', MARKED_UP, 1],
    ['0.01', MARKED_UP, 1],
    ['1%', log(row([1000, 0, 100], '0.008'), row([10, 0, 10], '0.1', 'my-model')), 1],
  ])('%s of the larger cost, else exit 1', (share, stdin, status) => {
    expect(run(`- --check ${share}`, stdin).status).toBe(status);
  });

  it('says which rows failed, and by how much', () => {
    const { stdout } = run('- --check 1%', MARKED_UP);
    const last = stdout.trimEnd().split('\n\n').at(-1)?.replaceAll('\n', ' ');
    // 0.001865 of 0.0391755
    expect(last).toContain('Check failed (1 %): `gpt-5.5` differs by 4.8 % (0.19 c of 3.9 c).');
    expect(json('- --check 1%', MARKED_UP).check).toMatchObject({
      outcome: 'failed',
      share: '1/100',
      failures: [
        { kind: 'gap', row: 'gpt-5.5', leftUsd: '0.0018655', recordedUsd: '0.0391755', listUsd: '0.03731' },
      ],
    });
  });

  it('accepts causes: only the rest counts', () => {
    expect(run('- --check 1% --accept mark-up', MARKED_UP).status).toBe(0);
    expect(run('- --check 1% --accept fees,byok', MARKED_UP).status).toBe(1);
    expect(
      run(
        '- --check 1% --accept no-list-price',
        log(row([1000, 0, 100], '0.008'), row([10, 0, 10], '1', 'mine')),
      ).status,
    ).toBe(0);
    const all = 'mark-up,cache-writes,price-date,no-cache-discount,no-list-price';
    expect(run(`${GATEWAY} --check 0% --accept ${all}`).status).toBe(0);
  });

  it('is told beside what has no last line', () => {
    const { status, stdout, stderr } = run('- --check 1% -f csv', MARKED_UP);
    expect(status).toBe(1);
    expect(stderr).toContain('recost: check failed (1 %): `gpt-5.5` differs by 4.8 %');
    expect(parseCsv(stdout).map((each) => [each['model'], each['check']])).toEqual([
      ['gpt-5.5', 'failed'],
      ['Total', 'failed'],
    ]);
  });

  it.each([
    ['--check much', 'a share such as 1% or 0.01'],
    ['--check 1% --accept markup', 'one of equal, mark-up'],
    ['--accept mark-up', 'to stand beside --check'],
    ['--by step', 'one of model, day, workflow'],
  ])('%s is wrong usage', (args, expected) => {
    const { status, stderr } = run(`- ${args}`, AT_LIST);
    expect(status).toBe(2);
    expect(stderr).toContain(expected);
  });
});

describe('--against', () => {
  it('tells how much of the export the logs cover, by tokens and by money', () => {
    const { against, conclusion } = json(`${GATEWAY} --against ${USAGE} --against ${COSTS}`);
    const usage = JSON.parse(readFileSync(USAGE, 'utf8'));
    const results = usage.data.flatMap((each: Json) => each.results);
    const tokens = results.reduce(
      (sum: number, each: Json) => sum + each.input_tokens + each.output_tokens,
      0,
    );
    // past the gateway went 9,400 + 1,210, 12,850 + 940 and 3,100 + 420 tokens
    expect(against.total).toMatchObject({
      logs: { requests: 55, tokens: String(tokens - 27_920) },
      export: { requests: 58, tokens: String(tokens) },
    });
    const costs = JSON.parse(readFileSync(COSTS, 'utf8'));
    const amounts = costs.data.flatMap((each: Json) => each.results.map(({ amount }: Json) => amount.value));
    expect(against.total.export.usd).toBe(exactSum(amounts));
    expect(conclusion).toContain('Only in the export: `openai/gpt-5.4`, `web search tool calls`.');
    expect(against).toMatchObject({ firstDay: '2026-11-02', lastDay: '2026-11-06', limits: null });
  });

  it('finds the day', () => {
    const { rows } = json(`${GATEWAY} --against ${USAGE}`).against;
    const own = rows.filter(
      ({ model, logs, export: exported }: Json) =>
        model === 'openai/gpt-5.5' && logs.tokens !== exported.tokens,
    );
    expect(own).toMatchObject([{ day: '2026-11-05', logs: { requests: 8 }, export: { requests: 10 } }]);
  });

  it.each([
    [USAGE, 'it has only tokens, no money'],
    [COSTS, 'it has only money, no tokens; it does not count requests'],
  ])('%s: says what it does not tell', (file, limits) => {
    expect(json(`${GATEWAY} --against ${file}`).against.limits).toBe(limits);
    expect(run(`${GATEWAY} --against ${file}`).stdout.replace(/\s+/g, ' ')).toContain(limits);
  });

  it('fails a check if the logs do not cover it', () => {
    const accepted = 'mark-up,cache-writes,price-date,no-cache-discount,no-list-price';
    const { status, stdout } = run(`${GATEWAY} --against ${USAGE} --check 5% --accept ${accepted}`);
    expect(status).toBe(1);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      '`openai/gpt-5.5`: the logs have 97,511 of 121,911 tokens in the export',
    );
    expect(run(`${GATEWAY} --against ${USAGE} --check 20% --accept ${accepted}`).status).toBe(1);
  });

  it('needs no recorded costs', () => {
    const stdin = log(row([1000, 0, 100], ''));
    const { status, stdout } = run(`- --against ${USAGE}`, stdin);
    expect(status).toBe(0);
    expect(stdout).toContain('No call of the logs has a recorded cost.');
    expect(stdout).toContain('The logs cover');
  });

  it('holds days without models against all models', () => {
    const day = (value: number): string =>
      JSON.stringify({
        object: 'page',
        data: [
          {
            object: 'bucket',
            start_time: 1_793_664_000,
            end_time: 1_793_750_400,
            results: [
              { object: 'organization.costs.result', amount: { value, currency: 'usd' }, line_item: null },
            ],
          },
        ],
      });
    const folder = mkdtempSync(join(tmpdir(), 'recost-against-'));
    const file = join(folder, 'costs.json');
    writeFileSync(file, day(0.0195));
    // 2026-11-03, where the log has 0.008 + 0.0115
    const { against } = json(`- --against ${file} --check 0%`, AT_LIST);
    rmSync(folder, { recursive: true });
    expect(against.total).toMatchObject({ logs: { usd: '0.0195' }, export: { usd: '0.0195' } });
    expect(against.limits).toContain('it names no models');
  });

  it('that cannot be read is told', () => {
    expect(run(`${GATEWAY} --against no-such-file.json`)).toMatchObject({ status: 3, stdout: '' });
  });
});

describe('what a hostile log says', () => {
  const hostile = log(
    row([1000, 0, 100], '1e300'),
    row([1000, 0, 100], '-3'),
    row([0, 0, 0], '0.5'),
    row([10, 0, 10], '0.5', '"a\u001b[31mb`|<b>"'),
    row([10, 0, 10], '0.5', '"=cmd()"'),
    row([10, 0, 10], '0.5', '::error::late'),
    row([10, 0, 10], '0.5', 'x'.repeat(5000)),
  );

  it.each(['table', 'markdown', 'html', 'csv', 'tsv', 'json'])('is harmless as %s', (format) => {
    const { status, stdout } = run(`- -f ${format} --check 1%`, hostile);
    expect(status).toBe(1);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toContain('x'.repeat(300));
  });

  it.each(['csv', 'tsv', 'markdown', 'html'])('begins no formula in %s', (format) => {
    expect(run(`- -f ${format}`, hostile).stdout).not.toMatch(/(^|[,\t>|] *)=cmd/m);
  });

  it.each(['table', 'markdown', 'json'])('commands no runner of builds as %s', (format) => {
    expect(run(`- -f ${format}`, hostile).stdout).not.toMatch(/^\s*::/m);
  });

  it('has room on a screen of 80 columns', () => {
    const widest = run('-', hostile).stdout.split('\n').map(screenWidth);
    expect(Math.max(...widest)).toBeLessThanOrEqual(80);
  });

  it('without a call is no report', () => {
    expect(run('-', `${HEADER}\n`)).toMatchObject({ status: 3, stdout: '' });
  });
});

describe('on a screen', () => {
  it.each([
    ['', 80],
    [' --width 60', 60],
    [' --width 120', 120],
    [` --against ${USAGE} --against ${COSTS} --check 1%`, 80],
    [' --by workflow --ascii', 80],
  ])('%s: no line is wider than %i', (args, width) => {
    const lines = run(`${GATEWAY}${args}`).stdout.split('\n');
    expect(Math.max(...lines.map(screenWidth))).toBeLessThanOrEqual(width);
  });

  it('is the same with colours and without', () => {
    const plain = run(GATEWAY).stdout;
    const coloured = run(`${GATEWAY} --color always`).stdout;
    expect(plain).not.toContain('\u001b');
    expect(coloured).toContain('\u001b[');
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain);
  });

  it('has only ASCII if it must', () => {
    expect(run(`${GATEWAY} --ascii --against ${USAGE} --check 1%`).stdout).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it('ends with the conclusion', () => {
    const { stdout } = run(`${GATEWAY} --check 100%`);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^(Check|.*)failed|recorded cost|price/);
  });
});

describe('CSV', () => {
  const rows = parseCsv(run(`${GATEWAY} -f csv`).stdout);

  it('has exact amounts, and a part of the gap for every cause', () => {
    const total = rows.find((each) => each['model'] === 'Total');
    expect(total).toMatchObject({ calls: '102', calls_with_recorded_cost: '97', gap_usd: '-0.0015898935' });
    const parts = GAP_CAUSES.map((cause) => total?.[`${cause.replaceAll('-', '_')}_usd`] ?? '');
    expect(atoms(parts)).toBe(atoms(['-0.0015898935']));
  });

  it('has what is not known as nothing', () => {
    expect(rows.find((each) => each['model'] === 'gemini-3.5-flash')).toMatchObject({
      recorded_usd: '',
      list_usd: '',
      gap_usd: '',
    });
  });

  it('writes decimal commas if asked', () => {
    expect(run(`${GATEWAY} -f csv --decimal comma`).stdout).toContain(';-0,0015898935;');
  });

  it('has the export by model and day, if there is one', () => {
    const covered = parseCsv(run(`${GATEWAY} --against ${USAGE} -f csv`).stdout);
    expect(
      covered.find((each) => each['model'] === 'openai/gpt-5.5' && each['day'] === '2026-11-05'),
    ).toMatchObject({
      log_calls: '8',
      export_requests: '10',
    });
  });
});

describe('reconciliation.schema.json', () => {
  const PATH = 'docs/reconciliation.schema.json';
  const faults = validator(PATH);

  it.each([
    GATEWAY,
    `${GATEWAY} --by day`,
    `${GATEWAY} --by workflow --check 1%`,
    `${GATEWAY} --against ${USAGE} --against ${COSTS} --check 1% --accept mark-up,no-list-price`,
    `${GATEWAY} --against ${COSTS}`,
    'samples/traces.csv',
  ])('describes what recost reconcile %s prints', (args) => {
    expect(faults(json(args))).toEqual([]);
  });

  it('refuses what it does not describe', () => {
    const report = json(GATEWAY);
    expect(faults({ ...report, extra: 1 })).not.toEqual([]);
    expect(faults({ ...report, total: undefined })).not.toEqual([]);
  });

  it('has the version and the causes that the code has, and says what every member is', () => {
    const members = new Map(membersIn(schemaIn(PATH)));
    expect(members.get('/schemaVersion')?.['const']).toBe(RECONCILE_SCHEMA_VERSION);
    expect(members.get('/cause')?.['enum']).toEqual(GAP_CAUSES);
    expect(looseMembersIn(schemaIn(PATH))).toEqual([]);
  });
});

const folder = mkdtempSync(join(tmpdir(), 'recost-reconcile-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('files', () => {
  it.each(['md', 'html', 'json', 'csv'])('choose the format by their ending: .%s', (ending) => {
    const file = join(folder, `report.${ending}`);
    expect(run(`${GATEWAY} -o ${file}`)).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(file, 'utf8')).toBe(
      run(`${GATEWAY} -f ${{ md: 'markdown' }[ending] ?? ending}`).stdout,
    );
  });

  it('say on standard error what failed', () => {
    const { status, stderr } = run(`${GATEWAY} --check 1% -o ${join(folder, 'report.md')}`);
    expect(status).toBe(1);
    expect(stderr).toContain('check failed');
  });
});
