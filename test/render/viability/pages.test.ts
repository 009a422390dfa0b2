import { describe, expect, it } from 'vitest';
import type { Viability } from '../../../src/domain/viability.ts';
import { VIABILITY_RENDERERS } from '../../../src/render/viability/index.ts';
import { exactSum } from '../../support/decimals.ts';
import { htmlTables, markdownTables, type PrintedTable } from '../../support/printed-tables.ts';
import { EVERY_VERDICT, HOSTILE_NAMES, viabilityOf, withPlan, withSweep } from '../../support/viability.ts';

const markdown = (viability: Viability) => VIABILITY_RENDERERS.markdown(viability);
const html = (viability: Viability) => VIABILITY_RENDERERS.html(viability);

const WRITERS = [
  ['Markdown', async (viability: Viability) => markdownTables(await markdown(viability))],
  ['HTML', async (viability: Viability) => htmlTables(await html(viability))],
] as const;

const tableIn = (tables: readonly PrintedTable[], title: string): PrintedTable =>
  tables.find((table) => table.title === title) ?? { title: 'none', header: [], rows: [] };
const columnOf = ({ header, rows }: PrintedTable, title: string): readonly string[] =>
  rows.map((row) => row[header.indexOf(title)] ?? 'no such column');
const fraction = (num: number, den: number) => ({ num: BigInt(num), den: BigInt(den) });

const report = viabilityOf(EVERY_VERDICT);

describe.each(WRITERS)('features in %s', (_, tablesOf) => {
  const features = tablesOf(report).then((tables) => tableIn(tables, 'Features'));

  it('are in the order of the verdicts, then of their file', async () => {
    expect(columnOf(await features, 'Feature')).toEqual([
      'research',
      'triage',
      'drafts',
      'search',
      'video',
      'voice',
    ]);
    expect(columnOf(await features, 'Verdict')).toEqual([
      'newly viable',
      'newly viable',
      'no longer viable',
      'still viable',
      'still not viable',
      'unknown',
    ]);
  });

  it('say how firm their verdict is; what is unknown is neither', async () => {
    expect(columnOf(await features, 'Firm or leaning')).toEqual([
      'firm',
      'leaning',
      'firm',
      'firm',
      'firm',
      '—',
    ]);
  });

  it('have the figures that are compared with as many decimals as each other', async () => {
    const table = await features;
    expect(columnOf(table, 'Budget per run (USD)')).toEqual([
      '0.3000',
      '0.3000',
      '0.3000',
      '0.5000',
      '0.3000',
      '0.3000',
    ]);
    expect(columnOf(table, 'Before (USD)').at(-1)).toBe('0.5000');
    expect(columnOf(table, 'Models kept (USD)')).toEqual([
      '0.7000',
      '0.4500',
      '0.4000',
      '0.0900',
      '6.0000',
      '—',
    ]);
  });

  it('have their best candidate, and how far prices are from the line', async () => {
    const table = await features;
    expect(columnOf(table, 'Best candidate')).toEqual(['v4', 'v4', 'models kept', 'v4', 'v4', '—']);
    expect(columnOf(table, 'Price factor, best')).toEqual([
      'holds until prices are 3.0× higher',
      'holds until prices are 1.5× higher',
      'needs prices 1.4× lower', // 0.40 ÷ 0.30 = 1.333…
      'holds until prices are 25× higher',
      'needs prices 2.4× lower', // 0.72 ÷ 0.30
      '—',
    ]);
  });
});

describe.each(WRITERS)('monthly costs in %s', (_, tablesOf) => {
  const monthly = tablesOf(report).then((tables) => tableIn(tables, 'Monthly cost'));

  it('are totals over the features that have all three figures; others stand below with the reason', async () => {
    const { rows } = await monthly;
    expect(rows).toEqual([
      // 1,000 × 0.80, 0.70, 0.10
      ['research', '1,000', '800.00', '700.00', '100.00', 'v4', ''],
      // 333 × 0.50, 0.45, 0.20
      ['triage', '333', '166.50', '149.85', '66.60', 'v4', ''],
      // 7,001 × 0.10, 0.09, 0.02
      ['search', '7,001', '700.10', '630.09', '140.02', 'v4', ''],
      ['Total (3 of 6 features)', '', '1666.60', '1479.94', '306.62', '', ''],
      ['drafts', '2,000', '200.00', '800.00', '—', '—', 'viable on no candidate'],
      ['video', '—', '—', '—', '—', '—', 'runs per month not given'],
      ['voice', '—', '—', '—', '—', '—', 'runs per month not given'],
    ]);
  });

  it('add up as printed where no amount is round', async () => {
    const odd = viabilityOf(
      [7, 11, 13, 17].map((runs) => ({
        name: `f${runs}`,
        costs: { before: '0.0333333', keep: '0.0222229', targets: ['0.0111117'] },
        worth: '0.03',
        runsPerMonth: runs * 101,
      })),
    );
    const { rows } = tableIn(await tablesOf(odd), 'Monthly cost');
    const sums = [2, 3, 4].map((at) => exactSum(rows.slice(0, 4).map((row) => row[at] ?? '')));
    expect(sums).toEqual([2, 3, 4].map((at) => exactSum([rows[4]?.[at] ?? ''])));
    expect(rows[4]?.slice(2, 5)).toEqual(['161.60', '107.74', '53.87']); // 4,848 runs
  });
});

describe('a report without runs per month', () => {
  it('has no table of monthly costs', async () => {
    const titles = markdownTables(await markdown(viabilityOf(EVERY_VERDICT.slice(4)))).map(
      ({ title }) => title,
    );
    expect(titles).toEqual(['Features', 'Candidates', 'What it would take']);
  });
});

describe('candidates in Markdown', () => {
  const candidates = markdown(report).then((text) => tableIn(markdownTables(text), 'Candidates'));
  const reasons = markdown(report).then((text) => tableIn(markdownTables(text), 'What it would take'));

  it('have a row for each feature and candidate, the models kept first', async () => {
    const table = await candidates;
    expect(columnOf(table, 'Feature').slice(0, 4)).toEqual(['research', 'research', 'research', 'triage']);
    expect(columnOf(table, 'Candidate').slice(0, 4)).toEqual(['models kept', 'v4', 'gpt-5.5', 'models kept']);
  });

  it('have the arithmetic of a feature that is worth a dollar, of which inference may take 30 %', async () => {
    const { header, rows } = await candidates;
    expect(Object.fromEntries(header.map((title, at) => [title, rows[1]?.[at]]))).toEqual({
      Verdict: 'newly viable',
      'Firm or leaning': 'firm',
      Feature: 'research',
      Candidate: 'v4',
      'Cost per run (USD)': '0.1000',
      'Low (USD)': '0.1000',
      'High (USD)': '0.1000',
      'Budget per run (USD)': '0.3000',
      'Headroom (USD)': '0.2000',
      'Inference of worth, before': '80%',
      'Inference of worth, after': '10%',
      'Margin after inference per run (USD)': '0.9000',
      'Cost (USD per month)': '100.00',
      'Margin after inference (USD per month)': '900.00',
    });
  });

  it('have in words at which prices they cross their budget, and what is in their way', async () => {
    const { header, rows } = await reasons;
    expect(Object.fromEntries(header.map((title, at) => [title, rows[1]?.[at]]))).toEqual({
      Feature: 'research',
      Candidate: 'v4',
      Verdict: 'newly viable',
      'Firm or leaning': 'firm',
      'Price factor': 'holds until prices are 3.0× higher',
      'Blocked by': '',
      'What would make it firm': '',
    });
  });

  it('say what is over the budget, by a headroom below zero, and what would make a verdict firm', async () => {
    const table = await candidates;
    expect(columnOf(table, 'Headroom (USD)')[0]).toBe('-0.4000');
    expect(columnOf(await reasons, 'What would make it firm')[4]).toContain('between 10 and 35 c');
    expect(columnOf(table, 'Cost per run (USD)').at(-1)).toBe('—');
  });
});

describe('a target that costs are compared with', () => {
  it('keeps its name', async () => {
    const text = await markdown(viabilityOf(EVERY_VERDICT.slice(0, 1), { before: 2 }));
    const table = tableIn(markdownTables(text), 'Candidates');
    expect(columnOf(table, 'Candidate')).toEqual(['models kept', 'v4', 'gpt-5.5']);
  });
});

describe.each(WRITERS)('other prices in %s', (_, tablesOf) => {
  it('have a cost and a verdict for each factor', async () => {
    const swept = withSweep(report, [fraction(1, 1), fraction(1, 2), fraction(1, 4)]);
    const tables = await tablesOf(swept);
    const { header, rows } = tableIn(tables, 'Prices times a factor: cost per run and verdict');
    expect(header.slice(3)).toEqual([
      'Prices ×1 (USD)',
      'Prices ×1: verdict',
      'Prices ÷2 (USD)',
      'Prices ÷2: verdict',
      'Prices ÷4 (USD)',
      'Prices ÷4: verdict',
    ]);
    expect(rows.find((row) => row[0] === 'triage')?.slice(1)).toEqual([
      'models kept',
      '0.30000',
      '0.45000',
      'still not viable',
      '0.22500',
      'newly viable',
      '0.11250',
      'newly viable',
    ]);
  });
});

describe.each(WRITERS)('a projection in %s', (_, tablesOf) => {
  const planned = withPlan(report, {
    costs: {
      research: { keep: ['700', '756.00033', '—'], best: ['100.004', '100.004', '100.004'] },
      triage: { keep: ['100.0044', '100.0044', '100.0044'], best: ['100.0044', '33.3333', '33.3333'] },
      search: { keep: ['630.0944', '630.0944', '0'], best: ['140.02', '140.0244', '0'] },
      drafts: { keep: ['3.3344', '3.3344', '3.3344'] },
    },
  });
  const tables = tablesOf(planned);
  const kept = tables.then((all) => tableIn(all, 'Cost by month, models kept (USD)'));
  const best = tables.then((all) => tableIn(all, 'Cost by month, best candidates (USD)'));

  it('has a column for each month and a total both ways', async () => {
    const months = ['2026-12', '2027-01', '2027-02', 'Total', 'Not in the total'];
    expect((await kept).header).toEqual(['Feature', ...months]);
    expect((await best).header).toEqual(['Feature', 'Candidate', ...months]);
    // 166.671 + 280.0444
    expect((await best).rows[2]).toEqual([
      'Total (2 of 6 features)',
      '',
      expect.any(String),
      expect.any(String),
      expect.any(String),
      '446.72',
      '',
    ]);
  });

  it('adds up along rows and down columns as printed', async () => {
    const grid = (await best).rows.slice(0, 3).map((row) => row.slice(2, -1));
    const [total = [], features] = [grid.at(-1), grid.slice(0, -1)];
    expect(features.map((row) => exactSum(row.slice(0, -1)))).toEqual(
      features.map((row) => exactSum(row.slice(-1))),
    );
    expect(total.map((_each, at) => exactSum(features.map((row) => row[at] ?? '')))).toEqual(
      total.map((each) => exactSum([each])),
    );
    expect(exactSum(total.slice(0, -1))).toBe(exactSum(total.slice(-1)));
  });

  it('has the same features in both totals; the others stand below them with the reason', async () => {
    const names = ['triage', 'search', 'Total (2 of 6 features)', 'research', 'drafts', 'video', 'voice'];
    expect((await kept).rows.map((row) => row[0])).toEqual(names);
    expect((await best).rows.map((row) => row[0])).toEqual(names);
    expect((await kept).rows[2]?.at(-2)).toBe('1560.20'); // 300.0132 + 1260.1888
    expect((await kept).rows.slice(3)).toEqual([
      ['research', '700.00', '756.00', '—', '—', 'a month without a price'],
      // alone, it adds up along itself: 3 × 3.3344 = 10.0032
      ['drafts', '3.34', '3.33', '3.33', '10.00', 'viable on no candidate'],
      ['video', '—', '—', '—', '—', 'runs per month not given'],
      ['voice', '—', '—', '—', '—', 'runs per month not given'],
    ]);
    expect((await best).rows[3]).toEqual([
      'research',
      'v4',
      ...['100.01', '100.00', '100.00', '300.01', 'a month without a price'],
    ]);
  });

  it('leaves a month that costs nothing at nothing', async () => {
    expect((await kept).rows[1]?.[3]).toBe('0.00');
  });
});

describe('rounding', () => {
  it('is told where there are totals, and only there', async () => {
    expect(await markdown(report)).toContain(
      '**Rounding:** totals are rounded so that the rows add up as printed.',
    );
    const drafts = viabilityOf(EVERY_VERDICT.slice(2, 3));
    expect(await markdown(drafts)).toContain('#### Monthly cost');
    expect(await markdown(drafts)).not.toContain('**Rounding:**');
  });
});

describe('names that would do harm', () => {
  const hostile = withSweep(
    viabilityOf(
      HOSTILE_NAMES.map((name) => ({
        name,
        costs: { before: '0.5', keep: '0.4', targets: ['0.05'] },
        worth: '0.1',
        runsPerMonth: 10,
      })),
      {
        unmatched: HOSTILE_NAMES.map((name) => ({ name, calls: 2 })),
        exchangeRates: [{ currency: '<b>E</b>', usd: { num: 27n, den: 25n }, date: '2026-11-20' }],
      },
    ),
    [fraction(1, 2)],
  );

  it('are text in HTML, and begin no formula', async () => {
    const text = await html(hostile);
    expect(text).not.toMatch(/<(script|b)>|[\u202e]/);
    expect(text).not.toMatch(/<(td|code|dd)[^>]*>\s*[=+@]/);
    expect(
      htmlTables(text).flatMap(({ header, rows }) => rows.filter((row) => row.length !== header.length)),
    ).toEqual([]);
  });

  it('stay in their cells in Markdown, and are no markup outside of code', async () => {
    const text = await markdown(hostile);
    const tables = markdownTables(text);
    expect(tables.map(({ title }) => title)).toHaveLength(5);
    expect(tables.flatMap(({ header, rows }) => rows.filter((row) => row.length !== header.length))).toEqual(
      [],
    );
    const outside = text.replaceAll(/(`+)(?!`).*?[^`]\1(?!`)/g, '');
    expect(outside).not.toMatch(/<script>|<b>|(?<!\\)\[x\]|\u202e/);
  });

  it('are short', async () => {
    const cells = markdownTables(await markdown(hostile)).flatMap(({ rows }) => rows.flat());
    expect(cells.filter((cell) => cell.length > 250)).toEqual([]);
  });
});
