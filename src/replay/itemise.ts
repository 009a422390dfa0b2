import { COUNTS, type CountName, type Counts } from '../domain/entry.ts';
import { addFractions, isSameFraction, whole } from '../domain/exact.ts';
import {
  type Caching,
  type CostItem,
  type CostTotal,
  type SimulatedTokens,
  sumOfLines,
  type WarmInput,
} from '../domain/explanation.ts';
import { listCost, quantitiesOf } from '../domain/list-cost.ts';
import { divideHalfEven, type Fraction, type Money, ONE, ZERO } from '../domain/money.ts';
import type { World } from '../domain/report.ts';
import type { Cell } from './cells.ts';
import { movedLines, recordedLines, servedLines } from './cost-lines.ts';
import type { PricedLot } from './lot-price.ts';
import { stepsIn } from './moves.ts';
import type { PricedCell } from './policies.ts';
import { hitsIn, isCarried, movedRun, movedUnder, policyIn, servedUnder, sorted } from './run-cost.ts';
import {
  addTokens,
  type CacheUse,
  noTokens,
  outputPlace,
  placeOf,
  type ServedShare,
  type ServedTokens,
} from './served.ts';
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
  /** Runs, those of which every call has a price, and what these cost. */
  readonly runs: { readonly all: number; readonly complete: number; readonly cost: Money };
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
  const { world } = options;
  const items = createItems(world);
  const warm = createWarmInputs(options);
  const mixed = { runs: 0, calls: 0, cost: ZERO };
  const sums = { recorded: ZERO, rounded: ZERO, exact: whole(0) };
  const counted = { all: 0, complete: 0, cost: ZERO };

  /** What was worked out call by call. */
  function addServed(cells: readonly Placed[]): Money {
    const hits = hitsIn(cells, world);
    for (const each of cells) items.addServed(each, hits);
    return addRounded(servedUnder(cells, world, hits));
  }

  function addRecorded(cells: readonly Placed[]): Money {
    for (const each of cells) items.add(each, 'recorded');
    return cells.map((each) => costAsRecorded(each, world)).reduce(plus, ZERO);
  }

  function addMoved(cells: readonly Placed[]): Money {
    const run = movedRun(cells, world);
    const policy = policyIn(world, run);
    const exact = movedUnder(policy, run);
    if (policy === 'warm' && !warm.add(cells, run)) {
      const cost = rounded(exact);
      mixed.runs++;
      mixed.calls += cells.reduce((sum, { cell }) => sum + cell.calls, 0);
      mixed.cost = plus(mixed.cost, cost);
      return cost;
    }
    for (const each of cells) items.add(each, policy);
    return addRounded(exact);
  }

  function addRounded(exact: Fraction): Money {
    const cost = rounded(exact);
    sums.rounded = plus(sums.rounded, cost);
    sums.exact = addFractions(sums.exact, exact);
    return cost;
  }

  for (const run of runs) {
    const cells = run.flatMap((piece) => placed(piece, options));
    const { carried, moved, served } = sorted(cells);
    const recorded = addRecorded(carried);
    sums.recorded = plus(sums.recorded, recorded);
    const own = served.length === 0 ? recorded : plus(recorded, addServed(served));
    const cost = moved.length === 0 ? own : plus(own, addMoved(moved));
    counted.all++;
    if (cells.length < run.length) continue;
    counted.complete++;
    counted.cost = plus(counted.cost, cost);
  }
  const found = { items: items.all(), warm: warm.all(), total: { ...sums, mixed }, runs: counted };
  mustAddUp(found);
  return found;
}

const plus = (a: Money, b: Money): Money => (a + b) as Money;

const rounded = ({ num, den }: Fraction): Money => divideHalfEven(num, den) as Money;

const costAsRecorded = ({ cell, price }: Placed, world: World): Money =>
  listCost(quantitiesOf(cell), price.rates[world]);

/** A piece with its price; none if it has no price. */
export function placed(
  { cell, call }: Piece,
  options: Pick<ItemiseOptions, 'priceOf' | 'isCacheKnown' | 'rowOf'>,
): readonly Placed[] {
  const price = options.priceOf(cell.lot);
  if (price === undefined) return [];
  const isCacheKnown = options.isCacheKnown(cell.lot);
  const served = cell.served?.[0];
  return [{ cell, price, isCacheKnown, served, row: options.rowOf(cell.lot), place: call }];
}

/** One call of a run: under a warm cache, the run's share of its input is served. */
export function itemiseCall(
  piece: Piece,
  run: readonly Piece[],
  options: ItemiseOptions,
): Pick<Itemised, 'items' | 'total'> {
  const { world } = options;
  const [own] = placed(piece, options);
  const nothing = {
    recorded: ZERO,
    exact: whole(0),
    rounded: ZERO,
    mixed: { runs: 0, calls: 0, cost: ZERO },
  };
  if (own === undefined) return { items: [], total: nothing };
  const items = createItems(world);
  if (own.price.served === undefined && isCarried(own)) {
    items.add(own, 'recorded');
    return { items: items.all(), total: { ...nothing, recorded: costAsRecorded(own, world) } };
  }
  const cells = sorted(run.flatMap((each) => placed(each, options)));
  if (own.price.served !== undefined) {
    const hits = hitsIn(cells.served, world);
    items.addServed(own, hits);
    const exact = servedUnder([own], world, hits);
    return { items: items.all(), total: { ...nothing, exact, rounded: rounded(exact) } };
  }
  const moved = movedRun(cells.moved, world);
  const policy = policyIn(world, moved);
  items.add(own, policy, policy === 'warm' ? moved.share : undefined);
  const exact = items
    .all()
    .map(({ lines }) => sumOfLines(lines))
    .reduce(addFractions, whole(0));
  return { items: items.all(), total: { ...nothing, exact, rounded: rounded(exact) } };
}

/** Calls that are calculated together. */
interface Gathered {
  readonly first: Placed;
  readonly caching: Caching;
  readonly share: Fraction | undefined;
  calls: number;
  readonly counts: Record<CountName, number>;
  /** Of simulated calls. */
  readonly served: ServedTokens;
  readonly hits: CacheUse | undefined;
}

function createItems(world: World) {
  const items = new Map<string, Gathered>();
  function gather(each: Placed, how: Pick<Gathered, 'caching' | 'share' | 'hits'>): void {
    const key = `${each.row} ${how.caching} ${how.hits} ${each.place}`;
    const empty = { first: each, ...how, calls: 0, counts: noCounts(), served: noTokens() };
    const item: Gathered = items.get(key) ?? empty;
    items.set(key, item);
    item.calls += each.cell.calls;
    for (const name of COUNTS) item.counts[name] += each.cell.counts[name];
    addTokens(item.served, each.served);
  }

  return {
    add: (each: Placed, caching: Caching, share?: Fraction): void =>
      gather(each, { caching, share, hits: undefined }),
    addServed: (each: Placed, hits: CacheUse): void =>
      gather(each, { caching: each.price.policy ?? 'simulated', share: undefined, hits }),
    all: (): readonly BareItem[] =>
      [...items.values()].map((item) => {
        const { first, caching, calls, counts } = item;
        const { row, place } = first;
        const simulated = simulatedIn(item, world);
        return { row, place, calls, caching, counts, simulated, lines: linesOf(item, world) };
      }),
  };
}

const noCounts = (): Record<CountName, number> =>
  Object.fromEntries(COUNTS.map((name) => [name, 0])) as Record<CountName, number>;

function simulatedIn({ first, served, hits }: Gathered, world: World): SimulatedTokens | undefined {
  const kind = first.price.served;
  if (hits === undefined || kind === undefined) return undefined;
  const of = (share: ServedShare): number =>
    served[placeOf(world, hits === 'unused' ? 'base' : hits, share)] ?? 0;
  const input = of('read') + of('written') + of('plain');
  const [read, written] = hits === 'unused' ? [0, 0] : [of('read'), of('written')];
  const plain = input - read - written;
  const output = served[outputPlace(world)] ?? 0;
  const { confidence } = kind;
  return { hits, confidence, input, output, read, written, plain };
}

function linesOf(item: Gathered, world: World): CostItem['lines'] {
  const { first, caching, share, counts } = item;
  const { price, isCacheKnown } = first;
  const rates = price.rates[world];
  const simulated = simulatedIn(item, world);
  const { moves, factor } = price;
  const times = stepsIn(moves, simulated === undefined ? factor[world] : ONE, world);
  if (simulated !== undefined) return servedLines(simulated, { rates, writes: price.served?.writes, times });
  if (caching === 'simulated') return [];
  if (caching === 'recorded') return recordedLines(counts as Counts, rates);
  return movedLines(counts, { rates, times, isCacheKnown, share }, caching);
}

/** A figure that is explained by others must be their sum. */
function mustAddUp({ items, warm, total }: Omit<Itemised, 'runs'>): void {
  const parts = [...items.map(({ lines }) => sumOfLines(lines)), ...warm.map(({ sum }) => sum)];
  const sum = parts.reduce(addFractions, whole(0));
  const expected = addFractions(whole(total.recorded), total.exact);
  if (!isSameFraction(sum, expected)) throw new Error('the products do not add up to the cost');
}
