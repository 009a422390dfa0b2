import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { read } from '../support/reading.ts';
import { recost } from '../support/recost.ts';

const log = (file: string): string => readFileSync(new URL(`../formats/${file}`, import.meta.url), 'utf8');
const run = (stdin: string, ...args: readonly string[]) =>
  recost(['-', '-q', '-f', 'json', '--to', 'keep', '--at', '2026-11-23', ...args], { stdin });
const report = (stdin: string, ...args: readonly string[]) =>
  JSON.parse(run(stdin, '--aggregates', ...args).stdout);
const usd = (stdin: string): string => report(stdin).total.scenarios.baseline.totalUsd.base;

const SUMS = [
  { file: 'openai-usage.json', what: 'OpenAI usage', requests: 510 },
  { file: 'openai-usage+csv.csv', what: 'OpenAI usage', requests: 422 },
  { file: 'openai-usage+legacy.json', what: 'OpenAI usage', requests: 3 },
  { file: 'anthropic-usage.csv', what: 'Anthropic usage', requests: 0 },
  { file: 'anthropic-usage+older.csv', what: 'Anthropic usage', requests: 0 },
  { file: 'anthropic-usage+api.json', what: 'Anthropic usage', requests: 0 },
  { file: 'litellm-daily.csv', what: 'LiteLLM', requests: 61 },
  { file: 'daily-sums.json', what: 'Langfuse', requests: 30 },
  { file: 'daily-sums+ccusage.json', what: 'ccusage', requests: 0 },
  { file: 'daily-sums+analytics.json', what: 'Claude Code', requests: 0 },
  { file: 'daily-sums+litellm.json', what: 'LiteLLM', requests: 30 },
  { file: 'openrouter-daily+page.json', what: 'OpenRouter activity', requests: 40 },
];

describe('sums over many requests', () => {
  it.each(SUMS)('$file: refused as calls, saying what they are', ({ file, what }) => {
    const { status, stdout, stderr } = run(log(file));
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toContain(what);
    expect(stderr).toContain('--aggregates');
  });

  it.each(SUMS)('$file: priced as totals, and called that', ({ file, requests }) => {
    const { totals, total } = report(log(file));
    expect(totals).toMatchObject({ records: total.calls, requests });
    expect(total.scenarios.baseline.callsPriced).toBe(total.calls);
    expect(run(log(file), '--aggregates', '-f', 'table').stdout).toMatch(/Totals +the log is \d+ sums? over/);
  });

  it('of money alone have no price on anything', () => {
    for (const file of [
      'cost-report.json',
      'cost-report+csv.csv',
      'cost-report+anthropic.json',
      'cost-report+console.csv',
    ]) {
      expect(run(log(file))).toMatchObject({ status: 3, stdout: '' });
      expect(run(log(file), '--aggregates')).toMatchObject({ status: 3, stdout: '' });
    }
  });

  it('cost what their tokens cost, batches half', () => {
    // gpt-5.5: $5, cached $0.50, out $30 a million. 900,000 × 5 + 300,000 × 0.5 + 80,000 × 30 = 7,050,000;
    // the batch: (500,000 × 5 + 20,000 × 30) / 2 = 1,550,000 millionths.
    expect(usd(log('openai-usage.json'))).toBe('8.6');
  });

  it('by day and model are counted once, the cache beside or inside the input as each report does', () => {
    // claude-sonnet-4-5: $3, read $0.30, written $3.75, out $15 a million:
    // 900 × 3 + 800,000 × 0.3 + 50,000 × 3.75 + 4,000 × 15 = 490,200 millionths.
    expect(usd(log('daily-sums+ccusage.json'))).toBe('0.4902');
    expect(usd(log('daily-sums+analytics.json'))).toBe('0.4902');
    // gpt-5.5: 120,000 × 5 + 10,000 × 30 = 900,000 millionths.
    expect(usd(log('daily-sums.json'))).toBe('0.9');
    expect(usd(log('daily-sums+litellm.json'))).toBe('0.9');
  });

  it('have the price of small prompts, however large they are, in any window', () => {
    const header = log('anthropic-usage.csv').split('\n')[0];
    const row = (window: string) =>
      `${header}\n2025-12-01,claude-sonnet-4-5,k,W,standard,${window},4000000,0,0,0,1000000,0,global,standard\n`;
    // claude-sonnet-4-5: $3 and $15 up to 200,000 tokens of prompt, $6 and $22.50 above.
    expect(usd(row('≤ 200k'))).toBe('27');
    expect(usd(row(''))).toBe('27');
    expect(usd(row('> 200k'))).toBe('46.5');
    const { total } = report(row('≤ 200k'), '--to', 'deepseek-v4-pro');
    expect(total.scenarios['deepseek-v4-pro'].callsInfeasible).toBe(0);
  });

  it('may be larger than any request', () => {
    const page = JSON.parse(log('openai-usage.json'));
    page.data[0].results[0].input_tokens = 9_000_000_000;
    expect(report(JSON.stringify(page)).total.inputTokens).toBe(9_000_500_000);
  });

  it('in a table of nobody’s are taken as such only with --aggregates', () => {
    const table = 'date,model,requests,input_tokens,output_tokens\n2026-11-01,gpt-5.5,70,900000,1000\n';
    expect(run(table)).toMatchObject({ status: 3, stdout: '' });
    expect(report(table).totals).toEqual({ records: 1, requests: 70, withoutRequests: 0 });
  });

  it('of an old report count sound beside text, of a new one inside', () => {
    const line = (more: object) =>
      JSON.stringify({
        object: 'organization.usage.completions.result',
        model: 'gpt-5.5',
        num_model_requests: 2,
        input_tokens: 100,
        output_tokens: 10,
        input_audio_tokens: 40,
        ...more,
      });
    expect(report(line({})).total.inputTokens).toBe(140);
    expect(report(line({ input_text_tokens: 60 })).total.inputTokens).toBe(100);
  });
});

describe('the CSV of Cursor', () => {
  const header = log('cursor+csv.csv').split('\n')[0];
  const row = (written: number, plain: number, total: number) =>
    report(
      `${header}\n2026-11-01T10:00:00.000Z,On-Demand,claude-opus-4-6,No,${written},${plain},9000,400,${total},$0.05\n`,
    ).total;

  it('has calls, with cache writes beside the plain input or around it, as the total says', () => {
    expect(row(5000, 800, 5000 + 800 + 9000 + 400)).toMatchObject({ calls: 1, inputTokens: 14_800 });
    expect(row(5000, 800, 5000 + 9000 + 400)).toMatchObject({ calls: 1, inputTokens: 14_000 });
  });
});

describe('costs of the Console', () => {
  const calls = async (text: string) => (await read(text, { aggregates: true })).calls;

  it('name models as people do, and services beside tokens', async () => {
    const found = await calls(log('cost-report+console.csv'));
    expect(found.map(({ model, cost, startedAt }) => [model, cost, startedAt])).toEqual([
      ['claude-opus-5', '2.4', '2026-07-01'],
      ['claude-opus-5', '1.75', '2026-07-01'],
      ['web_search', '0.02', '2026-07-01'],
    ]);
  });

  it.each([
    ['Claude Haiku 4.5', 'claude-haiku-4-5'],
    ['Claude Haiku 3.5', 'claude-3-5-haiku'],
    ['Claude Sonnet 4', 'claude-sonnet-4'],
    ['claude-opus-4-7', 'claude-opus-4-7'],
  ])('%s is %s', async (name, model) => {
    const [call] = await calls(
      `usage_date_utc,model,token_type,cost_usd,cost_type\n2026-07-01,${name},output,1.5,token\n`,
    );
    expect(call?.model).toBe(model);
  });
});
