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
  // Each state is rounded once, as in a split: then the parts add up.
  const states = [0, ...SPLIT_PARTS.map((_, at) => at + 1)].map((count) =>
    mean((split) => stateOf(split, count)),
  );
  const parts = SPLIT_PARTS.map((part, at) => [
    part,
    ((states[at + 1] ?? ZERO) - (states[at] ?? ZERO)) as Money,
  ]);
  return {
    before: states[0] ?? ZERO,
    after: states.at(-1) ?? ZERO,
    parts: Object.fromEntries(parts),
  };
}

/** The cost once so many parts of its change are made. */
const stateOf = ({ before, parts }: Split, count: number): Money =>
  SPLIT_PARTS.slice(0, count).reduce<bigint>((sum, part) => sum + parts[part], before) as Money;
