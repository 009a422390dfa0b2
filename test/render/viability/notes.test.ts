import { describe, expect, it } from 'vitest';
import type { Outcome, Report, ReportScenario } from '../../../src/domain/report.ts';
import type { Viability } from '../../../src/domain/viability.ts';
import { UNICODE } from '../../../src/render/numbers.ts';
import { screenNotes, viabilityNotes } from '../../../src/render/viability/notes.ts';
import {
  AS_OF,
  EVERY_VERDICT,
  type FeatureSpec,
  logsOf,
  SCENARIOS,
  usd,
  viabilityOf,
  withPlan,
} from '../../support/viability.ts';

const notesOf = (viability: Viability, label: string): readonly string[] =>
  viabilityNotes(viability, UNICODE)
    .filter((note) => note.label === label)
    .map(({ text }) => text);

const report = viabilityOf(EVERY_VERDICT);

describe('the notes of a report on features', () => {
  it('say once which prices these are', () => {
    expect(notesOf(viabilityOf(EVERY_VERDICT, { shapes: logsOf('video', 1) }), 'Prices')).toEqual([
      'book 2026-11-23, sha256 0123456789ab; candidates as of 2026-11-23; last call 2026-05-05; list prices in US dollars',
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
      'the recorded models at the prices of 2026-08-01; a feature that was never built is on its model of before, at the prices of 2026-08-01; models kept: the same models at the prices of 2026-11-23',
    ]);
    const model = { ...at, id: 'gpt-4o', kind: 'target', model: 'openai/gpt-4o', asOf: AS_OF } as const;
    expect(
      notesOf(viabilityOf(EVERY_VERDICT, { scenarios: [...SCENARIOS, model], before: 4 }), 'Before')[0],
    ).toContain('every call on gpt-4o at the prices of 2026-11-23');
  });

  it('say which figure decides', () => {
    expect(notesOf(report, 'Verdicts')[0]).toContain('the mean of the runs decides, before and now;');
    expect(notesOf(viabilityOf(EVERY_VERDICT, { statistic: 'p90' }), 'Verdicts')[0]).toContain(
      'the run that only one in ten exceeds (p90) decides, before and now; monthly costs and margins are of the mean;',
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
      '2026-12 to 2027-01, the stated runs in the first month, 8 % more in each month than in the one before; announced prices from their dates on: changes on 2027-01-15.',
    );
  });

  it('say which announced prices are not used', () => {
    const planned = withPlan(report, { costs, more: { changesLeftOut: [change] } });
    expect(notesOf(planned, 'Plan')[0]).toBe(
      '2026-12 to 2027-01, the stated runs in every month; prices of the as-of date throughout, without the changes announced for 2027-01-15 (--include-announced).',
    );
  });

  it('say over which features the totals are, and how many are left out for which reason', () => {
    const some = { ...costs, triage: { keep: ['1', '—'], best: ['1', '1'] } };
    expect(notesOf(withPlan(viabilityOf(EVERY_VERDICT.slice(0, 5)), { costs: some }), 'Plan')[1]).toBe(
      'Totals are over the 1 feature of 5 with a price for every month, on the models kept and on a candidate on which they are viable; left out: 2 (a month without a price), 1 (viable on no candidate), 1 (runs per month not given).',
    );
  });

  it('say so if there is no total', () => {
    const none = withPlan(viabilityOf(EVERY_VERDICT.slice(2, 3)), { costs });
    expect(notesOf(none, 'Plan')[1]).toBe(
      'No feature has a price for every month on the models kept and on a candidate on which it is viable, so there is no total; left out: 1 (viable on no candidate).',
    );
  });
});

describe('what is said of logs and of shapes', () => {
  const wide = (report: Report): Report => {
    const outcomes = report.total.outcomes.map((outcome, place) =>
      place === 2
        ? { ...outcome, total: { low: usd('0.05'), base: usd('0.10'), high: usd('0.30') } }
        : outcome,
    );
    const scenarios = report.scenarios.map((each) => ({ ...each, assumed: { ...each.assumed, cache: 10 } }));
    return { ...report, scenarios, total: { ...report.total, outcomes } };
  };
  const both = viabilityOf(EVERY_VERDICT, { logs: wide(logsOf('log')), shapes: wide(logsOf('video')) });

  it('ranges are told once, with what would narrow those of either', () => {
    expect(notesOf(both, 'Ranges')).toEqual([
      'low and high are whole worlds of assumptions, not confidence intervals; of the logs widest for v4, −50 to +200 %: all from the cache; export prompts, or cached token counts, to narrow it; of shapes widest for v4, −50 to +200 %: all from the cache; say how many tokens of the input are cached to narrow it',
    ]);
  });

  it('a list of features is no log', () => {
    expect(notesOf(both, 'Assumed').filter((text) => text.includes('no cached counts'))).toEqual([
      'no cached counts in the log: the base has no cache hits (10 calls, everywhere)',
      'shapes: no cached counts in the list of features: the base has no cache hits (10 calls, everywhere)',
    ]);
  });

  it('the models kept are called so, and what was added to compare with says its prices', () => {
    const at = { id: 'at:2026-08-01', kind: 'keep', model: undefined, asOf: Date.UTC(2026, 7, 1) } as const;
    const [log] = [logsOf('log')];
    const added = log.scenarios[1] as ReportScenario;
    const partly = log.total.outcomes.map((outcome, place) => ({
      ...outcome,
      callsPriced: place === 1 ? 9 : 10,
    }));
    const lacking = { ...(log.total.outcomes[1] as Outcome), callsPriced: 8 };
    const logs = {
      ...log,
      scenarios: [...log.scenarios, { ...added, id: at.id }],
      total: { ...log.total, outcomes: [...partly, lacking] },
    };
    const texts = notesOf(
      viabilityOf(EVERY_VERDICT, { scenarios: [...SCENARIOS, at], before: 4, logs }),
      'Coverage',
    );
    expect(texts.map((text) => text.split(':')[0])).toEqual([
      'models kept',
      'the recorded models at the prices of 2026-08-01',
      'the other scenarios',
    ]);
    expect(JSON.stringify(texts)).not.toContain('today');
  });

  it('a screen has the same notes, but for those of documents alone', () => {
    const all = viabilityNotes(both, UNICODE);
    const shown = screenNotes(both, UNICODE);
    expect(all).toEqual(expect.arrayContaining([...shown]));
    const left = all.filter((note) => !shown.some(({ text }) => text === note.text));
    expect([...new Set(left.map(({ label }) => label))]).toEqual([
      'Units',
      'Best',
      'Factor',
      'Margin',
      'Monthly',
      'Tokens',
    ]);
  });

  it('monthly totals over no feature are not told', () => {
    const [, , drafts] = EVERY_VERDICT;
    expect(notesOf(viabilityOf([drafts as FeatureSpec]), 'Monthly')).toEqual([
      'mean cost × runs per month; no feature has all three figures, so there is no total',
    ]);
    expect(notesOf(viabilityOf(EVERY_VERDICT.slice(4)), 'Monthly')).toEqual([]);
  });

  it('the terms are told as verdicts are found', () => {
    expect(notesOf(report, 'Best')[0]).toContain(
      'not of those that are unknown, whose quality score is too low',
    );
    expect(notesOf(report, 'Verdicts')[0]).toContain(
      'unknown: less than half of the runs are priced on a side',
    );
    expect(notesOf(report, 'Verdicts')[0]).toContain(
      'what more than half of the runs do not fit is not viable',
    );
  });
});
