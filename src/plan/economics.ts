import type { Worth } from '../domain/feature.ts';
import { type Fraction, type Money, reduce } from '../domain/money.ts';
import type { Range } from '../domain/report.ts';
import type { Economics } from '../domain/viability.ts';

const money = (amount: bigint): Money => amount as Money;

/** What a mean cost per run comes to for a feature: exact, without a division. */
export function economicsOf(
  { kind, perRun }: Worth,
  mean: Range | undefined,
  runsPerMonth: number | undefined,
): Economics {
  const cost = mean?.base;
  const margin = cost === undefined || kind === 'budget' ? undefined : money(perRun - cost);
  const monthly = (amount: Money | undefined): Money | undefined =>
    amount === undefined || runsPerMonth === undefined ? undefined : money(amount * BigInt(runsPerMonth));
  return {
    share: margin === undefined || cost === undefined || perRun === 0n ? undefined : reduce(cost, perRun),
    marginPerRun: margin,
    monthlyCost: monthly(cost),
    monthlyMargin: monthly(margin),
  };
}

/**
 * The factor on all prices at which a cost is exactly what is affordable.
 * @returns `undefined` where the cost is not known, or nothing
 */
export function crossingOf(affordable: Money, cost: Range | undefined): Fraction | undefined {
  return cost === undefined || cost.base <= 0n ? undefined : reduce(affordable, cost.base);
}
