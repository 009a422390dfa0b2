import type { CallList } from './call-list.ts';
import type { PromptTree } from './prompt-tree.ts';
import { createScopeTree, type ScopeTree } from './scope-tree.ts';

/** Why a call cannot be simulated. */
export const LEFT_OUT = ['no text', 'no instant', 'unknown beginning'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** The calls of one scope in the order of time. */
export interface ScopeTrack {
  readonly tree: ScopeTree;
  /** Numbers of the calls. */
  readonly calls: Uint32Array;
  /** Where the prompt of each ends, its instructions, and its answer. */
  readonly ends: Int32Array;
  readonly instructions: Int32Array;
  readonly answers: Int32Array;
}

/** Calls made ready: the same for every rule and world. */
export interface Track {
  readonly prompts: PromptTree;
  readonly list: CallList;
  readonly scopes: readonly ScopeTrack[];
  /** Calls of the question that cannot be simulated. */
  readonly leftOut: Readonly<Record<LeftOut, number>>;
}

export interface TrackQuestion {
  readonly prompts: PromptTree;
  readonly calls: CallList;
  /** The scope in which a call is simulated; `undefined`: it is none of the calls in question. */
  readonly scopeOf: (call: number) => number | undefined;
  /** Orders calls that are alike in time, text and tokens; if it is not given, they are taken for alike. */
  readonly orderOf?: (a: number, b: number) => number;
}

/** Puts calls into their scopes and in order. Those that cannot be simulated are counted. */
export function trackOf(question: TrackQuestion): Track {
  const { prompts, calls, scopeOf } = question;
  const leftOut: Record<LeftOut, number> = { 'no text': 0, 'no instant': 0, 'unknown beginning': 0 };
  const byScope = new Map<number, number[]>();
  for (let call = 0; call < calls.size(); call++) {
    const scope = scopeOf(call);
    if (scope === undefined) continue;
    const reason = reasonAgainst(prompts, calls, call);
    const members = byScope.get(scope);
    if (reason !== undefined) leftOut[reason] += 1;
    else if (members === undefined) byScope.set(scope, [call]);
    else members.push(call);
  }
  const scopes = [...byScope.values()].map((members) => scopeTrack(question, Uint32Array.from(members)));
  return { prompts, list: calls, scopes, leftOut };
}

function reasonAgainst(prompts: PromptTree, calls: CallList, call: number): LeftOut | undefined {
  if (calls.end(call) <= 0) return 'no text';
  if (Number.isNaN(calls.startedAt(call))) return 'no instant';
  return prompts.numberOf(calls.end(call)) < 0 ? 'unknown beginning' : undefined;
}

function scopeTrack(question: TrackQuestion, calls: Uint32Array): ScopeTrack {
  const { prompts, calls: list } = question;
  sortByTime(question, calls);
  const nodes = (nodeOf: (call: number) => number): Int32Array =>
    Int32Array.from(calls, (call) => prompts.numberOf(nodeOf(call)));
  const ends = nodes(list.end);
  const instructions = nodes(list.instructions);
  const answers = nodes((call) => (list.answer(call) < 0 ? list.end(call) : list.answer(call)));
  const all = new Int32Array(3 * calls.length);
  [ends, instructions, answers].forEach((some, index) => {
    all.set(some, index * calls.length);
  });
  const tree = createScopeTree(prompts, all);
  const places = (some: Int32Array): Int32Array => some.map(tree.placeOf);
  return { tree, calls, ends: places(ends), instructions: places(instructions), answers: places(answers) };
}

/**
 * By start, then by end. Calls of the same time by what they say and by their tokens, then as the question has it,
 * never by the order in which they were read: those that still tie are alike.
 */
function sortByTime({ prompts, calls: list, orderOf }: TrackQuestion, calls: Uint32Array): void {
  const say = (call: number): number => prompts.signature[prompts.numberOf(list.end(call))] ?? 0;
  const order = (a: number, b: number): number =>
    list.startedAt(a) - list.startedAt(b) ||
    endOf(list, a) - endOf(list, b) ||
    say(a) - say(b) ||
    list.tokens(a) - list.tokens(b) ||
    (orderOf?.(a, b) ?? 0);
  if (!calls.every((call, index) => index === 0 || order(calls[index - 1] ?? 0, call) <= 0))
    calls.sort(order);
}

/** From when on a call's prompt can be found: its end, or its start where there is none or it is earlier. */
export function endOf(list: CallList, call: number): number {
  const [start, end] = [list.startedAt(call), list.endedAt(call)];
  return Number.isNaN(end) ? start : Math.max(start, end);
}
