import { describe, expect, it } from 'vitest';
import type { Money } from '../../src/domain/money.ts';
import type { OpenCall } from '../../src/reconcile/calls.ts';
import {
  call,
  classified,
  listOf,
  PRICE,
  RATES,
  rate,
  TOKENS,
  type Tokens,
  usd,
} from '../support/reconcile.ts';

const all = (recorded: (tokens: Tokens) => bigint, other: Partial<OpenCall> = {}): readonly OpenCall[] =>
  TOKENS.map((tokens) => call(tokens, recorded(tokens), other));

const sum = (calls: readonly OpenCall[]): bigint =>
  calls.reduce((total, each) => total + each.recorded - each.list, 0n);

/** What 1,000,000 tokens cost more when they are written: 3.75 − 3 dollars, in 10⁻¹⁵ dollars a token. */
const WRITE = 750_000_000n;

describe('a recorded cost that is the list cost', () => {
  it('is equal within half a unit of its last decimal', () => {
    // 1,000 × 3 + 100 × 15 = 4,500 millionths of a dollar: 0.0045, written as 0.004 or 0.005
    const tokens: Tokens = [1000, 0, 100];
    const written = ['0.004', '0.005', '0.0040', '0.0046'].map((text) =>
      call(tokens, usd(text), { decimals: text.length - 2 }),
    );
    const alone = written.map((each) => classified([each], each.decimals).causes[0]);
    expect(alone).toEqual(['equal', 'equal', 'unexplained', 'unexplained']);
  });

  it('is equal within 10⁻¹² dollars, the noise of doubles', () => {
    const [near, far] = [1000n, 1001n].map((by) =>
      classified(
        all((tokens) => listOf(tokens) + by),
        15,
      ),
    );
    expect(near?.causes).toEqual(TOKENS.map(() => 'equal'));
    expect(far?.causes).toEqual(TOKENS.map(() => 'unexplained'));
  });

  it('keeps what was rounded as its part of the gap', () => {
    const { parts } = classified([call([1000, 0, 100], usd('0.005'), { decimals: 3 })], 3);
    expect(parts.get('equal')).toBe(usd('0.0005'));
  });
});

describe('mark-up', () => {
  it('is the simplest decimal that all calls agree on', () => {
    const calls = all((tokens) => (listOf(tokens) * 105n) / 100n);
    const { found, causes, parts } = classified(calls);
    expect(causes).toEqual(TOKENS.map(() => 'mark-up'));
    expect(found.map(({ reason, calls: count }) => [reason, count])).toEqual([
      [{ cause: 'mark-up', factor: { num: 21n, den: 20n } }, TOKENS.length],
    ]);
    expect(parts.get('mark-up')).toBe(sum(calls));
  });

  it.each([
    ['a discount', 85n, 100n],
    ['a factor with many digits', 10_837_291n, 10_000_000n],
    ['a doubling', 2n, 1n],
  ])('may be %s', (_, num, den) => {
    const calls = all((tokens) => (listOf(tokens) * num) / den, { decimals: 15 });
    const { found } = classified(calls, 15);
    const [{ reason } = { reason: undefined }] = found;
    expect(reason?.cause).toBe('mark-up');
    expect(reason).toMatchObject({ factor: { num: expect.any(BigInt) } });
    const { factor } = reason as { factor: { num: bigint; den: bigint } };
    expect(factor.num * den).toBe(num * factor.den);
  });

  it('is found from costs that are rounded, if enough calls bear it out', () => {
    // To 10⁻⁶ dollars: a figure of some cents has four or five digits.
    const rounded = (amount: bigint): bigint => ((amount + 500_000_000n) / 1_000_000_000n) * 1_000_000_000n;
    const calls = all((tokens) => rounded((listOf(tokens) * 110n) / 100n), { decimals: 6 });
    const { found } = classified(calls, 6);
    expect(found.map(({ reason }) => reason)).toEqual([{ cause: 'mark-up', factor: { num: 11n, den: 10n } }]);
  });

  it('needs three different calls', () => {
    const two = all((tokens) => (listOf(tokens) * 105n) / 100n).slice(0, 2);
    expect(classified(two).causes).toEqual(['unexplained', 'unexplained']);
    const [first] = two;
    const alike = Array.from({ length: 50 }, () => first as OpenCall);
    expect(classified(alike).causes.every((cause) => cause === 'unexplained')).toBe(true);
    expect(classified(alike).found[0]?.reason).toMatchObject({ cause: 'unexplained', different: 1 });
  });

  it('is not seen in figures of cents, which any factor would fit', () => {
    const cents = (amount: bigint): bigint =>
      ((amount + 5_000_000_000_000n) / 10_000_000_000_000n) * 10_000_000_000_000n;
    const calls = all((tokens) => cents(listOf(tokens) * 2n), { decimals: 2 }).slice(0, 3);
    expect(classified(calls, 2).found.map(({ reason }) => reason.cause)).not.toContain('mark-up');
  });

  it('leaves apart the calls that do not fit, and says how many do', () => {
    const calls = all((tokens) => (listOf(tokens) * 105n) / 100n).map((each, index) =>
      index === 2 ? { ...each, recorded: (each.recorded + 7_777_777_777n) as Money } : each,
    );
    const { causes, found } = classified(calls);
    expect(causes).toEqual(['mark-up', 'mark-up', 'unexplained', 'mark-up', 'mark-up', 'mark-up']);
    expect(found.map(({ calls: count }) => count)).toEqual([5, 1]);
  });

  it('of two gateways in one group is found twice', () => {
    const more: readonly Tokens[] = TOKENS.map(([plain, cached, output]) => [plain + 11, cached, output + 3]);
    const calls = [
      ...all((tokens) => (listOf(tokens) * 105n) / 100n),
      ...more.map((tokens) => call(tokens, (listOf(tokens) * 9n) / 10n)),
    ];
    const { found } = classified(calls);
    expect(found.map(({ reason, calls: count }) => [reason, count])).toEqual(
      expect.arrayContaining([
        [{ cause: 'mark-up', factor: { num: 21n, den: 20n } }, 6],
        [{ cause: 'mark-up', factor: { num: 9n, den: 10n } }, 6],
      ]),
    );
  });
});

describe('writes to a cache that the log does not count', () => {
  const written = [900, 0, 805, 9308, 1, 2048];
  const withWrites = (factor: bigint): readonly OpenCall[] =>
    TOKENS.map((tokens, index) =>
      call(tokens, ((listOf(tokens) + BigInt(written[index] ?? 0) * WRITE) * factor) / 100n),
    );

  it('make the cost with a whole number of tokens of each call', () => {
    const { found, causes, parts } = classified(withWrites(100n));
    // One call wrote nothing, and is equal.
    expect(causes).toEqual(written.map((tokens) => (tokens === 0 ? 'equal' : 'cache-writes')));
    const tokens = 900 + 805 + 9308 + 1 + 2048;
    expect(found.find(({ reason }) => reason.cause === 'cache-writes')?.reason).toEqual({
      cause: 'cache-writes',
      factor: { num: 1n, den: 1n },
      tokenClass: 'cacheWrite',
      written: tokens,
      plain: 1200 + 805 + 9310 + 333 + 4096,
    });
    expect(parts.get('cache-writes')).toBe(BigInt(tokens) * WRITE);
  });

  it('and a mark-up are found together: the writes are theirs, the rest is the factor’s', () => {
    const calls = withWrites(105n);
    const { found, causes, parts } = classified(calls);
    expect(causes).toEqual(written.map(() => 'cache-writes'));
    expect(found[0]?.reason).toMatchObject({ factor: { num: 21n, den: 20n }, written: 13_062 });
    expect(parts.get('cache-writes')).toBe(13_062n * WRITE);
    expect(parts.get('mark-up')).toBe(sum(calls) - 13_062n * WRITE);
  });

  it('are no more than the uncached input', () => {
    const [within, beyond] = [0n, 1n].map((more) =>
      classified(all((tokens) => listOf(tokens) + (BigInt(tokens[0]) + more) * WRITE)),
    );
    expect(within?.causes).toEqual(TOKENS.map(() => 'cache-writes'));
    expect(beyond?.causes).toEqual(TOKENS.map(() => 'unexplained'));
  });

  it('are whole, or they are none', () => {
    const calls = all((tokens) => listOf(tokens) + 40n * WRITE + WRITE / 3n);
    expect(classified(calls).causes.every((cause) => cause === 'unexplained')).toBe(true);
  });

  it('of an hour have their own price', () => {
    const calls = TOKENS.map((tokens) => call(tokens, listOf(tokens) + 301n * 3_000_000_000n));
    expect(classified(calls).found[0]?.reason).toMatchObject({
      tokenClass: 'cacheWrite1h',
      written: 301 * 6,
    });
  });

  it('are not looked for where the log counts some', () => {
    const calls = all((tokens) => listOf(tokens) + 300n * WRITE).map((each) => ({
      ...each,
      quantities: { ...each.quantities, cacheWrite5m: 1 },
    }));
    expect(classified(calls).found.map(({ reason }) => reason.cause)).not.toContain('cache-writes');
  });
});

describe('other prices of the same tokens', () => {
  it('cached tokens at the price of others', () => {
    const calls = all(([plain, cached, output]) => listOf([plain + cached, 0, output]));
    const { found, causes } = classified(calls);
    expect(causes).toEqual(TOKENS.map(([, cached]) => (cached === 0 ? 'equal' : 'no-cache-discount')));
    expect(found[1]?.reason).toEqual({ cause: 'no-cache-discount', factor: { num: 1n, den: 1n } });
  });

  it('cached tokens inside the input, where they were taken to be beside it', () => {
    const inside = TOKENS.filter(([plain, cached]) => cached > 0 && cached <= plain);
    const calls = inside.map(([plain, cached, output]) =>
      call([plain, cached, output], listOf([plain - cached, cached, output])),
    );
    expect(classified(calls).found[0]?.reason).toMatchObject({ cause: 'cache-counts', areInside: true });
  });

  it('the price of another time, which is named', () => {
    // $4, $0.40 and $20: a third more
    const calls = all((tokens) => (listOf(tokens) * 4n) / 3n);
    const { found } = classified(calls);
    expect(found.map(({ reason, calls: count }) => [reason.cause, count])).toEqual([['price-date', 6]]);
    expect(found[0]?.reason).toMatchObject({ price: { id: 'maker/model@2025-01-01' }, isUnlisted: false });
  });

  it('the price of another time, times a factor', () => {
    const older = { ...RATES, input: rate(7), cacheRead: rate(0.3), output: rate(15) };
    const price = { ...PRICE, others: () => [{ ...PRICE.others()[0], rates: older } as never] };
    const calls = TOKENS.map((tokens) => {
      const [plain] = tokens;
      const then = listOf(tokens) + BigInt(plain) * 4_000_000_000n;
      return call(tokens, (then * 11n) / 10n, { price });
    });
    const { found, parts } = classified(calls);
    expect(found[0]?.reason).toMatchObject({ cause: 'price-date', factor: { num: 11n, den: 10n } });
    const plain = TOKENS.reduce((total, [tokens]) => total + BigInt(tokens), 0n);
    expect(parts.get('price-date')).toBe(plain * 4_000_000_000n);
    expect(parts.get('mark-up')).toBe(sum(calls) - plain * 4_000_000_000n);
  });

  it('is told of calls that have no list price at their own time', () => {
    const calls = all((tokens) => (listOf(tokens) * 4n) / 3n).map((each) => ({ ...each, list: 0n as Money }));
    const { found } = classified(calls, 12, true);
    expect(found[0]?.reason).toMatchObject({ cause: 'price-date', isUnlisted: true });
  });

  it('rates that no list has, solved from the calls and borne out by the others', () => {
    // $2.40, $0.25 and $14.90 per million tokens
    const calls = all(
      ([plain, cached, output]) =>
        BigInt(plain) * 2_400_000_000n + BigInt(cached) * 250_000_000n + BigInt(output) * 14_900_000_000n,
    );
    expect(classified(calls).found.map(({ reason }) => reason)).toEqual([
      {
        cause: 'other-rates',
        rates: [
          { tokenClass: 'input', rate: rate(2.4) },
          { tokenClass: 'cacheRead', rate: rate(0.25) },
          { tokenClass: 'output', rate: rate(14.9) },
        ],
      },
    ]);
  });
});

describe('what is charged beside tokens', () => {
  const [tokens] = TOKENS as [Tokens];
  const one = (recorded: bigint, other: Partial<OpenCall>): ReturnType<typeof classified> =>
    classified([call(tokens, recorded, other)]);

  it('uses of a tool at the price of the book', () => {
    // three searches at $10 a thousand
    const { found, causes } = one(listOf(tokens) + usd('0.03'), {
      details: { upstream: undefined, toolUses: 3 },
    });
    expect(causes).toEqual(['fees']);
    expect(found[0]?.reason).toMatchObject({ fee: { kind: 'tool', item: 'web_search', uses: 3 } });
  });

  it('what a gateway takes above its upstream, which charged the list price', () => {
    const details = { upstream: listOf(tokens), toolUses: 1 };
    const { found, parts } = one(listOf(tokens) + usd('0.015885'), { details });
    expect(found[0]?.reason).toEqual({ cause: 'fees', fee: { kind: 'gateway', uses: 1 } });
    expect(parts.get('fees')).toBe(usd('0.015885'));
  });

  it('five minutes of storage', () => {
    // 2,161 tokens × $1 per million and hour ÷ 12, to 10⁻¹⁵ dollars
    const stored: Tokens = [7, 2161, 100];
    const price = { ...PRICE, billedAs: 'google/gemini-2.5-flash' };
    const recorded = listOf(stored) + (2161n * 1_000_000_000n) / 12n;
    const { found } = classified([call(stored, recorded, { price, decimals: 15 })], 15);
    expect(found[0]?.reason).toEqual({
      cause: 'fees',
      fee: { kind: 'storage', tokens: 2161, hourly: 1_000_000_000n },
    });
  });

  it('an upstream that charged another price, by its own statement', () => {
    const recorded = (listOf(tokens) * 137n) / 100n;
    const stated = one(recorded, { details: { upstream: recorded as Money, toolUses: 0 } });
    expect(stated.causes).toEqual(['other-upstream']);
    const less = { upstream: (recorded - 1_000_000_000_000n) as Money, toolUses: 0 };
    const { parts } = one(recorded, { details: less });
    expect(parts.get('other-upstream')).toBe(recorded - 1_000_000_000_000n - listOf(tokens));
    expect(parts.get('fees')).toBe(1_000_000_000_000n);
  });
});

describe('what nothing explains', () => {
  it('is told with the factors that it lies between', () => {
    const factors = [101n, 107n, 113n, 129n, 88n, 95n];
    const calls = TOKENS.map((tokens, index) =>
      call(tokens, (listOf(tokens) * 1000n * (factors[index] ?? 1n) + 777_777n) / 100_000n),
    );
    const { found } = classified(calls);
    expect(found).toHaveLength(1);
    expect(found[0]?.reason).toMatchObject({ cause: 'unexplained', different: 6 });
    const [{ reason } = { reason: undefined }] = found;
    const { ratios } = reason as unknown as { ratios: readonly [number, number] };
    expect(ratios.map((ratio) => ratio.toFixed(4))).toEqual(['0.8800', '1.2900']);
  });

  it.each([
    ['less than nothing', -5n],
    ['a googol and more', 10n ** 315n],
    ['hardly anything', 1n],
  ])('may be %s', (_, recorded) => {
    expect(classified(all(() => recorded)).causes.every((cause) => cause === 'unexplained')).toBe(true);
  });

  it('may have a list cost of nothing', () => {
    const free = call([0, 0, 0], usd('0.5'));
    expect(classified([free]).found[0]?.reason).toMatchObject({ cause: 'unexplained', ratios: undefined });
  });
});
