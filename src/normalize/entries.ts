import type { Call, Usage } from '../domain/call.ts';
import type { Counts, Entry, Home, Source } from '../domain/entry.ts';
import type { Provenance } from '../domain/tokens.ts';

/**
 * Reduces calls to entries; calls of one kind share their source, calls of one run their home.
 * @returns a function of a call and of its file's name, which is the workflow of calls that name none
 */
export function createEntries(): (call: Call, fileName: string) => Entry {
  const sources = new Map<string, Source>();
  const homes = new Map<string, Home>();

  function sourceOf(call: Call): Source {
    const isCacheKnown = call.usage.cacheRead !== undefined;
    const inputKnown = call.usage.input === undefined ? undefined : call.inputKnown;
    const outputKnown = call.usage.output === undefined ? undefined : call.outputKnown;
    const key =
      `${call.provider}\0${call.model}\0${call.serviceTier}\0${call.region}\0${call.instantKnown}\0${isCacheKnown}` +
      `\0${provenanceKey(inputKnown)}\0${provenanceKey(outputKnown)}`;
    let source = sources.get(key);
    if (source === undefined) {
      const { provider, model, serviceTier, region, instantKnown } = call;
      source = { provider, model, serviceTier, region, instantKnown, isCacheKnown, inputKnown, outputKnown };
      sources.set(key, source);
    }
    return source;
  }

  function homeOf(workflow: string, isFileName: boolean, run: string | undefined): Home {
    const key = `${workflow}\0${isFileName}\0${run ?? '\0'}`;
    let home = homes.get(key);
    if (home === undefined) {
      home = { workflow, isFileName, run };
      homes.set(key, home);
    }
    return home;
  }

  return (call, fileName) => ({
    source: sourceOf(call),
    home: homeOf(call.workflow ?? fileName, call.workflow === undefined, call.run),
    step: call.step,
    startedAt: call.startedAt,
    endedAt: call.endedAt,
    status: call.status,
    counts: countsOf(call.usage),
    recordedCost: call.recordedCost,
  });
}

function provenanceKey(known: Provenance | undefined): string {
  if (known === undefined) return '';
  if (known.kind === 'reported') return 'r';
  return known.kind === 'counted' ? `c${known.vocabulary}` : `e${known.method}`;
}

/** What the log does not say is marked in the source; here it is 0, so that sums stay sums of what is known. */
const countsOf = (usage: Usage): Counts => ({
  input: usage.input ?? 0,
  cacheRead: usage.cacheRead ?? 0,
  output: usage.output ?? 0,
  cacheWrite: usage.cacheWrite,
  cacheWrite5m: usage.cacheWrite5m,
  cacheWrite1h: usage.cacheWrite1h,
  cacheWrite12h: usage.cacheWrite12h,
  audioInput: usage.audioInput,
  audioCacheRead: usage.audioCacheRead,
  audioOutput: usage.audioOutput,
});
