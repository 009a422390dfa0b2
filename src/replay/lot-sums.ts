import type { RateVector } from '../domain/book.ts';
import { COUNTS, type CountName } from '../domain/entry.ts';
import { listCost, quantitiesOf } from '../domain/list-cost.ts';
import { divideHalfEven, type Money, ONE, priceOf, type Rate } from '../domain/money.ts';
import { TOKEN_CLASSES, type TokenClass } from '../domain/tokens.ts';
import type { Cell } from './cells.ts';
import type { PricedLot } from './lot-price.ts';
import type { Lot } from './lots.ts';
import { timesIn } from './moves.ts';
import { costUnder, sumsOf } from './policies.ts';
import { denominatorOf, isCarried } from './run-cost.ts';
import { addTokens, noTokens, type ServedTokens, servedCost } from './served.ts';
import { LOT_CAUSES, type LotCause, type LotShare } from './tally.ts';
import type { Bar, World } from './transfer.ts';

/** All calls of a lot, whatever their run. */
export interface LotSum {
  calls: number;
  readonly counts: Record<CountName, number>;
  /** By scenario. */
  served?: readonly (ServedTokens | undefined)[] | undefined;
}

/** Adds up cells by lot. */
export function createLotSums(): {
  readonly add: (cell: Cell) => void;
  readonly of: (lot: number) => LotSum;
} {
  const sums: LotSum[] = [];
  const of = (lot: number): LotSum => {
    const sum = sums[lot] ?? {
      calls: 0,
      counts: Object.fromEntries(COUNTS.map((name) => [name, 0])) as LotSum['counts'],
    };
    sums[lot] = sum;
    return sum;
  };
  return {
    of,
    add(cell) {
      const sum = of(cell.lot);
      sum.calls += cell.calls;
      for (const name of COUNTS) if (cell.counts[name] !== 0) sum.counts[name] += cell.counts[name];
      if (cell.served === undefined) return;
      sum.served ??= cell.served.map((each) => each && noTokens());
      for (const [scenario, each] of cell.served.entries()) addTokens(sum.served[scenario], each);
    },
  };
}

/** What a lot costs under the base policy: linear in its tokens, so runs do not matter. */
export function baseCost(lot: Lot, price: PricedLot, sum: LotSum): Money {
  if (price.served !== undefined) return servedShare(price, servedOf(lot, price, sum), 'base');
  return costWith(lot, price, sum, 'base');
}

/** How much of a lot's range each assumption makes alone, and how much of its base cost is output. */
export function lotShare(lot: Lot, price: PricedLot, sum: LotSum): LotShare {
  const spreadOf = (cause: LotCause): number => {
    const at = (world: World): Money => costAt(lot, price, sum, { ...AT_BASE, [cause]: world });
    return Number(at('high') - at('low'));
  };
  const spread = Object.fromEntries(LOT_CAUSES.map((cause) => [cause, spreadOf(cause)]));
  const bare = { ...price, rates: only(outputAlone(price.rates.base)) };
  return {
    spread: spread as LotShare['spread'],
    output: Number(costAt(lot, bare, sum, AT_BASE)),
  };
}

/** The end at which each assumption sits. */
type Ends = Readonly<Record<LotCause, World>>;

const AT_BASE = Object.fromEntries(LOT_CAUSES.map((cause) => [cause, 'base'])) as Ends;

function costAt(lot: Lot, price: PricedLot, sum: LotSum, ends: Ends): Money {
  const { rates, factor, moves } = price;
  const pinned: PricedLot = {
    ...price,
    factor: only(factor[ends.tokens]),
    rates: only(rates[ends.hour]),
    moves: {
      outputLength: only(moves.outputLength[ends.output]),
      attempts: only(moves.attempts[ends.retries]),
    },
  };
  if (price.served === undefined) return costWith(lot, pinned, sum, 'base');
  return servedShare(pinned, servedOf(lot, price, sum), ends.tokens);
}

/**
 * What each class of a lot's tokens costs under the base policy; together they are `baseCost`. Where the counts do
 * not hold as recorded, cached and written tokens are not told apart: all input is one class, all output another.
 */
export function classCosts(
  lot: Lot,
  price: PricedLot,
  sum: LotSum,
): ReadonlyMap<TokenClass, { readonly tokens: number; readonly cost: Money }> {
  const cell = { lot: 0, calls: sum.calls, largestPrompt: 0, counts: sum.counts };
  const { base } = price.rates;
  if (isCarried({ price, isCacheKnown: lot.source.isCacheKnown })) {
    const quantities = quantitiesOf(cell);
    const costs = TOKEN_CLASSES.map((name) => {
      const tokens = quantities[name];
      return [name, { tokens, cost: priceOf((base[name] ?? 0n) as Rate, BigInt(tokens)) }] as const;
    });
    return new Map(costs);
  }
  const output = costWith(lot, { ...price, rates: only(outputAlone(base)) }, sum, 'base');
  const input = (baseCost(lot, price, sum) - output) as Money;
  return new Map([
    ['input', { tokens: sum.counts.input, cost: input }],
    ['output', { tokens: sum.counts.output, cost: output }],
  ]);
}

/** Of a lot's sums, those of the scenario that has this price. */
const servedOf = ({ prices }: Lot, price: PricedLot, { served }: LotSum): ServedTokens =>
  served?.[prices.indexOf(price)] ?? noTokens();

function servedShare({ rates, moves, served }: PricedLot, tokens: ServedTokens, world: World): Money {
  const times = timesIn(moves, ONE, 'base');
  const at = { rates: rates.base, writes: served?.writes, times, world, hits: 'base' } as const;
  const { num, den } = servedCost(tokens, at);
  return divideHalfEven(num, den) as Money;
}

/** The same rates, with all input for nothing. */
const outputAlone = ({ output, audioOutput }: RateVector): RateVector => ({
  ...FREE,
  output,
  audioOutput: audioOutput ?? output,
});

const FREE = Object.fromEntries(TOKEN_CLASSES.map((each) => [each, 0n])) as RateVector;

const only = <T>(value: T): Bar<T> => ({ low: value, base: value, high: value });

function costWith({ source }: Lot, price: PricedLot, sum: LotSum, world: World): Money {
  const cell = { lot: 0, calls: sum.calls, largestPrompt: 0, counts: sum.counts };
  const priced = { cell, price, isCacheKnown: source.isCacheKnown };
  if (isCarried(priced)) return listCost(quantitiesOf(cell), price.rates[world]);
  const den = denominatorOf(price, world);
  const cost = costUnder(price.policy === 'cold' ? 'cold' : 'base', sumsOf(priced, world, den), {
    num: 0n,
    den: 1n,
  });
  return divideHalfEven(cost.num, cost.den * den) as Money;
}
