import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it, test } from 'vitest';
import { recost } from './support/recost.ts';
import { reportOn, tableOf } from './support/reported.ts';
import { TURNS, textLoop } from './support/text-loop.ts';

const folder = mkdtempSync(join(tmpdir(), 'recost-assumptions-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What recost makes of a log in a folder with this project's file. */
function report(log: string, assumptions: string, args: readonly string[]) {
  writeFileSync(join(folder, 'recost.yaml'), `assumptions:\n${assumptions}`);
  const run = recost(['-', '--as-of', '2026-11-22', '--provider', 'openai', ...args], {
    stdin: log,
    cwd: folder,
  });
  return { ...run, json: args.includes('json') ? JSON.parse(run.stdout) : undefined };
}

const rangeOn = (json: ReturnType<typeof report>['json'], scenario: string): readonly string[] =>
  Object.values(json.total.scenarios[scenario].totalUsd);

const one = (usd: string): readonly string[] => [usd, usd, usd];
const ONE_CALL = tableOf([['triage', 'r1', 'gpt-5.5', 1000, 100]]);
// GPT-5.5 and GPT-5.4 count tokens alike: 1,000 × $2.5/M + 100 × $15/M = $0.0025 + $0.0015.
const TO_5_4 = ['--to', 'gpt-5.4', '-f', 'json'];

describe('what multiplies the tokens of calls that move', () => {
  test.each([
    ['nothing', '  {}', one('0.004')],
    // 0.0025 + 1.5 × 0.0015
    ['longer answers', '  output_length: 1.5', one('0.00475')],
    ['shorter ones', '  output_length: 80%', one('0.0037')],
    // 1.1 × 0.004
    ['retries', '  retry_rate: 10 %', one('0.0044')],
    // 1.1 × (0.0025 + 1.5 × 0.0015)
    ['both', '  output_length: 3/2\n  retry_rate: 0.1', one('0.005225')],
    [
      'both with their ranges',
      '  output_length: { low: 1, base: 1.5, high: 2 }\n  retry_rate: { low: 0, base: 10%, high: 20% }',
      // 0.004, and 1.2 × (0.0025 + 2 × 0.0015)
      ['0.004', '0.005225', '0.0066'],
    ],
    // Exact also where it is no decimal: 4/3 × 0.0015 = 0.002, and ÷ 3 of 0.004 rounded half-even to 10⁻¹⁵.
    ['a third', '  output_length: 4/3', one('0.0045')],
    ['a third of the calls again', '  retry_rate: 1/3', one('0.005333333333333')],
    ['by target, the last that fits', '  output_length: { "*": 9, gpt-*: 1.5, claude-*: 7 }', one('0.00475')],
    ['by provider and model', '  output_length: { openai/gpt-5.4: 1.5 }', one('0.00475')],
    ['of other targets', '  output_length: { claude-*: 7 }\n  retry_rate: { deepseek*: 30% }', one('0.004')],
  ])('%s', (_, assumptions, usd) => {
    const { json } = report(ONE_CALL, assumptions, TO_5_4);
    expect(rangeOn(json, 'gpt-5.4')).toEqual(usd);
    // 1,000 × $5/M + 100 × $30/M: what stays where it is has no assumptions.
    expect(rangeOn(json, 'baseline')).toEqual(one('0.008'));
  });

  it('is told in per cent: each part in proportion to what it makes alone', () => {
    const wide =
      '  output_length: { low: 1, base: 1.5, high: 2 }\n  retry_rate: { low: 0, base: 10%, high: 20% }';
    // 0.004 is 23.4 % below 0.005225, 0.0066 is 26.3 % above. Alone, length makes 1.1 × 0.0015, retries 0.2 × 0.00475.
    const { json } = report(ONE_CALL, wide, TO_5_4);
    expect(json.total.scenarios['gpt-5.4'].rangePercent).toEqual({
      low: -23,
      high: 26,
      from: { output: 31, retries: 18 },
    });
    const { stdout } = report(ONE_CALL, wide, ['--to', 'gpt-5.4']);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'gpt-5.4 −23 to +26 %: 31 from the length of answers, 18 from retries; only a trial on the target narrows it',
    );
  });

  it('is on the list of assumptions, with its line', () => {
    const { json } = report(ONE_CALL, '  output_length: 1.5\n  retry_rate: 2%', TO_5_4);
    expect(json.assumptions).toContainEqual({
      what: 'output',
      basis: 'assumed',
      text: 'answers and reasoning on the target 1.5 times as long as recorded (recost.yaml:2)',
      calls: 1,
      scenarios: [{ id: 'gpt-5.4', calls: 1, detail: null }],
    });
    expect(json.assumptions).toContainEqual(
      expect.objectContaining({
        what: 'retries',
        text: '2 % more calls on the target, made again at the cost of the others (recost.yaml:3)',
      }),
    );
  });

  it('also multiplies calls whose caches are simulated', () => {
    const loop = textLoop({ model: 'deepseek-flash', provider: 'deepseek' }).join('\n');
    const args = ['--to', 'deepseek-v4-pro', '-f', 'json'];
    const [plain, more] = ['  {}', '  output_length: 1.5\n  retry_rate: 10%'].map((text) =>
      Number(rangeOn(report(loop, text, args).json, 'deepseek-v4-pro')[1]),
    );
    // 16,000 tokens of answers at $1.98/M are $0.03168 of it.
    expect(more).toBeCloseTo(1.1 * ((plain ?? 0) + 0.5 * 0.03168), 12);
  });

  it('is read by viable and explain, too', () => {
    writeFileSync(join(folder, 'recost.yaml'), 'assumptions:\n  output_length: 1.5\n  retry_rate: 10%\n');
    const explained = recost(['explain', '-', '--to', 'gpt-5.4', '--provider', 'openai', '--width', '200'], {
      stdin: ONE_CALL,
      cwd: folder,
    }).stdout;
    expect(explained).toContain('output: 100 × 11/10 × 3/2 × $15/M = $0.002475');
    expect(explained).toContain('answers are 3/2 times as long, reasoning included: as you assume');
    const features =
      'features: [{ name: T, workflow: triage, budget: 0.005 }]\nassumptions: { retry_rate: 25% }\n';
    writeFileSync(join(folder, 'list.yaml'), features);
    const args = [
      'viable',
      '-',
      '--features',
      'list.yaml',
      '--to',
      'gpt-5.4',
      '--provider',
      'openai',
      '-f',
      'json',
    ];
    const viable = JSON.parse(recost(args, { stdin: ONE_CALL, cwd: folder }).stdout);
    // Its own file's: 1.25 × 0.004, which is all of the budget.
    expect(viable.logs.assumptions.map(({ text }: { readonly text: string }) => text)).toContain(
      '25 % more calls on the target, made again at the cost of the others (list.yaml:2)',
    );
    expect(JSON.stringify(viable.features)).toContain('"base":"0.005"');
  });
});

describe('how input is cached', () => {
  const log = [
    'workflow,run_id,model,input_tokens,cached_tokens,output_tokens,started_at',
    'a,r,gpt-5.5,1000,0,100,2026-05-04T09:00:00Z',
    'a,r,gpt-5.5,1500,800,100,2026-05-04T09:01:00Z',
  ].join('\n');
  test.each([
    // 1,700 × 2.5 + 800 × 0.25, and 200 × 15: in millionths of a dollar.
    ['recorded', one('0.00745')],
    // 2,500 × 2.5
    ['cold', one('0.00925')],
    // All but the largest prompt: 1,500 × 2.5 + 1,000 × 0.25
    ['warm', one('0.007')],
  ])('%s: in every world', (cache, usd) => {
    const { json } = report(log, `  cache: ${cache}`, TO_5_4);
    expect(rangeOn(json, 'gpt-5.4')).toEqual(usd);
    // 1,700 × 5 + 800 × 0.5 + 200 × 30: what is recorded is not open.
    expect(rangeOn(json, 'baseline')).toEqual(one('0.0149'));
    const [, ours] = ['', 'cache given'].map((what) =>
      json.assumptions.find((each: { readonly what: string }) => each.what === what),
    );
    expect(ours).toMatchObject({ basis: 'assumed', calls: 2, scenarios: [{ id: 'gpt-5.4', calls: 2 }] });
  });

  it('holds also where prompts have texts: then nothing is simulated', () => {
    const loop = textLoop({ model: 'deepseek-flash', provider: 'deepseek' }).join('\n');
    const args = ['--to', 'deepseek-v4-pro', '-f', 'json'];
    // Both figures: see test/loop.test.ts.
    expect(rangeOn(report(loop, '  cache: warm', args).json, 'deepseek-v4-pro')).toEqual(one('0.107404'));
    const cold = report(loop, '  cache: cold', args).json;
    expect(rangeOn(cold, 'deepseek-v4-pro')).toEqual(one('0.81048'));
    expect(cold.scenarios.at(-1).assumedForCalls).toMatchObject({ 'cache given': TURNS });
  });
});

describe('which end of a call decides', () => {
  // Peak until 04:00Z: 100,000 × $1.32/M, off-peak × $0.66/M.
  const log =
    'model,input_tokens,output_tokens,started_at,ended_at\ndeepseek-v4-pro,100000,0,2026-11-18T03:50:00Z,2026-11-18T04:10:00Z';
  const baseline = (assumptions: string, ...args: readonly string[]) =>
    rangeOn(
      report(log, assumptions, ['--provider', 'deepseek', '--to', 'keep', '-f', 'json', ...args]).json,
      'baseline',
    )[1];
  it('is the start, the end if the project says so, and what the command line says before that', () => {
    expect(baseline('  {}')).toBe('0.132');
    expect(baseline('  band_at: end')).toBe('0.066');
    expect(baseline('  band_at: end', '--band-at', 'start')).toBe('0.132');
  });
});

describe('how an assumption is known', () => {
  const basesOf = async (model: string, to: string) => {
    const { json } = report(tableOf([['a', 'r', model, 1000, 100]]), '  {}', ['--to', to, '-f', 'json']);
    return json.assumptions.map(({ what, basis }: { readonly what: string; readonly basis: string }) =>
      [what, basis].join(': '),
    );
  };
  it('measured tokenizers, an unmeasured one, and answers that nobody knows', async () => {
    expect(await basesOf('gpt-5.5', 'claude-opus-4-7')).toContain('tokens: measured');
    expect(await basesOf('gpt-5.5', 'mistral-large-4')).toContain('tokens: assumed');
    expect(await basesOf('gpt-5.5', 'claude-opus-4-7')).toContain('output: assumed');
  });
});

const MODELS = ['gpt-5.5', 'claude-opus-4-7', 'deepseek-v4-pro', 'gemini-3.5-flash'] as const;
const tokens = fc.integer({ min: 0, max: 200_000 });
const row = fc
  .tuple(
    fc.constantFrom('a', 'b'),
    fc.integer({ min: 1, max: 4 }),
    fc.constantFrom(...MODELS),
    tokens,
    tokens,
  )
  .map(([workflow, run, model, input, output]) => [workflow, `r${run}`, model, input, output] as const);
/** A base and two ranges around it, the second one wider. */
const nestedFrom = (min: number, max: number) =>
  fc
    .tuple(
      fc.integer({ min, max }),
      fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 4, maxLength: 4 }),
    )
    .map(([base, [a = 0, b = 0, c = 0, d = 0]]) => {
      const bar = (low: number, high: number) => `{ low: ${low}%, base: ${base}%, high: ${high}% }`;
      return { narrow: bar(base - a, base + b), wide: bar(base - a - c, base + b + d) };
    });

describe('any log under any assumptions', () => {
  test('a wider assumption never makes a narrower range; the base lies inside and stays; lows add to lows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        nestedFrom(60, 300),
        nestedFrom(40, 60),
        async (rows, length, retries) => {
          const on = (which: 'narrow' | 'wide') =>
            reportOn(tableOf(rows), {
              to: [...MODELS],
              project: `assumptions:\n  output_length: ${length[which]}\n  retry_rate: ${retries[which]}\n`,
            });
          const [narrow, wide] = [await on('narrow'), await on('wide')];
          narrow.scenarios.forEach((_, index) => {
            for (const [place, each] of [narrow.total, ...narrow.rows].entries()) {
              const other = [wide.total, ...wide.rows][place];
              const [inner, outer] = [each.outcomes[index]?.total, other?.outcomes[index]?.total];
              expect(other?.name).toBe(each.name);
              expect(outer?.base).toBe(inner?.base);
              expect(Number(outer?.low) <= Number(inner?.low)).toBe(true);
              expect(Number(outer?.high) >= Number(inner?.high)).toBe(true);
              expect(Number(inner?.low) <= Number(inner?.base)).toBe(true);
              expect(Number(inner?.base) <= Number(inner?.high)).toBe(true);
            }
            for (const world of ['low', 'base', 'high'] as const) {
              const sum = wide.rows.reduce(
                (all, { outcomes }) => all + (outcomes[index]?.total[world] ?? 0n),
                0n,
              );
              expect(sum).toBe(wide.total.outcomes[index]?.total[world]);
            }
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a given cache lies inside the range of the three worlds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('recorded', 'cold', 'warm'),
        async (rows, cache) => {
          const to = [...MODELS];
          const open = await reportOn(tableOf(rows), { to });
          const given = await reportOn(tableOf(rows), { to, project: `assumptions: { cache: ${cache} }` });
          open.scenarios.forEach((_, index) => {
            const [around, own] = [open, given].map((each) => each.total.outcomes[index]?.total);
            expect(Number(own?.low) >= Number(around?.low)).toBe(true);
            expect(Number(own?.high) <= Number(around?.high)).toBe(true);
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});
