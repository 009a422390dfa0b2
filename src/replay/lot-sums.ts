import type { RateVector } from '../domain/book.ts';
import { COUNTS, type CountName } from '../domain/entry.ts';
import { listCost, quantitiesOf } from '../domain/list-cost.ts';
import { divideHalfEven, type Money, priceOf, type Rate } from '../domain/money.ts';
import { TOKEN_CLASSES, type TokenClass } from '../domain/tokens.ts';
import type { Cell } from './cells.ts';
import type { PricedLot } from './lot-price.ts';
import type { Lot } from './lots.ts';
import { costUnder, sumsOf } from './policies.ts';
import { isCarried } from './run-cost.ts';
import { addTokens, noTokens, outputPlace, type ServedTokens, servedCost } from './served.ts';
import type { LotShare } from './tally.ts';
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
  if (price.served !== undefined) return servedShare(price, servedOf(lot, price, sum), 'base', 'base');
  return costWith(lot, price, sum, 'base');
}

/**
 * How much of a lot's range the token factor makes alone, and how much the unknown hour or size tier; and how much
 * of its base cost is output.
 */
export function lotShare(lot: Lot, price: PricedLot, sum: LotSum): LotShare {
  const { rates, factor } = price;
  if (price.served !== undefined) return servedShares(price, servedOf(lot, price, sum));
  const withFactor = (by: World): PricedLot => ({
    ...price,
    factor: only(factor[by]),
    rates: only(rates.base),
  });
  const withRates = (by: World): PricedLot => ({
    ...price,
    factor: only(factor.base),
    rates: only(rates[by]),
  });
  const difference = (of: (world: World) => PricedLot): number =>
    Number(costWith(lot, of('high'), sum, 'base') - costWith(lot, of('low'), sum, 'base'));
  const output = costWith(lot, { ...price, rates: only(outputAlone(rates.base)) }, sum, 'base');
  return { tokens: difference(withFactor), hour: difference(withRates), output: Number(output) };
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

function servedShare({ rates, served }: PricedLot, tokens: ServedTokens, world: World, rate: World): Money {
  const at = { rates: rates[rate], writes: served?.writes, world, hits: 'base' } as const;
  return servedCost(tokens, at) as Money;
}

function servedShares(price: PricedLot, tokens: ServedTokens): LotShare {
  const cost = (world: World, rate: World): bigint => servedShare(price, tokens, world, rate);
  const output = (tokens[outputPlace('base')] ?? 0) * Number(price.rates.base.output ?? 0n);
  return {
    tokens: Number(cost('high', 'base') - cost('low', 'base')),
    hour: Number(cost('base', 'high') - cost('base', 'low')),
    output,
  };
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
  const { den } = price.factor[world];
  const cost = costUnder('base', sumsOf(priced, world, den), { num: 0n, den: 1n });
  return divideHalfEven(cost.num, cost.den * den) as Money;
}
