import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fraction, type Money, parseMoney, scale } from '../../src/domain/money.ts';
import type { Range } from '../../src/domain/report.ts';
import { type FeatureCost, isViable, type Judgement, type Verdict } from '../../src/domain/viability.ts';
import { crossingOf } from '../../src/plan/economics.ts';
import { type Evidence, isWithin, judge } from '../../src/plan/judge.ts';
import { atPrices } from '../../src/plan/sweep.ts';

const usd = (text: string): Money => parseMoney(text) as Money;

const range = (low: string, base: string, high: string): Range => ({
  low: usd(low),
  base: usd(base),
  high: usd(high),
});

const costing = (decisive: Range | undefined, rest: Partial<FeatureCost> = {}): FeatureCost => ({
  runs: 10,
  runsPriced: 10,
  runsInfeasible: 0,
  decisive,
  mean: decisive,
  outputShare: 0.5,
  widest: 'cache',
  ...rest,
});

const exactly = (amount: string): FeatureCost => costing(range(amount, amount, amount));

const verdictOf = (before: FeatureCost, after: FeatureCost, affordable = '0.30'): Judgement =>
  judge({ before, after, affordable: usd(affordable), quality: undefined });

describe('a verdict', () => {
  it.each([
    ['0.80', '0.10', 'newly viable'],
    ['0.80', '0.31', 'still not viable'],
    ['0.20', '0.10', 'still viable'],
    ['0.20', '0.31', 'no longer viable'],
  ] as const)('of $%s before and $%s after within $0.30 is %s, firmly', (before, after, verdict) => {
    expect(verdictOf(exactly(before), exactly(after))).toMatchObject({ verdict, isFirm: true, doubts: [] });
  });

  it('holds at exactly the budget, and not one 10⁻¹⁵ dollar above', () => {
    expect(verdictOf(exactly('0.80'), exactly('0.30')).verdict).toBe('newly viable');
    expect(verdictOf(exactly('0.80'), exactly('0.300000000000001')).verdict).toBe('still not viable');
  });

  it('leans where the budget lies inside the range after, and says which range', () => {
    const after = costing(range('0.05', '0.10', '0.40'));
    const judged = verdictOf(exactly('0.80'), after);
    expect(judged).toMatchObject({ verdict: 'newly viable', isFirm: false, blocks: [] });
    expect(judged.doubts).toEqual([
      { kind: 'range', side: 'after', cause: 'cache', range: range('0.05', '0.10', '0.40') },
    ]);
  });

  it('leans where the range before is torn, too', () => {
    const judged = verdictOf(costing(range('0.25', '0.80', '0.90')), exactly('0.10'));
    expect(judged).toMatchObject({ verdict: 'newly viable', isFirm: false });
    expect(judged.doubts.map((doubt) => [doubt.kind, doubt.side])).toEqual([['range', 'before']]);
  });

  it('leans while some runs have no price, and is unknown once most have none', () => {
    const some = costing(range('0.10', '0.10', '0.10'), { runsPriced: 9 });
    expect(verdictOf(exactly('0.80'), some)).toMatchObject({
      verdict: 'newly viable',
      isFirm: false,
      doubts: [{ kind: 'coverage', side: 'after', runs: 1 }],
    });
    const few = costing(range('0.10', '0.10', '0.10'), { runsPriced: 4 });
    expect(verdictOf(exactly('0.80'), few)).toMatchObject({
      verdict: 'unknown',
      isFirm: false,
      doubts: [],
      blocks: [{ kind: 'coverage', side: 'after', runs: 6 }],
    });
    expect(verdictOf(costing(undefined, { runsPriced: 0 }), exactly('0.10'))).toMatchObject({
      verdict: 'unknown',
      blocks: [{ kind: 'coverage', side: 'before', runs: 10 }],
    });
  });

  it('of runs that do not fit is never viable if they are most, and never firm if they are some', () => {
    const one = costing(range('0.10', '0.10', '0.10'), { runsPriced: 9, runsInfeasible: 1 });
    expect(verdictOf(exactly('0.80'), one)).toMatchObject({
      verdict: 'newly viable',
      isFirm: false,
      doubts: [{ kind: 'window', side: 'after', runs: 1 }],
    });
    const all = costing(undefined, { runsPriced: 0, runsInfeasible: 10 });
    expect(verdictOf(exactly('0.80'), all)).toMatchObject({
      verdict: 'still not viable',
      isFirm: true,
      blocks: [{ kind: 'window', runs: 10 }],
    });
  });

  it('waits for a score that is asked for, and is firm about one that is too low', () => {
    const asked = (score: number | undefined, before = '0.80') =>
      judge({
        before: exactly(before),
        after: exactly('0.10'),
        affordable: usd('0.30'),
        quality: { least: 0.9, before: undefined, score },
      });
    expect(asked(undefined)).toMatchObject({
      verdict: 'unknown',
      blocks: [{ kind: 'quality', least: 0.9, score: undefined }],
    });
    expect(asked(0.89)).toMatchObject({ verdict: 'still not viable', isFirm: true });
    expect(asked(0.89, '0.20')).toMatchObject({ verdict: 'no longer viable', isFirm: true });
    expect(asked(0.9)).toMatchObject({ verdict: 'newly viable', isFirm: true, blocks: [] });
  });
});

describe('a feature whose models stay the same and never were good enough', () => {
  it('is no loss: it was not viable, and is not', () => {
    const judged = judge({
      before: exactly('0.10'),
      after: exactly('0.10'),
      affordable: usd('0.30'),
      quality: { least: 0.9, before: 0.5, score: 0.5 },
    });
    expect(judged).toMatchObject({ verdict: 'still not viable', isFirm: true });
  });

  it('is newly viable on a model that is good enough', () => {
    const judged = judge({
      before: exactly('0.10'),
      after: exactly('0.20'),
      affordable: usd('0.30'),
      quality: { least: 0.9, before: 0.5, score: 0.95 },
    });
    expect(judged).toMatchObject({ verdict: 'newly viable', isFirm: true });
  });
});

describe('what blocks', () => {
  const blocks = (after: FeatureCost) => verdictOf(exactly('0.80'), after).blocks;

  it('is the output where it alone is over the budget', () => {
    // 0.8 of $0.50 is $0.40, over $0.30
    expect(blocks(costing(range('0.50', '0.50', '0.50'), { outputShare: 0.8 }))).toEqual([
      { kind: 'output', cost: usd('0.40') },
    ]);
  });

  it('is the cache where a warm one would do', () => {
    expect(blocks(costing(range('0.20', '0.50', '0.60'), { outputShare: 0.2 }))).toEqual([
      { kind: 'cache', warm: usd('0.20') },
    ]);
  });

  it('is the input where the output would be affordable', () => {
    // 0.8 of $0.50 is $0.40
    expect(blocks(costing(range('0.40', '0.50', '0.60'), { outputShare: 0.2 }))).toEqual([
      { kind: 'input', cost: usd('0.40') },
    ]);
  });
});

const amount = fc.bigInt({ min: 1n, max: 10n ** 18n }).map((value) => value as Money);
const cost: fc.Arbitrary<FeatureCost> = fc
  .record({
    ends: fc.tuple(amount, amount, amount),
    runs: fc.integer({ min: 1, max: 20 }),
    priced: fc.integer({ min: 0, max: 20 }),
    infeasible: fc.integer({ min: 0, max: 20 }),
  })
  .map(({ ends, runs, priced, infeasible }) => {
    const [low = 1n, base = 1n, high = 1n] = [...ends].sort((a, b) => (a < b ? -1 : 1));
    const runsPriced = Math.min(priced, runs);
    const decisive = { low, base, high } as Range;
    return costing(runsPriced === 0 ? undefined : decisive, {
      runs,
      runsPriced,
      runsInfeasible: Math.min(infeasible, runs - runsPriced),
    });
  });
const evidence: fc.Arbitrary<Evidence> = fc.record({
  before: cost,
  after: cost,
  affordable: amount,
  quality: fc.option(
    fc.record({
      least: fc.constant(0.5),
      before: fc.option(fc.double({ min: 0, max: 1 }), { nil: undefined }),
      score: fc.option(fc.double({ min: 0, max: 1 }), { nil: undefined }),
    }),
    { nil: undefined },
  ),
});
const factor: fc.Arbitrary<Fraction> = fc.record({
  num: fc.bigInt({ min: 1n, max: 10_000n }),
  den: fc.bigInt({ min: 1n, max: 10_000n }),
});

/** How good a verdict is for shipping. */
const RANK: Readonly<Record<Verdict, number>> = {
  unknown: 0,
  'no longer viable': 0,
  'still not viable': 0,
  'still viable': 1,
  'newly viable': 1,
};

describe('of any costs', () => {
  it('cheaper prices never make a feature less viable', () => {
    fc.assert(
      fc.property(evidence, factor, factor, (each, one, other) => {
        const [less, more] = one.num * other.den <= other.num * one.den ? [one, other] : [other, one];
        const at = (by: Fraction): Judgement => judge({ ...each, after: atPrices(each.after, by) });
        expect(RANK[at(less).verdict]).toBeGreaterThanOrEqual(RANK[at(more).verdict]);
      }),
    );
  });

  it('a wider range never makes a leaning verdict firm, and never changes the verdict', () => {
    fc.assert(
      fc.property(evidence, amount, amount, (each, down, up) => {
        const widened = (one: FeatureCost): FeatureCost => ({
          ...one,
          decisive: one.decisive && {
            low: (one.decisive.low > down ? one.decisive.low - down : 0n) as Money,
            base: one.decisive.base,
            high: (one.decisive.high + up) as Money,
          },
        });
        const [narrow, wide] = [
          judge(each),
          judge({ ...each, before: widened(each.before), after: widened(each.after) }),
        ];
        expect(wide.verdict).toBe(narrow.verdict);
        expect(Number(wide.isFirm)).toBeLessThanOrEqual(Number(narrow.isFirm));
      }),
    );
  });

  it('a firm verdict is that of both ends as well', () => {
    fc.assert(
      fc.property(evidence, (each) => {
        const ends = (['low', 'high'] as const).map((end) => {
          const at = (one: FeatureCost): FeatureCost => ({
            ...one,
            decisive: one.decisive && { ...one.decisive, base: one.decisive[end] },
          });
          return judge({ ...each, before: at(each.before), after: at(each.after) }).verdict;
        });
        const { verdict, isFirm } = judge(each);
        expect(isFirm ? ends : [verdict, verdict]).toEqual([verdict, verdict]);
      }),
    );
  });

  it('the crossing factor, applied, gives exactly the budget', () => {
    fc.assert(
      fc.property(amount, amount, (affordable, base) => {
        const crossing = crossingOf(affordable, { low: base, base, high: base }) as Fraction;
        expect(scale(base, crossing)).toBe(affordable);
      }),
    );
  });

  it('at the crossing factor and below a feature is viable, just above it is not', () => {
    fc.assert(
      fc.property(amount, amount, (affordable, base) => {
        const after = costing({ low: base, base, high: base });
        const { num, den } = crossingOf(affordable, after.decisive) as Fraction;
        const at = (by: Fraction): boolean =>
          isViable(verdictOfMoney(exactly('1'), atPrices(after, by), affordable));
        expect(at({ num, den })).toBe(true);
        const above = { num: affordable + 1n, den: base };
        expect(at(above)).toBe(false);
      }),
    );
  });
});

const verdictOfMoney = (before: FeatureCost, after: FeatureCost, affordable: Money): Verdict =>
  judge({ before, after, affordable, quality: undefined }).verdict;

it('a side is within its budget, over it, or unknown, as verdicts see it', () => {
  const within = (cost: FeatureCost): boolean | undefined => isWithin(cost, usd('0.30'));
  expect(within(exactly('0.30'))).toBe(true);
  expect(within(exactly('0.31'))).toBe(false);
  expect(within(costing(undefined))).toBe(undefined);
  const cheap = range('0.10', '0.10', '0.10');
  expect(within(costing(cheap, { runsPriced: 5 }))).toBe(true);
  expect(within(costing(cheap, { runsPriced: 4 }))).toBe(undefined);
  expect(within(costing(cheap, { runsPriced: 4, runsInfeasible: 6 }))).toBe(false);
});
