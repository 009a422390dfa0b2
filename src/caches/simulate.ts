import type { CacheRule, HitWorld } from '../domain/caching.ts';
import { createAutomatic } from './automatic.ts';
import { createBreakpoints } from './breakpoints.ts';
import { type Cache, type Places, ruleIn, type WorldRule } from './cache.ts';
import type { CallList } from './call-list.ts';
import { createPending } from './pending.ts';
import { createPromptTokens, type TokensQuestion } from './prompt-tokens.ts';
import { endOf, type ScopeTrack } from './track.ts';

/** The tokens of each call's prompt by what a cache did with them; NaN for a call that was not simulated. */
export interface Served {
  readonly read: Float64Array;
  readonly written: Float64Array;
  /** Neither read nor written at a price of its own. */
  readonly plain: Float64Array;
}

export interface SimulateQuestion extends TokensQuestion {
  readonly rule: CacheRule;
  readonly world: HitWorld;
}

/**
 * What a prompt cache would have served of each call's prompt. Calls of a scope are gone through in the order of
 * time: each first reads what is kept, and is itself kept soon after (see `readyAt`).
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
  const tokens = createPromptTokens(question, scope);
  const pending = createPending();
  const placesOf = (index: number): Places => ({
    end: scope.ends[index] ?? 0,
    instructions: scope.instructions[index] ?? 0,
    answer: scope.answers[index] ?? 0,
  });
  const keep = (index: number, now: number): void =>
    cache.keep(placesOf(index), list.startedAt(scope.calls[index] ?? 0), now);

  scope.calls.forEach((call, index) => {
    const [start, ready] = [list.startedAt(call), readyAt(list, call, question.world)];
    for (let ended = pending.takeEnded(start); ended >= 0; ended = pending.takeEnded(start))
      keep(ended, readyAt(list, scope.calls[ended] ?? 0, question.world));
    const found = cache.find(placesOf(index), start);
    if (found > 0) cache.renew(found, start);
    const last = keepsWhole(rule) ? placesOf(index).end : placesOf(index).instructions;
    const [read, written, plain] = split(rule, {
      whole: tokens.whole(index),
      kept: tokens.upTo(index, last),
      found: tokens.upTo(index, found),
    });
    served.read[call] = read;
    served.written[call] = written;
    served.plain[call] = plain;
    if (ready > start) pending.add(index, ready);
    else keep(index, start);
  });
}

/** In the base, a prompt is kept once it is read, long before a long answer has ended: our figure, in milliseconds. */
const READ_MS = 5_000;

/**
 * From when on later calls find a call's prompt. Anthropic says: once the answer begins; others say nothing. So the
 * world of few hits waits for its end, that of many for nothing.
 */
function readyAt(list: CallList, call: number, world: HitWorld): number {
  const [start, end] = [list.startedAt(call), endOf(list, call)];
  if (world === 'high') return start;
  return world === 'low' ? end : Math.min(end, start + READ_MS);
}

/** Fractions of a token come from texts that are shared in part, and may be short of a unit by rounding alone. */
const ROUNDING = 1e-6;

interface Lengths {
  readonly whole: number;
  /** Up to the last mark. */
  readonly kept: number;
  readonly found: number;
}

const keepsWhole = ({ mode, marks }: WorldRule): boolean => mode === 'automatic' || marks.includes('prompt');

/** @returns tokens read, written, and neither */
function split(rule: WorldRule, { whole, kept, found }: Lengths): readonly [number, number, number] {
  const { unitTokens, minTokens, chargesWrites } = rule;
  const inUnits = (tokens: number): number => {
    const units = Math.floor((tokens + ROUNDING) / unitTokens) * unitTokens;
    return units < minTokens ? 0 : Math.min(units, whole);
  };
  const read = inUnits(found);
  const written = chargesWrites ? Math.max(inUnits(kept) - read, 0) : 0;
  return [read, written, whole - read - written];
}
