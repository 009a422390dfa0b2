import { describe, expect, it } from 'vitest';
import type { Viability } from '../../../src/domain/viability.ts';
import { UNICODE } from '../../../src/render/numbers.ts';
import { viabilityNotes } from '../../../src/render/viability/notes.ts';
import { AS_OF, EVERY_VERDICT, logsOf, SCENARIOS, viabilityOf, withPlan } from '../../support/viability.ts';

const notesOf = (viability: Viability, label: string): readonly string[] =>
  viabilityNotes(viability, UNICODE)
    .filter((note) => note.label === label)
    .map(({ text }) => text);

const report = viabilityOf(EVERY_VERDICT);

describe('the notes of a report on features', () => {
  it('say once which prices these are', () => {
    expect(notesOf(viabilityOf(EVERY_VERDICT, { shapes: logsOf('video', 1) }), 'Prices')).toEqual([
      'book 2026-11-23, sha256 0123456789ab; candidates as of 2026-11-23; last call 2026-05-05',
    ]);
  });

  it('say what costs are compared with', () => {
    expect(notesOf(report, 'Before')).toEqual([
      "the recorded models, each call at its instant's prices; a feature that was never built is on its model of before, at the prices of V4's launch; models kept: the same models at the prices of 2026-11-23",
    ]);
    const at = { id: 'at:2026-08-01', kind: 'keep', model: undefined, asOf: Date.UTC(2026, 7, 1) } as const;
    expect(
      notesOf(viabilityOf(EVERY_VERDICT, { scenarios: [...SCENARIOS, at], before: 4 }), 'Before'),
    ).toEqual([
      'the recorded models at the prices of 2026-08-01; models kept: the same models at the prices of 2026-11-23',
    ]);
    const model = { ...at, id: 'gpt-4o', kind: 'target', model: 'openai/gpt-4o', asOf: AS_OF } as const;
    expect(
      notesOf(viabilityOf(EVERY_VERDICT, { scenarios: [...SCENARIOS, model], before: 4 }), 'Before')[0],
    ).toContain('every call on gpt-4o at the prices of 2026-11-23');
  });

  it('say which figure decides', () => {
    expect(notesOf(report, 'Verdicts')[0]).toContain('the mean cost of a run decides');
    expect(notesOf(viabilityOf(EVERY_VERDICT, { statistic: 'p90' }), 'Verdicts')[0]).toContain(
      '90 % of runs cost at most so much; monthly costs and margins are of the mean',
    );
  });

  it('say that ranges are no confidence intervals, and what a margin is', () => {
    expect(notesOf(report, 'Ranges')).toHaveLength(1);
    expect(notesOf(report, 'Ranges')[0]).toContain('not confidence intervals');
    expect(notesOf(report, 'Margin')[0]).toMatch(/^margin after inference: /);
    expect(JSON.stringify(viabilityNotes(report, UNICODE))).not.toContain('gross');
  });

  it('say what an exchange rate is, and of which day', () => {
    const exchangeRates = [
      { currency: 'EUR', usd: { num: 217n, den: 200n }, date: '2026-11-20' },
      { currency: 'JPY', usd: { num: 1n, den: 153n }, date: '2026-11-19' },
    ];
    expect(notesOf(viabilityOf(EVERY_VERDICT, { exchangeRates }), 'Exchange')).toEqual([
      '1 EUR = 1.085 USD on 2026-11-20; 1 JPY = 1/153 USD on 2026-11-19',
    ]);
  });

  it('say what is left out', () => {
    const viability = viabilityOf(EVERY_VERDICT, {
      faulty: 2,
      unmatched: [
        { name: 'old bot', calls: 7 },
        { name: 'x', calls: 1 },
      ],
    });
    expect(notesOf(viability, 'Left out')).toEqual(['2 features, because of faults in the list of features']);
    expect(notesOf(viability, 'Unmatched')).toEqual([
      '2 workflows of the logs with 8 calls belong to no feature: `old bot`, `x`',
    ]);
  });

  it('say over how many features monthly totals are', () => {
    expect(notesOf(report, 'Monthly')).toEqual([
      'mean cost × runs per month; totals are over the 3 features of 6 with all three figures, so that they compare',
    ]);
  });

  it('tell the coverage and the assumptions of logs and of shapes apart', () => {
    const both = viabilityOf(EVERY_VERDICT, { shapes: logsOf('video', 1) });
    expect(notesOf(both, 'Coverage')).toEqual([
      'all 10 calls in 10 runs priced',
      'shapes: the only call is priced',
    ]);
    expect(notesOf(both, 'Assumed')).toHaveLength(2);
  });
});

describe('the notes of a projection', () => {
  const costs = {
    research: { keep: ['700', '700'], best: ['100', '100'] },
    drafts: { keep: ['800', '800'] },
  };
  const change = Date.UTC(2027, 0, 15);

  it('say how runs grow, and where announced prices fall', () => {
    const planned = withPlan(report, { costs, more: { growth: { num: 2n, den: 25n }, changes: [change] } });
    expect(notesOf(planned, 'Plan')[0]).toBe(
      '2026-12 to 2027-01, the stated runs in the first month, 8 % more in each month than in the one before; announced prices from their dates on: changes on 2027-01-15',
    );
  });

  it('say which announced prices are not used', () => {
    const planned = withPlan(report, { costs, more: { changesLeftOut: [change] } });
    expect(notesOf(planned, 'Plan')[0]).toBe(
      '2026-12 to 2027-01, the stated runs in every month; prices of the as-of date throughout, without the changes announced for 2027-01-15',
    );
  });

  it('compare the totals over the same features', () => {
    expect(notesOf(withPlan(report, { costs }), 'Totals')).toEqual([
      "the best candidates' table has only features that are viable there; the 1 feature with a total in both tables costs $1,400 on the models kept and $200 on the best candidates",
    ]);
  });

  it('name the features without runs per month', () => {
    expect(notesOf(withPlan(report, { costs }), 'Plan')[1]).toBe(
      'without 2 features of which the runs per month are not given: `video`, `voice`',
    );
  });
});
