import { listCost } from '../domain/list-cost.ts';
import { type Fraction, type Money, ONE } from '../domain/money.ts';
import type { OtherPrice } from '../domain/reconciliation.ts';
import type { OpenCall } from './calls.ts';
import { isConvincing } from './chance.ts';
import { searchFactor } from './search-factor.ts';
import {
  type Base,
  explainBase,
  LEAST_CALLS,
  reproduces,
  type Search,
  type Theory,
  widthOf,
} from './theory.ts';

/** A base that is no list cost of the call's own time, and what makes a cause of it. */
interface OtherBase {
  readonly base: Base;
  readonly theory: (factor: Fraction, tolerance: Search['tolerance']) => Theory;
  /** How many of its kind there were to choose from. */
  readonly among: number;
}

/** Cached tokens at the price of all others. */
const UNCACHED: OtherBase = {
  base: uncachedCost,
  theory: (factor, tolerance) => ({
    ...ofBase(uncachedCost, factor, tolerance),
    cause: 'no-cache-discount',
    reason: () => ({ cause: 'no-cache-discount', factor }),
  }),
  among: 1,
};

function uncachedCost({ list, quantities, price: { rates } }: OpenCall): Money | undefined {
  const { cacheRead, audioCacheRead } = quantities;
  if (rates?.input === undefined || rates.cacheRead === undefined || cacheRead + audioCacheRead === 0)
    return undefined;
  const [plain, cached] = [rates.audioInput ?? rates.input, rates.audioCacheRead ?? rates.cacheRead];
  const more =
    BigInt(cacheRead) * (rates.input - rates.cacheRead) + BigInt(audioCacheRead) * (plain - cached);
  return (list + more) as Money;
}

/** Cached tokens inside the input count, where they were taken to be beside it, or the reverse. */
const otherCounts = (areInside: boolean): OtherBase => {
  const base: Base = (call) => recounted(call, areInside);
  return {
    base,
    theory: (factor, tolerance) => ({
      ...ofBase(base, factor, tolerance),
      cause: 'cache-counts',
      reason: () => ({ cause: 'cache-counts', factor, areInside }),
    }),
    among: 2,
  };
};

const OTHER_COUNTS = [otherCounts(true), otherCounts(false)];

function recounted({ list, quantities, price: { rates } }: OpenCall, areInside: boolean): Money | undefined {
  const { cacheRead, cacheWrite, cacheWrite5m, cacheWrite1h, cacheWrite12h } = quantities;
  const cached = cacheRead + cacheWrite + cacheWrite5m + cacheWrite1h + cacheWrite12h;
  const isPossible = cached > 0 && (!areInside || cached <= quantities.input);
  if (rates?.input === undefined || !isPossible) return undefined;
  const moved = BigInt(cached) * rates.input;
  return (areInside ? list - moved : list + moved) as Money;
}

/** @param isUnlisted the calls have no list price at their own time */
export const searchPriceDate = (search: Search, isUnlisted = false): Theory | undefined =>
  searchPlain(search, otherDates(search, isUnlisted));

export const searchNoDiscount = (search: Search): Theory | undefined => searchPlain(search, [UNCACHED]);

export const searchOtherCounts = (search: Search): Theory | undefined => searchPlain(search, OTHER_COUNTS);

/** What is no list price is a base for short factors only: a long one would fit too much. */
const FEW_DIGITS = 4;

/** One factor on a base that is none of the list price. */
export function searchFactorOnOthers(search: Search): Theory | undefined {
  for (const { base, theory } of [UNCACHED, ...OTHER_COUNTS, ...otherDates(search, false)]) {
    const factor = searchFactor(search, base, FEW_DIGITS);
    if (factor !== undefined) return theory(factor, search.tolerance);
  }
  return undefined;
}

/** The base that reproduces the most calls as it is. */
function searchPlain({ sample, tolerance }: Search, bases: readonly OtherBase[]): Theory | undefined {
  let best: { readonly of: OtherBase; readonly fitting: number } | undefined;
  for (const each of bases) {
    const fitting = sample.flatMap((call) => {
      const amount = each.base(call);
      const fits = amount !== undefined && reproduces(call.recorded, amount, ONE, tolerance(call));
      return fits ? [widthOf(amount, ONE, tolerance(call))] : [];
    });
    // One call of many may cost so by chance of its tokens.
    if (fitting.length < Math.min(LEAST_CALLS, sample.length)) continue;
    const fit = { widths: fitting, of: sample.length, choices: Math.log10(each.among) };
    if (fitting.length > (best?.fitting ?? 0) && isConvincing(fit))
      best = { of: each, fitting: fitting.length };
  }
  return best?.of.theory(ONE, tolerance);
}

const ofBase = (
  base: Base,
  factor: Fraction,
  tolerance: Search['tolerance'],
): Pick<Theory, 'besideCause' | 'explain'> => ({
  besideCause: 'mark-up',
  explain(call) {
    const amount = base(call);
    return amount === undefined ? undefined : explainBase(call, amount, factor, tolerance(call));
  },
});

/** The latest first: of two times with the same prices, the later one is told. */
function otherDates({ sample }: Search, isUnlisted: boolean): readonly OtherBase[] {
  const prices = new Map<string, OtherPrice>();
  for (const { price } of sample) for (const other of price.others()) prices.set(other.id, other);
  const latestFirst = [...prices.values()].sort((a, b) => b.from - a.from || (a.id < b.id ? -1 : 1));
  return latestFirst.map(({ rates: _, ...price }) => {
    const base: Base = (call) => costAt(call, price.id);
    return {
      base,
      theory: (factor, tolerance) => ({
        ...ofBase(base, factor, tolerance),
        cause: 'price-date',
        reason: () => ({ cause: 'price-date', factor, price, isUnlisted }),
      }),
      among: prices.size,
    };
  });
}

function costAt({ quantities, price }: OpenCall, id: string): Money | undefined {
  const other = price.others().find((each) => each.id === id);
  return other && listCost(quantities, other.rates);
}
