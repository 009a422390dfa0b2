import type { Fraction, Money } from '../domain/money.ts';
import type {
  AcceptedCause,
  CheckFailure,
  Coverage,
  CoveredRow,
  ReconcileCheck,
  ReconciledRow,
} from '../domain/reconciliation.ts';
import { absolute } from './precision.ts';
import { gapOf } from './row-sums.ts';

/** What is held to a limit. */
export interface Checked {
  readonly rows: readonly ReconciledRow[];
  readonly total: ReconciledRow;
  readonly coverage: Coverage | undefined;
}

/**
 * Holds rows against the most that recorded and list cost may differ, as a share of the larger one; what accepted
 * causes have of a gap does not count. With an export, also how much of it the logs cover.
 */
export function checkGaps(
  { rows, total, coverage }: Checked,
  share: Fraction,
  accepted: readonly AcceptedCause[],
): ReconcileCheck {
  const isAccepted: ReadonlySet<string> = new Set(accepted);
  const gaps = rows.flatMap((row): readonly CheckFailure[] => {
    const { recorded, list } = row.compared;
    const taken = row.parts.filter(({ cause }) => isAccepted.has(cause)).map(({ gap }) => gap);
    const left = taken.reduce<bigint>((rest, gap) => rest - gap, gapOf(row)) as Money;
    return isWithin(left, recorded, list, share)
      ? []
      : [{ kind: 'gap', row: row.name, left, recorded, list }];
  });
  const { unlisted } = total;
  const isUnlisted = unlisted.calls > 0 && !isAccepted.has('no-list-price');
  const failures = [
    ...gaps,
    ...(isUnlisted ? [{ kind: 'unlisted', ...unlisted } as const] : []),
    ...(coverage === undefined
      ? []
      : [...coverage.models.filter(({ model }) => model !== undefined), coverage.total].flatMap((row) =>
          gapsIn(row, share),
        )),
  ];
  return { share, accepted, failures };
}

/** Whether a difference is within the share of the larger of two amounts. */
function isWithin(difference: bigint, a: bigint, b: bigint, { num, den }: Fraction): boolean {
  return [a, b].some((amount) => absolute(difference) * den <= absolute(amount) * num);
}

/** What the logs have of a model against what its export has; what a side does not tell is not compared. */
function gapsIn(row: CoveredRow, share: Fraction): readonly CheckFailure[] {
  const { logs, export: exported } = row;
  if (exported === undefined) return [];
  const compare = (
    what: 'tokens' | 'money',
    [there, here]: readonly [number | bigint | undefined, number | bigint | undefined],
  ): readonly CheckFailure[] => {
    if (there === undefined) return [];
    const [a, b] = [BigInt(here ?? 0), BigInt(there)];
    if (isWithin(b - a, a, b, share)) return [];
    const whole = (num: bigint): Fraction => ({ num, den: what === 'money' ? 10n ** 15n : 1n });
    return [{ kind: 'coverage', model: row.model, what, logs: whole(a), export: whole(b) }];
  };
  return [
    ...compare('tokens', [exported.tokens, logs?.tokens]),
    ...compare('money', [exported.cost, logs?.cost]),
  ];
}
