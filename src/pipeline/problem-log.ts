import { isLoss, type MessageCode, type Place, type Problem } from '../domain/problem.ts';
import type { Loss } from '../domain/report.ts';

/** Problems of one kind: how many, and the first few. */
export interface ProblemGroup {
  readonly code: MessageCode;
  readonly count: number;
  readonly isLoss: boolean;
  readonly examples: readonly { readonly place: Place | undefined; readonly text: string }[];
}

const MOST_EXAMPLES = 3;

/** Counts problems without keeping them all. */
export interface ProblemLog {
  readonly add: (problem: Problem) => void;
  readonly groups: () => readonly ProblemGroup[];
}

export function createProblemLog(): ProblemLog {
  const byCode = new Map<MessageCode, { count: number; examples: ProblemGroup['examples'][number][] }>();
  return {
    add({ code, place, text }) {
      const group = byCode.get(code) ?? { count: 0, examples: [] };
      byCode.set(code, group);
      group.count++;
      if (group.examples.length < MOST_EXAMPLES) group.examples.push({ place, text });
    },
    groups: () =>
      [...byCode]
        .map(([code, group]) => ({ code, ...group, isLoss: isLoss(code) }))
        .sort((a, b) => Number(b.isLoss) - Number(a.isLoss) || (a.code < b.code ? -1 : 1)),
  };
}

/** What a report says of losses. */
export const lossesIn = (groups: readonly ProblemGroup[]): readonly Loss[] =>
  groups
    .filter((group) => group.isLoss)
    .map(({ code, count, examples: [first] }) => ({
      code,
      count,
      file: first?.place?.file ?? '',
      line: first?.place?.line ?? 0,
      text: first?.text ?? '',
    }));
