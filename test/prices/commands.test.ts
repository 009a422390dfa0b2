import { describe, expect, it } from 'vitest';
import { recost, recostOk } from '../support/recost.ts';
import { validator } from '../support/schema.ts';

const NOW = ['--now', '2026-11-26'];
const WIDE = [...NOW, '--width', '140'];

const run = (...args: readonly string[]): string => recostOk(['prices', ...args, ...WIDE]).stdout;
const json = (...args: readonly string[]) => JSON.parse(run(...args, '-f', 'json'));
const lines = (text: string): readonly string[] =>
  text.split('\n').map((line) => line.replace(/\s+/g, ' ').trim());

describe('recost prices list', () => {
  it('has what is in force on a day: a row for each band and each limit', () => {
    const text = lines(run('list', 'deepseek/deepseek-v4-pro', 'openai/gpt-5.5'));
    expect(text).toContain('deepseek/deepseek-v4-pro off-peak 0.66 0.022 1.98 2026-08-16 16:00Z high');
    expect(text).toContain('peak 1.32 0.044 3.96 2026-08-16 16:00Z high');
    expect(text).toContain('openai/gpt-5.5 5 0.5 30 2026-04-23 high');
    expect(text).toContain('over 272,000 10 1 45 2026-04-23 high');
  });

  it('has what was in force on another day', () => {
    const text = lines(run('list', 'deepseek/deepseek-v4-pro', '--as-of', '2026-06-10'));
    expect(text).toContain('deepseek/deepseek-v4-pro 0.435 0.003625 0.87 2026-04-26 12:15Z high');
  });

  it('shows other tiers on request', () => {
    const rows = run('list', 'openai/gpt-5.5', '--tier', 'batch', '-f', 'csv').trim().split('\n');
    expect(rows[1]).toBe('openai/gpt-5.5,batch,2.5,0.25,15,2026-04-23T00:00:00.000Z,"high, day"');
  });

  it('says how old the book is on a day', () => {
    expect(run('list', 'gpt-5.5')).toContain('3 days old');
    expect(recostOk(['prices', 'list', 'gpt-5.5', '--now', '2027-11-23']).stdout).toContain('365 days old');
  });

  it('offers names that are close to one that it does not have', () => {
    const { status, stderr } = recost(['prices', 'list', 'gpt5.5', ...NOW]);
    expect(status).toBe(2);
    expect(stderr).toContain('did you mean gpt-5.5');
  });

  it('leads to what a host resells at the price of its maker', () => {
    const { status, stderr } = recost(['prices', 'list', 'azure/gpt-5.5', ...NOW]);
    expect(status).toBe(2);
    expect(stderr).toContain('recost prices show azure/gpt-5.5');
  });

  it('leaves announced prices out unless they are asked for', () => {
    const inForce = json('list', 'google/', '--as-of', '2027-02-01').prices;
    const announced = json('list', 'google/', '--as-of', '2027-02-01', '--include-announced').prices;
    const statuses = (rows: typeof inForce): readonly string[] =>
      rows.map(({ record }: { record: { status: string } }) => record.status);
    expect(statuses(inForce)).not.toContain('announced');
    expect(statuses(announced)).toContain('announced');
  });
});

describe('recost prices show', () => {
  const text = run('show', 'deepseek-v4-pro');

  it('tells the history in the order of time', () => {
    const froms = [...text.matchAll(/^(2026-\d\d-\d\d(?: \d\d:\d\dZ)?)/gm)].map(([, from]) => from);
    expect(froms).toEqual(['2026-04-24', '2026-04-25 03:00Z', '2026-04-26 12:15Z', '2026-08-16 16:00Z']);
  });

  it('has the hours, what was withdrawn, the sources with the day on which they were read', () => {
    const joined = lines(text).join(' ');
    expect(joined).toContain('09:00-12:00, 14:00-18:00 UTC+08:00, not on public holidays');
    expect(joined).toContain('bills as deepseek-flash, since 2026-09-14T04:00Z (withdrawn)');
    expect(joined).toContain('ds_pricing: https://api-docs.deepseek.com/quick_start/pricing');
    expect(joined).toContain('0.66 in and 1.98 out (off-peak), 1.32 in and 3.96 out (peak)');
  });

  it('of a host says whose list price it bills', () => {
    expect(lines(run('show', 'azure/gpt-5.5')).join(' ')).toMatch(
      /Resold at the list price of OpenAI: (assumed|documented)/,
    );
  });

  it('of a name that moves says where it bills', () => {
    expect(run('show', 'deepseek-v4-flash')).toContain('bills as deepseek-flash since 2026-09-10T04:00Z');
  });

  it('of a name that nobody knows says so', () => {
    const { status, stdout, stderr } = recost(['prices', 'show', 'gpt-99', ...NOW]);
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toContain('no price for "gpt-99"');
  });
});

describe('recost prices diff', () => {
  it('of two days has what rose and fell, by how much', () => {
    const text = lines(run('diff', '--from', '2026-08-01', '--to', '2026-11-23'));
    // 0.044 / 0.003625 = 12.1; 1.98 / 0.87 = 2.276
    expect(text).toContain('deepseek/deepseek-v4-pro all hours to peak cached 0.003625 0.044 ×12');
    expect(text).toContain('all hours to off-peak output 0.87 1.98 +128%');
    expect(text.some((line) => /^openai\/gpt-5\.6-sol output 30 20 −33%$/.test(line))).toBe(true);
  });

  it('of a day and itself has nothing', () => {
    const diff = json('diff', '--from', '2026-09-09', '--to', '2026-09-09');
    expect([diff.changes, diff.came, diff.went, diff.rerouted]).toEqual([[], [], [], []]);
    expect(diff.compared).toBeGreaterThan(100);
  });

  it('backwards has the same changes the other way round', () => {
    const pairs = (from: string, to: string, [a, b]: readonly [string, string]): readonly string[] =>
      json('diff', '--from', from, '--to', to)
        .changes.filter(
          ({ beforeUsdPerMtok: x, afterUsdPerMtok: y }: Record<string, string | null>) =>
            x !== null && y !== null,
        )
        .map(
          (change: Record<string, string>) =>
            `${change['model']} ${change['tier']} ${change['tokenClass']} ${change[a]} ${change[b]}`,
        )
        .sort();
    const there = pairs('2026-03-01', '2026-11-01', ['beforeUsdPerMtok', 'afterUsdPerMtok']);
    expect(there.length).toBeGreaterThan(0);
    expect(pairs('2026-11-01', '2026-03-01', ['afterUsdPerMtok', 'beforeUsdPerMtok'])).toEqual(there);
  });

  it('tells names that began, ended and moved', () => {
    const diff = json('diff', '--from', '2026-07-01', '--to', '2026-11-23');
    const names = (rows: readonly { model: string }[]): readonly string[] => rows.map(({ model }) => model);
    expect(names(diff.came)).toContain('deepseek-flash');
    expect(names(diff.went)).toContain('deepseek-chat');
    expect(diff.rerouted).toContainEqual({
      provider: 'deepseek',
      model: 'deepseek-v4-flash',
      before: 'deepseek/deepseek-v4-flash',
      after: 'deepseek/deepseek-flash',
    });
  });

  it('needs two books or two days', () => {
    expect(recost(['prices', 'diff', ...NOW]).status).toBe(2);
    expect(recost(['prices', 'diff', '2026-11-23', '2025-01-01', ...NOW]).stderr).toContain(
      'recost’s own: 2026-11-23',
    );
  });
});

describe('recost prices … -f json', () => {
  const faults = validator('docs/price-views.schema.json');

  it.each([
    ['list', 'claude', '--tier', 'all'],
    ['list', '--as-of', '2025-01-01'],
    ['show', 'deepseek-v4-pro'],
    ['show', 'azure/gpt-5.5'],
    ['show', 'gpt-5.6'],
    ['diff', '--from', '2026-04-01', '--to', '2026-11-23'],
  ])('is as its schema says: %s %s', (...args) => {
    expect(faults(json(...args))).toEqual([]);
  });
});

describe('recost prices check', () => {
  it('takes a folder of a book', () => {
    expect(recostOk(['prices', 'check', 'pricing/2026-11-23']).stdout).toContain('has no faults');
  });
});
