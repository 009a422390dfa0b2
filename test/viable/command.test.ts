import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exactSum } from '../support/decimals.ts';
import { htmlTables, markdownTables, type PrintedTable } from '../support/printed-tables.ts';
import { ROOT, recost } from '../support/recost.ts';
import { featureIn, fileOf, viable } from '../support/viable.ts';

const LOGS = `${ROOT}samples/traces.csv`;
const SAMPLE = ['viable', LOGS, '--features', `${ROOT}samples/features.yaml`, '-q'];

describe('a features file with faults', () => {
  const FAULTY = fileOf(
    'features.yaml',
    `features:
  - name: good
    workflow: triage
    budget: 0.10
  - name: without a value
    workflow: triage
  - name: of a workflow that is none
    workflow: triaje
    budget: 0.10
  - name: with a typo
    workflow: triage
    value: 1
    target_margn: 70%
  - name: in euros
    workflow: triage
    budget: 0.10 EUR
  - name: on a model that is none
    steps: 1
    calls_per_step: 1
    input_tokens: 1000
    output_tokens: 100
    before_model: gpt-5.55
    budget: 1
  - name: good as well
    workflow: digest
    budget: 0.05
`,
  );
  const run = recost(['viable', LOGS, '--features', FAULTY, '-f', 'json']);
  const warnings = run.stderr.split('\n').filter((line) => line.startsWith('warning: '));

  it('still has its other features judged', () => {
    expect(run.status).toBe(0);
    const { features } = JSON.parse(run.stdout) as { features: readonly { readonly name: string }[] };
    expect(features.map(({ name }) => name).sort()).toEqual(['good', 'good as well']);
  });

  it.each([
    [5, 'without a value', /say what a run is worth: value, price, revenue_per_month or budget/],
    [8, 'of a workflow that is none', /no workflow matches "triaje"; did you mean triage\?/],
    [13, 'with a typo', /there is no key "target_margn" \(did you mean target_margin\?\)/],
    [16, 'in euros', /EUR.*no exchange rate.*--exchange EUR=/],
    [22, 'on a model that is none', /"gpt-5.55" is not in the price book; did you mean gpt-5.5/],
  ])('names line %i of feature "%s", and says what to do', (line, name, what) => {
    const found = warnings.filter((each) => each.includes(`"${name}"`));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`features.yaml:${line}: `);
    expect(found[0]).toMatch(what);
  });

  it('fails a check that asks for verdicts, and --strict', () => {
    const args = ['viable', LOGS, '--features', FAULTY, '-q'];
    expect(recost([...args, '--fail-on', 'no-longer-viable']).status).toBe(1);
    expect(recost([...args, '--strict']).status).toBe(1);
  });
});

describe('--fail-on', () => {
  it('fails if a feature with its models kept has such a verdict, and else not', () => {
    expect(recost([...SAMPLE, '--fail-on', 'no-longer-viable']).status).toBe(1);
    const good = fileOf('f.yaml', 'features: [{ name: x, workflow: digest, budget: 0.05 }]');
    const args = ['viable', LOGS, '--features', good, '-q', '--fail-on'];
    expect(recost([...args, 'no-longer-viable,unknown']).status).toBe(0);
    expect(recost([...args, 'still-viable']).status).toBe(1);
    const { status, stderr, stdout } = recost([...args, 'no-longer-viabel']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('no-longer-viable');
  });

  it('writes the report before it fails', () => {
    const file = join(dirname(fileOf('x', '')), 'out.csv');
    expect(recost([...SAMPLE, '--fail-on', 'no-longer-viable', '-o', file]).status).toBe(1);
    expect(readFileSync(file, 'utf8')).toContain('Supplier research');
  });
});

describe('a list in CSV', () => {
  it('comes to the same bytes as the same list in YAML', () => {
    const yaml = fileOf(
      'list.yaml',
      `features:
  - { name: review, status: shelved, workflow: contract-review, price: 1.50, target_margin: 70%, runs_per_month: 1200 }
  - { name: planner, steps: 6, calls_per_step: 3, input_tokens: 50000, cached_tokens: 0, output_tokens: 5000, frontier_share: 50%, before_model: gpt-5.5, budget: 5.40 }
`,
    );
    const csv = fileOf(
      'list.csv',
      `Name,Status,Workflow,Price,Target margin,Runs per month,Steps,Calls per step,Input tokens,Cached tokens,Output tokens,Frontier share,Before model,Budget
review,shelved,contract-review,$1.50,70%,"1,200",,,,,,,,
planner,,,,,,6,3,50000,0,5000,50 %,gpt-5.5,5.40 USD
`,
    );
    const of = (features: string) => recost(['viable', LOGS, '--features', features, '-f', 'csv', '-q']);
    expect(of(csv).stderr).toBe('');
    expect(of(csv).stdout).toBe(of(yaml).stdout);
    expect(of(csv).stdout.split('\n')).toHaveLength(1 + 2 * 5 + 1);
  });
});

describe('--before', () => {
  const costBefore = (what: string, name: string) =>
    featureIn(viable([LOGS, '--features', `${ROOT}samples/features.yaml`, '--before', what]), name).before;

  it('takes a day, a model, a model on a day, or a scenario of the report', () => {
    const kept = costBefore('scenario:keep', 'Supplier research');
    expect(costBefore('at:2026-11-23', 'Supplier research').meanUsd).toEqual(kept.meanUsd);
    expect(costBefore('model:deepseek-v4-pro', 'Supplier research').meanUsd).toEqual(kept.meanUsd);
    // at its launch V4-Pro cost $1.74 and $3.48: 2.6 times today's off-peak input
    const launch = costBefore('model:deepseek-v4-pro@2026-04-24', 'Supplier research');
    expect(Number(launch.meanUsd?.base)).toBeGreaterThan(Number(kept.meanUsd?.base));
  });

  it.each(['yesterday', 'at:2026-13-01', 'model:', 'scenario:keeep', 'model:gpt-55'])(
    'refuses %s with a message that says what would do',
    (what) => {
      const { status, stdout, stderr } = recost([...SAMPLE, '--before', what]);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/--before .*(expected|knows no such model)/);
    },
  );
});

describe('recost init', () => {
  const folder = dirname(fileOf('x', ''));
  const init = (...args: readonly string[]) => recost(['init', ...args], { cwd: folder });

  it('writes a list that viable takes once the worth is filled in', () => {
    expect(init(LOGS).status).toBe(0);
    const file = join(folder, 'recost.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text.replaceAll('# value: 1.00', 'value: 1.00').replaceAll('    # target_margin', '    target_margin'),
    );
    const { status, stdout, stderr } = recost(['viable', LOGS, '-f', 'csv', '-q'], { cwd: folder });
    expect([status, stderr]).toEqual([0, '']);
    const names = new Set(
      stdout
        .split('\n')
        .slice(1, -1)
        .map((line) => line.split(',')[0]),
    );
    expect(names).toEqual(new Set(['contract-review', 'code-fix', 'research', 'triage', 'digest']));
  });

  it('never writes over a list, unless told to', () => {
    const { status, stderr } = init(LOGS);
    expect(status).toBe(2);
    expect(stderr).toContain('--force');
    expect(init(LOGS, '--force').status).toBe(0);
  });

  it('prints the list, or its schema, to standard output', () => {
    expect(init(LOGS, '-o', '-').stdout).toContain('workflow: contract-review');
    expect(JSON.parse(init('--schema').stdout)).toHaveProperty('properties.features');
    expect(existsSync(join(folder, '-'))).toBe(false);
  });
});

/** A cell of a document as a number in a spreadsheet; what is none stays out of sums. */
const figures = (cells: readonly string[]): readonly string[] => cells.filter((cell) => /^-?\d/.test(cell));

describe.each([
  ['markdown', markdownTables],
  ['html', htmlTables],
] as const)('in %s', (format, tablesOf) => {
  const { stdout } = recost([...SAMPLE, '-f', format, '--months', '12', '--growth', '8%']);
  const tables = tablesOf(stdout);
  const titled = (start: string): PrintedTable =>
    tables.find(({ title }) => title.startsWith(start)) ?? { title: '', header: [], rows: [] };
  const isTotal = (row: readonly string[]): boolean => row[0]?.startsWith('Total') === true;

  it.each(['Cost by month, models kept', 'Cost by month, best candidates'])(
    '%s adds up along its rows and down its columns, as printed',
    (start) => {
      const { rows, header } = titled(start);
      const end = rows.findIndex(isTotal);
      const body = rows.slice(0, end);
      const months = header.map((title, at) => ({ title, at })).filter(({ title }) => /^\d{4}-/.test(title));
      expect(months).toHaveLength(12);
      expect(body.length).toBeGreaterThan(3);
      const total = header.indexOf('Total');
      for (const row of rows.filter((each) => each[total] !== '—'))
        expect(exactSum(months.map(({ at }) => row[at] ?? ''))).toBe(exactSum([row[total] ?? '']));
      for (const at of [...months.map((month) => month.at), total])
        expect(exactSum(body.map((row) => row[at] ?? ''))).toBe(exactSum([rows[end]?.[at] ?? '']));
    },
  );

  it('the monthly costs add up to their totals', () => {
    const { rows, header } = titled('Monthly cost');
    const end = rows.findIndex(isTotal);
    for (const title of header.filter((each) => each.includes('(USD per month)'))) {
      const at = header.indexOf(title);
      expect(exactSum(figures(rows.slice(0, end).map((row) => row[at] ?? '')))).toBe(
        exactSum([rows[end]?.[at] ?? '']),
      );
    }
  });
});

describe('the coming months in CSV', () => {
  it('grow by 8 % from the second on, exactly', () => {
    const { stdout } = recost([...SAMPLE, '-f', 'csv', '--months', '3', '--growth', '8%']);
    const [header = [], ...rows] = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    const at = (row: readonly string[], title: string): string => row[header.indexOf(title)] ?? '';
    const planner = rows.filter(
      (row) => at(row, 'feature') === 'Assembly planner' && at(row, 'scenario') === 'keep',
    );
    // 60 runs of $7.20 are $432; × 1.08 = 466.56; × 1.08 = 503.8848
    expect(planner.map((row) => [at(row, 'month'), at(row, 'cost_usd')])).toEqual([
      ['2026-12', '432'],
      ['2027-01', '466.56'],
      ['2027-02', '503.8848'],
    ]);
    // the value of a run is $9: 60 × 9 = 540
    expect(planner.map((row) => at(row, 'margin_usd'))[0]).toBe('108');
  });

  it('change their prices on the days that are announced, if asked to', () => {
    // Gemini 4 Carbon costs $2 a million until the end of November, and twice as much from 1 December on.
    const list = fileOf(
      'f.yaml',
      `features: [{ name: x, steps: 1, calls_per_step: 10, input_tokens: 100000, cached_tokens: 0, output_tokens: 0,
        before_model: gemini-4-carbon, runs_per_month: 1000, budget: 100 }]`,
    );
    const costs = (...args: readonly string[]) =>
      recost(['viable', '--features', list, '--months', '2', '-f', 'csv', ...args])
        .stdout.trim()
        .split('\n')
        .slice(1)
        .filter((line) => line.includes(',keep,'))
        .map((line) => line.split(',').filter((cell) => /^\d+000$/.test(cell)));
    expect(costs().flat()).toContain('2000');
    expect(costs('--include-announced').flat()).toContain('4000');
    const { stdout } = recost(['viable', '--features', list, '--months', '2']);
    expect(stdout).toContain('2026-12-01');
  });
});
