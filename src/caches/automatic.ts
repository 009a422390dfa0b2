import type { Cache, WorldRule } from './cache.ts';
import type { ScopeTree } from './scope-tree.ts';
import { createTouches } from './touches.ts';

/**
 * A cache that finds any beginning of an earlier prompt, as long as a request has had it within the time. Whoever
 * sends a beginning keeps it: so the longest one that is found ends where the prompt parts from the nearest of those
 * that were sent within the time, and the nearest stand next to it in the order of the tree.
 */
export function createAutomatic(tree: ScopeTree, { idleMs, marks }: WorldRule): Cache {
  const hasAnswers = marks.includes('answer');
  const touches = createTouches(tree.size);
  const meeting = (place: number, other: number): number => (other < 0 ? 0 : tree.meeting(place, other));
  return {
    find({ end }, at) {
      const since = at - idleMs;
      const after = meeting(end, touches.nearestFrom(end, since));
      return after === end ? end : Math.max(after, meeting(end, touches.nearestBefore(end, since)));
    },
    renew: (place, at) => touches.touch(place, at),
    keep: ({ end, answer }, startedAt) => touches.touch(hasAnswers ? answer : end, startedAt),
  };
}
