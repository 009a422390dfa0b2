import type { Instant } from '../domain/book.ts';
import { NO_COST } from '../domain/cost-form.ts';
import type { Counts, Entry, Source } from '../domain/entry.ts';
import type { Shape } from '../domain/feature.ts';
import { multiply } from '../domain/money.ts';

/** A shape that is to become calls. */
export interface ShapeCalls {
  /** What its runs are called: the workflow of its calls. */
  readonly name: string;
  readonly shape: Shape;
  /** The model that its calls are on before, as a log would name it. */
  readonly provider: string | undefined;
  readonly model: string;
  /** When they are made. */
  readonly at: Instant;
}

/** So many calls of a run that are alike. */
export interface RepeatedCall {
  readonly entry: Entry;
  readonly times: number;
}

/** Makes the calls that shapes stand for; sources and runs are numbered through over all shapes. */
export function createShapeCalls(): (calls: ShapeCalls) => Iterable<RepeatedCall> {
  let sources = 0;
  let homes = 0;
  return function* callsOf({ name, shape, provider, model, at }) {
    const source = (isPinned: boolean): Source => ({
      number: sources++,
      provider,
      model,
      serviceTier: undefined,
      region: undefined,
      instantKnown: 'missing',
      isCacheKnown: shape.cachedTokens !== undefined,
      isTotal: false,
      isPinned,
      inputKnown: ESTIMATED,
      outputKnown: ESTIMATED,
    });
    const [moved, pinned] = [source(false), source(true)];
    const rest = { step: undefined, startedAt: at, endedAt: undefined, largestPrompt: undefined };
    const cost = { recordedCost: undefined, costForm: NO_COST, costDetails: undefined };
    const known = { ...rest, ...cost, counts: countsOf(shape), status: 'unknown' } as const;
    for (const { staying, moving } of runsOf(shape)) {
      const home = { number: homes, workflow: name, isFileName: false, run: String(homes) };
      homes++;
      if (staying > 0) yield { entry: { ...known, source: pinned, home }, times: staying };
      if (moving > 0) yield { entry: { ...known, source: moved, home }, times: moving };
    }
  };
}

const ESTIMATED = { kind: 'estimated', method: 'shape', barPercent: 0 } as const;

/**
 * So many runs that the share of calls that stay on their model is a whole number over all of them; no two runs are
 * further apart than one call.
 */
export function runsOf({ steps, callsPerStep, frontierShare }: Shape): readonly {
  readonly staying: number;
  readonly moving: number;
}[] {
  const calls = BigInt(steps * callsPerStep);
  const { num, den } = multiply({ num: calls, den: 1n }, frontierShare);
  return Array.from({ length: Number(den) }, (_, run) => {
    const upTo = (runs: number): bigint => (BigInt(runs) * num) / den;
    const staying = upTo(run + 1) - upTo(run);
    return { staying: Number(staying), moving: Number(calls - staying) };
  });
}

const countsOf = ({ inputTokens, cachedTokens, outputTokens }: Shape): Counts => ({
  input: inputTokens,
  cacheRead: cachedTokens ?? 0,
  output: outputTokens,
  cacheWrite: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  cacheWrite12h: 0,
  audioInput: 0,
  audioCacheRead: 0,
  audioOutput: 0,
});
