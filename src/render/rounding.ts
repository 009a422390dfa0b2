import { divideHalfEven, type Money } from '../domain/money.ts';

/**
 * Rounds amounts so that the rounded ones add up to their rounded total: each is cut, and what is missing goes to
 * those that lost most (largest remainder; the earlier of equals). Amounts and total in 10⁻¹⁵ USD.
 * @returns whole numbers of 10^-decimals USD, as many as amounts
 */
export function largestRemainder(
  amounts: readonly Money[],
  total: Money,
  decimals: number,
): readonly bigint[] {
  const unit = 10n ** BigInt(15 - decimals);
  const floors = amounts.map((amount) => floorDivide(amount, unit));
  const cut = amounts.map((amount, index) => ({ index, lost: amount - (floors[index] ?? 0n) * unit }));
  const missing = divideHalfEven(total, unit) - floors.reduce((sum, each) => sum + each, 0n);
  // A total that is not the sum of the amounts has no rounding of this kind: every amount for itself.
  if (missing < 0n || missing > BigInt(amounts.length))
    return amounts.map((amount) => divideHalfEven(amount, unit));
  const raised = new Set(
    cut
      .sort((a, b) => (a.lost === b.lost ? a.index - b.index : a.lost > b.lost ? -1 : 1))
      .slice(0, Number(missing))
      .map(({ index }) => index),
  );
  return floors.map((floor, index) => (raised.has(index) ? floor + 1n : floor));
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}
