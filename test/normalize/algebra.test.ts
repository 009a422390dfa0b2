import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { decideTotals, type StatedCounts } from '../../src/normalize/algebra.ts';

const stated = (
  input: number,
  cached: number,
  output: number,
  reasoning: number,
  total?: number,
): StatedCounts => ({
  input,
  cached,
  output,
  reasoning,
  total,
});

describe('what is inside what', () => {
  test.each([
    ['the total is input + output', stated(1000, 400, 50, 0, 1050), 'outside', 1000, 50, 'total'],
    ['the total is everything', stated(600, 400, 50, 0, 1050), 'inside', 1000, 50, 'total'],
    ['the total has reasoning beside the output', stated(1000, 0, 50, 30, 1080), 'inside', 1000, 80, 'total'],
    ['the total has reasoning inside the output', stated(1000, 0, 80, 30, 1080), 'inside', 1000, 80, 'total'],
    ['the total has both beside', stated(600, 400, 50, 30, 1080), 'inside', 1000, 80, 'total'],
    ['more cached than input', stated(2, 400, 50, 0), 'inside', 402, 50, 'impossible otherwise'],
    ['no proof, a vendor that counts outside', stated(600, 400, 50, 0), 'outside', 1000, 50, 'assumed'],
    ['no proof, a vendor that counts inside', stated(600, 400, 50, 0), 'inside', 600, 50, 'assumed'],
    ['nothing cached', stated(600, 0, 50, 0), 'outside', 600, 50, 'nothing to decide'],
    ['more reasoning than output', stated(600, 0, 50, 80), 'inside', 600, 130, 'nothing to decide'],
  ] as const)('%s', (_, counts, fallback, input, output, rule) => {
    expect(decideTotals(counts, fallback)).toEqual({ input, output, rule, contradictsTotal: false });
  });

  it('is told when the total fits no reading, and the total is not used', () => {
    expect(decideTotals(stated(600, 400, 50, 0, 9999), 'inside')).toMatchObject({
      input: 600,
      contradictsTotal: true,
    });
    expect(decideTotals(stated(600, 0, 50, 0, 9999), 'inside')).toMatchObject({
      input: 600,
      contradictsTotal: true,
    });
  });

  it('fills a missing side from the total', () => {
    expect(
      decideTotals({ input: undefined, cached: 0, output: 50, reasoning: 0, total: 650 }, 'inside'),
    ).toMatchObject({ input: 600 });
    expect(
      decideTotals({ input: 600, cached: 0, output: undefined, reasoning: 0, total: 650 }, 'inside'),
    ).toMatchObject({ output: 50 });
    expect(
      decideTotals({ input: undefined, cached: 0, output: undefined, reasoning: 0, total: 650 }, 'inside'),
    ).toMatchObject({ input: undefined, output: undefined });
  });

  it('never makes a total smaller than its subsets', () => {
    const count = fc.integer({ min: 0, max: 5000 });
    fc.assert(
      fc.property(
        count,
        count,
        count,
        count,
        fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: undefined }),
        fc.constantFrom('inside', 'outside' as const),
        (input, cached, output, reasoning, total, fallback) => {
          const decided = decideTotals({ input, cached, output, reasoning, total }, fallback);
          expect(decided.input).toBeGreaterThanOrEqual(cached);
          expect(decided.output).toBeGreaterThanOrEqual(reasoning);
        },
      ),
    );
  });
});
