import type { GivenCache } from '../domain/assumptions.ts';
import type { Entry } from '../domain/entry.ts';
import type { ServedHits } from '../replay/served-counts.ts';

/** A call that moves: its prompt on the target, and whether what is written there costs a fee. */
export interface MovedPrompt {
  readonly tokens: number;
  readonly hasWriteFee: boolean;
}

/** What of a prompt is found under the policy that a user gave: the same in every world. */
type Found = (call: number, prompt: MovedPrompt) => number;

/**
 * Hits of calls whose prompts were counted on the target, as `costUnder` has them for those that were not.
 * @param promptOf `undefined`: the call does not move, or has no text
 */
export function givenHits(
  cache: GivenCache,
  entries: readonly Entry[],
  promptOf: (call: number) => MovedPrompt | undefined,
): (call: number) => ServedHits | undefined {
  const found = { cold: () => 0, recorded: recordedIn(entries), warm: warmIn(entries, promptOf) }[cache];
  const isFilled = (call: number): boolean =>
    cache === 'warm' || (cache === 'recorded' && entries[call]?.source.isCacheKnown === true);
  return (call) => {
    const prompt = promptOf(call);
    if (prompt === undefined) return undefined;
    const read = found(call, prompt);
    const own = { read, written: prompt.hasWriteFee && isFilled(call) ? prompt.tokens - read : 0 };
    return { low: own, base: own, high: own };
  };
}

const recordedIn =
  (entries: readonly Entry[]): Found =>
  (call, { tokens }) => {
    const { cacheRead = 0, input = 0 } = entries[call]?.counts ?? {};
    return input === 0 ? 0 : Math.round((tokens * cacheRead) / input);
  };

/** All of a run's prompts but the largest, or what was recorded if that is more; each call has the run's share. */
function warmIn(entries: readonly Entry[], promptOf: (call: number) => MovedPrompt | undefined): Found {
  const runs = new Map<
    number | string,
    { input: number; largest: number; cached: number; calls: number[] }
  >();
  const recorded = recordedIn(entries);
  for (const [call, { home }] of entries.entries()) {
    const prompt = promptOf(call);
    if (prompt === undefined) continue;
    const key = home.run === undefined ? `call ${call}` : home.number;
    const run = runs.get(key) ?? { input: 0, largest: 0, cached: 0, calls: [] };
    runs.set(key, run);
    run.input += prompt.tokens;
    run.largest = Math.max(run.largest, prompt.tokens);
    if (entries[call]?.source.isCacheKnown === true) run.cached += recorded(call, prompt);
    run.calls.push(call);
  }
  const reads = new Map<number, number>();
  for (const { input, largest, cached, calls } of runs.values()) {
    const served = Math.max(input - largest, cached);
    let [before, done] = [0, 0];
    for (const call of calls) {
      before += promptOf(call)?.tokens ?? 0;
      // Rounded from the front, so that a run's calls come to its share exactly.
      const upTo = input === 0 ? 0 : Math.round((served * before) / input);
      reads.set(call, upTo - done);
      done = upTo;
    }
  }
  return (call) => reads.get(call) ?? 0;
}
