import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/domain/call.ts';
import type { Entry } from '../../src/domain/entry.ts';
import { createLedger } from '../../src/normalize/ledger.ts';
import { merge, type Told } from '../../src/normalize/merge.ts';
import { createRegistry } from '../../src/normalize/registry.ts';

const CALL: Call = {
  line: 1,
  span: undefined,
  costKind: 'stated',
  costDecimals: 0,
  costDetails: undefined,
  isCostZero: false,
  isTotal: false,
  requests: undefined,
  largestPrompt: undefined,
  id: undefined,
  isProviderId: false,
  isFinal: false,
  run: 'r',
  workflow: 'w',
  step: undefined,
  provider: undefined,
  model: 'gpt-5.5',
  serviceTier: undefined,
  region: undefined,
  startedAt: 1_700_000_000_000,
  endedAt: undefined,
  instantKnown: 'exact',
  usage: {
    input: 100,
    cacheRead: 0,
    cacheWrite: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    cacheWrite12h: 0,
    audioInput: 0,
    audioCacheRead: 0,
    output: 10,
    reasoning: undefined,
    audioOutput: 0,
  },
  algebra: 'format',
  inputKnown: { kind: 'reported' },
  outputKnown: { kind: 'reported' },
  recordedCost: undefined,
  status: 'ok',
};

interface Variation {
  readonly call?: Partial<Call>;
  readonly usage?: Partial<Call['usage']>;
}

function ledgerOf(
  rows: readonly (Variation & {
    readonly id: string;
    readonly isProviderId: boolean;
    readonly isFinal?: boolean;
  })[],
) {
  const registry = createRegistry();
  const ledger = createLedger(registry);
  const outcomes = rows.map(({ id, isProviderId, isFinal = false, call, usage }) => {
    const entry = registry.entry({ ...CALL, ...call, usage: { ...CALL.usage, ...usage } }, 'file');
    return ledger.add({ entry, id, isProviderId, isFinal });
  });
  return { outcomes, entries: [...ledger.drain()] };
}

describe('records of one response', () => {
  it('belong to the run that ended first, whichever is read first: another goes on from a copy', () => {
    const row = (run: string, id: string, startedAt: number) => ({
      id,
      isProviderId: true,
      call: { run, startedAt },
    });
    const original = [row('m', 'msg_1', 1000), row('m', 'msg_2', 2000)];
    const resumed = ['a', 'z'].map((run) => [
      ...original.map(({ id, call }) => row(run, id, call.startedAt)),
      row(run, `msg_${run}`, 3000),
    ]);
    const runsOf = (rows: Parameters<typeof ledgerOf>[0]) =>
      ledgerOf(rows)
        .entries.map(({ home }) => home.run)
        .sort();
    const rows = [...original, ...resumed.flat()];
    expect(runsOf(rows)).toEqual(['a', 'm', 'm', 'z']);
    expect(runsOf([...rows].reverse())).toEqual(['a', 'm', 'm', 'z']);
  });

  it('with a provider’s id merge field by field, whatever else they say', () => {
    const { outcomes, entries } = ledgerOf([
      { id: 'msg_1', isProviderId: true, usage: { output: 1 } },
      {
        id: 'msg_1',
        isProviderId: true,
        usage: { output: 300, cacheRead: 50 },
        call: { startedAt: 1_700_000_005_000 },
      },
    ]);
    expect(outcomes).toEqual(['new', 'merged']);
    expect(entries).toMatchObject([
      { counts: { input: 100, output: 300, cacheRead: 50 }, startedAt: 1_700_000_000_000 },
    ]);
  });

  it('are outvoted by the one that its format marks final', () => {
    const { entries } = ledgerOf([
      { id: 'resp_1', isProviderId: true, isFinal: true, usage: { output: 20 } },
      { id: 'resp_1', isProviderId: true, usage: { output: 999 } },
    ]);
    expect(entries).toMatchObject([{ counts: { output: 20 } }]);
  });
});

describe('ids that anybody can make', () => {
  it('merge rows that agree in instant, model and usage', () => {
    const { outcomes } = ledgerOf([
      { id: '7', isProviderId: false },
      { id: '7', isProviderId: false, call: { step: 'other' } },
    ]);
    expect(outcomes).toEqual(['new', 'merged']);
  });

  it.each([
    ['instant', { call: { startedAt: 1_700_000_000_001 } }],
    ['model', { call: { model: 'gpt-4o' } }],
    ['usage', { usage: { output: 11 } }],
  ])('keep both rows, and count the clash, where the %s differs', (_, other) => {
    const { outcomes, entries } = ledgerOf([
      { id: '7', isProviderId: false },
      { id: '7', isProviderId: false, ...other },
    ]);
    expect(outcomes).toEqual(['new', 'clash']);
    expect(entries).toHaveLength(2);
  });

  it('without an instant merge only within one run', () => {
    const timeless = { startedAt: undefined };
    const rows = ['a', 'a', 'b'].map((run) => ({ id: '0', isProviderId: false, call: { ...timeless, run } }));
    expect(ledgerOf(rows).outcomes).toEqual(['new', 'merged', 'clash']);
  });
});

it('keeps a hundred thousand ids apart', () => {
  const rows = Array.from({ length: 100_000 }, (_, index) => ({
    id: `req-${index}`,
    isProviderId: false,
    usage: { output: index },
  }));
  const { outcomes, entries } = ledgerOf(rows);
  expect(outcomes.filter((outcome) => outcome !== 'new')).toEqual([]);
  expect(entries.reduce((sum, { counts }) => sum + counts.output, 0)).toBe((100_000 * 99_999) / 2);
});

describe('a hundred thousand calls with one id', () => {
  const callsAt = (startedAt: (index: number) => number | undefined) =>
    Array.from({ length: 100_000 }, (_, index) => ({
      id: '0',
      isProviderId: false,
      call: { startedAt: startedAt(index), run: undefined },
    }));

  it('are kept apart by their instants, and each is known again', () => {
    const rows = callsAt((index) => 1_700_000_000_000 + index);
    const { outcomes, entries } = ledgerOf([...rows, ...rows]);
    expect(outcomes.filter((outcome) => outcome === 'merged')).toHaveLength(rows.length);
    expect(entries).toHaveLength(rows.length);
  });

  it('are all kept where nothing says which is which', () => {
    const rows = callsAt(() => undefined);
    expect(ledgerOf(rows).entries).toHaveLength(rows.length);
  });
});

it('keeps every field of an entry, large costs and rare tokens too', () => {
  const registry = createRegistry();
  const ledger = createLedger(registry);
  const usage = {
    ...CALL.usage,
    cacheWrite: 1,
    cacheWrite5m: 2,
    cacheWrite1h: 3,
    cacheWrite12h: 4,
    audioInput: 5,
    audioCacheRead: 6,
    audioOutput: 7,
  };
  const entry = registry.entry(
    {
      ...CALL,
      usage,
      step: 's',
      endedAt: 1_700_000_009_000,
      recordedCost: (10n ** 25n) as never,
      costKind: 'charged',
      costDecimals: 7,
      costDetails: { upstream: 5n as never, toolUses: 2 },
    },
    'file',
  );
  ledger.add({ entry, id: 'x', isProviderId: false, isFinal: false });
  expect([...ledger.drain()]).toEqual([entry]);
});

describe('what is said of a cost', () => {
  const registry = createRegistry();
  const entry = (cost: bigint | undefined, other: Partial<Call> = {}) =>
    registry.entry({ ...CALL, recordedCost: cost as never, ...other }, 'file');
  const merged = (...entries: readonly Entry[]): Entry => {
    const ledger = createLedger(registry);
    for (const each of entries) ledger.add({ entry: each, id: 'x', isProviderId: true, isFinal: false });
    const [first] = [...ledger.drain()];
    return first as Entry;
  };

  it('is that of the larger cost, in any order', () => {
    const coarse = entry(5n, { costDecimals: 2 });
    const fine = entry(7n, { costDecimals: 9, costKind: 'charged' });
    const forms = [merged(coarse, fine), merged(fine, coarse)].map(({ costForm }) => costForm);
    expect(forms).toEqual([fine.costForm, fine.costForm]);
    expect(fine.costForm).toMatchObject({ decimals: 9, kind: 'charged', isZero: false });
  });

  it('is that it is 0, only if no record has a cost', () => {
    const zero = entry(undefined, { isCostZero: true });
    const nothing = entry(undefined);
    expect(merged(zero, nothing).costForm.isZero).toBe(true);
    expect(merged(nothing, zero).costForm.isZero).toBe(true);
    expect(merged(zero, entry(3n)).costForm.isZero).toBe(false);
  });

  it('has the upstream’s bill from wherever it stands', () => {
    const details = { upstream: 4n as never, toolUses: 0 };
    const uses = { upstream: undefined, toolUses: 3 };
    const both = merged(entry(5n, { costDetails: details }), entry(7n, { costDetails: uses }));
    expect(both.costDetails).toEqual({ upstream: 4n, toolUses: 3 });
  });
});

describe('merging', () => {
  const registry = createRegistry();
  const text = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined });
  const told: fc.Arbitrary<Told> = fc
    .record({
      isFinal: fc.boolean(),
      run: text,
      workflow: text,
      step: text,
      model: text,
      startedAt: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      endedAt: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      status: fc.constantFrom('ok', 'failed', 'unknown' as const),
      output: fc.integer({ min: 0, max: 5 }),
      cacheRead: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
      cost: fc.option(fc.bigInt({ min: 1n, max: 5n }), { nil: undefined }),
    })
    .map(({ isFinal, output, cacheRead, cost, ...rest }) => ({
      isFinal,
      entry: registry.entry(
        { ...CALL, ...rest, recordedCost: cost as never, usage: { ...CALL.usage, output, cacheRead } },
        'file',
      ),
    }));

  it('does not depend on the order', () => {
    fc.assert(
      fc.property(told, told, told, (a, b, c) => {
        const both = merge(merge(a, b, registry), c, registry);
        expect(merge(merge(c, b, registry), a, registry)).toEqual(both);
        expect(merge(a, merge(c, b, registry), registry)).toEqual(both);
      }),
    );
  });

  it('with itself changes nothing', () => {
    fc.assert(
      fc.property(told, (a) => {
        expect(merge(a, a, registry)).toEqual(a);
      }),
    );
  });
});
