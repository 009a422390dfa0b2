import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import type { Fraction } from '../../src/domain/money.ts';
import type { Plan, Viability } from '../../src/domain/viability.ts';
import { sweepOf } from '../../src/plan/sweep.ts';
import { ASCII, UNICODE } from '../../src/render/numbers.ts';
import { barText } from '../../src/render/viability/bars.ts';
import { viabilityText } from '../../src/render/viability/terminal.ts';
import { growthInWords } from '../../src/render/viability/words.ts';
import { screenWidth } from '../../src/render/wrap.ts';
import * as support from '../support/viability.ts';
import { cents, EXAMPLES, type FeatureText, TARGETS, viabilityOf } from './viability-views.ts';

const ESCAPE = /\u001b\[\d+m/g;
const WIDTHS = [40, 50, 60, 61, 67, 72, 79, 80, 81, 90, 100, 120, 160];

const table = (viability: Viability, width = 80, hasColour = false, isAscii = false): string =>
  viabilityText(viability, { width, hasColour, isAscii }, true);

const tooWide = (text: string, width: number): readonly string[] =>
  text.split('\n').filter((line) => screenWidth(line) > width);

const HALVES: readonly Fraction[] = [
  { num: 1n, den: 1n },
  { num: 1n, den: 2n },
  { num: 1n, den: 4n },
];

const monthOf = (text: string | undefined): Plan['rows'][number]['months'][number] => ({
  runs: { num: 100n, den: 1n },
  cost: text === undefined ? undefined : cents(text),
  revenue: undefined,
});

/** Two features: the first moves to another model, the second stays; a third has no price in the second month. */
const PLAN: Plan = {
  months: ['2026-12', '2027-01', '2027-02'],
  growth: { num: 8n, den: 100n },
  changes: [],
  changesLeftOut: [Date.parse('2027-01-15') as Viability['asOf']],
  rows: [
    { feature: 0, scenario: 1, months: ['1000.4', '2000.4', '3000.4'].map(monthOf) },
    { feature: 0, scenario: 3, months: ['10.4', '20.4', '30.4'].map(monthOf) },
    { feature: 1, scenario: 1, months: ['500', '500', '500'].map(monthOf) },
    { feature: 2, scenario: 1, months: ['500', undefined, '500'].map(monthOf) },
  ],
  withoutRuns: [3],
};

const examples = viabilityOf(EXAMPLES, TARGETS);
const full: Viability = {
  ...examples,
  sweep: sweepOf(examples.features, HALVES),
  plan: PLAN,
  faulty: 1,
  exchangeRates: [{ currency: 'EUR', usd: { num: 217n, den: 200n }, date: '2026-11-20' }],
  unmatched: [{ name: 'nightly\n\u001b[31m', calls: 3 }],
};

const HOSTILE: readonly FeatureText[] = [
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
  budget: '3',
  workflows: [name],
  costs: ['4', '4', { base: '2', low: '1', high: '5' }],
}));

const judged = support.viabilityOf(support.EVERY_VERDICT, {
  statistic: 'p90',
  shapes: support.logsOf('shapes'),
});

const reports: Readonly<Record<string, Viability>> = {
  full,
  'with logs and shapes': support.withSweep(judged, HALVES),
  hostile: viabilityOf(HOSTILE, [`evil\u0007${'-model'.repeat(30)}`]),
  nothing: viabilityOf([], TARGETS),
  'one feature': viabilityOf([{ name: 'One', budget: '3', costs: ['4', '2'] }], []),
  'large amounts': viabilityOf(
    [
      {
        name: 'Dear',
        budget: '123456789',
        costs: ['987654321', { base: '987654321', low: '12345678', high: '98765432100' }],
      },
    ],
    [],
  ),
  'no price at all': viabilityOf([{ name: 'Dark', budget: '3', costs: [{ priced: 0 }, { priced: 0 }] }], []),
  'a budget of nothing': viabilityOf([{ name: 'Free', budget: '0', costs: ['1', '0'] }], []),
};

describe.each(Object.keys(reports))('on a screen, %s', (name) => {
  const viability = reports[name] as Viability;

  it('fits', () => {
    for (const width of WIDTHS) {
      expect(tooWide(table(viability, width), width)).toEqual([]);
      expect(tooWide(table(viability, width, false, true), width)).toEqual([]);
    }
  });

  it('is the same with colours and without', () => {
    for (const width of WIDTHS)
      expect(table(viability, width, true).replace(ESCAPE, '')).toBe(table(viability, width));
  });

  it('has no control characters, and only ASCII where nothing else is known', () => {
    expect(table(viability)).toMatch(/^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]*$/);
    expect(table(viability, 80, false, true)).toMatch(/^[\n -~]*$/);
  });
});

it('a feature shows its budget, each scenario with its bar, and what speaks against it', () => {
  const text = table(examples);
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
  models kept: the output alone would be affordable; input costs about $1.27 a
    run
`);
});

it('a cost that is not known is a dash, with its reason below', () => {
  const text = table(examples);
  expect(text).toMatch(/^ {2}gpt-5\.5 +— +unknown +— +│$/m);
  expect(text).toContain('\n  gpt-5.5: 0 of 10 runs priced\n');
});

it('a model that is not good enough has no factor', () => {
  expect(table(examples)).toMatch(/^ {2}deepseek-v4-flash +0\.28 c +still not viable +— /m);
});

it('has a heading for what is won and for what is lost, and for others only if there are any', () => {
  const headings = table(viabilityOf([], TARGETS)).match(/^\S.*: \w+ ─+$/gm);
  expect(headings?.map((each) => each.replace(/ ─+/, ''))).toEqual([
    'Newly viable: none',
    'No longer viable: none',
  ]);
  const all = table(examples).match(/^\S.*: \w+ ─+$/gm);
  expect(all?.map((each) => each.replace(/ ─+/, ''))).toEqual([
    'Newly viable: 1',
    'No longer viable: 1',
    'Still viable: 1',
    'Still not viable: 1',
    'Unknown: 1',
  ]);
});

it('the last line is the conclusion', () => {
  expect(table(examples, 160).trimEnd().split('\n').at(-1)).toBe(
    'Of 5 features: 1 newly viable, 1 no longer viable, 1 still viable (leaning), 1 still not viable (leaning), 1 unknown.',
  );
});

describe('a bar', () => {
  const style = { glyphs: UNICODE, colour: new Chalk({ level: 0 }), showsAll: true };
  const ascii = { glyphs: ASCII, colour: new Chalk({ level: 0 }), showsAll: true };
  /** 90 cents over 30 columns: three cents each; the budget of 45 cents lies in the sixteenth. */
  const place = { scale: cents('90'), affordable: cents('45'), width: 30 };
  const range = (low: string, base: string, high: string) => ({
    low: cents(low),
    base: cents(base),
    high: cents(high),
  });

  it('has a column for every third cent, and the budget at its place', () => {
    expect(barText(range('6', '12', '60'), place, style)).toBe(`━━╍╍${'·'.repeat(11)}│····`);
    expect(barText(range('6', '12', '60'), place, ascii)).toBe(`==--${'.'.repeat(11)}|....`);
  });

  it('within the budget ends before its line, however close; over it, passes it', () => {
    expect(barText(range('45', '45', '45'), place, style)).toBe(`${'━'.repeat(15)}│`);
    expect(barText(range('45.01', '45.01', '45.01'), place, style)).toBe(`${'━'.repeat(15)}┿`);
  });

  it('shows that it goes on, and never that nothing is something', () => {
    expect(barText(range('100', '100', '100'), place, style)).toBe(`${'━'.repeat(15)}┿${'━'.repeat(13)}▸`);
    expect(barText(range('0.01', '0.01', '0.01'), place, style)).toBe(`━${' '.repeat(14)}│`);
    expect(barText(range('0', '0', '0'), place, style)).toBe(`${' '.repeat(15)}│`);
    expect(barText(undefined, place, style)).toBe(`${' '.repeat(15)}│`);
  });
});

describe('a sweep', () => {
  it('has factors side by side, or below each other where there is no room', () => {
    expect(table(full)).toMatch(/^ {2}models kept +126\.9 c not yet +63\.4 c not yet +31\.7 c not yet$/m);
    expect(table(full)).toMatch(/^ {2}models kept +9\.7 c no longer +4\.8 c still +2\.4 c still$/m);
    const factors = Array.from({ length: 12 }, (_, index) => ({ num: 1n, den: BigInt(index + 1) }));
    const stacked = table({ ...examples, sweep: sweepOf(examples.features, factors) }, 60);
    expect(stacked).toMatch(/^ {4}×1 +9\.7 c no longer\n {4}÷2 +4\.8 c still\n/m);
    expect(tooWide(stacked, 60)).toEqual([]);
  });
});

describe('a plan', () => {
  // Kept: 10.004 + 5 = 15.004, 20.004 + 5 = 25.004, 30.004 + 5 = 35.004, together 75.012: one cent more than the
  // months cut to cents, which goes to the first of equals. Best: 5.104 + 5.204 + 5.304 = 15.612 likewise.
  it('has months that add up as printed, and says what is left out', () => {
    const text = table(full);
    expect(text).toContain('Costs by month in US dollars, with 8 % more runs each month');
    expect(text).toMatch(/^2026-12 +15\.01 +5\.11$/m);
    expect(text).toMatch(/^2027-01 +25\.00 +5\.20$/m);
    expect(text).toMatch(/^2027-02 +35\.00 +5\.30$/m);
    expect(text).toMatch(/^total +75\.01 +15\.61$/m);
    expect(text).toContain('1 feature without runs per month is left out.');
    expect(text).toContain('1 feature without a known price in some month is left out.');
    expect(text).toContain('Announced changes on 2027-01-15 are left out (--include-announced).');
  });

  it('says that runs become fewer', () => {
    expect(growthInWords({ num: 2n, den: 25n }, 'runs')).toBe('8 % more runs');
    expect(growthInWords({ num: -1n, den: 50n }, 'runs')).toBe('2 % fewer runs');
    expect(growthInWords({ num: -1n, den: 50n })).toBe('2 % fewer');
  });
});

it('a shape says of what it is made, and whether anybody measured it', () => {
  const text = table(judged, 160);
  expect(text).toContain(
    'budget 30.0 c a run; 6 steps × 3 calls of 8,000 tokens in and 600 out, before on anthropic/claude-opus-4-7, where 50 % of calls stay',
  );
  expect(text).toContain(
    'Shapes     steps, calls and tokens as somebody expects them; nothing of them is measured',
  );
});

it('says which figure decides, and that months are by the mean', () => {
  expect(table(judged, 200)).toContain(
    'the run that only one in ten exceeds (p90) decides, before and now (what a month costs is by the mean)',
  );
  expect(table(examples, 200)).toContain('the mean of the runs decides, before and now; ');
});

it('notes tell rates of exchange, workflows without a feature, and faults', () => {
  const text = table(full, 160);
  expect(text).toContain('Exchange   1 EUR = $1.085 on 2026-11-20, as given\n');
  expect(text).toContain('No feature workflows of the logs in no feature: nightly\\n\\u001b[31m (3 calls)\n');
  expect(text).toContain('Faulty     1 feature left out because of faults in the list of features\n');
});

it('lists of many features are shown in full, and soon', () => {
  const [first = { name: '', budget: '1', costs: [] as FeatureText['costs'] }] = EXAMPLES;
  const many = Array.from({ length: 2000 }, (_, index) => ({ ...first, name: `Feature ${index}` }));
  const text = table(viabilityOf(many, TARGETS));
  expect(text.match(/^Feature \d+$/gm)).toHaveLength(2000);
}, 20_000);

it('a cost that rounds to the budget without being it gets more decimals', () => {
  const text = table(viabilityOf([{ name: 'Close', budget: '30', costs: ['20', '30.004'] }], []));
  expect(text).toContain('budget 30.000 c a run');
  expect(text).toMatch(/models kept +30\.004 c +no longer viable +÷1\.01 /);
});
