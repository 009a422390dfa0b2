import { describe, expect, it } from 'vitest';
import { type GateReport, METRICS, SEVERITIES, SPLIT_PARTS } from '../../../src/domain/gate.ts';
import { GATE_FORMATS, GATE_RENDERERS } from '../../../src/render/gate/index.ts';
import { CHECK_SCHEMA_VERSION, gateJson } from '../../../src/render/gate/json.ts';
import {
  type CheckSpec,
  cents,
  changeOf,
  checkOf,
  fraction,
  gateReport,
  HOSTILE,
  NOT_THERE,
  RISE,
} from '../../support/gate.ts';
import { looseMembersIn, membersIn, schemaIn, validator } from '../../support/schema.ts';

const SCHEMA = 'docs/check.schema.json';
const faults = validator(SCHEMA);
const json = (report: GateReport): Record<string, unknown> => JSON.parse(gateJson(report));

const bound = { relative: undefined, absolute: fraction('0.05') };
const EVERY_FINDING: NonNullable<CheckSpec['findings']> = [
  RISE,
  { severity: 'note', kind: 'noise', change: changeOf('p90 ? 0.2'), bound },
  { severity: 'note', kind: 'few-runs', change: changeOf('cost 0.1 0.3'), runs: 3, least: 20 },
  { severity: 'fail', kind: 'mean-budget', cost: cents('3'), most: cents('2') },
  { severity: 'fail', kind: 'run-budget', dearest: cents('3'), most: cents('2') },
  { severity: 'fail', kind: 'no-longer-viable', feature: 'Fix', cost: cents('3'), affordable: cents('2') },
  { severity: 'note', kind: 'new', cost: cents('3') },
  { severity: 'note', kind: 'new', cost: undefined },
  { severity: 'note', kind: 'removed' },
  { severity: 'warn', kind: 'renamed', to: 'other' },
];
const full = gateReport(
  [
    checkOf({
      name: 'triage',
      before: '9.12',
      after: '9.87',
      parts: { cache: '-0.1' },
      findings: EVERY_FINDING,
    }),
    checkOf({ name: 'fresh', before: NOT_THERE, smallestRise: undefined }),
    checkOf({ name: 'old', after: NOT_THERE }),
  ],
  {
    reason: 'another model',
    otherPrices: [{ label: 'current', cost: cents('10'), compared: cents('9.9') }],
    unusedRules: [{ pattern: 'nightly-*', line: 12 }],
  },
);

describe('check.schema.json', () => {
  it.each([
    ['findings of every kind', full],
    ['a comparison', { ...full, kind: 'diff' as const, reason: undefined }],
    ['no workflows', gateReport([])],
    ['names of every kind', gateReport(HOSTILE.map((name) => checkOf({ name, findings: [RISE] })))],
  ])('describes a report with %s', (_, report) => {
    expect(faults(json(report))).toEqual([]);
  });

  it.each([
    ['a member that it does not name', { extra: 1 }],
    ['a report without a member', { total: undefined }],
    ['another version', { schemaVersion: CHECK_SCHEMA_VERSION + 1 }],
    ['an amount that is a number', { total: { beforeUsd: 0.5, afterUsd: '0.5' } }],
  ])('refuses %s', (_, change) => {
    expect(faults({ ...json(full), ...change })).not.toEqual([]);
  });

  it('has the words that the code has', () => {
    const members = new Map(membersIn(schemaIn(SCHEMA)));
    expect(members.get('/schemaVersion')?.['const']).toBe(CHECK_SCHEMA_VERSION);
    expect(members.get('/$defs/metric/metric')?.['enum']).toEqual(METRICS);
    expect(members.get('/$defs/split/partsUsd')?.['required']).toEqual(SPLIT_PARTS);
    expect(JSON.stringify(schemaIn(SCHEMA))).toContain(JSON.stringify(SEVERITIES));
  });

  it('says what every member is, and allows none that it does not name', () => {
    expect(looseMembersIn(schemaIn(SCHEMA))).toEqual([]);
  });

  it('has the same amounts, instants and fractions as that of viability', () => {
    const [own, other] = [SCHEMA, 'docs/viability.schema.json'].map(
      (path) => new Map(membersIn(schemaIn(path))),
    );
    for (const name of ['instant', 'usd', 'signedUsd', 'fraction'])
      expect(own?.get(`/$defs/${name}`)).toEqual(other?.get(`/$defs/${name}`));
  });
});

describe('a check as JSON', () => {
  it('has exact amounts, whose parts add up, and exact fractions', () => {
    const { workflows, total, pricedAt } = json(full);
    const [first] = workflows as readonly Record<string, unknown>[];
    expect(pricedAt).toEqual({ at: '2026-11-23T00:00:00.000Z', band: 'off-peak' });
    expect(total).toEqual({ beforeUsd: '0.0906', afterUsd: '0.09435' });
    expect(first).toMatchObject({
      name: 'triage',
      before: { runs: 200, totalUsd: '18.24', p90Usd: '0.0912' },
      smallestRise: 0.06,
      split: {
        beforeUsd: '0.0912',
        afterUsd: '0.0987',
        changeUsd: '0.0075',
        partsUsd: { coverage: '0', tokens: '0.0085', cache: '-0.001' },
      },
    });
    expect(first).toHaveProperty('findings.0', {
      kind: 'limit',
      severity: 'fail',
      metric: { metric: 'cost', unit: 'usd', before: '57/625', after: '987/10000' },
      bound: { relative: '2/25', absolute: null },
    });
  });

  it('has names as they are', () => {
    const { workflows } = json(gateReport([checkOf({ name: '::a ##[b' })]));
    expect(workflows).toMatchObject([{ name: '::a ##[b' }]);
  });

  it('has null where nothing is known', () => {
    const { workflows } = json(full);
    expect(workflows).toMatchObject([{}, { before: null, smallestRise: null }, { after: null }]);
  });

  it('has the verdict first in its conclusion', () => {
    expect((json(full)['conclusion'] as readonly string[])[0]).toBe(
      'failed: 1 workflow costs more than it may, 1 feature is no longer viable; 1 warning',
    );
  });
});

describe('the formats of a check', () => {
  const options = { screen: { width: 80, hasColour: false, isAscii: false }, why: undefined };

  it('are these', () => {
    expect(GATE_FORMATS).toEqual(['table', 'markdown', 'json', 'junit', 'github']);
  });

  it.each(GATE_FORMATS)('are short for names of 1 MB: %s', async (format) => {
    const name = 'x'.repeat(1_000_000);
    const report = gateReport(
      [checkOf({ name, after: '12', findings: [RISE, { severity: 'warn', kind: 'renamed', to: name }] })],
      { reason: name, unusedRules: [{ pattern: name, line: 1 }] },
    );
    expect((await GATE_RENDERERS[format](report, options)).length).toBeLessThan(20_000);
  });

  it.each(GATE_FORMATS)('command no runner of builds by a name: %s', async (format) => {
    const report = gateReport(HOSTILE.map((name) => checkOf({ name, after: '12', findings: [RISE] })));
    for (const width of [40, 80, 160]) {
      const text = await GATE_RENDERERS[format](report, { ...options, screen: { ...options.screen, width } });
      const commands = /^\s*::(?!(notice|error|warning) title=[^:]*::[^\n]*$)/m;
      expect(text).not.toMatch(commands);
      expect(text.replace(/^::.*$/gm, '')).not.toContain('##[');
    }
  });

  it.each(GATE_FORMATS)('end with a line, and are the same for the same report: %s', async (format) => {
    const text = await GATE_RENDERERS[format](full, options);
    expect(text).toMatch(/[^\n]\n$/);
    expect(await GATE_RENDERERS[format](structuredClone(full), options)).toBe(text);
  });
});
