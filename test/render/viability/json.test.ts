import { describe, expect, it } from 'vitest';
import { STATUSES, WORTHS } from '../../../src/domain/feature.ts';
import { CAUSES } from '../../../src/domain/report.ts';
import { STATISTICS, VERDICTS, type Viability } from '../../../src/domain/viability.ts';
import { VIABILITY_RENDERERS } from '../../../src/render/viability/index.ts';
import { VIABILITY_SCHEMA_VERSION } from '../../../src/render/viability/json.ts';
import { looseMembersIn, membersIn, schemaIn, validator } from '../../support/schema.ts';
import {
  EVERY_VERDICT,
  HOSTILE_NAMES,
  logsOf,
  viabilityOf,
  withPlan,
  withSweep,
} from '../../support/viability.ts';

const SCHEMA = 'docs/viability.schema.json';
const faults = validator(SCHEMA);

const json = async (viability: Viability): Promise<Record<string, unknown>> =>
  JSON.parse(await VIABILITY_RENDERERS.json(viability));

const full = withPlan(
  withSweep(viabilityOf(EVERY_VERDICT, { shapes: logsOf('video', 1) }), [
    { num: 1n, den: 1n },
    { num: 1n, den: 2n },
  ]),
  { costs: { research: { keep: ['700.5', '—'], best: ['100', '100'] } } },
);
const demanding = viabilityOf(
  [
    {
      name: 'support',
      costs: { before: '0.1 0.5 0.9', keep: '0.4', targets: ['0.05 0.2 0.4', '0.1'] },
      worth: '0.3',
      runs: 20,
      unpriced: 2,
      infeasible: 1,
      minQuality: 0.8,
      quality: { v4: 0.9, 'gpt-5.5': 0.7 },
    },
  ],
  {
    logs: undefined,
    exchangeRates: [{ currency: 'EUR', usd: { num: 217n, den: 200n }, date: '2026-11-20' }],
    unmatched: [{ name: 'old', calls: 3 }],
    faulty: 1,
  },
);

describe('viability.schema.json', () => {
  it.each([
    ['verdicts of every kind', viabilityOf(EVERY_VERDICT)],
    ['other prices, a projection and shapes', full],
    ['doubts, blocks, scores, and no logs', demanding],
    ['no features', viabilityOf([])],
    [
      'names of every kind',
      viabilityOf(
        HOSTILE_NAMES.map((name) => ({
          name,
          costs: { before: '1', keep: '1', targets: [] },
          worth: '0',
        })),
      ),
    ],
  ])('describes a report with %s', async (_, viability) => {
    expect(faults(await json(viability))).toEqual([]);
  });

  it.each([
    ['a member that it does not name', { extra: 1 }],
    ['a report without a member', { plan: undefined }],
    ['another version', { schemaVersion: VIABILITY_SCHEMA_VERSION + 1 }],
    ['an instant without its zone', { asOf: '2026-11-23T00:00:00.000' }],
  ])('refuses %s', async (_, change) => {
    expect(faults({ ...(await json(full)), ...change })).not.toEqual([]);
  });

  it('has the words that the code has', () => {
    const members = new Map(membersIn(schemaIn(SCHEMA)));
    expect(members.get('/schemaVersion')?.['const']).toBe(VIABILITY_SCHEMA_VERSION);
    expect(members.get('/statistic')?.['enum']).toEqual(STATISTICS);
    expect(members.get('/$defs/feature/verdict')?.['enum']).toEqual(VERDICTS);
    expect(members.get('/$defs/feature/status')?.['enum']).toEqual([...STATUSES, null]);
    expect(members.get('/$defs/candidate/widestBy')?.['enum']).toEqual([...CAUSES, null]);
    expect(JSON.stringify(schemaIn(SCHEMA))).toContain(JSON.stringify(WORTHS));
  });

  it('says what every member is, and allows none that it does not name', () => {
    expect(looseMembersIn(schemaIn(SCHEMA))).toEqual([]);
  });

  it('has the same amounts, instants and ranges as that of cost reports', () => {
    const [own, other] = [SCHEMA, 'docs/report.schema.json'].map(
      (path) => new Map(membersIn(schemaIn(path))),
    );
    for (const name of ['instant', 'usd', 'signedUsd', 'range'])
      expect(own?.get(`/$defs/${name}`)).toEqual(other?.get(`/$defs/${name}`));
  });
});

describe('the report as JSON', () => {
  it('has exact amounts and fractions', async () => {
    const { features } = await json(viabilityOf(EVERY_VERDICT));
    const [first] = features as readonly Record<string, unknown>[];
    expect(first).toMatchObject({
      name: 'research',
      budgetUsd: '0.3',
      worth: { kind: 'value', perRunUsd: '1', affordableShare: '3/10' },
      keepScenario: 1,
      bestScenario: 2,
      before: { inferenceShareOfWorth: '4/5', monthlyCostUsd: '800' },
      candidates: [
        { crossing: '3/7', headroomUsd: '-0.4' },
        { crossing: '3/1', headroomUsd: '0.2', monthlyMarginAfterInferenceUsd: '900' },
        { crossing: '1/3' },
      ],
    });
  });

  it('has null where nothing is known', async () => {
    const { features, plan, sweep } = await json(viabilityOf(EVERY_VERDICT));
    expect((features as readonly unknown[]).at(-1)).toMatchObject({
      verdict: 'unknown',
      bestScenario: null,
      runsPerMonth: null,
      candidates: [{ decisiveUsd: null, crossing: null, monthlyCostUsd: null }, {}, {}],
    });
    expect([plan, sweep]).toEqual([null, null]);
  });

  it('has the months of a projection', async () => {
    const { plan } = await json(full);
    expect(plan).toMatchObject({
      months: ['2026-12', '2027-01'],
      growth: '0/1',
      rows: [
        {
          feature: 0,
          scenario: 1,
          months: [{ runs: 1000, costUsd: '700.5', revenueUsd: '1000' }, { costUsd: null }],
        },
        { feature: 0, scenario: 2 },
      ],
    });
  });
});
