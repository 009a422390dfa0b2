import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { HIT_WORLDS } from '../../src/domain/caching.ts';
import { ONE } from '../../src/domain/money.ts';
import { NO_COUNTS } from '../../src/normalize/counts.ts';
import { timesIn, UNCHANGED } from '../../src/replay/moves.ts';
import { placeOf, SHARES, servedCost } from '../../src/replay/served.ts';
import { countsOn, servedFrom } from '../../src/replay/served-counts.ts';
import { tokenFactor, WORLDS } from '../../src/replay/transfer.ts';
import { plainRule } from '../support/caches.ts';

const counts = (input: number, output: number) => ({ counts: { ...NO_COUNTS, input, output } });
const NO_TEXT = undefined;
const COUNTED = { how: 'counted', barPercent: 0, own: [] } as const;
const O200K_TO_CLAUDE = { factor: tokenFactor('o200k', 'claude-3') }; // 1.19 ± 12 %

describe('tokens on a target', () => {
  it('are the recorded ones by the ratio of the texts, each side by its own', () => {
    const ratios = { ...COUNTED, input: { source: 50, target: 60 }, output: { source: 10, target: 5 } };
    const { input, output, counting } = countsOn(O200K_TO_CLAUDE, counts(1000, 301), ratios);
    expect(input).toEqual({ low: 1200, base: 1200, high: 1200 });
    expect(output).toEqual({ low: 151, base: 151, high: 151 }); // 150.5
    expect(counting).toBe('counted');
  });

  it('have the bar of estimated texts, and are whole', () => {
    const texts = { input: { source: 40, target: 61.2 }, output: undefined };
    const { input, counting, barPercent } = countsOn(O200K_TO_CLAUDE, counts(1000, 0), {
      ...texts,
      how: 'estimated',
      barPercent: 3,
      own: [],
    });
    expect(input).toEqual({ low: 1484, base: 1530, high: 1576 }); // 1,530 × 0.97 = 1,484.1; × 1.03 = 1,575.9
    expect([counting, barPercent]).toEqual(['estimated', 3]);
  });

  it('are those of one factor with its bar where there is no text', () => {
    const { input, counting } = countsOn(O200K_TO_CLAUDE, counts(1000, 0), NO_TEXT);
    expect(input).toEqual({ low: 1047, base: 1190, high: 1333 }); // 1,190 × 0.88 = 1,047.2; × 1.12 = 1,332.8
    expect(counting).toBe('none');
  });

  it('stay as they are within a family', () => {
    const { input } = countsOn({ factor: tokenFactor('qwen', 'qwen') }, counts(1000, 0), NO_TEXT);
    expect(input).toEqual({ low: 1000, base: 1000, high: 1000 });
  });
});

const share = fc.tuple(fc.nat({ max: 4000 }), fc.nat({ max: 4000 }));
const rates = fc
  .tuple(fc.nat({ max: 50 }), fc.nat({ max: 500 }), fc.nat({ max: 200 }))
  .map(([read, more, fee]) => ({ read, input: read + more, written: read + more + fee }));

describe('in every world', () => {
  test('the three shares are the prompt, and fewer tokens of the same text never cost more', () => {
    fc.assert(
      fc.property(fc.nat({ max: 3000 }), share, rates, (plain, [read, written], price) => {
        const hits = { low: { read: 0, written: 0 }, base: { read, written }, high: { read, written: 0 } };
        const on = countsOn(O200K_TO_CLAUDE, counts(Math.ceil((plain + read + written) / 1.18), 20), NO_TEXT);
        const whole = { ...on, input: { ...on.input, base: Math.max(on.input.base, read + written) } };
        const { tokens } = servedFrom(plainRule({ writes: 'cacheWrite' }), whole, hits);
        const vector = {
          input: BigInt(price.input),
          cacheRead: BigInt(price.read),
          cacheWrite: BigInt(price.written),
          output: 1n,
        };
        for (const many of HIT_WORLDS) {
          const costs = WORLDS.map((world) => {
            const parts = SHARES.map((each) => tokens[placeOf(world, many, each)] ?? 0);
            expect(parts.reduce((sum, part) => sum + part, 0)).toBe(whole.input[world]);
            expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
            const times = timesIn(UNCHANGED, ONE, world);
            const at = { rates: vector as never, writes: 'cacheWrite', times, world, hits: many } as const;
            const cost = servedCost(tokens, at);
            expect(cost.den).toBe(1n);
            return cost.num;
          });
          expect(costs).toEqual([...costs].sort((a, b) => Number(a - b)));
        }
      }),
    );
  });
});
