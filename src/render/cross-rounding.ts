import { divideHalfEven, type Money } from '../domain/money.ts';

type Grid = readonly (readonly Money[])[];

/** A place in the grid, and the way in which its value moves: up (1n) or down (−1n). */
interface Step {
  readonly row: number;
  readonly at: number;
  readonly way: bigint;
}

/** Where values are not whole: the columns by row, and the rows by column. */
interface Broken {
  readonly inRow: readonly Set<number>[];
  readonly inColumn: readonly Set<number>[];
}

/**
 * Rounds a table whose last row and last column are totals so that it adds up both ways as printed: every figure is
 * its exact value rounded up or down, a whole one stays, and the total of all is rounded half-even. That this is
 * always possible follows from the integrality of network flows. Amounts in 10⁻¹⁵ USD.
 * @returns whole numbers of 10^-decimals USD; `undefined`: the exact amounts do not add up, so no rounded ones could
 */
export function crossRounded(grid: Grid, decimals: number): readonly (readonly bigint[])[] | undefined {
  const unit = 10n ** BigInt(15 - decimals);
  const last = { row: grid.length - 1, at: (grid[0]?.length ?? 0) - 1 };
  // With totals turned negative, every row and every column adds up to nothing: totals are cells like others.
  const sign = (row: number, at: number): bigint => ((row === last.row) !== (at === last.at) ? -1n : 1n);
  const values = grid.map((cells, row) => cells.map((amount, at) => amount * sign(row, at)));
  if (!addsUp(values)) return undefined;
  const broken = brokenIn(values, unit);
  // The total of all is settled first, while every other figure can still give way to it; then the other totals.
  for (let row = last.row; row >= 0; row--)
    for (let at = last.at; at >= 0; at--) {
      const goal = divideHalfEven((grid[row]?.[at] ?? 0n) * sign(row, at), unit) * unit;
      while (broken.inRow[row]?.has(at)) {
        const way = goal > (values[row]?.[at] ?? 0n) ? 1n : -1n;
        shift(values, broken, { cycle: cycleThrough(broken, { row, at, way }), unit });
      }
    }
  return values.map((cells, row) => cells.map((value, at) => (value * sign(row, at)) / unit));
}

function addsUp(values: readonly (readonly bigint[])[]): boolean {
  const isNothing = (cells: readonly bigint[]): boolean => cells.reduce((sum, each) => sum + each, 0n) === 0n;
  return (
    values.every(isNothing) &&
    (values[0] ?? []).every((_, at) => isNothing(values.map((cells) => cells[at] ?? 0n)))
  );
}

function brokenIn(values: readonly (readonly bigint[])[], unit: bigint): Broken {
  const placesIn = (cells: readonly bigint[]): Set<number> =>
    new Set(cells.flatMap((value, place) => (value % unit === 0n ? [] : [place])));
  return {
    inRow: values.map(placesIn),
    inColumn: (values[0] ?? []).map((_, at) => placesIn(values.map((cells) => cells[at] ?? 0n))),
  };
}

/** Moves the values along a cycle by turns up and down, until the first of them is whole: sums stay. */
function shift(
  values: readonly bigint[][],
  broken: Broken,
  { cycle, unit }: { readonly cycle: readonly Step[]; readonly unit: bigint },
): void {
  const rooms = cycle.map(({ row, at, way }) => {
    const over = (((values[row]?.[at] ?? 0n) % unit) + unit) % unit;
    return way > 0n ? unit - over : over;
  });
  let by = unit;
  for (const room of rooms) if (room < by) by = room;
  for (const [index, { row, at, way }] of cycle.entries()) {
    const cells = values[row] ?? [];
    cells[at] = (cells[at] ?? 0n) + way * by;
    if (rooms[index] !== by) continue;
    broken.inRow[row]?.delete(at);
    broken.inColumn[at]?.delete(row);
  }
}

/**
 * A shortest cycle of broken values through one of them, by turns along rows and columns. There is one: were the
 * value the only tie between two parts of the table, the sums of either part would make it whole.
 */
function cycleThrough({ inRow, inColumn }: Broken, start: Step): readonly Step[] {
  const columnToRow = new Map<number, number>();
  const rowToColumn = new Map([...(inRow[start.row] ?? [])].map((at) => [at, start.row] as const));
  rowToColumn.delete(start.at);
  const queue = [...rowToColumn.keys()];
  for (const column of queue)
    for (const row of inColumn[column] ?? []) {
      if (row === start.row || columnToRow.has(row)) continue;
      columnToRow.set(row, column);
      if (inRow[row]?.has(start.at)) return closed(start, row, { columnToRow, rowToColumn });
      for (const at of inRow[row] ?? []) {
        if (rowToColumn.has(at)) continue;
        rowToColumn.set(at, row);
        queue.push(at);
      }
    }
  throw new Error('rounding both ways: a broken value is on no cycle');
}

/** From the start down its column to `row`, and back by the way on which that was reached. */
function closed(
  start: Step,
  row: number,
  came: {
    readonly columnToRow: ReadonlyMap<number, number>;
    readonly rowToColumn: ReadonlyMap<number, number>;
  },
): readonly Step[] {
  const cycle: Step[] = [start];
  let [here, at] = [row, start.at];
  for (;;) {
    cycle.push({ row: here, at, way: -start.way });
    if (here === start.row) return cycle;
    at = came.columnToRow.get(here) ?? start.at;
    cycle.push({ row: here, at, way: start.way });
    here = came.rowToColumn.get(at) ?? start.row;
  }
}
