import type { CacheRule, HitWorld } from '../domain/caching.ts';
import { createAutomatic } from './automatic.ts';
import { createBreakpoints } from './breakpoints.ts';
import { type Cache, type Places, ruleIn, type WorldRule } from './cache.ts';
import { createPending } from './pending.ts';
import { tokensUpTo } from './prompt-tree.ts';
import { endOf, type ScopeTrack, type Track } from './track.ts';

/** The tokens of each call's prompt by what a cache did with them; NaN for a call that was not simulated. */
export interface Served {
  readonly read: Float64Array;
  readonly written: Float64Array;
  /** Neither read nor written at a price of its own. */
  readonly plain: Float64Array;
}

export interface SimulateQuestion {
  readonly track: Track;
  readonly rule: CacheRule;
  readonly world: HitWorld;
  /**
   * The vocabulary in which the texts are counted: its place in the store's list. `undefined`: bytes say which part
   * of a prompt is shared, and the call list or `tokensOf` how many tokens all of it has.
   */
  readonly vocabulary: number | undefined;
  /** Tokens of a call's whole prompt on the target; `undefined`: as the call list has it, else what its texts come to. */
  readonly tokensOf?: (call: number) => number | undefined;
}

/**
 * What a prompt cache would have served of each call's prompt. Calls of a scope are gone through in the order of
 * time: each first reads what is kept, and is itself kept from its end on.
 */
export function simulate(question: SimulateQuestion): Served {
  const size = question.track.list.size();
  const unknown = (): Float64Array => new Float64Array(size).fill(Number.NaN);
  const served = { read: unknown(), written: unknown(), plain: unknown() };
  for (const scope of question.track.scopes) serveScope(question, scope, served);
  return served;
}

function serveScope(question: SimulateQuestion, scope: ScopeTrack, served: Served): void {
  const rule = ruleIn(question.rule, question.world);
  const { list, prompts } = question.track;
  const cache: Cache =
    rule.mode === 'automatic'
      ? createAutomatic(scope.tree, rule)
      : createBreakpoints(prompts, scope.tree, rule);
  const pending = createPending();
  const placesOf = (index: number): Places => ({
    end: scope.ends[index] ?? 0,
    instructions: scope.instructions[index] ?? 0,
    answer: scope.answers[index] ?? 0,
  });
  const keep = (index: number, now: number): void =>
    cache.keep(placesOf(index), list.startedAt(scope.calls[index] ?? 0), now);

  scope.calls.forEach((call, index) => {
    const [start, end] = [list.startedAt(call), endOf(list, call)];
    for (let ended = pending.takeEnded(start); ended >= 0; ended = pending.takeEnded(start))
      keep(ended, endOf(list, scope.calls[ended] ?? 0));
    const found = cache.find(placesOf(index), start);
    if (found > 0) cache.renew(found, start);
    tell(served, call, split(rule, tokensIn(question, scope, { index, found })));
    if (end > start) pending.add(index, end);
    else keep(index, start);
  });
}

/** A call's prompt in tokens of the target: all of it, its instructions, and what was found. */
interface PromptTokens {
  readonly whole: number;
  readonly instructions: number;
  readonly found: number;
}

function tokensIn(
  { track, vocabulary, tokensOf }: SimulateQuestion,
  { calls, tree, ends, instructions }: ScopeTrack,
  { index, found }: { readonly index: number; readonly found: number },
): PromptTokens {
  const call = calls[index] ?? 0;
  const end = ends[index] ?? 0;
  const nodeOf = (place: number): number => tree.node[place] ?? 0;
  const upTo = (place: number): number =>
    tokensUpTo(track.prompts, vocabulary, { node: nodeOf(place), end: nodeOf(end) });
  const counted = upTo(end);
  const listed = track.list.tokens(call);
  const whole = tokensOf?.(call) ?? (Number.isNaN(listed) ? counted : listed);
  // What a log counts beside the texts (framing, hidden prompts) lies evenly over them.
  const scale = counted === 0 ? 0 : whole / counted;
  const scaled = (place: number): number => (place === end ? whole : upTo(place) * scale);
  return { whole, instructions: scaled(instructions[index] ?? 0), found: scaled(found) };
}

/** Fractions of a token come from texts that are shared in part, and may be short of a unit by rounding alone. */
const ROUNDING = 1e-6;

function split(
  rule: WorldRule,
  { whole, instructions, found }: PromptTokens,
): PromptTokens & { readonly written: number } {
  const { unitTokens, minTokens, mode, marks, chargesWrites } = rule;
  const inUnits = (tokens: number): number => {
    const units = Math.floor((tokens + ROUNDING) / unitTokens) * unitTokens;
    return units < minTokens ? 0 : Math.min(units, whole);
  };
  const read = inUnits(found);
  const kept = mode === 'automatic' || marks.includes('prompt') ? inUnits(whole) : inUnits(instructions);
  return { whole, instructions, found: read, written: chargesWrites ? Math.max(kept - read, 0) : 0 };
}

function tell(
  served: Served,
  call: number,
  { whole, found, written }: PromptTokens & { readonly written: number },
): void {
  served.read[call] = found;
  served.written[call] = written;
  served.plain[call] = whole - found - written;
}
