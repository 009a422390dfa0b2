import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Money } from '../../src/domain/money.ts';
import { crossRounded } from '../../src/render/cross-rounding.ts';

const CENT = 10n ** 13n;

const sum = (values: readonly bigint[]): bigint => values.reduce((all, each) => all + each, 0n);

/** With the total of each row at its end, and the totals of the columns below. */
function withTotals(grid: readonly (readonly bigint[])[]): Money[][] {
  const rows = grid.map((cells) => [...cells, sum(cells)]);
  return [...rows, (rows[0] ?? []).map((_, at) => sum(rows.map((cells) => cells[at] ?? 0n)))] as Money[][];
}

/** In tenths of a cent. */
const tenths = (grid: readonly (readonly number[])[]): Money[][] =>
  withTotals(grid.map((cells) => cells.map((each) => BigInt(each) * 10n ** 12n)));

const amount = fc.oneof(
  fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }),
  fc.constantFrom(0n, CENT, CENT / 2n, 3n * CENT, CENT / 3n),
);
const grids = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(amount, { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

describe('a table that adds up both ways', () => {
  it.each([
    // Each alone: four times 0.4 is 0, and 1.6 in all is 2.
    [
      'four small cells',
      [
        [4, 4],
        [4, 4],
      ],
      [
        [0, 1, 1],
        [1, 0, 1],
        [1, 1, 2],
      ],
    ],
    [
      'whole cells stay',
      [
        [10, 20],
        [30, 40],
      ],
      [
        [1, 2, 3],
        [3, 4, 7],
        [4, 6, 10],
      ],
    ],
    [
      'zero stays zero',
      [
        [0, 4],
        [0, 4],
      ],
      [
        [0, 1, 1],
        [0, 0, 0],
        [0, 1, 1],
      ],
    ],
    [
      'half a cent in all goes to the even one',
      [[5]],
      [
        [0, 0],
        [0, 0],
      ],
    ],
    [
      'one and a half, too',
      [[15]],
      [
        [2, 2],
        [2, 2],
      ],
    ],
    [
      'a loss',
      [
        [-4, -4],
        [-4, -4],
      ],
      [
        [0, -1, -1],
        [-1, 0, -1],
        [-1, -1, -2],
      ],
    ],
  ])('%s', (_, grid, rounded) => {
    expect(crossRounded(tenths(grid), 2)).toEqual(rounded.map((cells) => cells.map(BigInt)));
  });

  it('has sums that agree as printed, each figure less than one unit from its exact one', () => {
    fc.assert(
      fc.property(grids, (grid) => {
        const exact = withTotals(grid);
        const rounded = crossRounded(exact, 2) ?? [];
        expect(rounded).toEqual(withTotals(rounded.slice(0, -1).map((cells) => cells.slice(0, -1))));
        const gaps = rounded.flatMap((cells, row) =>
          cells.map((each, at) => each * CENT - (exact[row]?.[at] ?? 0n)),
        );
        expect(gaps).toHaveLength(exact.flat().length);
        expect(gaps.filter((gap) => gap >= CENT || -gap >= CENT)).toEqual([]);
      }),
    );
  });

  it('has its total rounded as it would be alone', () => {
    fc.assert(
      fc.property(grids, (grid) => {
        const exact = withTotals(grid);
        const total = exact.at(-1)?.at(-1) ?? 0n;
        const gap = (crossRounded(exact, 2)?.at(-1)?.at(-1) ?? 0n) * CENT - total;
        expect(2n * gap <= CENT && -2n * gap <= CENT).toBe(true);
      }),
    );
  });

  it('is not rounded if its exact amounts do not add up', () => {
    const [first = [], ...rest] = tenths([
      [4, 4],
      [4, 4],
    ]);
    expect(crossRounded([first.map((each) => (each + 1n) as Money), ...rest], 2)).toBeUndefined();
  });

  it('is the same for the same amounts, and takes no time for 200 features over 40 months', () => {
    const grid = Array.from({ length: 200 }, (_, row) =>
      Array.from({ length: 40 }, (_, at) => BigInt((row + 7) * (at + 3)) ** 7n % 10n ** 19n),
    );
    const exact = withTotals(grid);
    const start = process.cpuUsage(); // not the clock: others may be at work here
    const rounded = crossRounded(exact, 2);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2_000);
    expect(rounded).toEqual(crossRounded(exact, 2));
    expect(rounded).toEqual(withTotals((rounded ?? []).slice(0, -1).map((cells) => cells.slice(0, -1))));
  });
});
