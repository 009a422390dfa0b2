import { type GateReport, SPLIT_PARTS, type Split, type WorkflowCheck } from '../../domain/gate.ts';
import { type Money, meanOf, ZERO } from '../../domain/money.ts';

/** A workflow that both sides have. */
export const isOnBothSides = ({ before, after }: WorkflowCheck): boolean =>
  before !== undefined && after !== undefined;

/**
 * The change of a run's cost if each workflow had run as often before as it does now: only costs move it, not which
 * workflows ran how often. `undefined`: no workflow has runs on both sides.
 */
export function sameMix({ workflows }: Pick<GateReport, 'workflows'>): Split | undefined {
  const both = workflows.filter(isOnBothSides);
  const runs = both.reduce((sum, { after }) => sum + (after?.runs ?? 0), 0);
  if (runs === 0) return undefined;
  const mean = (of: (split: Split) => Money): Money =>
    meanOf(
      both.reduce((sum, { split, after }) => (sum + of(split) * BigInt(after?.runs ?? 0)) as Money, ZERO),
      runs,
    );
  const parts = SPLIT_PARTS.map((part) => [part, mean((split) => split.parts[part])]);
  return {
    before: mean(({ before }) => before),
    after: mean(({ after }) => after),
    parts: Object.fromEntries(parts),
  };
}
