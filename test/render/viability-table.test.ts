import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import type { Fraction } from '../../src/domain/money.ts';
import type { Plan, Viability } from '../../src/domain/viability.ts';
import { sweepOf } from '../../src/plan/sweep.ts';
import { ASCII, UNICODE } from '../../src/render/numbers.ts';
import { barText } from '../../src/render/viability/bars.ts';
import { VIABILITY_RENDERERS } from '../../src/render/viability/index.ts';
import { screenWidth } from '../../src/render/wrap.ts';
import {
  EVERY_VERDICT,
  type FeatureSpec,
  logsOf,
  scenariosOf,
  usd,
  viabilityOf,
  withSweep,
} from '../support/viability.ts';
import { EXAMPLES, exampleOf } from '../support/viability-examples.ts';

const ESCAPE = /\u001b\[\d+m/g;
const WIDTHS = [40, 50, 60, 61, 67, 72, 79, 80, 81, 90, 100, 120, 160];

const table = (viability: Viability, width = 80, hasColour = false, isAscii = false): Promise<string> =>
  VIABILITY_RENDERERS.table(viability, {
    screen: { width, hasColour, isAscii },
    showsAll: true,
    decimal: 'point',
  });

const tooWide = (text: string, width: number): readonly string[] =>
  text.split('\n').filter((line) => screenWidth(line) > width);

const HALVES: readonly Fraction[] = [
  { num: 1n, den: 1n },
  { num: 1n, den: 2n },
  { num: 1n, den: 4n },
];

const monthOf = (text: string | undefined): Plan['rows'][number]['months'][number] => ({
  runs: { num: 100n, den: 1n },
  cost: text === undefined ? undefined : usd(text),
  revenue: undefined,
});

/** Two features that move to another model, one of them without a price in the second month; a third stays. */
const PLAN: Plan = {
  months: ['2026-12', '2027-01', '2027-02'],
  growth: { num: 8n, den: 100n },
  changes: [],
  changesLeftOut: [Date.parse('2027-01-15') as Viability['asOf']],
  rows: [
    { feature: 0, scenario: 1, months: ['10.004', '20.004', '30.004'].map(monthOf) },
    { feature: 0, scenario: 3, months: ['0.104', '0.204', '0.304'].map(monthOf) },
    { feature: 1, scenario: 1, months: ['5', '5', '5'].map(monthOf) },
    { feature: 1, scenario: 3, months: ['5', '5', '5'].map(monthOf) },
    { feature: 2, scenario: 1, months: ['5', undefined, '5'].map(monthOf) },
    { feature: 2, scenario: 3, months: ['5', '5', '5'].map(monthOf) },
    { feature: 3, scenario: 1, months: ['700', '700', '700'].map(monthOf) },
  ],
  withoutRuns: [],
  compared: [0, 1],
};

const months = (spec: FeatureSpec): FeatureSpec => ({ runsPerMonth: 100, ...spec });
const examples = exampleOf(EXAMPLES);
const planned = exampleOf(EXAMPLES.map(months), { plan: PLAN });
const full: Viability = {
  ...planned,
  sweep: sweepOf(planned.features, HALVES),
  faulty: 1,
  exchangeRates: [{ currency: 'EUR', usd: { num: 217n, den: 200n }, date: '2026-11-20' }],
  unmatched: [{ name: 'nightly\n\u001b[31m', calls: 3 }],
};

const HOSTILE: readonly FeatureSpec[] = [
  '<script>alert(1)</script>',
  "=cmd|' /C calc'!A0",
  'two\nlines\tand \u001b[2Jclear',
  '\u202eright to left',
  '名前の長い機能'.repeat(20),
  'x'.repeat(200),
  'y'.repeat(5000),
  '',
].map((name) => ({
  name,
  worth: '0.03',
  workflows: [name],
  costs: { before: '0.04', keep: '0.04', targets: ['0.01 0.02 0.05'] },
}));

const judged = viabilityOf(EVERY_VERDICT, { statistic: 'p90', shapes: logsOf('shapes') });
const EVIL = `evil\u0007${'-model'.repeat(30)}`;
const alone = (spec: FeatureSpec): Viability =>
  viabilityOf([spec], { scenarios: scenariosOf(), logs: undefined });

const reports: Readonly<Record<string, Viability>> = {
  full,
  'with logs and shapes': withSweep(judged, HALVES),
  hostile: viabilityOf(HOSTILE, { scenarios: scenariosOf([EVIL, 'x/y']), logs: undefined }),
  nothing: exampleOf([]),
  'one feature': alone({
    name: 'One',
    worth: '0.03',
    costs: { before: '0.04', keep: '0.02', targets: [] },
  }),
  'large amounts': alone({
    name: 'Dear',
    worth: '1234567.89',
    costs: { before: '9876543.21', keep: '123456.78 9876543.21 987654321', targets: [] },
  }),
  'no price at all': alone({
    name: 'Dark',
    worth: '0.03',
    costs: { before: '—', keep: '—', targets: [] },
  }),
  'a budget of nothing': alone({
    name: 'Free',
    worth: '0',
    costs: { before: '0.01', keep: '0', targets: [] },
  }),
};

describe.each(Object.keys(reports))('on a screen, %s', (name) => {
  const viability = reports[name] as Viability;

  it('fits', async () => {
    for (const width of WIDTHS) {
      expect(tooWide(await table(viability, width), width)).toEqual([]);
      expect(tooWide(await table(viability, width, false, true), width)).toEqual([]);
    }
  });

  it('is the same with colours and without', async () => {
    for (const width of WIDTHS)
      expect((await table(viability, width, true)).replace(ESCAPE, '')).toBe(await table(viability, width));
  });

  it('has no control characters, and only ASCII where nothing else is known', async () => {
    expect(await table(viability)).toMatch(/^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]*$/);
    expect(await table(viability, 80, false, true)).toMatch(/^[\n -~]*$/);
  });
});

it('a feature shows its budget, each scenario with its bar, and what speaks against it', async () => {
  const text = await table(examples);
  expect(text).toContain(`Contract review for every plan
  budget 30.0 c a run: 30 % of a value of $1.00; shelved; 1,200 runs a month;
    workflow contract-review
  before            126.9 c           over budget               ━━━━━┿━━━━━━━━━▸
  models kept       126.9 c           still not viable     ÷4.3 ━━━━━┿━━━━━━━━━▸
  deepseek-v4-pro     7.5 c  6.6–45.9 newly viable ~       ×4.0 ━····│··
  deepseek-v4-flash   1.8 c  1.6–10.6 newly viable          ×17 ━    │
  gpt-5.5           100.5 c  70.2–451 still not viable     ÷3.4 ━━━━━┿━━━━━━╍╍╍▸
  a month costs $1,523 before, $1,523 with the models kept, $21.12 on
    deepseek-v4-flash
  margin after inference a month: −$323 before, −$323 with the models kept,
    $1,179 on deepseek-v4-flash
  models kept: the output alone would be affordable; input costs about $1.02 a
    run
`);
});

it('a cost that is not known is a dash, with its reason below', async () => {
  const text = await table(examples);
  expect(text).toMatch(/^ {2}gpt-5\.5 +— +unknown +— +│$/m);
  expect(text).toContain('\n  gpt-5.5: 0 of 10 runs priced\n');
});

it('a model that is not good enough has no factor', async () => {
  expect(await table(examples)).toMatch(/^ {2}deepseek-v4-flash +0\.28 c +still not viable +— /m);
});

it('has a heading for what is won and for what is lost, and for others only if there are any', async () => {
  const headings = (await table(exampleOf([]))).match(/^\S.*: \w+ ─+$/gm);
  expect(headings?.map((each) => each.replace(/ ─+/, ''))).toEqual([
    'Newly viable: none',
    'No longer viable: none',
  ]);
  const all = (await table(examples)).match(/^\S.*: \w+ ─+$/gm);
  expect(all?.map((each) => each.replace(/ ─+/, ''))).toEqual([
    'Newly viable: 1',
    'No longer viable: 1',
    'Still viable: 1',
    'Still not viable: 1',
    'Unknown: 1',
  ]);
});

it('the last line is the conclusion', async () => {
  expect((await table(examples, 160)).trimEnd().split('\n').at(-1)).toBe(
    'Of 5 features: 1 newly viable, 1 no longer viable, 1 still viable (leaning), 1 still not viable (leaning), 1 unknown.',
  );
});

describe('a bar', () => {
  const style = { glyphs: UNICODE, colour: new Chalk({ level: 0 }), showsAll: true };
  const ascii = { glyphs: ASCII, colour: new Chalk({ level: 0 }), showsAll: true };
  /** 90 cents over 30 columns: three cents each; the budget of 45 cents lies in the sixteenth. */
  const place = { scale: usd('0.90'), affordable: usd('0.45'), width: 30 };
  const range = (low: string, base: string, high: string) => ({
    low: usd(low),
    base: usd(base),
    high: usd(high),
  });

  it('has a column for every third cent, and the budget at its place', () => {
    expect(barText(range('0.06', '0.12', '0.6'), place, style)).toBe(`━━╍╍${'·'.repeat(11)}│····`);
    expect(barText(range('0.06', '0.12', '0.6'), place, ascii)).toBe(`==--${'.'.repeat(11)}|....`);
  });

  it('within the budget ends before its line, however close; over it, passes it', () => {
    expect(barText(range('0.45', '0.45', '0.45'), place, style)).toBe(`${'━'.repeat(15)}│`);
    expect(barText(range('0.4501', '0.4501', '0.4501'), place, style)).toBe(`${'━'.repeat(15)}┿`);
  });

  it('shows that it goes on, and never that nothing is something', () => {
    expect(barText(range('1', '1', '1'), place, style)).toBe(`${'━'.repeat(15)}┿${'━'.repeat(13)}▸`);
    expect(barText(range('0.0001', '0.0001', '0.0001'), place, style)).toBe(`━${' '.repeat(14)}│`);
    expect(barText(range('0', '0', '0'), place, style)).toBe(`${' '.repeat(15)}│`);
    expect(barText(undefined, place, style)).toBe(`${' '.repeat(15)}│`);
  });
});

describe('a sweep', () => {
  it('has factors side by side, or below each other where there is no room', async () => {
    expect(await table(full)).toMatch(
      /^ {2}models kept +126\.9 c not yet +63\.4 c not yet +31\.7 c not yet$/m,
    );
    expect(await table(full)).toMatch(/^ {2}models kept +9\.7 c no longer +4\.8 c still +2\.4 c still$/m);
    const factors = Array.from({ length: 12 }, (_, index) => ({ num: 1n, den: BigInt(index + 1) }));
    const stacked = await table({ ...examples, sweep: sweepOf(examples.features, factors) }, 60);
    expect(stacked).toMatch(/^ {4}×1 +9\.7 c no longer\n {4}÷2 +4\.8 c still\n/m);
    expect(tooWide(stacked, 60)).toEqual([]);
  });
});

describe('a plan', () => {
  it('has the totals of documents, and says over which features they are', async () => {
    const text = await table(full);
    const lines = text.replaceAll('\n', ' ');
    expect(lines).toContain(
      'Costs by month in US dollars, over 2 of 5 features, with 8 % more runs each month',
    );
    // Kept: 10.004 + 5, 20.004 + 5 and 30.004 + 5, together 75.012. Best: 5.104 and so on, of
    // which the smallest part, 0.104, has three figures.
    expect(text).toMatch(/^2026-12 +15\.01 +5\.104$/m);
    expect(text).toMatch(/^2027-01 +25\.00 +5\.204$/m);
    expect(text).toMatch(/^2027-02 +35\.00 +5\.304$/m);
    expect(text).toMatch(/^total +75\.01 +15\.612$/m);
    expect(lines).toContain('Totals are over the 2 features of 5 with a price for every month');
    expect(lines).toContain(
      'left out: 1 (a month without a price), 1 (viable on no candidate), 1 (not known to be viable on any candidate).',
    );
    expect(lines).toContain('without the changes announced for 2027-01-15 (--include-announced)');
  });

  it('never shows money as nothing', async () => {
    const tiny = ['0.0004', '0.0005', '0.0006'].map(monthOf);
    const rows = [1, 3].map((scenario) => ({ feature: 0, scenario, months: tiny }));
    const text = await table({ ...planned, plan: { ...PLAN, rows, compared: [0] } });
    expect(text).toMatch(/^2026-12 +0\.000400 +0\.000400$/m);
    expect(text).toMatch(/^total +0\.001500 +0\.001500$/m);
  });

  it('without a feature that can be compared has no totals', async () => {
    const text = await table({ ...planned, plan: { ...PLAN, compared: [] } });
    expect(text).toContain('Costs by month in US dollars, with 8 % more runs each month');
    expect(text).not.toMatch(/^total/m);
    expect(text.replaceAll('\n', ' ')).toContain('so there is no total');
  });
});

describe('what costs are compared with', () => {
  const spec: FeatureSpec = {
    name: 'Triage',
    worth: '0.30',
    runsPerMonth: 100,
    costs: { before: '0.40', keep: '0.20', targets: ['0.10'], added: '0.50' },
  };
  const added = (id: string, kind: 'keep' | 'target'): Viability =>
    withSweep(
      viabilityOf([spec], {
        before: 3,
        scenarios: [
          ...scenariosOf(['v4', 'deepseek/deepseek-v4-pro']),
          { id, kind, model: 'anthropic/claude-opus-4-7', asOf: Date.UTC(2026, 7, 1) },
        ],
      }),
      HALVES,
    );

  it('is one row, also if it is a candidate', async () => {
    const text = await table(
      withSweep(
        viabilityOf([spec], { before: 2, scenarios: scenariosOf(['v4', 'deepseek/deepseek-v4-pro']) }),
        HALVES,
      ),
    );
    expect(text.match(/^ {2}before /gm)).toHaveLength(1);
    expect(text).toMatch(/^ {2}v4 +10\.0 c +still viable/m);
    expect(text).toContain('a month costs $10.00 before, $20.00 with the models kept, $10.00 on v4');
    expect(text).toMatch(/^ {2}v4 +10\.0 c still +5\.0 c still +2\.5 c still$/m);
  });

  it('is told in words, not as an option is written', async () => {
    const model = (await table(added('model:claude-opus-4-7@2026-08-01', 'target'))).replace(/\s+/g, ' ');
    expect(model).toContain('before it was 50 c on claude-opus-4-7 at the prices of 2026-08-01');
    expect(model).toContain('Before every call on claude-opus-4-7 at the prices of 2026-08-01; models kept');
    const at = (await table(added('at:2026-08-01', 'keep'))).replace(/\s+/g, ' ');
    expect(at).toContain('before it was 50 c at the prices of 2026-08-01');
    expect(at).toContain('Before the recorded models at the prices of 2026-08-01; models kept');
    expect(`${model}${at}`).not.toMatch(/at:2026|model:claude/);
  });
});

it('a shape says of what it is made, and whether anybody measured it', async () => {
  const text = await table(judged, 170);
  expect(text).toContain(
    'budget $0.30 a run; 6 steps × 3 calls of 8,000 tokens in and 600 out, before on anthropic/claude-opus-4-7, where 50 % of calls stay',
  );
  expect(text).toContain(
    'Shapes     steps, calls and tokens as somebody expects them; nothing of them is measured',
  );
});

it('says which figure decides, and that months are by the mean', async () => {
  expect(await table(judged, 200)).toContain(
    'the run that only one in ten exceeds (p90) decides, before and now; monthly costs and margins are of the mean;',
  );
  expect(await table(examples, 200)).toContain('the mean of the runs decides, before and now; ');
});

it('notes tell rates of exchange, workflows without a feature, and faults', async () => {
  const text = await table(full, 160);
  expect(text).toContain('Exchange   1 EUR = 1.085 USD on 2026-11-20\n');
  expect(text).toContain(
    'Unmatched  1 workflow of the logs with 3 calls belongs to no feature: `nightly\\n\\u001b[31m`\n',
  );
  expect(text).toContain('Left out   1 feature, because of faults in the list of features\n');
});

it('lists of many features are shown in full, and soon', async () => {
  const [first] = EXAMPLES;
  const many = Array.from({ length: 2000 }, (_, index) => ({
    ...(first as FeatureSpec),
    name: `Feature ${index}`,
  }));
  const text = await table(exampleOf(many));
  expect(text.match(/^Feature \d+$/gm)).toHaveLength(2000);
}, 120_000);

it('a cost that rounds to the budget without being it gets more decimals', async () => {
  const text = await table(
    alone({ name: 'Close', worth: '0.30', costs: { before: '0.20', keep: '0.30004', targets: [] } }),
  );
  expect(text).toContain('budget 30.000 c a run');
  expect(text).toMatch(/models kept +30\.004 c +no longer viable +÷1\.01 /);
});
