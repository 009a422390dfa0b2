import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOTHING_GIVEN } from '../../src/domain/assumptions.ts';
import type { Entry, Source } from '../../src/domain/entry.ts';
import { moneyText } from '../../src/domain/money.ts';
import type { Report } from '../../src/domain/report.ts';
import { createLanes } from '../../src/replay/lane.ts';
import { quickCostOfRun } from '../../src/replay/quick-cost.ts';
import { createReplay } from '../../src/replay/replay.ts';
import { costOfRun } from '../../src/replay/run-cost.ts';
import { summarise } from '../../src/replay/summarise.ts';
import { scenariosFor } from '../../src/replay/targets.ts';
import { entryMaker } from '../support/arbitrary.ts';
import { BOOK, CARD } from '../support/book.ts';

const AS_OF = Date.parse('2026-11-23T00:00:00Z');
const OPTIONS = { bandAt: 'start', at: AS_OF, isAtGiven: false, given: NOTHING_GIVEN } as const;

function replayOf(
  entries: readonly Entry[],
  to: readonly string[],
  grouping: Report['grouping'] = 'workflow',
) {
  const scenarios = scenariosFor(to, BOOK.sets, CARD, AS_OF);
  const replay = createReplay(CARD, scenarios, OPTIONS, grouping);
  for (const entry of entries) replay.add(entry);
  return { replay, scenarios, summary: summarise(replay, scenarios.length, { keepsRuns: true }) };
}

const texts = (range: { low: bigint; base: bigint; high: bigint } | undefined) =>
  range && [range.low, range.base, range.high].map((amount) => moneyText(amount as never));

/** 20 turns: a prefix of 40,000 tokens, 2,000 more each turn, 800 out each. */
function loop(
  source: (make: ReturnType<typeof entryMaker>) => Source,
  at: string | undefined,
): readonly Entry[] {
  const make = entryMaker();
  const own = source(make);
  return Array.from({ length: 20 }, (_, turn) =>
    make.entry(own, make.home('loop'), at, { input: 40_000 + 2_000 * turn, output: 800 }),
  );
}

describe('the loop of 20 turns on V4-Pro, off-peak', () => {
  // Σ input 20 × 40,000 + 2,000 × (0 + … + 19) = 1,180,000; largest prompt 78,000; output 20 × 800 = 16,000.
  // cold: 1.18 M × $0.66 + 0.016 M × $1.98 = 0.7788 + 0.03168 = $0.81048
  // warm: 0.078 M × $0.66 + 1.102 M × $0.022 + 0.03168 = 0.05148 + 0.024244 + 0.03168 = $0.107404
  const withoutCounts = (model: string) =>
    loop((make) => make.source({ model, isCacheKnown: false }), '2026-11-21T12:00:00Z');

  it('costs $0.81048 cold and $0.107404 warm, from a log without cached counts', () => {
    const { summary } = replayOf(withoutCounts('deepseek-v4-pro'), ['deepseek-v4-pro']);
    expect(texts(summary.total.outcomes[0]?.total)).toEqual(['0.107404', '0.81048', '0.81048']);
  });

  it('from a log of another model of the same tokenizer too', () => {
    const { summary } = replayOf(withoutCounts('deepseek-v4-flash'), ['deepseek-v4-pro']);
    expect(texts(summary.total.outcomes[2]?.total)).toEqual(['0.107404', '0.81048', '0.81048']);
  });

  it('has the recorded share as its base where the log counts hits', () => {
    const entries = withoutCounts('deepseek-v4-flash').map((entry) => ({
      ...entry,
      source: { ...entry.source, isCacheKnown: true },
      counts: { ...entry.counts, cacheRead: 40_000 },
    }));
    const { summary } = replayOf(entries, ['deepseek-v4-pro']);
    // 20 × 40,000 cached × 0.022 + 380,000 × 0.66 + 0.03168 = 0.0176 + 0.2508 + 0.03168
    expect(texts(summary.total.outcomes[2]?.total)).toEqual(['0.107404', '0.30008', '0.81048']);
  });

  it('has both bands as its range where the log has no instant', () => {
    const { summary } = replayOf(
      loop(
        (make) => make.source({ model: 'deepseek-v4-pro', isCacheKnown: false, instantKnown: 'missing' }),
        undefined,
      ),
      [],
    );
    // The as-of date is a Monday, 08:00 in Beijing: off-peak. At peak everything is twice as dear.
    expect(texts(summary.total.outcomes[0]?.total)).toEqual(['0.107404', '0.81048', '1.62096']);
  });
});

describe('a target with a fee for cache writes', () => {
  // Opus 4.7: $5 input, $6.25 written, $0.50 read, $25 out.
  it('charges it on what is not found in the cache, except when nothing is cached', () => {
    const make = entryMaker();
    const source = make.source({ model: 'claude-opus-4-8', isCacheKnown: true });
    const entries = [
      make.entry(source, make.home('r'), '2026-11-01T00:00:00Z', {
        input: 10_000,
        cacheRead: 4_000,
        output: 1_000,
      }),
    ];
    const { summary } = replayOf(entries, ['claude-opus-4-7']);
    // base: 6,000 × 6.25 + 4,000 × 0.5 + 1,000 × 25 per million = 0.0375 + 0.002 + 0.025
    // cold: 10,000 × 5 + 0.025 = 0.075
    expect(texts(summary.total.outcomes[2]?.total)).toEqual(['0.0645', '0.0645', '0.075']);
  });
});

describe('a call that stays on its model', () => {
  it('costs exactly the same on the same model at the same price', () => {
    const make = entryMaker();
    const source = make.source({ model: 'claude-sonnet-4-6' });
    const entries = [
      make.entry(source, make.home('r'), '2026-11-01T00:00:00Z', {
        input: 10_000,
        cacheRead: 4_000,
        cacheWrite5m: 3_000,
        output: 1_001,
      }),
    ];
    const { compared, total } = replayOf(entries, ['claude-sonnet-4-6']).summary.total.outcomes[2] ?? {};
    expect(compared && compared.here - compared.baseline).toBe(0n);
    expect(total?.low).toBe(total?.high);
  });
});

const models = [
  'gpt-5.5',
  'gpt-4o',
  'claude-opus-4-7',
  'claude-sonnet-4-6',
  'deepseek-v4-pro',
  'gemini-2.5-pro',
  'claude-haiku-5-5',
  'acme-ft',
];
const arbitraryCall = fc.record({
  model: fc.constantFrom(...models),
  isCacheKnown: fc.boolean(),
  instantKnown: fc.constantFrom('exact', 'zone assumed', 'missing' as const),
  run: fc.integer({ min: 0, max: 5 }),
  at: fc.integer({ min: Date.parse('2026-04-20T00:00:00Z'), max: Date.parse('2026-11-22T00:00:00Z') }),
  input: fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 90_000, max: 1_200_000 })),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  written: fc.double({ min: 0, max: 1, noNaN: true }),
  output: fc.integer({ min: 0, max: 20_000 }),
});
type ArbitraryCall = typeof arbitraryCall extends fc.Arbitrary<infer T> ? T : never;

function entriesOf(calls: readonly ArbitraryCall[]): readonly Entry[] {
  const make = entryMaker();
  const sources = new Map<string, Source>();
  return calls.map(({ model, isCacheKnown, instantKnown, run, at, input, share, written, output }) => {
    const key = `${model} ${isCacheKnown} ${instantKnown}`;
    const source =
      sources.get(key) ?? make.source({ model, isCacheKnown, instantKnown: instantKnown as 'exact' });
    sources.set(key, source);
    const cacheRead = isCacheKnown ? Math.floor(input * share) : 0;
    const cacheWrite5m = Math.floor((input - cacheRead) * written);
    const instant = instantKnown === 'missing' ? undefined : new Date(at).toISOString();
    return make.entry(source, make.home(`r${run}`), instant, { input, cacheRead, cacheWrite5m, output });
  });
}

const TARGETS = [
  'deepseek-v4-pro',
  'deepseek-v4-flash',
  'gpt-5.5',
  'claude-opus-4-7',
  'claude-haiku-5-5',
  'grok-4.7',
];
const logs = fc.array(arbitraryCall, { minLength: 1, maxLength: 12 }).map(entriesOf);

describe('whatever the log', () => {
  it('the base lies within its range, and rows add up to the total, ranges included', () => {
    fc.assert(
      fc.property(
        logs,
        fc.constantFrom('workflow', 'step', 'model', 'day', 'status' as const),
        (entries, grouping) => {
          const { summary } = replayOf(entries, TARGETS, grouping);
          for (const [index, { total }] of summary.total.outcomes.entries()) {
            expect(total.low <= total.base && total.base <= total.high).toBe(true);
            const sum = (end: 'low' | 'base' | 'high') =>
              summary.rows.reduce((all, row) => all + (row.outcomes[index]?.total[end] ?? 0n), 0n);
            expect([sum('low'), sum('base'), sum('high')]).toEqual([total.low, total.base, total.high]);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('the quick way gives exactly what the exact way gives', () => {
    let quick = 0;
    fc.assert(
      fc.property(logs, (entries) => {
        const { replay, scenarios } = replayOf(entries, TARGETS);
        const { lanes } = createLanes(replay.lots.all(), scenarios.length);
        for (const { cells } of replay.cells.eachRun()) {
          for (const lane of lanes) {
            const priced = cells.flatMap((cell) => {
              const { prices, source } = replay.lots.lot(cell.lot);
              const price = prices[lane.scenario];
              return price?.kind === 'priced' ? [{ cell, price, isCacheKnown: source.isCacheKnown }] : [];
            });
            const exact = costOfRun(priced).cost;
            const own = quickCostOfRun(lane, cells)?.cost;
            quick += Number(own !== undefined);
            const inBigints = Object.entries(own ?? exact).map(([end, amount]) => [end, BigInt(amount)]);
            expect(Object.fromEntries(inBigints)).toEqual(exact);
          }
        }
      }),
      { numRuns: 80 },
    );
    expect(quick).toBeGreaterThan(500);
  });

  it('summing calls by lot first changes nothing: each run costs what its calls cost one by one', () => {
    fc.assert(
      fc.property(logs, (entries) => {
        const known = entries.filter(({ source }) => source.isCacheKnown);
        const { summary } = replayOf(known, []);
        const single = known.map(
          (entry) => replayOf([entry], []).summary.total.outcomes[0]?.total.base ?? 0n,
        );
        expect(summary.total.outcomes[0]?.total.base ?? 0n).toBe(
          single.reduce<bigint>((sum, each) => sum + each, 0n),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('its order changes no figure', () => {
    fc.assert(
      fc.property(logs, (entries) => {
        const figures = (list: readonly Entry[]) =>
          replayOf(list, TARGETS).summary.total.outcomes.map(({ total, compared, runsPriced }) => ({
            total,
            compared,
            runsPriced,
          }));
        expect(figures([...entries].reverse())).toEqual(figures(entries));
      }),
      { numRuns: 30 },
    );
  });

  it('more tokens never cost less', () => {
    fc.assert(
      fc.property(logs, fc.integer({ min: 1, max: 500_000 }), (entries, more) => {
        const larger = entries.map((entry) => ({
          ...entry,
          counts: { ...entry.counts, output: entry.counts.output + more },
        }));
        const before = replayOf(entries, TARGETS).summary.total.outcomes;
        const after = replayOf(larger, TARGETS).summary.total.outcomes;
        const cheaper = after.filter(({ total, callsPriced }, index) => {
          const other = before[index];
          return other !== undefined && callsPriced === other.callsPriced && total.base < other.total.base;
        });
        expect(cheaper).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
