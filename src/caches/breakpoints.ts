import { createAutomatic } from './automatic.ts';
import type { Cache, Places, WorldRule } from './cache.ts';
import type { PromptTree } from './prompt-tree.ts';
import type { ScopeTree } from './scope-tree.ts';

/** So many marks of a conversation are looked at, the latest first; OpenAI documents 50 to 80. */
const MOST_MARKS = 80;

/** A cache that finds only whole beginnings that were kept: those that end at a mark. */
export function createBreakpoints(
  { texts, parent, before }: PromptTree,
  tree: ScopeTree,
  rule: WorldRule,
): Cache {
  const { idleMs, marks, lookBack } = rule;
  /** When each kept beginning was used last. */
  const kept = new Float64Array(tree.size).fill(Number.NEGATIVE_INFINITY);
  const keptAt = (place: number): number => kept[place] ?? Number.NEGATIVE_INFINITY;
  const shared = marks.includes('shared') ? createAutomatic(tree, rule) : undefined;
  const [hasEnd, hasInstructions] = [marks.includes('prompt'), marks.includes('instructions')];
  const textsUpTo = (place: number): number => texts[tree.node[place] ?? 0] ?? 0;

  function renewOne(place: number, at: number): void {
    if (place > 0 && keptAt(place) < at) kept[place] = at;
  }

  /** From a mark up to the first beginning that is still kept. */
  function findFrom(mark: number, since: number): number {
    let left = MOST_MARKS;
    for (let place = mark; place > 0 && left > 0; place = tree.parent[place] ?? 0) {
      if (textsUpTo(mark) - textsUpTo(place) > lookBack) return 0;
      if (keptAt(place) >= since) return place;
      if (keptAt(place) > Number.NEGATIVE_INFINITY) left -= 1;
    }
    return 0;
  }

  /** Whoever reads a beginning reads all that it begins with. */
  function renew(from: number, at: number): void {
    let left = MOST_MARKS;
    for (let place = from; place > 0 && left > 0; place = tree.parent[place] ?? 0) {
      if (keptAt(place) < at - idleMs) continue;
      renewOne(place, at);
      left -= 1;
    }
    shared?.renew(from, at);
  }

  /** The last whole piece of a text that ends here, if other prompts go on from it; 0: none do. */
  function pieceBefore(end: number): number {
    const place = tree.parent[end] ?? 0;
    const node = tree.node[place] ?? 0;
    return node === parent[tree.node[end] ?? 0] && node === before[node] ? place : 0;
  }

  return {
    find({ end, instructions }: Places, at) {
      const since = at - idleMs;
      const found = findFrom(end, since);
      return hasInstructions ? Math.max(found, findFrom(instructions, since)) : found;
    },
    renew,
    keep(places, startedAt, now) {
      if (hasEnd) renewOne(places.end, startedAt);
      if (hasInstructions) renewOne(places.instructions, startedAt);
      if (marks.includes('answer')) renewOne(places.answer, startedAt);
      if (shared === undefined) return;
      // Who tells where prompts part reads them token by token: the end of one may lie inside a longer text.
      if (hasEnd) renewOne(pieceBefore(places.end), startedAt);
      // Any two that part above are told apart already: by the later of them.
      renewOne(shared.find(places, now), startedAt);
      shared.keep(places, startedAt, now);
    },
  };
}
