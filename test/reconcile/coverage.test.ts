import { describe, expect, it } from 'vitest';
import type { Money } from '../../src/domain/money.ts';
import type { Coverage, ReconciledRow } from '../../src/domain/reconciliation.ts';
import { checkGaps } from '../../src/reconcile/check.ts';
import { createCoverage, type ExportedUse, type LoggedUse } from '../../src/reconcile/coverage.ts';
import { usd } from '../support/reconcile.ts';

const logged = (model: string, day: string | undefined, tokens: number, cost?: string): LoggedUse => ({
  model,
  day,
  tokens,
  cost: cost === undefined ? undefined : usd(cost),
});

const exported = (
  model: string | undefined,
  day: string | undefined,
  side: { requests?: number; tokens?: number; cost?: string },
): ExportedUse => ({
  model,
  day,
  side: {
    requests: side.requests,
    tokens: side.tokens === undefined ? undefined : BigInt(side.tokens),
    cost: side.cost === undefined ? undefined : usd(side.cost),
  },
});

function covered(logs: readonly LoggedUse[], exports: readonly ExportedUse[]): Coverage {
  const sums = createCoverage();
  for (const each of logs) sums.addLogged(each);
  for (const each of exports) sums.addExported(each);
  return sums.finish(['export']);
}

describe('logs against an export', () => {
  it('are added up by model and day, and by model', () => {
    const { rows, models, total } = covered(
      [
        logged('a', '2026-11-01', 100, '0.1'),
        logged('a', '2026-11-01', 50, '0.05'),
        logged('a', '2026-11-02', 7, '0.01'),
      ],
      [
        exported('a', '2026-11-01', { requests: 2, tokens: 150 }),
        exported('a', '2026-11-01', { cost: '0.16' }),
        exported('a', '2026-11-02', { requests: 3, tokens: 21, cost: '0.03' }),
      ],
    );
    expect(rows.map(({ day, logs, export: there }) => [day, logs, there])).toEqual([
      [
        '2026-11-01',
        { requests: 2, tokens: 150n, cost: usd('0.15') },
        { requests: 2, tokens: 150n, cost: usd('0.16') },
      ],
      [
        '2026-11-02',
        { requests: 1, tokens: 7n, cost: usd('0.01') },
        { requests: 3, tokens: 21n, cost: usd('0.03') },
      ],
    ]);
    const sum = {
      logs: { requests: 3, tokens: 157n, cost: usd('0.16') },
      export: { requests: 5, tokens: 171n, cost: usd('0.19') },
    };
    expect(models).toEqual([{ model: 'a', day: undefined, ...sum }]);
    expect(total).toEqual({ model: undefined, day: undefined, ...sum });
  });

  it('are compared on the days of the export only', () => {
    const { rows, callsOutside, days } = covered(
      [logged('a', '2026-10-31', 5, '1'), logged('a', '2026-11-02', 5, '1'), logged('a', undefined, 5, '1')],
      [exported('a', '2026-11-01', { tokens: 5 }), exported('a', '2026-11-03', { tokens: 5 })],
    );
    expect(days).toEqual(['2026-11-01', '2026-11-03']);
    expect(rows.map(({ day, logs }) => [day, logs?.tokens])).toEqual([
      ['2026-11-01', undefined],
      ['2026-11-02', 5n],
      ['2026-11-03', undefined],
    ]);
    expect(callsOutside).toBe(2);
  });

  it('have models that the export does not have, which are in no sum', () => {
    const { total, models } = covered(
      [logged('a', '2026-11-01', 5, '1'), logged('b', '2026-11-01', 9, '2')],
      [exported('a', '2026-11-01', { tokens: 5 }), exported('c', '2026-11-01', { tokens: 3 })],
    );
    expect(models.map(({ model, logs, export: there }) => [model, logs?.tokens, there?.tokens])).toEqual([
      ['a', 5n, 5n],
      ['b', 9n, undefined],
      ['c', undefined, 3n],
    ]);
    expect([total.logs?.tokens, total.export?.tokens]).toEqual([5n, 8n]);
  });

  it('are held as a whole against days without models, in what only those tell', () => {
    const { total, rows } = covered(
      [logged('a', '2026-11-01', 5, '1'), logged('b', '2026-11-01', 9, '2')],
      [
        exported('a', '2026-11-01', { requests: 1, tokens: 5 }),
        exported('b', '2026-11-01', { requests: 1, tokens: 9 }),
        exported(undefined, '2026-11-01', { cost: '3.3' }),
      ],
    );
    expect(rows.at(-1)).toMatchObject({ model: undefined, logs: { tokens: undefined, cost: usd('3') } });
    expect(total).toMatchObject({
      logs: { tokens: 14n, cost: usd('3') },
      export: { tokens: 14n, cost: usd('3.3') },
    });
  });

  it('have calls whose cost is not known: their tokens count', () => {
    const { total, callsUnlisted } = covered(
      [logged('a', '2026-11-01', 5, '1'), logged('a', '2026-11-01', 9)],
      [exported('a', '2026-11-01', { tokens: 14, cost: '2' })],
    );
    expect(total.logs).toMatchObject({ tokens: 14n, cost: usd('1') });
    expect(callsUnlisted).toBe(1);
  });

  it('are compared without days where the export names none', () => {
    const { total, days } = covered(
      [logged('a', '2026-11-01', 5, '1'), logged('a', undefined, 6, '1')],
      [exported('a', undefined, { tokens: 11 })],
    );
    expect(days).toBeUndefined();
    expect(total).toMatchObject({ logs: { tokens: 11n }, export: { tokens: 11n } });
  });

  it('do not hang on their order', () => {
    const logs = [logged('a', '2026-11-01', 5, '1'), logged('b', '2026-11-02', 6, '1')];
    const exports = [
      exported('b', '2026-11-02', { tokens: 6 }),
      exported(undefined, '2026-11-01', { cost: '1' }),
    ];
    expect(covered([...logs].reverse(), [...exports].reverse())).toEqual(covered(logs, exports));
  });
});

const row = (recorded: string, list: string, parts: ReconciledRow['parts'] = []): ReconciledRow => ({
  name: 'row',
  calls: 1,
  compared: { calls: 1, recorded: usd(recorded), list: usd(list) },
  unlisted: { calls: 0, recorded: 0n as Money },
  unrecorded: { calls: 0, list: 0n as Money },
  zeros: 0,
  parts,
});

describe('a check', () => {
  const failures = (
    of: ReconciledRow,
    {
      percent = 1,
      accepted = [] as Parameters<typeof checkGaps>[2],
      coverage = undefined as Coverage | undefined,
    } = {},
  ) => checkGaps({ rows: [of], total: of, coverage }, { num: BigInt(percent), den: 100n }, accepted).failures;

  it.each([
    ['1.01', '1', true],
    ['1', '1.01', true],
    ['1.0102', '1', false],
    ['0', '1', false],
    ['1', '0', false],
    ['0', '0', true],
    ['-1', '1', false],
  ])('recorded %s against %s within 1 %% of the larger: %s', (recorded, list, isWithin) => {
    expect(failures(row(recorded, list)).length === 0).toBe(isWithin);
  });

  it('takes what accepted causes have out of the gap', () => {
    const mixed = row('1.3', '1', [
      { cause: 'mark-up', calls: 1, gap: usd('0.5') },
      { cause: 'price-date', calls: 1, gap: usd('-0.2') },
    ]);
    expect(failures(mixed, { accepted: ['mark-up', 'price-date'] })).toEqual([]);
    expect(failures(mixed, { accepted: ['mark-up'] })).toMatchObject([{ kind: 'gap', left: usd('-0.2') }]);
  });

  it('fails for calls that cannot be checked, unless that is accepted', () => {
    const without = { ...row('1', '1'), unlisted: { calls: 2, recorded: usd('0.5') } };
    expect(failures(without)).toEqual([{ kind: 'unlisted', calls: 2, recorded: usd('0.5') }]);
    expect(failures(without, { accepted: ['no-list-price'] })).toEqual([]);
  });

  it('fails for an export that is not covered, or covered twice, in tokens or in money', () => {
    const within = (tokens: number, cost: string) =>
      failures(row('1', '1'), {
        percent: 10,
        coverage: covered(
          [logged('a', '2026-11-01', tokens, cost)],
          [exported('a', '2026-11-01', { tokens: 100, cost: '2' })],
        ),
      }).map((failure) => (failure.kind === 'coverage' ? failure.what : failure.kind));
    expect(within(95, '1.9')).toEqual([]);
    expect(within(80, '2')).toEqual(['tokens', 'tokens']);
    expect(within(100, '1')).toEqual(['money', 'money']);
    expect(within(200, '2')).toEqual(['tokens', 'tokens']);
  });
});
