import type { Money } from '../domain/money.ts';
import { GAP_CAUSES, type GapCause, type GapPart, type ReconciledRow } from '../domain/reconciliation.ts';

/** Sums of one row; amounts as plain big integers while they grow. */
export interface RowSums {
  readonly name: string;
  calls: number;
  readonly compared: { calls: number; recorded: bigint; list: bigint };
  readonly unlisted: { calls: number; recorded: bigint };
  readonly unrecorded: { calls: number; list: bigint };
  zeros: number;
  readonly parts: Map<GapCause, { calls: number; gap: bigint }>;
}

export const createRowSums = (name: string): RowSums => ({
  name,
  calls: 0,
  compared: { calls: 0, recorded: 0n, list: 0n },
  unlisted: { calls: 0, recorded: 0n },
  unrecorded: { calls: 0, list: 0n },
  zeros: 0,
  parts: new Map(),
});

/** Adds to a cause of a row. */
export function addPart({ parts }: RowSums, cause: GapCause, calls: number, gap: Money): void {
  const part = parts.get(cause) ?? { calls: 0, gap: 0n };
  parts.set(cause, part);
  part.calls += calls;
  part.gap += gap;
}

export const rowOf = (sums: RowSums): ReconciledRow => ({
  name: sums.name,
  calls: sums.calls,
  compared: {
    calls: sums.compared.calls,
    recorded: sums.compared.recorded as Money,
    list: sums.compared.list as Money,
  },
  unlisted: { calls: sums.unlisted.calls, recorded: sums.unlisted.recorded as Money },
  unrecorded: { calls: sums.unrecorded.calls, list: sums.unrecorded.list as Money },
  zeros: sums.zeros,
  parts: GAP_CAUSES.flatMap((cause) => partOf(sums, cause)),
});

function partOf({ parts }: RowSums, cause: GapCause): readonly GapPart[] {
  const part = parts.get(cause);
  const isThere = part !== undefined && (part.calls > 0 || part.gap !== 0n);
  return isThere ? [{ cause, calls: part.calls, gap: part.gap as Money }] : [];
}

/** All rows together. */
export function totalOf(rows: readonly RowSums[]): RowSums {
  const total = createRowSums('total');
  for (const row of rows) {
    total.calls += row.calls;
    total.zeros += row.zeros;
    total.compared.calls += row.compared.calls;
    total.compared.recorded += row.compared.recorded;
    total.compared.list += row.compared.list;
    total.unlisted.calls += row.unlisted.calls;
    total.unlisted.recorded += row.unlisted.recorded;
    total.unrecorded.calls += row.unrecorded.calls;
    total.unrecorded.list += row.unrecorded.list;
    for (const [cause, { calls, gap }] of row.parts) addPart(total, cause, calls, gap as Money);
  }
  return total;
}

/** The size of a row's gap, for an order. */
export const gapOf = ({ compared }: ReconciledRow): Money => (compared.recorded - compared.list) as Money;
