import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { RENDERERS } from '../../src/render/index.ts';
import { reportOn, sampleFile, tableOf } from '../support/reported.ts';

const options = { decimal: 'point', screen: { width: 80, hasColour: false, isAscii: false } } as const;
const report = reportOn(sampleFile('traces.csv'));

describe('a table for programs', () => {
  const rows = report.then(async (each) => {
    const found: Record<string, string>[] = parse(await RENDERERS.csv(each, options), { columns: true });
    return found;
  });
  const rowOf = async (workflow: string, scenario: string) =>
    (await rows).find((row) => row['workflow'] === workflow && row['scenario'] === scenario);

  it('says how many runs a change compares', async () => {
    expect((await rowOf('triage', 'deepseek-v4-pro'))?.['runs_priced']).toBe('80');
    expect((await rowOf('triage', 'deepseek-v4-pro'))?.['runs_compared']).toBe('77');
    expect((await rowOf('triage', 'baseline'))?.['runs_compared']).toBe('');
  });

  it('has what the log claims once for each row, beside the list cost of the same calls', async () => {
    expect((await rowOf('code-fix', 'baseline'))?.['recorded_usd']).toMatch(/^\d+\.\d+$/);
    expect((await rowOf('code-fix', 'deepseek-v4-pro'))?.['recorded_usd']).toBe('');
    expect((await rowOf('research', 'baseline'))?.['recorded_usd']).toBe(''); // DeepSeek: nothing recorded
    expect((await rowOf('Total', 'baseline'))?.['recorded_list_usd']).toMatch(/^\d+\.\d+$/);
  });
});

describe('sentences and tables', () => {
  it('give the same change', async () => {
    const text = await RENDERERS.table(
      await reportOn(
        tableOf([
          ['a', 'r1', 'gpt-5.4-nano', 1_000, 100],
          ['b', 'r2', 'acme-1', 1_000, 100],
        ]),
        { to: ['claude-opus-4-7'] },
      ),
      options,
    );
    const [, factor] = /^a .*×(\d+)$/m.exec(text) ?? [];
    expect(Number(factor)).toBeGreaterThan(9);
    expect(text.replaceAll(/\s+/g, ' ')).toContain(`, ${factor} times as much`);
  });

  it('count one run as one', async () => {
    const log = tableOf([
      ['triage', 'r1', 'gpt-5.5', 1_000, 10],
      ['triage', 'r2', 'acme-1', 1_000, 10],
    ]);
    const text = (await RENDERERS.table(await reportOn(log), options)).replaceAll(/\s+/g, ' ');
    expect(text).toContain('over the 1 run priced on both sides');
    expect(text).not.toMatch(/\b1 (runs|calls)\b/);
  });
});
