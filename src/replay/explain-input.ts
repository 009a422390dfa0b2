import type { Entry } from '../domain/entry.ts';
import type { CallOrigin } from '../domain/explanation.ts';
import type { RateCard } from '../domain/pricing.ts';
import type { World } from '../domain/report.ts';
import type { Piece } from './itemise.ts';
import type { LotPrice, PricedLot } from './lot-price.ts';
import type { Lot, Lots } from './lots.ts';
import type { ReplayOptions, ShownScenario } from './scenario.ts';
import type { Served } from './served.ts';

/** A call that was taken, and its lot. */
export interface Taken {
  readonly entry: Entry;
  readonly origin: CallOrigin | undefined;
  readonly lot: number;
  /** What was worked out for it alone. */
  readonly served: Served | undefined;
}

/** Calls that are explained, as the replay has them. */
export interface ExplainInput {
  readonly card: RateCard;
  readonly scenario: ShownScenario;
  readonly options: ReplayOptions;
  readonly world: World;
  readonly lots: Lots;
  /** By lot: the first of its calls, which stands for all. */
  readonly firsts: ReadonlyMap<number, Taken>;
  /** Each run; asked for more than once. */
  readonly runs: () => Iterable<readonly Piece[]>;
  /** Calls that are shown one by one. */
  readonly calls: readonly Taken[];
  /** What is explained: of a call, the runs are the one that it belongs to. */
  readonly as: { readonly kind: 'call'; readonly piece: Piece } | { readonly kind: 'run' | 'workflow' };
}

/** What the only scenario makes of a lot. */
export const priceIn = ({ prices: [price] }: Lot): LotPrice | undefined => price;

export function pricedIn(lot: Lot): PricedLot | undefined {
  const price = priceIn(lot);
  return price?.kind === 'priced' ? price : undefined;
}

/** The call that stands for a row: that of its first lot. */
export function firstOf(
  row: number,
  rowOf: (lot: number) => number,
  firsts: ExplainInput['firsts'],
): Taken | undefined {
  return [...firsts].find(([lot]) => rowOf(lot) === row)?.[1];
}
