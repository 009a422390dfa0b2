import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Viability } from '../../../src/domain/viability.ts';
import { VIABILITY_RENDERERS } from '../../../src/render/viability/index.ts';
import { EVERY_VERDICT, HOSTILE_NAMES, viabilityOf, withPlan, withSweep } from '../../support/viability.ts';

const options = {
  showsAll: false,
  decimal: 'point',
  screen: { width: 80, hasColour: false, isAscii: false },
} as const;

type Records = readonly Readonly<Record<string, string>>[];

const csv = async (viability: Viability): Promise<Records> =>
  parse(await VIABILITY_RENDERERS.csv(viability, options), { columns: true });
const fraction = (num: number, den: number) => ({ num: BigInt(num), den: BigInt(den) });

const report = viabilityOf(EVERY_VERDICT);

describe('candidates for programs', () => {
  const records = csv(report);
  const find = async (feature: string, candidate: string) =>
    (await records).find((each) => each['feature'] === feature && each['candidate'] === candidate);

  it('have exact amounts, and the price factor as a fraction', async () => {
    expect(await find('video', 'v4')).toMatchObject({
      model: 'deepseek/deepseek-v4-pro',
      is_best: 'true',
      verdict: 'still not viable',
      firmness: 'firm',
      cost_usd: '0.72',
      budget_usd: '0.3',
      headroom_usd: '-0.42',
      crossing: '0.416666666666', // 0.41666…: prices times this are within the budget
      price_factor: 'needs prices 2.4× lower',
      runs_per_month: '',
      monthly_cost_usd: '',
    });
  });

  it('have the shares and margins of what a run is worth, by the run and by the month', async () => {
    expect(await find('search', 'v4')).toMatchObject({
      status: 'shipped',
      worth: 'price',
      worth_usd: '2',
      share_before: '0.05',
      share_after: '0.01',
      margin_after_inference_usd: '1.98',
      before_monthly_usd: '700.1',
      monthly_cost_usd: '140.02',
      monthly_margin_after_inference_usd: '13861.98',
    });
  });

  it('have nothing where nothing is known', async () => {
    expect(await find('voice', 'keep')).toMatchObject({
      verdict: 'unknown',
      firmness: '',
      cost_usd: '',
      headroom_usd: '',
      crossing: '',
      price_factor: '',
    });
  });

  it('have no margin where only a budget is known', async () => {
    expect(await find('triage', 'v4')).toMatchObject({ share_after: '', margin_after_inference_usd: '' });
  });

  it('come with decimal commas, too', async () => {
    const text = await VIABILITY_RENDERERS.csv(report, { ...options, decimal: 'comma' });
    const rows: Records = parse(text, { columns: true, delimiter: ';' });
    expect(rows[1]).toMatchObject({ candidate: 'v4', cost_usd: '0,1', share_before: '0,8' });
  });

  it('are the same as TSV', async () => {
    const text = await VIABILITY_RENDERERS.tsv(report, options);
    expect(parse(text, { columns: true, delimiter: '\t' })).toEqual(await records);
  });

  it('have a row of equal length for every name, and none that begins a formula', async () => {
    const specs = HOSTILE_NAMES.map((name) => ({
      name,
      costs: { before: '0.5', keep: '0.4', targets: ['0.05'] },
      worth: '0.1',
    }));
    const rows: string[][] = parse(await VIABILITY_RENDERERS.csv(viabilityOf(specs), options));
    expect(rows).toHaveLength(1 + 2 * HOSTILE_NAMES.length);
    expect(rows.flat().filter((cell) => /^[=+@]|[\n\u202e]/.test(cell))).toEqual([]);
  });
});

describe('verdicts at other prices for programs', () => {
  it('have a row for each feature, candidate and factor', async () => {
    const records = await csv(withSweep(report, [fraction(1, 1), fraction(1, 3)]));
    expect(records.filter(({ feature }) => feature === 'research')).toEqual([
      sweepRow('keep', '', 'false', '1', '0.7', 'still not viable'),
      // 0.70 ÷ 3, to 10⁻¹⁵ USD
      sweepRow('keep', '', 'false', '0.3333333333333333', '0.233333333333333', 'newly viable'),
      sweepRow('v4', 'deepseek/deepseek-v4-pro', 'true', '1', '0.1', 'newly viable'),
      sweepRow(
        'v4',
        'deepseek/deepseek-v4-pro',
        'true',
        '0.3333333333333333',
        '0.033333333333333',
        'newly viable',
      ),
    ]);
  });

  const sweepRow = (...[candidate, model, best, factor, cost, verdict]: readonly string[]) => ({
    feature: 'research',
    candidate,
    model,
    is_best: best,
    prices_times: factor,
    budget_usd: '0.3',
    cost_usd: cost,
    low_usd: cost,
    high_usd: cost,
    verdict,
    firmness: 'firm',
  });
});

describe('a projection for programs', () => {
  const planned = withPlan(report, {
    costs: { research: { keep: ['700', '—'], best: ['100.25', '1200'] } },
  });

  it('has a row for each feature, candidate and month', async () => {
    const row = { feature: 'research', runs: '1000', revenue_usd: '1000' };
    const kept = { ...row, scenario: 'keep', model: '', is_best: 'false' };
    const best = { ...row, scenario: 'v4', model: 'deepseek/deepseek-v4-pro', is_best: 'true' };
    expect(await csv(planned)).toEqual([
      { ...kept, month: '2026-12', cost_usd: '700', margin_usd: '300' },
      { ...kept, month: '2027-01', cost_usd: '', margin_usd: '' },
      { ...best, month: '2026-12', cost_usd: '100.25', margin_usd: '899.75' },
      { ...best, month: '2027-01', cost_usd: '1200', margin_usd: '-200' },
    ]);
  });
});
