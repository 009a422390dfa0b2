import type { CountName, Entry, Refusal } from '../domain/entry.ts';
import { bytes, doubles, type Growing, wholes } from '../domain/growing.ts';
import { type Money, ZERO } from '../domain/money.ts';
import { addTokens, type ServedBy, type ServedTokens } from './served.ts';

/** Sums over the calls that one run has in one lot. */
export interface Cell {
  readonly lot: number;
  readonly calls: number;
  readonly largestPrompt: number;
  readonly counts: Readonly<Record<CountName, number>>;
  /** Sums of served tokens by scenario, where prompts were compared. */
  readonly served?: readonly (ServedTokens | undefined)[] | undefined;
}

export type RunOutcome = 'ok' | 'failed' | 'unknown';

/** Calls summed by run and lot: memory grows with these, not with calls. */
export interface Cells {
  readonly add: (entry: Entry, lot: number, times?: number, served?: ServedBy) => void;
  /** Notes how a run ended, if it ended so; a run without any call is none. */
  readonly addRefusal: (refusal: Refusal) => void;
  /** Each run with its cells, in order of first appearance. */
  readonly eachRun: () => Iterable<{ readonly run: number; readonly cells: readonly Cell[] }>;
  /** How a run ended: as its latest call did. */
  readonly outcome: (run: number) => RunOutcome;
  readonly recorded: (lot: number) => RecordedSum;
}

/** What the log claims for the calls of a lot that have a recorded cost. */
export interface RecordedSum {
  readonly calls: number;
  readonly cost: Money;
}

const NOTHING_RECORDED: RecordedSum = { calls: 0, cost: ZERO };
const OUTCOMES: readonly RunOutcome[] = ['unknown', 'ok', 'failed'];

/** The places of a cell's common numbers, and how many these are. */
const [CALLS, LARGEST, INPUT, CACHE_READ, OUTPUT, COMMON] = [0, 1, 2, 3, 4, 5];
const RARE = [
  'cacheWrite',
  'cacheWrite5m',
  'cacheWrite1h',
  'cacheWrite12h',
  'audioInput',
  'audioCacheRead',
  'audioOutput',
] as const satisfies readonly CountName[];
type RareCount = (typeof RARE)[number];
const NO_RARE = Object.fromEntries(RARE.map((name) => [name, 0])) as Readonly<Record<RareCount, number>>;

export function createCells(): Cells {
  /** The run of each home, plus 1; calls without a run id are runs of their own. */
  const runOfHome = wholes();
  let runCount = 0;
  const cellLot = wholes();
  /** The run's cell before this one, plus 1; 0 ends the chain. */
  const earlier = wholes();
  const latestCell = wholes();
  /** What every cell has, side by side: see COMMON. */
  const common = doubles();
  const rare = Object.fromEntries(RARE.map((name) => [name, doubles()])) as Readonly<
    Record<RareCount, Growing>
  >;
  /** 1 where a cell has any of them. */
  const hasRare = bytes();
  const served = new Map<number, readonly (ServedTokens | undefined)[]>();
  const lastAt = doubles();
  const lastStatus = bytes();
  const recorded = new Map<number, RecordedSum>();

  function runOf({ home }: Pick<Entry, 'home'>): number {
    const known = home.run === undefined ? 0 : runOfHome.get(home.number);
    if (known > 0) return known - 1;
    const run = runCount++;
    if (home.run !== undefined) runOfHome.set(home.number, run + 1);
    lastAt.set(run, Number.NEGATIVE_INFINITY);
    latestCell.set(run, 0);
    lastStatus.set(run, 0);
    return run;
  }

  /** A run has few cells, and the next call mostly goes where the last ones went. */
  function cellOf(run: number, lot: number): number {
    for (let cell = latestCell.get(run); cell > 0; cell = earlier.get(cell - 1)) {
      if (cellLot.get(cell - 1) === lot) return cell - 1;
    }
    const cell = cellLot.length();
    cellLot.set(cell, lot);
    earlier.set(cell, latestCell.get(run));
    latestCell.set(run, cell + 1);
    return cell;
  }

  /** Of calls at one instant, a failed one decides. */
  function noteOutcome(run: number, startedAt: number | undefined, status: RunOutcome): void {
    const at = startedAt ?? 0;
    const code = OUTCOMES.indexOf(status);
    if (at > lastAt.get(run)) lastStatus.set(run, code);
    else if (at === lastAt.get(run)) lastStatus.set(run, Math.max(lastStatus.get(run), code));
    else return;
    lastAt.set(run, at);
  }

  const grow = (column: Growing, cell: number, by: number): void => column.set(cell, column.get(cell) + by);

  return {
    add(entry, lot, times = 1, by = undefined) {
      const run = runOf(entry);
      const cell = cellOf(run, lot);
      const { input, cacheRead, output } = entry.counts;
      const at = cell * COMMON;
      grow(common, at + CALLS, times);
      grow(common, at + INPUT, input * times);
      grow(common, at + CACHE_READ, cacheRead * times);
      grow(common, at + OUTPUT, output * times);
      const prompt = entry.largestPrompt ?? input;
      if (prompt > common.get(at + LARGEST)) common.set(at + LARGEST, prompt);
      for (const name of RARE) {
        if (entry.counts[name] === 0) continue;
        grow(rare[name], cell, entry.counts[name] * times);
        hasRare.set(cell, 1);
      }
      noteOutcome(run, entry.startedAt, entry.status);
      if (by !== undefined) served.set(cell, addServed(served.get(cell), by));
      if (entry.recordedCost === undefined) return;
      const { calls: before, cost } = recorded.get(lot) ?? NOTHING_RECORDED;
      recorded.set(lot, { calls: before + 1, cost: (cost + entry.recordedCost) as Money });
    },
    addRefusal: (refusal) => noteOutcome(runOf(refusal), refusal.startedAt, 'failed'),
    *eachRun() {
      for (let run = 0; run < runCount; run++) {
        const cells: Cell[] = [];
        for (let cell = latestCell.get(run); cell > 0; cell = earlier.get(cell - 1))
          cells.push(read(cell - 1));
        yield { run, cells };
      }
    },
    outcome: (run) => OUTCOMES[lastStatus.get(run)] ?? 'unknown',
    recorded: (lot) => recorded.get(lot) ?? NOTHING_RECORDED,
  };

  function rareOf(cell: number): Readonly<Record<RareCount, number>> {
    return {
      cacheWrite: rare.cacheWrite.get(cell),
      cacheWrite5m: rare.cacheWrite5m.get(cell),
      cacheWrite1h: rare.cacheWrite1h.get(cell),
      cacheWrite12h: rare.cacheWrite12h.get(cell),
      audioInput: rare.audioInput.get(cell),
      audioCacheRead: rare.audioCacheRead.get(cell),
      audioOutput: rare.audioOutput.get(cell),
    };
  }

  function read(cell: number): Cell {
    const at = cell * COMMON;
    const counts = {
      input: common.get(at + INPUT),
      cacheRead: common.get(at + CACHE_READ),
      output: common.get(at + OUTPUT),
      ...(hasRare.get(cell) === 0 ? NO_RARE : rareOf(cell)),
    };
    const lot = cellLot.get(cell);
    const own = served.size === 0 ? undefined : served.get(cell);
    const sums = { lot, calls: common.get(at + CALLS), largestPrompt: common.get(at + LARGEST), counts };
    return own === undefined ? sums : { ...sums, served: own };
  }
}

/** Sums that are kept are changed in place. */
function addServed(
  sums: readonly (ServedTokens | undefined)[] | undefined,
  by: ServedBy,
): readonly (ServedTokens | undefined)[] {
  if (sums === undefined) return by.map((each) => each?.tokens.slice());
  for (const [scenario, each] of by.entries()) addTokens(sums[scenario], each?.tokens);
  return sums;
}
