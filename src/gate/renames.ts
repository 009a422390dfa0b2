import type { WorkflowSums } from '../domain/gate.ts';
import type { Fraction } from '../domain/money.ts';
import { isMore } from './metrics.ts';

/** How far the calls per run of what may be one workflow are apart: a quarter of the smaller. */
const MOST_APART: Fraction = { num: 1n, den: 4n };

const MOST_PAIRS = 10_000;

/**
 * Which workflow of `added` each of `removed` may have become: one with the same steps and models and about as many
 * calls per run. Each takes part once; the pairs that are nearest go first.
 */
export function renamesOf(
  removed: readonly WorkflowSums[],
  added: readonly WorkflowSums[],
): ReadonlyMap<string, string> {
  const byTraits = new Map<string, WorkflowSums[]>();
  for (const each of added) {
    const alike = byTraits.get(traitsOf(each));
    if (alike === undefined) byTraits.set(traitsOf(each), [each]);
    else alike.push(each);
  }
  // Among very many that look alike nobody knows which is which: files of a day each, for instance.
  const likely = removed.length * added.length > MOST_PAIRS ? [] : removed;
  const pairs = likely.flatMap((from) =>
    (byTraits.get(traitsOf(from)) ?? []).map((to) => ({
      from: from.name,
      to: to.name,
      apart: apart(from, to),
    })),
  );
  const near = pairs.filter((pair) => !isMore(pair.apart, MOST_APART)).sort(byDistance);
  const renames = new Map<string, string>();
  const taken = new Set<string>();
  for (const { from, to } of near) {
    if (renames.has(from) || taken.has(to)) continue;
    renames.set(from, to);
    taken.add(to);
  }
  return renames;
}

interface Candidate {
  readonly from: string;
  readonly to: string;
  readonly apart: Fraction;
}

function byDistance(a: Candidate, b: Candidate): number {
  if (isMore(a.apart, b.apart)) return 1;
  if (isMore(b.apart, a.apart)) return -1;
  return a.from === b.from ? compare(a.to, b.to) : compare(a.from, b.from);
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Names of steps, and of all models. */
const traitsOf = ({ steps }: WorkflowSums): string =>
  JSON.stringify([
    steps.map(({ name }) => name).sort(),
    [...new Set(steps.flatMap(({ models }) => models.map(({ model }) => model)))].sort(),
  ]);

/** The difference of their calls per run, as a share of the smaller number; no runs are far from everything. */
function apart(a: WorkflowSums, b: WorkflowSums): Fraction {
  const [x, y] = [BigInt(a.calls) * BigInt(b.runs), BigInt(b.calls) * BigInt(a.runs)];
  const [less, more] = x < y ? [x, y] : [y, x];
  return less === 0n ? { num: 1n, den: 1n } : { num: more - less, den: less };
}
