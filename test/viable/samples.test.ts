import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/recost.ts';
import { candidateIn, featureIn, type JsonRange, viable } from '../support/viable.ts';

const SEEN = viable(['samples/traces.csv', '--features', 'samples/features.yaml']);

const headline = (name: string) => {
  const { verdict, isFirm } = featureIn(SEEN, name);
  return [verdict, isFirm ? 'firm' : 'leaning'];
};
const number = (text: string | undefined): number => Number(text);
const near = (range: JsonRange | null | undefined) => ({
  low: expect.closeTo(number(range?.low), 9),
  base: expect.closeTo(number(range?.base), 9),
  high: expect.closeTo(number(range?.high), 9),
});

interface Row {
  readonly run: string;
  readonly workflow: string;
  readonly model: string;
  readonly at: number;
  readonly input: number;
  readonly cached: number;
  readonly written: number;
  readonly output: number;
}

/** The sample's calls, read by nothing of ours: its fields hold no commas and no quotes. */
const ROWS: readonly Row[] = readFileSync(`${ROOT}samples/traces.csv`, 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','))
  .filter((cells) => cells[8] !== '')
  .map((cells) => ({
    run: cells[1] ?? '',
    workflow: cells[2] ?? '',
    model: cells[4] ?? '',
    at: Date.parse(cells[6] ?? ''),
    input: Number(cells[8]),
    cached: Number(cells[9]),
    written: Number(cells[10]),
    output: Number(cells[11]),
  }));

function runsOf(workflow: string): readonly (readonly Row[])[] {
  const runs = new Map<string, Row[]>();
  for (const row of ROWS.filter((each) => each.workflow === workflow))
    runs.set(row.run, [...(runs.get(row.run) ?? []), row]);
  return [...runs.values()];
}

const mean = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0) / amounts.length;

/** Dollars a million tokens. */
interface Prices {
  readonly input: number;
  readonly cached: number;
  readonly written?: number;
  readonly output: number;
}

const costOf = ({ input, cached, written, output }: Row, prices: Prices): number =>
  ((input - cached - written) * prices.input +
    cached * prices.cached +
    written * (prices.written ?? prices.input) +
    output * prices.output) /
  1e6;

const meanCost = (workflow: string, prices: (row: Row) => Prices): number =>
  mean(runsOf(workflow).map((run) => run.reduce((sum, row) => sum + costOf(row, prices(row)), 0)));

const HOLIDAYS = [
  '05-01',
  '05-02',
  '05-03',
  '05-04',
  '05-05',
  '06-19',
  '06-20',
  '06-21',
  '09-25',
  '09-26',
  '09-27',
];
const OCTOBER = ['10-01', '10-02', '10-03', '10-04', '10-05', '10-06', '10-07'];

/** DeepSeek's calendar of today: double price on working days in China, 9 to 12 and 14 to 18 o'clock there. */
function isPeak(at: number): boolean {
  const there = new Date(at + 8 * 3_600_000);
  const hour = there.getUTCHours();
  const isWorkday = there.getUTCDay() >= 1 && there.getUTCDay() <= 5;
  const isHoliday = [...HOLIDAYS, ...OCTOBER].includes(there.toISOString().slice(5, 10));
  return isWorkday && !isHoliday && ((hour >= 9 && hour < 12) || (hour >= 14 && hour < 18));
}

/** The Flash of today: $0.15 in, $0.003 cached, $0.60 out, off-peak. */
function flash(row: Row): Prices {
  const times = isPeak(row.at) ? 2 : 1;
  return { input: 0.15 * times, cached: 0.003 * times, output: 0.6 * times };
}

/**
 * A workflow moved to Flash, where a token of its model makes `factor` tokens, 12 % more or less: nothing cached, all
 * but the largest prompt of a run cached, or the recorded share.
 */
function onFlash(workflow: string, factor: number) {
  const worlds = runsOf(workflow).map((run) => {
    const sum = (of: (row: Row, prices: Prices) => number): number =>
      run.reduce((total, row) => total + of(row, flash(row)), 0) / 1e6;
    const output = sum((row, { output: price }) => row.output * price);
    const cold = sum((row, { input }) => row.input * input);
    const hit = sum((row, { cached }) => row.input * cached);
    const recorded = sum((row, p) => (row.input - row.cached) * p.input + row.cached * p.cached);
    const inputs = run.reduce((total, { input }) => total + input, 0);
    const served = Math.max(
      inputs - Math.max(...run.map(({ input }) => input)),
      run.reduce((total, { cached }) => total + cached, 0),
    );
    const warm = cold * (1 - served / inputs) + hit * (served / inputs);
    return {
      low: (Math.min(cold, warm, recorded) + output) * factor * 0.88,
      base: (recorded + output) * factor,
      high: (Math.max(cold, warm, recorded) + output) * factor * 1.12,
    };
  });
  const of = (end: 'low' | 'base' | 'high') => expect.closeTo(mean(worlds.map((world) => world[end])), 9);
  return { low: of('low'), base: of('base'), high: of('high') };
}

/** V4-Pro of today: $0.66 in, $0.022 cached, $1.98 out, twice that at peak hours. */
const pro = (isDear: boolean): Prices => {
  const times = isDear ? 2 : 1;
  return { input: 0.66 * times, cached: 0.022 * times, output: 1.98 * times };
};
const proToday = ({ at }: Row): Prices => pro(isPeak(at));

const hourThere = (at: number): number => new Date(at + 8 * 3_600_000).getUTCHours();
const dayThere = (at: number): number => new Date(at + 8 * 3_600_000).getUTCDay();
const isWindow = (at: number): boolean =>
  (hourThere(at) >= 9 && hourThere(at) < 12) || (hourThere(at) >= 14 && hourThere(at) < 18);
const isWorkday = (at: number): boolean => dayThere(at) >= 1 && dayThere(at) <= 5;

/** V4-Pro's prices from their days on. After the rise every day had peak hours at first, then workdays, holidays or not. */
const PRO: readonly (readonly [from: string, prices: (at: number) => Prices])[] = [
  ['2026-04-24T00:00:00Z', () => ({ input: 1.74, cached: 0.145, output: 3.48 })],
  ['2026-04-25T03:00:00Z', () => ({ input: 0.435, cached: 0.03625, output: 0.87 })],
  ['2026-04-26T12:15:00Z', () => ({ input: 0.435, cached: 0.003625, output: 0.87 })],
  ['2026-08-16T16:00:00Z', (at) => pro(isWindow(at))],
  ['2026-08-22T16:00:00Z', (at) => pro(isWindow(at) && isWorkday(at))],
  ['2026-09-19T00:00:00Z', (at) => pro(isPeak(at))],
];
const proThen = ({ at }: Row): Prices =>
  (PRO.findLast(([from]) => Date.parse(from) <= at) ?? PRO[0])?.[1](at) ?? pro(false);

const numbers = (range: JsonRange | null | undefined) => ({
  low: number(range?.low),
  base: number(range?.base),
  high: number(range?.high),
});

describe('samples/features.yaml has every verdict, firm and leaning', () => {
  it('newly viable, firm: contract review, $1.27 before, within 45 c on Flash in its whole range', () => {
    expect(headline('Contract review for every plan')).toEqual(['newly viable', 'firm']);
    // Opus 4.7: $5 in, $0.50 cached, $6.25 written for five minutes, $25 out
    const before = meanCost('contract-review', () => ({ input: 5, cached: 0.5, written: 6.25, output: 25 }));
    const feature = featureIn(SEEN, 'Contract review for every plan');
    expect(number(feature.before.meanUsd?.base)).toBeCloseTo(before, 9);
    expect(feature.budgetUsd).toBe('0.45'); // 1.50 × (1 − 70 %)
    const after = candidateIn(SEEN, 'Contract review for every plan', 'deepseek-v4-flash');
    expect(numbers(after.meanUsd)).toEqual(onFlash('contract-review', 1.04 / 1.55));
    expect(before).toBeGreaterThan(0.45);
    expect(number(after.meanUsd?.high)).toBeLessThan(0.45);
  });

  it('newly viable, leaning: fixes within 5 c on Flash, but not with a cold cache', () => {
    expect(headline("Fixes for the web shop's partners")).toEqual(['newly viable', 'leaning']);
    const after = candidateIn(SEEN, "Fixes for the web shop's partners", 'deepseek-v4-flash');
    expect(numbers(after.meanUsd)).toEqual(onFlash('code-fix', 1.04 / 1.19));
    expect(number(after.meanUsd?.base)).toBeLessThan(0.05);
    expect(number(after.meanUsd?.high)).toBeGreaterThan(0.05);
    expect(after.doubts).toMatchObject([{ kind: 'range', side: 'after', cause: 'cache' }]);
  });

  it('no longer viable, firm: research on V4-Pro as it is, since the rise of 16 August', () => {
    expect(headline('Supplier research')).toEqual(['no longer viable', 'firm']);
    expect(featureIn(SEEN, 'Supplier research').budgetUsd).toBe('0.081375'); // 0.25 EUR × 1.085 × 30 %
    const before = meanCost('research', proThen);
    const after = meanCost('research', proToday);
    const kept = candidateIn(SEEN, 'Supplier research', 'keep');
    expect(number(featureIn(SEEN, 'Supplier research').before.meanUsd?.base)).toBeCloseTo(before, 9);
    expect(kept).toMatchObject({ verdict: 'no longer viable', isFirm: true });
    expect(numbers(kept.meanUsd)).toEqual(near({ low: `${after}`, base: `${after}`, high: `${after}` }));
    expect(before).toBeLessThan(0.081375);
    expect(after).toBeGreaterThan(0.081375);
  });

  it('no longer viable, leaning: texts on the Flash of April, unless their prompts cache', () => {
    expect(headline('Product texts in six languages')).toEqual(['no longer viable', 'leaning']);
    // 12 calls: 72,000 in, 14,400 out. In April 0.14 and 0.28: 0.01008 + 0.004032
    const feature = featureIn(SEEN, 'Product texts in six languages');
    expect(feature.before.meanUsd?.base).toBe('0.014112');
    // Now 0.15 and 0.60, cold: 0.0108 + 0.00864. All but one prompt cached: 6,000 × 0.15 + 66,000 × 0.003 = 0.0009 +
    // 0.000198. At peak hours, cold: twice the first.
    const kept = candidateIn(SEEN, 'Product texts in six languages', 'keep');
    expect(kept).toMatchObject({
      verdict: 'no longer viable',
      isFirm: false,
      meanUsd: { low: '0.009738', base: '0.01944', high: '0.03888' },
    });
  });

  it('still viable, firm: the digest', () => {
    expect(headline('Nightly digest')).toEqual(['still viable', 'firm']);
    expect(featureIn(SEEN, 'Nightly digest').budgetUsd).toBe('0.05'); // 0.20 × (1 − 75 %)
    const before = meanCost('digest', ({ model }) =>
      model === 'gpt-5.4-mini'
        ? { input: 0.75, cached: 0.075, output: 4.5 }
        : { input: 1.5, cached: 0.15, output: 9 },
    );
    expect(number(featureIn(SEEN, 'Nightly digest').before.meanUsd?.base)).toBeCloseTo(before, 9);
    expect(before).toBeLessThan(0.05);
    expect(number(candidateIn(SEEN, 'Nightly digest', 'deepseek-v4-flash').meanUsd?.high)).toBeLessThan(0.05);
  });

  it('still viable, leaning: triage, of which 3 of 80 runs have no price', () => {
    expect(headline('Mail triage')).toEqual(['still viable', 'leaning']);
    expect(runsOf('triage')).toHaveLength(80);
    expect(candidateIn(SEEN, 'Mail triage', 'deepseek-v4-flash').doubts).toEqual([
      { kind: 'coverage', side: 'before', runs: 3 },
    ]);
  });

  it('still not viable, firm: contracts within a cent, which no end of any range reaches', () => {
    expect(headline('Contract check in the free plan')).toEqual(['still not viable', 'firm']);
    const after = candidateIn(SEEN, 'Contract check in the free plan', 'deepseek-v4-flash');
    expect(number(after.meanUsd?.low)).toBeGreaterThan(0.01);
  });

  it('still not viable, leaning: fixes within 1.6 c, which only a warm cache reaches', () => {
    expect(headline('Fixes on every commit')).toEqual(['still not viable', 'leaning']);
    const after = candidateIn(SEEN, 'Fixes on every commit', 'deepseek-v4-flash');
    expect(number(after.meanUsd?.low)).toBeLessThan(0.016);
    expect(number(after.meanUsd?.base)).toBeGreaterThan(0.016);
    expect(after.blocks).toMatchObject([{ kind: 'cache' }]);
  });

  it('unknown: answers whose quality nobody has measured', () => {
    expect(headline('Legal answers')[0]).toBe('unknown');
    expect(candidateIn(SEEN, 'Legal answers', 'deepseek-v4-pro').blocks).toMatchObject([{ kind: 'quality' }]);
  });

  it('the rise of August itself: before it viable, after it not, with the models kept', () => {
    const seen = viable([
      'samples/traces.csv',
      '--features',
      'samples/features.yaml',
      '--before',
      'at:2026-08-16T15:59:59Z',
    ]);
    const { before, verdict } = featureIn(seen, 'Supplier research');
    // Before the rise all hours cost the same: 0.435, 0.003625, 0.87
    const then = meanCost('research', () => ({ input: 0.435, cached: 0.003625, output: 0.87 }));
    expect(number(before.meanUsd?.base)).toBeCloseTo(then, 9);
    expect(verdict).toBe('no longer viable');
  });
});
