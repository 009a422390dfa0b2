import { type Money, ZERO } from '../domain/money.ts';
import type { GapCause, GapReason } from '../domain/reconciliation.ts';
import type { OpenCall } from './calls.ts';
import { sampleOf } from './sample.ts';
import { searchCacheWrites } from './search-cache-writes.ts';
import { searchFactor } from './search-factor.ts';
import { searchFees, searchUpstream } from './search-fees.ts';
import {
  searchFactorOnOthers,
  searchNoDiscount,
  searchOtherCounts,
  searchPriceDate,
} from './search-prices.ts';
import { searchRates } from './search-rates.ts';
import { type Explained, explainBase, listBase, type Search, type Theory, tolerances } from './theory.ts';

/** Open calls of one group. */
export interface OpenGroup {
  readonly indexes: Uint32Array;
  readonly read: (index: number) => OpenCall;
  /** Decimals that its recorded costs usually have. */
  readonly usual: number;
  /** The calls have no list price: only the price of another time can tell anything. */
  readonly isUnlisted: boolean;
}

/** What one cause explains of a group. */
export interface Explanation {
  readonly reason: GapReason;
  readonly calls: number;
  readonly gap: Money;
  readonly beside: Money;
}

/** Is told the cause of every call, once, and what of its gap is whose. */
export type NoteCause = (index: number, cause: GapCause, explained: Explained, besideCause: GapCause) => void;

/** From what no other call must bear out to what needs many; of two that fit, the simpler one holds. */
const SEARCHES: readonly ((search: Search) => Theory | undefined)[] = [
  (search) => searchPriceDate(search),
  searchNoDiscount,
  searchOtherCounts,
  searchMarkUp,
  searchFees,
  searchCacheWrites,
  searchFactorOnOthers,
  searchUpstream,
  searchRates,
];

const UNLISTED: typeof SEARCHES = [(search) => searchPriceDate(search, true)];

/** A group may mix a few loggers and gateways, not more. */
const MOST_ROUNDS = 12;

/**
 * Finds the causes of a group's gaps, one after the other, each among the calls that are left; every cause is tried on
 * all of them. Neither their order nor how they are grouped in rows changes anything.
 */
export function classify(group: OpenGroup, note: NoteCause): readonly Explanation[] {
  const { read } = group;
  const tolerance = tolerances(group.usual);
  const found: Explanation[] = [];
  let left = group.indexes;
  const settle = (theory: Theory): boolean => {
    const { explanation, rest } = tryOn(left, theory, { read, note });
    const hasHelped = rest.length < left.length;
    if (hasHelped) found.push(explanation);
    left = rest;
    return hasHelped;
  };
  if (!group.isUnlisted) settle(equalTheory(tolerance));
  let sample = sampleOf(left, read);
  // What is left once a cause is found may bear out one that was not seen among all.
  for (let round = 0; round < MOST_ROUNDS && left.length > 0; round++) {
    const theory = firstOf(group.isUnlisted ? UNLISTED : SEARCHES, { sample, tolerance });
    if (theory === undefined || !settle(theory)) break;
    sample = sampleOf(left, read);
  }
  if (left.length > 0) settle(unexplainedTheory(sample.length, left, read));
  return found;
}

function firstOf(searches: typeof SEARCHES, among: Search): Theory | undefined {
  for (const search of searches) {
    const theory = search(among);
    if (theory !== undefined) return theory;
  }
  return undefined;
}

/** The indexes that a theory does not explain, and what it comes to for the others. */
function tryOn(
  indexes: Uint32Array,
  theory: Theory,
  { read, note }: { readonly read: OpenGroup['read']; readonly note: NoteCause },
): { readonly explanation: Explanation; readonly rest: Uint32Array } {
  const rest = new Uint32Array(indexes.length);
  let [gap, beside]: [bigint, bigint] = [0n, 0n];
  let [open, count, plain] = [0, 0, 0];
  for (const index of indexes) {
    const call = read(index);
    const explained = theory.explain(call);
    if (explained === undefined) {
      rest[open++] = index;
      continue;
    }
    gap += explained.gap;
    beside += explained.beside;
    count += explained.count;
    plain += call.quantities.input;
    note(index, theory.cause, explained, theory.besideCause);
  }
  const explanation = {
    reason: theory.reason({ count, plain }),
    calls: indexes.length - open,
    gap: gap as Money,
    beside: beside as Money,
  };
  return { explanation, rest: rest.subarray(0, open) };
}

const wholeGap = ({ recorded, list }: OpenCall): Explained => ({
  gap: (recorded - list) as Money,
  beside: ZERO,
  count: 0,
});

/** As near as the recorded figure is rounded. */
const equalTheory = (tolerance: Search['tolerance']): Theory => ({
  cause: 'equal',
  besideCause: 'equal',
  explain(call) {
    const away = call.recorded - call.list;
    const most = tolerance(call);
    return away <= most && -away <= most ? wholeGap(call) : undefined;
  },
  reason: () => ({ cause: 'equal' }),
});

function searchMarkUp(search: Search): Theory | undefined {
  const factor = searchFactor(search, listBase);
  return (
    factor && {
      cause: 'mark-up',
      besideCause: 'mark-up',
      explain: (call) => explainBase(call, call.list, factor, search.tolerance(call)) && wholeGap(call),
      reason: () => ({ cause: 'mark-up', factor }),
    }
  );
}

function unexplainedTheory(different: number, indexes: Uint32Array, read: OpenGroup['read']): Theory {
  let ratios: readonly [number, number] | undefined = [Number.POSITIVE_INFINITY, 0];
  for (const index of indexes) {
    const { recorded, list } = read(index);
    const ratio = Number(recorded) / Number(list);
    ratios =
      ratios && Number.isFinite(ratio) ? [Math.min(ratios[0], ratio), Math.max(ratios[1], ratio)] : undefined;
  }
  return {
    cause: 'unexplained',
    besideCause: 'unexplained',
    explain: wholeGap,
    reason: () => ({ cause: 'unexplained', different, ratios }),
  };
}
