import { NO_COST } from '../../src/domain/cost-form.ts';
import type { Entry, Home, Source } from '../../src/domain/entry.ts';
import type { Money } from '../../src/domain/money.ts';

/** A small generator of numbers that are the same at every run of the tests. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const NO_COUNTS: Entry['counts'] = {
  input: 0,
  cacheRead: 0,
  output: 0,
  cacheWrite: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  cacheWrite12h: 0,
  audioInput: 0,
  audioCacheRead: 0,
  audioOutput: 0,
};

/** Makes sources, homes and entries for tests that begin behind the reading of files. */
export function entryMaker() {
  const sources: Source[] = [];
  const homes: Home[] = [];
  return {
    source(facts: Partial<Source>): Source {
      const source: Source = {
        number: sources.length,
        provider: undefined,
        model: 'gpt-5.5',
        serviceTier: undefined,
        region: undefined,
        instantKnown: 'exact',
        isCacheKnown: true,
        isTotal: false,
        isPinned: false,
        inputKnown: { kind: 'reported' },
        outputKnown: { kind: 'reported' },
        ...facts,
      };
      sources.push(source);
      return source;
    },
    home(run: string | undefined, workflow = 'flow'): Home {
      const known = homes.find((home) => home.run === run && home.workflow === workflow && run !== undefined);
      const home = known ?? { number: homes.length, workflow, isFileName: false, run };
      homes.push(home);
      return home;
    },
    entry(
      source: Source,
      home: Home,
      at: string | undefined,
      counts: Partial<Entry['counts']>,
      cost?: Money,
    ): Entry {
      return {
        source,
        home,
        step: undefined,
        startedAt: at === undefined ? undefined : Date.parse(at),
        endedAt: undefined,
        status: 'ok',
        largestPrompt: undefined,
        counts: { ...NO_COUNTS, ...counts },
        recordedCost: cost,
        costForm: NO_COST,
        costDetails: undefined,
      };
    },
  };
}
