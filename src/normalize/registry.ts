import type { Call, Usage } from '../domain/call.ts';
import { type CostForm, costForm, NO_COST } from '../domain/cost-form.ts';
import type { Counts, Entry, Home, Source } from '../domain/entry.ts';
import { detached } from '../domain/growing.ts';

/** What a log says of a kind of calls. */
export type SourceFacts = Omit<Source, 'number' | 'isPinned'>;

/** Keeps one object for each kind of call and for each run, so that calls share them and numbers stand for them. */
export interface Registry {
  readonly source: (facts: SourceFacts) => Source;
  readonly sourceOf: (number: number) => Source;
  readonly homeOf: (number: number) => Home;
  readonly home: (workflow: string, isFileName: boolean, run: string | undefined) => Home;
  /** A call reduced; `fileName` is the workflow of calls that name none. */
  readonly entry: (call: Call, fileName: string) => Entry;
}

/** The runs of a workflow by their ids. */
interface Workflow {
  readonly name: string;
  readonly runs: Map<string, Home>;
}

/** One for all files of a command. */
export function createRegistry(): Registry {
  const sources: Source[] = [];
  const byModel = new Map<string | undefined, Source[]>();
  const homes: Home[] = [];
  const workflows = {
    named: new Map<string, Workflow>(),
    fileNames: new Map<string, Workflow>(),
  };

  function source(facts: SourceFacts): Source {
    const alike = byModel.get(facts.model);
    if (alike !== undefined) for (const each of alike) if (isSame(each, facts)) return each;
    const { instantKnown, isCacheKnown, isTotal, inputKnown, outputKnown } = facts;
    const [provider, model, serviceTier, region] = [
      facts.provider,
      facts.model,
      facts.serviceTier,
      facts.region,
    ].map((text) => text && detached(text));
    const kind = {
      provider,
      model,
      serviceTier,
      region,
      instantKnown,
      isCacheKnown,
      isTotal,
      inputKnown,
      outputKnown,
    };
    const added = { ...kind, isPinned: false, number: sources.length };
    sources.push(added);
    byModel.set(model, [...(alike ?? []), added]);
    return added;
  }

  let last: Home | undefined;

  function home(workflow: string, isFileName: boolean, run: string | undefined): Home {
    // Calls of one run mostly stand together.
    if (last?.run === run && last?.workflow === workflow && last.isFileName === isFileName) return last;
    last = homeIn(workflow, isFileName, run);
    return last;
  }

  function homeIn(workflow: string, isFileName: boolean, run: string | undefined): Home {
    const group = isFileName ? workflows.fileNames : workflows.named;
    const found = group.get(workflow);
    const known = found?.runs.get(run ?? NO_RUN);
    if (known !== undefined) return known;
    const { name, runs } = found ?? { name: detached(workflow), runs: new Map<string, Home>() };
    if (found === undefined) group.set(name, { name, runs });
    const kept = run === undefined ? undefined : detached(run);
    const added = { number: homes.length, workflow: name, isFileName, run: kept };
    homes.push(added);
    runs.set(kept ?? NO_RUN, added);
    return added;
  }

  return {
    source,
    home,
    sourceOf: (number) => at(sources, number),
    homeOf: (number) => at(homes, number),
    entry: (call, fileName) => ({
      source: source(factsOf(call)),
      home: home(call.workflow ?? fileName, call.workflow === undefined, call.run),
      step: call.step,
      startedAt: call.startedAt,
      endedAt: call.endedAt,
      status: call.status,
      counts: countsOf(call.usage),
      largestPrompt: call.largestPrompt,
      recordedCost: call.recordedCost,
      costForm: formOf(call),
      costDetails: call.costDetails,
      prompt: call.prompt,
    }),
  };
}

/** No run of a log is called this: control characters do not survive the reading of texts at their end. */
const NO_RUN = '\0';

function at<T>(list: readonly T[], number: number): T {
  const value = list[number];
  if (value === undefined) throw new RangeError(`nothing has the number ${number}`);
  return value;
}

const factsOf = ({
  provider,
  model,
  serviceTier,
  region,
  instantKnown,
  usage,
  isTotal,
  inputKnown,
  outputKnown,
}: Call): SourceFacts => ({
  provider,
  model,
  serviceTier,
  region,
  instantKnown,
  isCacheKnown: usage.cacheRead !== undefined,
  isTotal,
  inputKnown: usage.input === undefined ? undefined : inputKnown,
  outputKnown: usage.output === undefined ? undefined : outputKnown,
});

const formOf = ({ recordedCost, costKind, costDecimals, isCostZero }: Call): CostForm =>
  recordedCost === undefined && !isCostZero ? NO_COST : costForm(costKind, costDecimals, isCostZero);

const isSame = (a: SourceFacts, b: SourceFacts): boolean =>
  a.provider === b.provider &&
  a.serviceTier === b.serviceTier &&
  a.region === b.region &&
  a.instantKnown === b.instantKnown &&
  a.isCacheKnown === b.isCacheKnown &&
  a.isTotal === b.isTotal &&
  isSameProvenance(a.inputKnown, b.inputKnown) &&
  isSameProvenance(a.outputKnown, b.outputKnown);

function isSameProvenance(a: Source['inputKnown'], b: Source['inputKnown']): boolean {
  if (a === b || a === undefined || b === undefined) return a === b;
  if (a.kind === 'counted' && b.kind === 'counted') return a.vocabulary === b.vocabulary;
  if (a.kind === 'estimated' && b.kind === 'estimated')
    return a.method === b.method && a.barPercent === b.barPercent;
  return a.kind === b.kind;
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
