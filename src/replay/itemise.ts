import { COUNTS, type CountName, type Counts } from '../domain/entry.ts';
import { addFractions, isSameFraction, whole } from '../domain/exact.ts';
import type { Caching, CostItem, CostTotal, WarmInput } from '../domain/explanation.ts';
import { divideHalfEven, type Fraction, type Money, ZERO } from '../domain/money.ts';
import type { World } from '../domain/report.ts';
import type { Cell } from './cells.ts';
import { movedLines, recordedLines, sumOfLines } from './cost-lines.ts';
import type { PricedLot } from './lot-price.ts';
import type { PricedCell } from './policies.ts';
import {
  isCarried,
  listCost,
  type MovedRun,
  movedRun,
  movedUnder,
  policyIn,
  quantitiesOf,
} from './run-cost.ts';
import { createWarmInputs } from './warm-inputs.ts';

/** What a run has in one lot, or one of its calls. */
export interface Piece {
  readonly cell: Cell;
  /** The place of the call among those that are shown one by one. */
  readonly call: number | undefined;
}

export interface ItemiseOptions {
  readonly world: World;
  /** One run is explained: its cache is shown as it is. */
  readonly isOneRun: boolean;
  /** `undefined`: no price. */
  readonly priceOf: (lot: number) => PricedLot | undefined;
  readonly isCacheKnown: (lot: number) => boolean;
  /** The rate row of a lot. */
  readonly rowOf: (lot: number) => number;
}

/** The items of a rate row, before anybody says what its calls are. */
export type BareItem = Omit<CostItem, 'call'> & { readonly row: number; readonly place: number | undefined };

/** Costs as products. */
export interface Itemised {
  readonly items: readonly BareItem[];
  readonly warm: readonly WarmInput[];
  readonly total: Pick<CostTotal, 'recorded' | 'exact' | 'rounded' | 'mixed'>;
}

/** A cell as the replay prices it, and where it is shown. */
export interface Placed extends PricedCell {
  readonly row: number;
  readonly place: number | undefined;
}

/**
 * Takes what runs cost apart into products. It prices each run as `costOfRun` does, and what it gives adds up to that.
 * @throws Error if it does not, which would be a bug
 */
export function itemise(runs: Iterable<readonly Piece[]>, options: ItemiseOptions): Itemised {
  const items = createItems(options.world);
  const warm = createWarmInputs(options);
  const mixed = { runs: 0, calls: 0, cost: ZERO };
  let [recorded, rounded, exact]: [Money, Money, Fraction] = [ZERO, ZERO, whole(0)];
  for (const run of runs) {
    const cells = run.flatMap((piece) => placed(piece, options));
    const moved = cells.filter((each) => !isCarried(each));
    for (const each of cells.filter(isCarried)) {
      items.add(each, 'recorded');
      const { rates } = each.price;
      recorded = (recorded + listCost(quantitiesOf(each.cell), rates[options.world])) as Money;
    }
    if (moved.length === 0) continue;
    const sums = movedRun(moved, options.world);
    const policy = policyIn(options.world, sums);
    const cost = movedUnder(policy, sums);
    const whole = divideHalfEven(cost.num, cost.den) as Money;
    if (policy === 'warm' && !warm.add(moved, sums)) {
      mixed.runs++;
      mixed.calls += moved.reduce((sum, { cell }) => sum + cell.calls, 0);
      mixed.cost = (mixed.cost + whole) as Money;
      continue;
    }
    for (const each of moved) items.add(each, policy);
    rounded = (rounded + whole) as Money;
    exact = addFractions(exact, cost);
  }
  const found = { items: items.all(), warm: warm.all(), total: { recorded, exact, rounded, mixed } };
  mustAddUp(found);
  return found;
}

function placed({ cell, call }: Piece, options: ItemiseOptions): readonly Placed[] {
  const price = options.priceOf(cell.lot);
  if (price === undefined) return [];
  const isCacheKnown = options.isCacheKnown(cell.lot);
  return [{ cell, price, isCacheKnown, row: options.rowOf(cell.lot), place: call }];
}

/** One call of a run: under a warm cache, of its input the run's share is served. */
export function itemiseCall(
  piece: Piece,
  run: readonly Piece[],
  options: ItemiseOptions,
): Pick<Itemised, 'items' | 'total'> & { readonly share: Fraction | undefined } {
  const [own] = placed(piece, options);
  const nothing = { runs: 0, calls: 0, cost: ZERO };
  const none = { recorded: ZERO, exact: whole(0), rounded: ZERO, mixed: nothing };
  if (own === undefined) return { items: [], total: none, share: undefined };
  const items = createItems(options.world);
  if (isCarried(own)) {
    items.add(own, 'recorded');
    const recorded = listCost(quantitiesOf(own.cell), own.price.rates[options.world]);
    return { items: items.all(), total: { ...none, recorded }, share: undefined };
  }
  const sums: MovedRun = movedRun(
    run.flatMap((each) => placed(each, options)).filter((each) => !isCarried(each)),
    options.world,
  );
  const policy = policyIn(options.world, sums);
  items.add(own, policy, policy === 'warm' ? sums.share : undefined);
  const exact = items
    .all()
    .map(({ lines }) => sumOfLines(lines))
    .reduce(addFractions, whole(0));
  const rounded = divideHalfEven(exact.num, exact.den) as Money;
  return {
    items: items.all(),
    total: { ...none, exact, rounded },
    share: policy === 'warm' ? sums.share : undefined,
  };
}

/** Calls that are calculated together. */
interface Gathered {
  readonly first: Placed;
  readonly caching: Caching;
  readonly share: Fraction | undefined;
  calls: number;
  readonly counts: Record<CountName, number>;
}

function createItems(world: World) {
  const items = new Map<string, Gathered>();
  return {
    add(each: Placed, caching: Caching, share?: Fraction): void {
      const key = `${each.row} ${caching} ${each.place}`;
      const item = items.get(key) ?? { first: each, caching, share, calls: 0, counts: noCounts() };
      items.set(key, item);
      item.calls += each.cell.calls;
      for (const name of COUNTS) item.counts[name] += each.cell.counts[name];
    },
    all: (): readonly BareItem[] =>
      [...items.values()].map((item) => {
        const { first, caching, calls, counts } = item;
        const { row, place } = first;
        return { row, place, calls, caching, counts, lines: linesOf(item, world) };
      }),
  };
}

const noCounts = (): Record<CountName, number> =>
  Object.fromEntries(COUNTS.map((name) => [name, 0])) as Record<CountName, number>;

function linesOf({ first, caching, share, counts }: Gathered, world: World): CostItem['lines'] {
  const { price, isCacheKnown } = first;
  const rates = price.rates[world];
  if (caching === 'recorded') return recordedLines(counts as Counts, rates);
  return movedLines(counts, { rates, factor: price.factor[world], isCacheKnown, share }, caching);
}

/** A figure that is explained by others must be their sum. */
function mustAddUp({ items, warm, total }: Itemised): void {
  const parts = [...items.map(({ lines }) => sumOfLines(lines)), ...warm.map(({ sum }) => sum)];
  const sum = parts.reduce(addFractions, whole(0));
  const expected = addFractions(whole(total.recorded), total.exact);
  if (!isSameFraction(sum, expected)) throw new Error('the products do not add up to the cost');
}
