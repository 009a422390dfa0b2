import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOTHING_GIVEN } from '../../src/domain/assumptions.ts';
import type { Entry, Source } from '../../src/domain/entry.ts';
import { createReplay } from '../../src/replay/replay.ts';
import type { Served } from '../../src/replay/served.ts';
import { countsOn, servedFrom, type TextRatio } from '../../src/replay/served-counts.ts';
import { scenariosFor } from '../../src/replay/targets.ts';
import { tokenFactor } from '../../src/replay/transfer.ts';
import { entryMaker, NO_COUNTS } from '../support/arbitrary.ts';
import { BOOK, CARD } from '../support/book.ts';
import { inWorlds, plainRule } from '../support/caches.ts';

/** All models of these tests are sold then. */
const AS_OF = Date.parse('2026-05-04T00:00:00Z');
const OPTIONS = { bandAt: 'start', at: AS_OF, isAtGiven: false, given: NOTHING_GIVEN } as const;

interface Move {
  readonly to: string;
  readonly from?: Partial<Source>;
  readonly served?: (counts: Partial<Entry['counts']>) => Served;
  /** Of the largest of several requests that a record stands for. */
  readonly largestPrompt?: number;
  /** Tokens of an answer there for each one here, in hundredths. */
  readonly longer?: bigint;
}

/** What becomes of calls on another model, in one log. */
function moved(
  calls: readonly Partial<Entry['counts']>[],
  { to, from = {}, served, largestPrompt, longer = 100n }: Move,
) {
  const make = entryMaker();
  const source = make.source({ model: 'gpt-5.5', ...from });
  const scenarios = scenariosFor([to], BOOK.sets, CARD, AS_OF);
  const target = scenarios.findIndex(({ kind }) => kind === 'target');
  const value = inWorlds({ num: longer, den: 100n });
  const given = { ...NOTHING_GIVEN, outputLength: () => ({ line: 1, value }) };
  const replay = createReplay(CARD, scenarios, { ...OPTIONS, given }, 'workflow');
  return calls.map((counts) => {
    const entry = { ...make.entry(source, make.home('run'), '2026-05-01T00:00:00Z', counts), largestPrompt };
    const by = served && scenarios.map((_, place) => (place === target ? served(counts) : undefined));
    return replay.lots.lot(replay.lots.of(entry, 'flow', by)).prices[target];
  });
}

const PRICED = { kind: 'priced' } as const;
const over = (model: string, limit: string, window: number) => ({ kind: 'infeasible', model, limit, window });

describe('gpt-5: 400,000 tokens, 272,000 of them for the prompt, 128,000 for the answer', () => {
  const GPT_5 = 'openai/gpt-5';

  it('takes no call that passes a limit, and every call that reaches one', () => {
    expect(
      moved(
        [
          { input: 272_000, output: 128_000 },
          { input: 272_001, output: 1 },
          { input: 272_000, output: 128_001 },
          { input: 271_999, output: 128_001 },
          { input: 1_000, output: 128_000 },
          { input: 1_000, output: 1_000 },
        ],
        { to: 'gpt-5' },
      ),
    ).toMatchObject([
      PRICED,
      over(GPT_5, 'prompt', 272_000),
      over(GPT_5, 'window', 400_000),
      over(GPT_5, 'answer', 128_000),
      PRICED,
      PRICED,
    ]);
  });

  it('takes what it was recorded to take, however large', () => {
    const calls = [{ input: 900_000, output: 200_000 }];
    expect(moved(calls, { to: 'gpt-5', from: { model: 'gpt-5' } })).toMatchObject([PRICED]);
  });

  it('is not held against the answers of several requests together', () => {
    const calls = [{ input: 900_000, output: 200_000 }];
    expect(moved(calls, { to: 'gpt-5', largestPrompt: 272_000 })).toMatchObject([PRICED]);
    expect(moved(calls, { to: 'gpt-5', largestPrompt: 272_001 })).toMatchObject([
      over(GPT_5, 'prompt', 272_000),
    ]);
    expect(moved(calls, { to: 'gpt-5', from: { isTotal: true } })).toMatchObject([PRICED]);
  });
});

describe('gpt-5, where answers have another length', () => {
  const fits = [PRICED, PRICED, PRICED];

  it('is held against the longer ones, alone and with the prompt', () => {
    // 85,333 × 1.5 = 127,999.5 and 85,334 × 1.5 = 128,001; 272,000 + 128,000 = 400,000
    const calls = [
      { input: 1_000, output: 85_333 },
      { input: 272_000, output: 85_333 },
      { input: 1_000, output: 85_334 },
      { input: 272_000, output: 85_334 },
    ];
    expect(moved(calls, { to: 'gpt-5', longer: 150n })).toMatchObject([
      ...fits.slice(1),
      over('openai/gpt-5', 'answer', 128_000),
      over('openai/gpt-5', 'window', 400_000),
    ]);
  });

  it('takes answers that are shorter there', () => {
    const calls = [1_000, 144_000, 272_000].map((input) => ({ input, output: 256_000 }));
    expect(moved(calls, { to: 'gpt-5', longer: 50n })).toMatchObject(fits);
  });
});

describe("claude-haiku-4-5: 200,000 tokens, 64,000 of them for the answer, 1.19 for each of o200k's", () => {
  const HAIKU = 'anthropic/claude-haiku-4-5-20251001';

  it('is held against its own count, rounded up, at the base of the range', () => {
    // 168,067 × 1.19 = 199,999.73 and 168,068 × 1.19 = 200,000.92; at the high end × 1.12 both would pass.
    // 53,781 × 1.19 = 63,999.39 and 53,782 × 1.19 = 64,000.58
    expect(
      moved(
        [
          { input: 168_000, output: 67 },
          { input: 168_000, output: 68 },
          { input: 1_000, output: 53_781 },
          { input: 1_000, output: 53_782 },
        ],
        { to: 'claude-haiku-4-5' },
      ),
    ).toMatchObject([PRICED, over(HAIKU, 'window', 200_000), PRICED, over(HAIKU, 'answer', 64_000)]);
  });
});

describe('calls whose texts were counted', () => {
  const GPT_4_TURBO = 'openai/gpt-4-turbo'; // 128,000 tokens, 4,096 of them for the answer
  const factor = tokenFactor('o200k', 'cl100k'); // 0.99
  const counted =
    (input: TextRatio, output: TextRatio) =>
    (counts: Partial<Entry['counts']>): Served => {
      const texts = { input, output, how: 'counted', barPercent: 0, own: [] } as const;
      const on = countsOn({ factor }, { counts: { ...NO_COUNTS, ...counts } }, texts);
      const nothing = { read: 0, written: 0 };
      return servedFrom(plainRule({}), on, { low: nothing, base: nothing, high: nothing });
    };

  it("are held against the target's own count, not against the factor", () => {
    // The texts make 5 tokens there for 4 here: 99,200 × 5/4 = 124,000, and with 4,000 all of 128,000. By the factor
    // every one of these would fit.
    const served = counted({ source: 4, target: 5 }, { source: 1, target: 1 });
    expect(
      moved(
        [
          { input: 99_200, output: 4_000 },
          { input: 99_200, output: 4_001 },
          { input: 1_000, output: 4_096 },
          { input: 1_000, output: 4_097 },
        ],
        { to: 'gpt-4-turbo', served },
      ),
    ).toMatchObject([
      PRICED,
      over(GPT_4_TURBO, 'window', 128_000),
      PRICED,
      over(GPT_4_TURBO, 'answer', 4_096),
    ]);
  });

  it('fit where the factor alone would say that they do not', () => {
    // 4 there for 5 here: 150,000 × 4/5 = 120,000; by the factor 148,500.
    const served = counted({ source: 5, target: 4 }, { source: 1, target: 1 });
    const calls = [{ input: 150_000, output: 1_000 }];
    expect(moved(calls, { to: 'gpt-4-turbo', served })).toMatchObject([PRICED]);
    expect(moved(calls, { to: 'gpt-4-turbo' })).toMatchObject([over(GPT_4_TURBO, 'window', 128_000)]);
  });
});

describe('whatever the call and its target', () => {
  /** A target and one of its limits. */
  const targets = [
    ['gpt-4', 8_192],
    ['gpt-4-turbo', 128_000],
    ['gpt-5', 272_000],
    ['claude-haiku-4-5', 200_000],
    ['deepseek-v4-pro', 1_000_000],
  ] as const;
  const ratio = fc.record({ source: fc.integer({ min: 5, max: 9 }), target: fc.integer({ min: 5, max: 9 }) });

  it('a longer prompt never fits where a shorter one does not, nor a longer answer', () => {
    let misfits = 0;
    fc.assert(
      fc.property(
        fc.record({
          target: fc.constantFrom(...targets),
          model: fc.constantFrom('gpt-5.5', 'gemini-2.5-pro', 'claude-opus-4-7', 'qwen3-max', 'acme-ft'),
          percent: fc.integer({ min: 50, max: 150 }),
          output: fc.oneof(fc.nat({ max: 9_000 }), fc.nat({ max: 200_000 })),
          more: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 200 })),
          longer: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 100_000 })),
          ratio: fc.option(ratio, { nil: undefined }),
        }),
        ({ target: [to, near], model, percent, output, more, longer, ratio: texts }) => {
          const input = Math.round((near * percent) / 100);
          const larger = input + 1 + Math.round((near * more) / 100);
          const factor = tokenFactor('o200k', 'cl100k');
          const served = (counts: Partial<Entry['counts']>): Served => {
            const ratios = { input: texts, output: texts, how: 'counted', barPercent: 0, own: [] } as const;
            const on = countsOn({ factor }, { counts: { ...NO_COUNTS, ...counts } }, ratios);
            const nothing = { read: 0, written: 0 };
            return servedFrom(plainRule({}), on, { low: nothing, base: nothing, high: nothing });
          };
          const calls = [
            { input, output },
            { input: larger, output },
            { input: larger, output: output + longer },
          ];
          const how = { to, from: { model }, ...(texts === undefined ? {} : { served }) };
          // Side by side in one log, and each alone: lots must not lie over a limit.
          const kinds = moved(calls, how).map((price) => price?.kind);
          const alone = calls.map((call) => moved([call], how)[0]?.kind);
          expect(kinds).toEqual(alone);
          misfits += kinds.filter((kind) => kind === 'infeasible').length;
          expect(kinds.lastIndexOf('infeasible')).toBe(kinds.includes('infeasible') ? kinds.length - 1 : -1);
        },
      ),
      { numRuns: 100 },
    );
    expect(misfits).toBeGreaterThan(20);
  });
});
