import type { Money } from './money.ts';
import { COST_KINDS, type CostKind } from './raw-call.ts';

/** What a recorded cost is, and how finely it is written; one object for all costs alike. */
export interface CostForm {
  /** Its place among all forms. */
  readonly number: number;
  readonly kind: CostKind;
  /** Decimals of a dollar, as written. */
  readonly decimals: number;
  /** The log says 0 beside tokens: no cost, but a price that nobody knew. */
  readonly isZero: boolean;
}

/** What few logs say beside a cost. */
export interface CostDetails {
  /** What the upstream charged for its tokens, where a gateway states that beside its own charge. */
  readonly upstream: Money | undefined;
  /** Uses of server tools that are charged for beside tokens. */
  readonly toolUses: number;
}

/** Amounts are kept to so many decimals. */
export const MOST_COST_DECIMALS = 15;
const DECIMALS = MOST_COST_DECIMALS + 1;

const FORMS: readonly CostForm[] = COST_KINDS.flatMap((kind) =>
  Array.from({ length: DECIMALS }, (_, decimals) =>
    [false, true].map((isZero) => ({ kind, decimals, isZero })),
  ),
)
  .flat()
  .map((form, number) => ({ ...form, number }));

/** @param decimals at most `MOST_COST_DECIMALS` */
export const costForm = (kind: CostKind, decimals: number, isZero: boolean): CostForm =>
  costFormAt((COST_KINDS.indexOf(kind) * DECIMALS + decimals) * 2 + Number(isZero));

export function costFormAt(number: number): CostForm {
  const form = FORMS[number];
  if (form === undefined) throw new RangeError(`no form of costs has the number ${number}`);
  return form;
}

/** That of calls without a recorded cost. */
export const NO_COST: CostForm = costFormAt(0);
