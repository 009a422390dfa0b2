import type { Worth } from '../domain/feature.ts';
import { divideHalfEven, type Fraction, type Money, reduce } from '../domain/money.ts';
import type { Range } from '../domain/report.ts';
import type { Economics } from '../domain/viability.ts';

const money = (amount: bigint): Money => amount as Money;

/** What a mean cost per run comes to for a feature; each amount is rounded once. */
export function economicsOf(
  { kind, perRun, exact }: Worth,
  mean: Range | undefined,
  runsPerMonth: number | undefined,
): Economics {
  const cost = mean?.base;
  if (cost === undefined) return UNKNOWN;
  const runs = runsPerMonth === undefined ? undefined : BigInt(runsPerMonth);
  const monthlyCost = runs === undefined ? undefined : money(cost * runs);
  if (kind === 'budget') return { ...UNKNOWN, monthlyCost };
  const left = exact.num - cost * exact.den;
  return {
    share: reduce(cost * exact.den, exact.num),
    marginPerRun: money(perRun - cost),
    monthlyCost,
    monthlyMargin: runs === undefined ? undefined : money(divideHalfEven(left * runs, exact.den)),
  };
}

const UNKNOWN: Economics = {
  share: undefined,
  marginPerRun: undefined,
  monthlyCost: undefined,
  monthlyMargin: undefined,
};

/**
 * The factor on all prices at which a cost is exactly what is affordable.
 * @returns `undefined` where the cost is not known, or nothing
 */
export function crossingOf(affordable: Money, cost: Range | undefined): Fraction | undefined {
  return cost === undefined || cost.base <= 0n ? undefined : reduce(affordable, cost.base);
}
