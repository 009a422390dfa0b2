import { tokensUpTo } from './prompt-tree.ts';
import type { ScopeTrack, Track } from './track.ts';

/** How long the prompts of a scope are in tokens of the target, and how long what they share. */
export interface PromptTokens {
  /** All of a call's prompt; `index`: its place in the scope's list. */
  readonly whole: (index: number) => number;
  /** Its beginning, up to a place that it goes through. */
  readonly upTo: (index: number, place: number) => number;
}

export interface TokensQuestion {
  readonly track: Track;
  /**
   * The vocabulary in which the texts are counted: its place in the store's list. `undefined`: bytes say which part
   * of a prompt is shared, and the call list or `tokensOf` how many tokens all of it has.
   */
  readonly vocabulary: number | undefined;
  /** Tokens of a call's whole prompt on the target; `undefined`: as the call list has it, else what its texts come to. */
  readonly tokensOf?: (call: number) => number | undefined;
}

/**
 * Where a prompt ends that was sent whole, its tokens are known, framing, images and hidden prompts among them; in
 * between they lie as those of the texts do. Along a prompt they never fall.
 */
export function createPromptTokens(question: TokensQuestion, scope: ScopeTrack): PromptTokens {
  const { track, vocabulary } = question;
  const { tree, ends } = scope;
  const counted = (index: number, place: number): number =>
    tokensUpTo(track.prompts, vocabulary, {
      node: tree.node[place] ?? 0,
      end: tree.node[ends[index] ?? 0] ?? 0,
    });
  const wholes = Float64Array.from(scope.calls, (call, index) => {
    const listed = track.list.tokens(call);
    return question.tokensOf?.(call) ?? (Number.isNaN(listed) ? counted(index, ends[index] ?? 0) : listed);
  });
  const known = knownAt(scope, wholes);
  /** The lowest place on the way to `place`, or itself, whose tokens are known. */
  const knownAbove = new Int32Array(tree.size);
  for (let place = 1; place < tree.size; place++)
    knownAbove[place] = Number.isNaN(known[place]) ? (knownAbove[tree.parent[place] ?? 0] ?? 0) : place;

  return {
    whole: (index) => wholes[index] ?? 0,
    upTo(index, place) {
      const [end, whole] = [ends[index] ?? 0, wholes[index] ?? 0];
      if (place === 0 || place === end) return place === 0 ? 0 : whole;
      const above = knownAbove[place] ?? 0;
      const tokensAt = (at: number): number => (at === end ? whole : Math.min(known[at] ?? 0, whole));
      if (place === above) return tokensAt(place);
      let below = tree.towards(place, end);
      while (below !== end && Number.isNaN(known[below])) below = tree.towards(below, end);
      const [less, more] = [tokensAt(above), tokensAt(below)];
      const [from, to] = [counted(index, above), counted(index, below)];
      return to <= from ? less : less + ((more - less) * (counted(index, place) - from)) / (to - from);
    },
  };
}

/** The tokens of the prompts that end at a place: the fewest, but never fewer than what they go on from. */
function knownAt({ tree, ends }: ScopeTrack, wholes: Float64Array): Float64Array {
  const known = new Float64Array(tree.size).fill(Number.NaN);
  ends.forEach((place, index) => {
    const whole = wholes[index] ?? 0;
    const before = known[place] ?? Number.NaN;
    known[place] = Number.isNaN(before) ? whole : Math.min(before, whole);
  });
  const most = new Float64Array(tree.size);
  known[0] = 0;
  for (let place = 1; place < tree.size; place++) {
    const [own, before] = [known[place] ?? Number.NaN, most[tree.parent[place] ?? 0] ?? 0];
    most[place] = Number.isNaN(own) ? before : Math.max(own, before);
    if (!Number.isNaN(own)) known[place] = most[place] ?? 0;
  }
  return known;
}
