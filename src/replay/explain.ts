import type { Explanation, WarmInput } from '../domain/explanation.ts';
import { type Money, meanOf } from '../domain/money.ts';
import { type ExplainInput, pricedIn } from './explain-input.ts';
import { reachingOf } from './explain-range.ts';
import { createUnpriced, rowsOf } from './explain-rows.ts';
import { type Itemised, itemise, itemiseCall } from './itemise.ts';
import type { Lots } from './lots.ts';

export type Explained = Pick<Explanation, 'rows' | 'unpriced' | 'warm' | 'total'>;

/** What calls cost, by rate row, each with its chain of rules and its products. */
export function explainRuns(input: ExplainInput): Explained {
  const { lots, as } = input;
  const rowOf = rowNumbers(lots);
  const { items, total, warm = [], runs } = itemised(input, rowOf);
  const rows = rowsOf(items, rowOf, input);
  const places = new Map(rows.map(({ number }, place) => [number, place]));
  const shownParts = ({ parts }: WarmInput): WarmInput['parts'] =>
    parts.map((part) => ({ ...part, row: places.get(part.row) ?? 0 }));
  const counted = { calls: 0, callsPriced: 0 };
  const unpriced = createUnpriced(rowOf, input);
  for (const run of as.kind === 'call' ? [[as.piece]] : input.runs())
    for (const piece of run) {
      const isPriced = pricedIn(lots.lot(piece.cell.lot)) !== undefined;
      counted.calls += piece.cell.calls;
      if (isPriced) counted.callsPriced += piece.cell.calls;
      else unpriced.add(piece);
    }
  const { recorded, rounded, mixed } = total;
  const mean = runs === undefined || runs.complete === 0 ? undefined : meanOf(runs.cost, runs.complete);
  return {
    rows: rows.map(({ row }) => row),
    unpriced: unpriced.rows(),
    warm: warm.map((each) => ({ ...each, parts: shownParts(each) })),
    total: {
      ...total,
      ...counted,
      cost: (recorded + rounded + mixed.cost) as Money,
      reaching: reachingOf(input),
      runs: as.kind === 'workflow' && runs !== undefined ? { ...runs, mean } : undefined,
    },
  };
}

/** A call is itemised with its run beside it, whose cache it shares. */
function itemised(
  { lots, world, as, runs }: ExplainInput,
  rowOf: (lot: number) => number,
): Pick<Itemised, 'items' | 'total'> & Partial<Itemised> {
  const options = {
    world,
    isOneRun: as.kind !== 'workflow',
    priceOf: (lot: number) => pricedIn(lots.lot(lot)),
    isCacheKnown: (lot: number) => lots.lot(lot).source.isCacheKnown,
    rowOf,
  };
  if (as.kind !== 'call') return itemise(runs(), options);
  const [run = []] = runs();
  return itemiseCall(as.piece, run, options);
}

/** Lots that are priced alike for calls of one kind are one rate row. */
function rowNumbers(lots: Lots): (lot: number) => number {
  const rows = new Map<string, number>();
  const numbers = lots.all().map(({ source, keys: [key] }) => {
    const whole = `${source.number} ${key}`;
    const number = rows.get(whole) ?? rows.size;
    rows.set(whole, number);
    return number;
  });
  return (lot) => numbers[lot] ?? -1;
}
