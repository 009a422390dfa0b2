import type { Entry, Home } from '../domain/entry.ts';
import type { InputFile } from '../domain/files.ts';
import type { RateCard } from '../domain/pricing.ts';
import { type Cells, createCells } from '../replay/cells.ts';
import type { ExplainInput, Taken } from '../replay/explain-input.ts';
import type { Piece } from '../replay/itemise.ts';
import { createLots, type Lots } from '../replay/lots.ts';
import { createMisfitLog, type MisfitLog } from '../replay/misfits.ts';
import type { ReplayOptions, ShownScenario } from '../replay/scenario.ts';
import type { ServedBy } from '../replay/served.ts';
import { createHeldCalls } from './held-calls.ts';
import { type IngestOptions, type Intake, ingest } from './ingest.ts';
import { createPromptLog, targetsIn } from './prompt-log.ts';
import type { TextSetup } from './setup.ts';
import { createTrail, type Heard, type PlacedRecord } from './trail.ts';

/** What logs are read with. */
export interface Reading extends IngestOptions, TextSetup {
  /** They may be read more than once. */
  readonly files: readonly InputFile[];
  readonly card: RateCard;
  readonly scenario: ShownScenario;
  readonly options: ReplayOptions;
}

interface HeardCall {
  readonly entry: Entry;
  readonly heard: Heard;
}

/** Which calls of the logs are wanted. */
export interface Wanted {
  /** @param run the run's number, in the order of their first calls */
  readonly isWanted: (entry: Entry, heard: Heard, run: number) => boolean;
  /** Whether a record is the one that the user named; no record is, if it is not given. */
  readonly isAsked?: (record: PlacedRecord) => boolean;
}

/** The wanted calls, as the replay has them. */
export interface Collected {
  readonly intake: Intake;
  readonly lots: Lots;
  readonly cells: Cells;
  readonly misfits: MisfitLog;
  readonly firsts: ReadonlyMap<number, Taken>;
  /** As many as can be shown, and one more, by their instants. */
  readonly calls: readonly Taken[];
  /** How many calls were wanted. */
  readonly count: number;
  /** Whose calls were wanted, and whose there are. */
  readonly homes: ReadonlySet<Home>;
  readonly allHomes: ReadonlySet<Home>;
}

/** More calls than that are shown by rate row. */
export const MOST_CALLS = 12;

/** Reads logs, and keeps of the wanted calls what the replay keeps: sums by run and lot, and the first few calls. */
export async function collect(
  { files, card, scenario, options, ...reading }: Reading,
  { isWanted, isAsked = () => false }: Wanted,
): Promise<Collected> {
  const lots = createLots(card, [scenario], options);
  const cells = createCells();
  const misfits = createMisfitLog(lots);
  const firsts = new Map<number, Taken>();
  const calls: Taken[] = [];
  const [homes, allHomes] = [new Set<Home>(), new Set<Home>()];
  const runOf = runNumbers();
  let count = 0;
  function take({ entry, heard }: HeardCall, by: ServedBy | undefined): void {
    if (!isWanted(entry, heard, runOf(entry.home))) return;
    homes.add(entry.home);
    count++;
    const lot = lots.of(entry, '', by);
    cells.add(entry, lot, 1, by);
    misfits.note(entry, lot, 1, by);
    const taken = { entry, origin: heard, lot, served: by?.[0] };
    if (!firsts.has(lot)) firsts.set(lot, taken);
    if (calls.length <= MOST_CALLS) calls.push(taken);
  }

  const prompts = createPromptLog({ card, ...reading }, targetsIn([scenario]));
  const held = createHeldCalls<HeardCall>({ card, options, prompts });
  const intake = await ingest(
    files,
    { ...reading, takePrompt: prompts.take },
    {
      trail: createTrail(isAsked),
      call(entry, heard) {
        allHomes.add(entry.home);
        if (heard !== undefined && !held.hold({ entry, heard })) take({ entry, heard }, undefined);
      },
      refusal: () => {},
    },
  );
  for (const { call, served } of held.drain([scenario])) take(call, served);
  const taken = { lots, cells, misfits, firsts, calls: calls.sort(earlierFirst) };
  return { intake, ...taken, count, homes, allHomes };
}

/** Numbers runs in the order in which they appear, as cells do; a call without a run id is one of its own. */
function runNumbers(): (home: Home) => number {
  const numbers = new Map<number, number>();
  let runs = 0;
  return ({ number, run }) => {
    const known = run === undefined ? undefined : numbers.get(number);
    if (known !== undefined) return known;
    if (run !== undefined) numbers.set(number, runs);
    return runs++;
  };
}

function earlierFirst(a: Taken, b: Taken): number {
  const [one, other] = [a, b].map(({ entry }) => entry.startedAt ?? Number.POSITIVE_INFINITY);
  return (one ?? 0) < (other ?? 0) ? -1 : Number(one !== other);
}

/** A call as a part of its run. */
export const pieceOf = ({ entry, lot, served }: Taken, call: number): Piece => {
  const largestPrompt = entry.largestPrompt ?? entry.counts.input;
  const own = served && [served.tokens];
  return { cell: { lot, calls: 1, largestPrompt, counts: entry.counts, served: own }, call };
};

/** Runs as they were summed. */
export const runsIn = ({ cells }: Collected): ExplainInput['runs'] =>
  function* () {
    for (const run of cells.eachRun()) yield run.cells.map((cell) => ({ cell, call: undefined }));
  };
