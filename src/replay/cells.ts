import { COUNTS, type CountName, type Entry, type Home } from '../domain/entry.ts';
import { bytes, createHashIndex, doubles, type Growing, wholes } from '../domain/growing.ts';
import { type Money, ZERO } from '../domain/money.ts';

/** Sums over the calls that one run has in one lot. */
export interface Cell {
  readonly lot: number;
  readonly calls: number;
  readonly largestPrompt: number;
  readonly counts: Readonly<Record<CountName, number>>;
}

export type RunOutcome = 'ok' | 'failed' | 'unknown';

/** Calls summed by run and lot: memory grows with these, not with calls. */
export interface Cells {
  readonly add: (entry: Entry, lot: number) => void;
  readonly runs: () => number;
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

export function createCells(): Cells {
  const runsByHome = new Map<Home, number>();
  let runCount = 0;
  const cellRun = wholes();
  const cellLot = wholes();
  /** The run's cell before this one, plus 1; 0 ends the chain. */
  const earlier = wholes();
  const latestCell = wholes();
  const calls = doubles();
  const largest = doubles();
  const sums = Object.fromEntries(COUNTS.map((name) => [name, doubles()])) as Readonly<
    Record<CountName, Growing>
  >;
  const lastAt = doubles();
  const lastStatus = bytes();
  const recorded = new Map<number, RecordedSum>();
  const hash = (run: number, lot: number): number =>
    (Math.imul(run, 0x9e3779b1) ^ Math.imul(lot, 0x85ebca6b)) >>> 0;
  const index = createHashIndex((cell) => hash(cellRun.get(cell), cellLot.get(cell)));

  function runOf({ home }: Entry): number {
    const known = home.run === undefined ? undefined : runsByHome.get(home);
    if (known !== undefined) return known;
    const run = runCount++;
    if (home.run !== undefined) runsByHome.set(home, run);
    lastAt.set(run, Number.NEGATIVE_INFINITY);
    latestCell.set(run, 0);
    lastStatus.set(run, 0);
    return run;
  }

  function cellOf(run: number, lot: number): number {
    const key = hash(run, lot);
    const found = index.find(key, (cell) => cellRun.get(cell) === run && cellLot.get(cell) === lot);
    if (found >= 0) return found;
    const cell = cellRun.length();
    cellRun.set(cell, run);
    cellLot.set(cell, lot);
    earlier.set(cell, latestCell.get(run));
    latestCell.set(run, cell + 1);
    index.add(key, cell);
    return cell;
  }

  /** Of calls at one instant, a failed one decides. */
  function noteOutcome(run: number, { startedAt, status }: Entry): void {
    const at = startedAt ?? 0;
    const code = OUTCOMES.indexOf(status);
    if (at > lastAt.get(run)) lastStatus.set(run, code);
    else if (at === lastAt.get(run)) lastStatus.set(run, Math.max(lastStatus.get(run), code));
    else return;
    lastAt.set(run, at);
  }

  const grow = (column: Growing, cell: number, by: number): void => column.set(cell, column.get(cell) + by);

  return {
    add(entry, lot) {
      const run = runOf(entry);
      const cell = cellOf(run, lot);
      grow(calls, cell, 1);
      largest.set(cell, Math.max(largest.get(cell), entry.counts.input));
      for (const name of COUNTS) if (entry.counts[name] > 0) grow(sums[name], cell, entry.counts[name]);
      noteOutcome(run, entry);
      if (entry.recordedCost === undefined) return;
      const { calls: before, cost } = recorded.get(lot) ?? NOTHING_RECORDED;
      recorded.set(lot, { calls: before + 1, cost: (cost + entry.recordedCost) as Money });
    },
    runs: () => runCount,
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

  function read(cell: number): Cell {
    const counts = Object.fromEntries(COUNTS.map((name) => [name, sums[name].get(cell)])) as Cell['counts'];
    return { lot: cellLot.get(cell), calls: calls.get(cell), largestPrompt: largest.get(cell), counts };
  }
}
