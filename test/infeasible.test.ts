import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getEncoding } from 'js-tiktoken';
import { afterAll, describe, expect, it, test } from 'vitest';
import { NOTHING_GIVEN } from '../src/domain/assumptions.ts';
import type { Outcome, Report } from '../src/domain/report.ts';
import { createRoomyModels } from '../src/replay/roomy-models.ts';
import { BOOK, CARD } from './support/book.ts';
import { fileOf } from './support/random-texts.ts';
import { recost, recostOk } from './support/recost.ts';
import { reportOn } from './support/reported.ts';
import { validator } from './support/schema.ts';

// gpt-4o takes 128,000 tokens, 16,384 of them for an answer, and counts as the models of this log do.
// USD per million, input and output: gpt-5.5 5 and 30, gpt-5.4 2.50 and 15, gpt-4o 2.50 and 10, gpt-5 1.25 and 10.
const CALLS = [
  ['r1', 'research', 'plan', 'gpt-5.5', 10_000, 1_000], // 0.08; on gpt-4o 0.035
  ['r1', 'research', 'act', 'gpt-5.4', 150_000, 1_000], // 0.39; too large for gpt-4o: 151,000 tokens
  ['r2', 'research', 'plan', 'gpt-5.5', 10_000, 1_000], // 0.08; 0.035
  ['r2', 'research', 'act', 'gpt-5.4', 20_000, 1_000], // 0.065; 0.06
  ['r3', 'triage', 'plan', 'gpt-5.5', 10_000, 1_000], // 0.08; 0.035
  ['r4', 'triage', 'plan', 'gpt-5.5', 10_000, 20_000], // 0.65; too long an answer for gpt-4o
  ['r5', 'digest', 'plan', 'gpt-5.5', 10_000, 1_000], // 0.08; 0.035
] as const;
const HEADER = 'run_id,workflow,step,model,input_tokens,output_tokens,cached_tokens,started_at';
const LOG = [HEADER, ...CALLS.map((call) => `${call.join()},0,2026-11-09T09:00:00Z`)].join('\n');
const TO = { to: ['gpt-4o', 'gpt-5'] };

const usd = (text: string): bigint => {
  const [whole = '', decimals = ''] = text.split('.');
  return BigInt(whole + decimals.padEnd(15, '0'));
};
const scenarioOf = ({ scenarios }: Report, id: string) => scenarios.find((each) => each.id === id);
const outcomesOn = (report: Report, id: string): Readonly<Record<string, Outcome | undefined>> => {
  const place = report.scenarios.findIndex((each) => each.id === id);
  return Object.fromEntries([...report.rows, report.total].map((row) => [row.name, row.outcomes[place]]));
};

describe('runs that do not fit a candidate', () => {
  // r1 and r4 are left out on both sides; of a row by step or model, only the part of a run that does not fit.
  test.each([
    [
      'workflow',
      { research: [1, '0.095', '0.145'], triage: [1, '0.035', '0.08'], digest: [1, '0.035', '0.08'] },
    ],
    [
      'step',
      {
        'research › plan': [2, '0.07', '0.16'],
        'research › act': [1, '0.06', '0.065'],
        'triage › plan': [1, '0.035', '0.08'],
        'digest › plan': [1, '0.035', '0.08'],
      },
    ],
    ['model', { 'gpt-5.5': [4, '0.14', '0.32'], 'gpt-5.4': [1, '0.06', '0.065'] }],
  ] as const)('are in no mean and no comparison, by %s', async (grouping, expected) => {
    const outcomes = outcomesOn(await reportOn(LOG, { ...TO, grouping }), 'gpt-4o');
    // 0.095 + 0.035 + 0.035 against 0.145 + 0.08 + 0.08, whatever the rows are
    for (const [name, [runs, here, baseline]] of Object.entries({
      ...expected,
      total: [3, '0.165', '0.305'],
    })) {
      const { compared, runsPriced, mean } = outcomes[name] as Outcome;
      expect([name, compared]).toEqual([name, { runs, here: usd(`${here}`), baseline: usd(`${baseline}`) }]);
      expect(runsPriced).toBe(runs);
      expect(mean?.base).toBe(usd(`${here}`) / BigInt(runs));
    }
  });

  it('are counted beside the figure, in the change and in the conclusion', () => {
    const { stdout } = recostOk(['-', '--to', 'gpt-4o', '--width', '200'], { stdin: LOG });
    // 0.095 of 0.145: 34 % less, over r2 alone
    expect(stdout).toMatch(/research +2 .* 9\.5\d* −34%/);
    expect(stdout).toContain('on gpt-4o 9.5 c (8.2 to 9.5 c), 34 % less over the 1 of 2 runs that fit');
  });

  it('are listed by workflow and limit, with the largest and with what would take them', async () => {
    const own = scenarioOf(await reportOn(LOG, TO), 'gpt-4o');
    expect(own?.infeasible).toEqual([
      { model: 'openai/gpt-4o', limit: 'answer', window: 16_384, calls: 1, largest: 20_000 },
      { model: 'openai/gpt-4o', limit: 'window', window: 128_000, calls: 1, largest: 151_000 },
    ]);
    expect(own?.misfits).toMatchObject({
      calls: 2,
      runs: 2,
      largestPrompt: 150_000,
      workflows: [
        { name: 'research', runs: 1, calls: 1 },
        { name: 'triage', runs: 1, calls: 1 },
      ],
    });
    // On gpt-5: r1 (160,000 × 1.25 + 2,000 × 10) ÷ 1,000,000 = 0.22, r4 0.0125 + 0.2 = 0.2125
    const cost = usd('0.4325');
    // and with a warm cache 10,000 tokens of r1 at 0.125 instead of 1.25: 0.01125 less
    const both = { low: usd('0.42125'), base: cost, high: cost };
    expect(own?.misfits?.takers).toEqual([{ model: 'gpt-5', contextWindow: 400_000, runs: 2, cost: both }]);
    expect(own?.misfits?.others.length).toBeGreaterThan(0);
    const names = own?.misfits?.others.map(({ model }) => model);
    expect(names).not.toContain('openai/gpt-5');
    expect(names).not.toContain('openai/gpt-4o');
  });

  it.each(['markdown', 'html', 'table'])('are told of in %s', (format) => {
    const { stdout } = recostOk(['-', '--to', 'gpt-4o,gpt-5', '-f', format, '--width', '200'], {
      stdin: LOG,
    });
    const text = stdout.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ');
    expect(text).toContain('prompt and answer of up to 151,000 tokens there (128,000 fit)');
    expect(text).toContain('an answer of up to 20,000 tokens there (16,384 fit)');
    expect(text).toContain('would fit: gpt-5 (43 c)');
  });

  it('count each call without a run id as a run', async () => {
    const loose = LOG.replaceAll(/^r\d/gm, '');
    const own = scenarioOf(await reportOn(loose, TO), 'gpt-4o');
    expect(own?.misfits).toMatchObject({ calls: 2, runs: 2 });
  });

  it('name a candidate that takes some of them, and no model of the book if none takes all', async () => {
    const lines = ['r1,big,a,gpt-5.4,3000000,10,0,2026-11-09T09:00:00Z', LOG.split('\n')[2]];
    const own = scenarioOf(
      await reportOn([HEADER, ...lines].join('\n').replace('r1,research', 'r2,small'), TO),
      'gpt-4o',
    );
    expect(own?.misfits?.takers).toMatchObject([{ model: 'gpt-5', runs: 1 }]);
    expect(own?.misfits?.others).toEqual([]);
  });
});

describe('models that would take calls', () => {
  const asOf = Date.parse('2026-11-23T00:00:00Z');
  const options = { given: NOTHING_GIVEN };
  const namesFor = (window: number, sets: readonly string[]): readonly string[] => {
    const roomy = createRoomyModels({
      book: { ...BOOK, sets: new Map([['mine', sets]]) },
      card: CARD,
      asOf,
      options,
    });
    const size = { prompt: window - 1_000, answer: 1_000, window };
    const needs = [{ family: 'o200k', size, input: window - 1_000, output: 1_000 }];
    return roomy(needs, new Set()).map(({ model }) => model);
  };
  const HAIKU = 'anthropic/claude-haiku-4-5-20251001';

  it('take them by their own count of tokens', () => {
    // 168,067 × 1.19 = 199,999.73, 168,068 × 1.19 = 200,000.92
    expect(namesFor(168_067, [HAIKU])).toContain(HAIKU);
    expect(namesFor(168_068, [HAIKU])).not.toContain(HAIKU);
  });

  it('are the cheapest that people know, by what they bill as', () => {
    // Input, for each million of these tokens: flash far below Pro's 0.66 × 1.04, gpt-5.5 5, Opus 4.7 5 × 1.55
    expect(namesFor(100_000, [])).toEqual([
      'deepseek/deepseek-flash',
      'deepseek/deepseek-v4-pro',
      'openai/gpt-5.5',
    ]);
  });

  it('are others of the book where none of these will do', () => {
    // Of 1,500,000 tokens only windows of 2,000,000 are large enough.
    const names = namesFor(1_500_000, []);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(name).toMatch(/^xai\//);
  });
});

describe('a call whose text is counted by the target', () => {
  const text = '価格とキャッシュを確認し、領収書の合計を計算してください。'.repeat(260);
  const [here, there] = (['o200k_base', 'cl100k_base'] as const).map(
    (name) => getEncoding(name).encode(`user\n${text}`).length,
  ) as [number, number];
  const lineWith = (output: number): string =>
    JSON.stringify({
      started_at: '2026-05-04T09:00:00Z',
      run_id: 'r1',
      workflow: 'receipts',
      provider: 'openai',
      request: { model: 'gpt-5.5', messages: [{ role: 'user', content: text }] },
      response: {
        id: 'chatcmpl-1',
        object: 'chat.completion',
        model: 'gpt-5.5',
        choices: [{ index: 0, message: { role: 'assistant', content: 'ok' }, finish_reason: 'stop' }],
        usage: { prompt_tokens: here, completion_tokens: output, total_tokens: here + output },
      },
    });
  const misfitsWith = async (output: number) => {
    const report = await reportOn(fileOf([lineWith(output)]), { to: ['gpt-4'], asOf: '2026-05-04' });
    return scenarioOf(report, 'gpt-4')?.infeasible;
  };

  it('fits or not by that count, to the token: gpt-4 takes 8,192', async () => {
    const room = 8_192 - there;
    expect(room).toBeGreaterThan(0);
    expect(Math.ceil(here * 0.99) + room + 1).toBeLessThan(8_192); // by the factor both would fit
    expect(await misfitsWith(room)).toEqual([]);
    expect(await misfitsWith(room + 1)).toEqual([
      { model: 'openai/gpt-4', limit: 'window', window: 8_192, calls: 1, largest: 8_193 },
    ]);
  });
});

describe('explained and judged', () => {
  it('a call that does not fit says where it would', () => {
    const { stdout, status } = recost(['explain', '-', '--to', 'gpt-4o', '--call', '-:3', '--width', '200'], {
      stdin: LOG,
    });
    expect(status).toBe(3);
    const json = recost(['explain', '-', '--to', 'gpt-4o', '--call', '-:3', '-f', 'json'], { stdin: LOG });
    expect(validator('docs/explanation.schema.json')(JSON.parse(json.stdout))).toEqual([]);
    expect(stdout).toContain("over openai/gpt-4o's window of 128,000 tokens");
    expect(stdout).toContain('prompt and answer: 151,000 tokens');
    expect(stdout).toMatch(/of the price book, it fits [a-z]+\/\S+ \(window [\d,]+\), /);
  });

  it('a feature of which runs do not fit names where they would, candidates first', () => {
    const features = 'features:\n  - { name: Research, workflow: research, budget: 0.50 }\n';
    const folder = mkdtempSync(join(tmpdir(), 'recost-infeasible-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    writeFileSync(`${folder}/features.yaml`, features);
    const { stdout } = recostOk(
      ['viable', '-', '--features', `${folder}/features.yaml`, '--to', 'gpt-4o,gpt-5', '-f', 'json'],
      { stdin: LOG },
    );
    const printed = JSON.parse(stdout);
    expect(validator('docs/viability.schema.json')(printed)).toEqual([]);
    const [feature] = printed.features;
    expect(feature.candidates.map(({ wouldFit }: { readonly wouldFit: unknown }) => wouldFit)).toMatchObject([
      null,
      [{ model: 'gpt-5', contextWindow: 400_000 }, {}, {}, {}],
      null,
    ]);
  });
});
