import { addFractions, whole } from '../domain/exact.ts';
import {
  type CallOrigin,
  type CostItem,
  type ExplainedCall,
  type RateRow,
  sumOfLines,
  type Transfer,
  type UnpricedRow,
} from '../domain/explanation.ts';

import { ONE } from '../domain/money.ts';
import type { Range } from '../domain/report.ts';
import { type ExplainInput, firstOf, pricedIn, priceIn, type Taken } from './explain-input.ts';
import { rangesOfCalls } from './explain-range.ts';
import type { BareItem, Piece } from './itemise.ts';
import { isStretched, reachOf, sizeOf, sizeThere } from './limits.ts';
import type { LotPrice, PricedLot } from './lot-price.ts';
import { representative } from './lots.ts';
import { barPercent } from './transfer.ts';
import { type Why, whyOf } from './why.ts';

/** A rate row and the number of its lots. */
export interface NumberedRow {
  readonly number: number;
  readonly row: RateRow;
}

/** In the order of calls that are shown; else the dearest first. */
export function rowsOf(
  items: readonly BareItem[],
  rowOf: (lot: number) => number,
  input: ExplainInput,
): readonly NumberedRow[] {
  const numbers = [...new Set(items.map(({ row }) => row))];
  const ranges = rangesOfCalls(input);
  const rows = numbers.flatMap((number) => {
    const own = items.filter(({ row }) => row === number);
    const place = own[0]?.place;
    const first = place === undefined ? firstOf(number, rowOf, input.firsts) : input.calls[place];
    return first === undefined ? [] : [{ number, row: rateRow(first, own, { ...input, ranges }) }];
  });
  return items.some(({ place }) => place !== undefined) ? rows : rows.sort(dearestFirst);
}

function dearestFirst({ row: a }: NumberedRow, { row: b }: NumberedRow): number {
  const [one, other] = [a.sum.num * b.sum.den, b.sum.num * a.sum.den];
  if (one !== other) return one > other ? -1 : 1;
  return a.record.id < b.record.id ? -1 : Number(a.record.id > b.record.id);
}

interface RowInput extends ExplainInput {
  readonly ranges: ReturnType<typeof rangesOfCalls>;
}

function rateRow(first: Taken, items: readonly BareItem[], input: RowInput): RateRow {
  const { card, scenario, options, world, lots } = input;
  const price = pricedIn(lots.lot(first.lot));
  if (price === undefined) throw new Error('a row of products without a price');
  const why = whyOf(card, scenario, options, first);
  const { source } = first.entry;
  const isOne = items.length === 1 && items[0]?.calls === 1;
  return {
    billedAs: price.billedAs,
    record: price.record,
    rates: price.rates[world],
    others: why.others,
    at: scenario.kind === 'baseline' && !isOne ? undefined : why.question?.at,
    isInstantAssumed: price.isInstantAssumed,
    known: {
      input: source.inputKnown,
      output: source.outputKnown,
      isCacheKnown: source.isCacheKnown,
      isTotal: source.isTotal,
    },
    steps: why.steps,
    transfer: transferOf(price, why, input),
    items: items.map((item) => shownItem(item, input)),
    sum: items.map(({ lines }) => sumOfLines(lines)).reduce(addFractions, whole(0)),
  };
}

function transferOf(price: PricedLot, { to }: Why, { world, scenario }: ExplainInput): Transfer | undefined {
  if (to === undefined || (to.isSameModel && price.factor.base.num === price.factor.base.den))
    return undefined;
  return {
    to: `${to.model.provider}/${to.model.name}`,
    isMoved: scenario.kind === 'target' && !to.isSameModel,
    tokenizers: to.tokenizers,
    factor: { base: price.factor.base, barPercent: barPercent(price.factor), inWorld: price.factor[world] },
    moves: {
      outputLength: price.moves.outputLength[world],
      attempts: price.moves.attempts[world],
    },
    isTierReplaced: price.isTierReplaced,
    texts: textsOf(price.served),
  };
}

function textsOf(served: PricedLot['served']): Transfer['texts'] {
  if (served === undefined || served.counting === 'none') return undefined;
  return { how: served.counting, barPercent: served.barPercent, own: served.own };
}

function shownItem({ row: _, place, ...item }: BareItem, input: RowInput): CostItem {
  const call = place === undefined ? undefined : input.calls[place];
  const range = place === undefined ? undefined : input.ranges.get(place);
  return { ...item, call: call && explainedCall(call, range, input) };
}

/** Band and size hang on the call itself; the other rules are the row's. */
function explainedCall(
  call: Taken,
  range: Range | undefined,
  { card, scenario, options }: ExplainInput,
): ExplainedCall {
  const { entry, origin } = call;
  const { steps } = whyOf(card, scenario, options, call);
  return {
    origin,
    step: entry.step,
    startedAt: entry.startedAt,
    range,
    instantKnown: entry.source.instantKnown,
    steps: steps.filter(({ rule }) => rule === 'band' || rule === 'size'),
  };
}

const MOST_ORIGINS = 5;

/** The tokens that pass a limit of the target. What was worked out for the call is in the target's tokens already. */
function tooManyFor({ entry, served }: Taken, why: LotPrice, to: Why['to']): UnpricedRow['tooMany'] {
  if (why.kind !== 'infeasible' || to === undefined) return undefined;
  const call = { ...representative(entry), served };
  const reach = reachOf(to);
  // Where answers have another length, no one factor leads from what the log counts to what the target does.
  const isWhole = served !== undefined || isStretched(reach);
  const size = isWhole ? sizeThere(call, reach) : sizeOf(call);
  return { tokens: BigInt(size[why.limit]), factor: isWhole ? ONE : reach.factor };
}

/** Calls without a price, by reason. */
export function createUnpriced(rowOf: (lot: number) => number, input: ExplainInput) {
  const rows = new Map<number, { readonly lot: number; calls: number; readonly origins: CallOrigin[] }>();
  return {
    add({ cell, call }: Piece): void {
      const number = rowOf(cell.lot);
      const row = rows.get(number) ?? { lot: cell.lot, calls: 0, origins: [] };
      rows.set(number, row);
      row.calls += cell.calls;
      const origin = call === undefined ? undefined : input.calls[call]?.origin;
      if (origin !== undefined && row.origins.length < MOST_ORIGINS) row.origins.push(origin);
    },
    rows: (): readonly UnpricedRow[] =>
      [...rows].flatMap(([number, { lot, calls, origins }]) => {
        const why = priceIn(input.lots.lot(lot));
        const first = firstOf(number, rowOf, input.firsts);
        if (why === undefined || why.kind === 'priced' || first === undefined) return [];
        const own = whyOf(input.card, input.scenario, input.options, first);
        const { provider, model } = first.entry.source;
        const tooMany = tooManyFor(first, why, own.to);
        return [{ why, tooMany, provider, model, steps: own.steps, calls, origins }];
      }),
  };
}
