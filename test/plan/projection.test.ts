import { describe, expect, it } from 'vitest';
import { type Fraction, type Money, parseMoney } from '../../src/domain/money.ts';
import type { FeatureView } from '../../src/domain/viability.ts';
import { monthsAfter, planOf } from '../../src/plan/projection.ts';
import { EVERY_VERDICT, viabilityOf } from '../support/viability.ts';

const usd = (text: string): Money => parseMoney(text) as Money;
const at = (text: string): number => Date.parse(text);

/** A feature of the sample reports, with so many runs a month and nothing else that matters here. */
const [SOME] = viabilityOf(EVERY_VERDICT).features;
const feature = (runsPerMonth: number): FeatureView => {
  const view = SOME as FeatureView;
  return { ...view, feature: { ...view.feature, runsPerMonth } };
};

const NO_GROWTH: Fraction = { num: 0n, den: 1n };
const base = { changes: [], changesLeftOut: [], growth: NO_GROWTH };

describe('the coming months', () => {
  it('begin with the month after the date, over the turn of the year', () => {
    expect(monthsAfter(at('2026-11-23T00:00Z'), 3).map(({ name }) => name)).toEqual([
      '2026-12',
      '2027-01',
      '2027-02',
    ]);
    expect(monthsAfter(at('2026-01-31T23:59Z'), 1)[0]?.name).toBe('2026-02');
  });

  it('cost runs × mean, grown from the second month on', () => {
    const { rows } = planOf([feature(100)], {
      ...base,
      growth: { num: 1n, den: 10n },
      months: monthsAfter(at('2026-11-23'), 3),
      segments: [{ from: 0, mean: () => usd('0.5') }],
    });
    // 100, 110 and 121 runs at 50 c
    expect(rows[0]?.months.map(({ cost }) => cost)).toEqual([usd('50'), usd('55'), usd('60.5')]);
  });

  it('split at the instant at which a price changes, by the time on either side', () => {
    const { rows } = planOf([feature(310)], {
      ...base,
      months: monthsAfter(at('2026-11-23'), 2),
      segments: [
        { from: at('2026-12-01'), mean: () => usd('1') },
        { from: at('2026-12-11'), mean: () => usd('2') },
      ],
    });
    // December: 10 of 31 days at $1, 21 at $2: 310 × (10 + 42) / 31 = 520. January: 310 × 2.
    expect(rows[0]?.months.map(({ cost }) => cost)).toEqual([usd('520'), usd('620')]);
  });

  it('are unknown where a price of theirs is unknown, and only there', () => {
    const { rows } = planOf([feature(100)], {
      ...base,
      months: monthsAfter(at('2026-11-23'), 2),
      segments: [
        { from: at('2026-12-01'), mean: () => usd('1') },
        { from: at('2027-01-15'), mean: () => undefined },
      ],
    });
    expect(rows[0]?.months.map(({ cost }) => cost)).toEqual([usd('100'), undefined]);
  });

  it('round each month once, half to even', () => {
    const { rows } = planOf([feature(1)], {
      ...base,
      growth: { num: 1n, den: 3n },
      months: monthsAfter(at('2026-11-23'), 2),
      segments: [{ from: 0, mean: () => 1n as Money }],
    });
    // 4/3 of 10⁻¹⁵ USD
    expect(rows[0]?.months.map(({ cost }) => cost)).toEqual([1n, 1n]);
  });
});

describe('the features that totals are over', () => {
  const { features } = viabilityOf(EVERY_VERDICT.map((spec) => ({ ...spec, runsPerMonth: 10 })));
  const planOn = (mean: (feature: number, scenario: number) => Money | undefined) =>
    planOf(features, { ...base, months: monthsAfter(at('2026-11-23'), 2), segments: [{ from: 0, mean }] });

  it('are those that are viable somewhere, in whatever order of rows', () => {
    // research, triage and search are viable on V4; drafts, video and voice nowhere
    expect(planOn(() => usd('1')).compared).toEqual([0, 1, 3]);
  });

  it('have every month priced on both sides', () => {
    expect(
      planOn((feature, scenario) => (feature === 0 && scenario === 1 ? undefined : usd('1'))).compared,
    ).toEqual([1, 3]);
    expect(
      planOn((feature, scenario) => (feature === 1 && scenario === 2 ? undefined : usd('1'))).compared,
    ).toEqual([0, 3]);
  });

  it('count a feature once that is best where it is', () => {
    const [stays] = viabilityOf([
      { name: 'x', costs: { before: '0.4', keep: '0.1', targets: ['0.2'] }, worth: '0.3', runsPerMonth: 10 },
    ]).features;
    const { rows, compared } = planOf([stays as FeatureView], {
      ...base,
      months: monthsAfter(at('2026-11-23'), 1),
      segments: [{ from: 0, mean: () => usd('0.1') }],
    });
    expect([rows.length, compared]).toEqual([1, [0]]);
  });
});
