import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costForm } from '../../src/domain/cost-form.ts';
import type { Money } from '../../src/domain/money.ts';
import type { ReconciledRow } from '../../src/domain/reconciliation.ts';
import { type ClaimedCall, createReconciler, type Reconciled } from '../../src/reconcile/reconciler.ts';
import { entryMaker } from '../support/arbitrary.ts';
import { call, listOf, PRICE, TOKENS, type Tokens } from '../support/reconcile.ts';

const make = entryMaker();
const SOURCES = ['a', 'b'].map((model) => make.source({ model }));

function claimed(
  tokens: Tokens,
  recorded: bigint | undefined,
  other: Partial<ClaimedCall> = {},
): ClaimedCall {
  const { list, quantities } = call(tokens, 0n);
  return {
    row: 'row',
    source: SOURCES[0] as ClaimedCall['source'],
    recorded: recorded as Money | undefined,
    form: costForm('stated', 12, false),
    details: undefined,
    list,
    quantities,
    price: PRICE,
    ...other,
  };
}

function reconciled(calls: readonly ClaimedCall[]): Reconciled {
  const reconciler = createReconciler();
  for (const each of calls) reconciler.add(each);
  return reconciler.finish();
}

const gapOf = ({ compared }: ReconciledRow): bigint => compared.recorded - compared.list;
const partsOf = ({ parts }: ReconciledRow): bigint => parts.reduce((sum, { gap }) => sum + gap, 0n);

describe('rows', () => {
  const [tokens] = TOKENS as [Tokens];
  const list = listOf(tokens);
  const zero = { form: costForm('stated', 0, true) };

  it('compare what has both costs, and count the others apart', () => {
    const { total } = reconciled([
      claimed(tokens, list),
      claimed(tokens, undefined),
      claimed(tokens, undefined, zero),
      claimed(tokens, 5n, { list: undefined }),
      claimed(tokens, undefined, { list: undefined }),
    ]);
    expect(total).toMatchObject({
      calls: 5,
      compared: { calls: 1, recorded: list, list },
      unrecorded: { calls: 2, list: 2n * list },
      unlisted: { calls: 1, recorded: 5n },
      zeros: 1,
    });
    expect(total.parts).toEqual([
      { cause: 'equal', calls: 1, gap: 0n },
      { cause: 'zero', calls: 1, gap: 0n },
    ]);
  });

  it('take a cost of 0 for a cost where the list cost is nothing, too', () => {
    const { total } = reconciled([claimed([0, 0, 0], undefined, zero)]);
    expect(total).toMatchObject({ compared: { calls: 1 }, zeros: 0 });
  });

  it('have bills to a key of one’s own apart, whatever their amount', () => {
    const own = { form: costForm('own key', 12, false) };
    const { findings, total } = reconciled([
      claimed(tokens, list, own),
      claimed(tokens, list + 7_000_000n, own),
    ]);
    expect(findings.map(({ why, calls }) => [why, calls])).toEqual([[{ cause: 'byok', atList: 1 }, 2]]);
    expect(total.parts).toEqual([{ cause: 'byok', calls: 2, gap: 7_000_000n }]);
  });

  it('find one factor over all rows of a model, and split it by row', () => {
    const calls = TOKENS.map((each, index) =>
      claimed(each, (listOf(each) * 105n) / 100n, { row: index % 2 === 0 ? 'even' : 'odd' }),
    );
    const { rows, findings } = reconciled(calls);
    expect(findings).toHaveLength(1);
    for (const row of rows) expect(row.parts).toEqual([{ cause: 'mark-up', calls: 3, gap: gapOf(row) }]);
    expect(rows).toHaveLength(2);
  });

  it('do not mix models: each has its own factor', () => {
    const calls = TOKENS.flatMap((each) => [
      claimed(each, (listOf(each) * 105n) / 100n),
      claimed(each, (listOf(each) * 8n) / 10n, { source: SOURCES[1] as ClaimedCall['source'] }),
    ]);
    expect(reconciled(calls).findings.map(({ model, why }) => [model, why])).toEqual(
      expect.arrayContaining([
        ['a', { cause: 'mark-up', factor: { num: 21n, den: 20n } }],
        ['b', { cause: 'mark-up', factor: { num: 4n, den: 5n } }],
      ]),
    );
  });
});

/** How a call may have come to its recorded cost, by number. */
const RECORDED: readonly ((tokens: Tokens, chance: number) => bigint | undefined)[] = [
  listOf,
  (tokens) => (listOf(tokens) * 105n) / 100n,
  ([plain, cached, output]) => listOf([plain + cached, 0, output]),
  (tokens, chance) => listOf(tokens) + BigInt(chance) * 750_000_000n,
  (tokens, chance) => (listOf(tokens) * BigInt(chance)) / 317n,
  (tokens) => (listOf(tokens) * 4n) / 3n,
  () => undefined,
  (_, chance) => BigInt(chance) ** 40n,
  (_, chance) => -BigInt(chance),
];

const anyCall = fc
  .record({
    tokens: fc.tuple(fc.nat(9000), fc.nat(20_000), fc.nat(2000)),
    how: fc.nat(RECORDED.length - 1),
    chance: fc.integer({ min: 1, max: 900 }),
    row: fc.constantFrom('x', 'y', 'z'),
    model: fc.nat(1),
    decimals: fc.constantFrom(2, 6, 9, 15),
    hasList: fc.boolean(),
  })
  .map(({ tokens, how, chance, row, model, decimals, hasList }) =>
    claimed(tokens, RECORDED[how]?.(tokens, chance), {
      row,
      source: SOURCES[model] as ClaimedCall['source'],
      form: costForm('stated', decimals, false),
      ...(hasList || chance > 100 ? {} : { list: undefined }),
    }),
  );

describe('any calls', () => {
  it('have gaps whose parts add up to them exactly, in every row and in all', () => {
    fc.assert(
      fc.property(fc.array(anyCall, { maxLength: 60 }), (calls) => {
        const { rows, total, findings } = reconciled(calls);
        for (const row of [...rows, total]) {
          expect(partsOf(row)).toBe(gapOf(row));
          expect(row.parts.reduce((sum, part) => sum + part.calls, 0)).toBe(row.compared.calls + row.zeros);
        }
        expect(findings.reduce((sum, { gap, beside }) => sum + gap + beside, 0n)).toBe(gapOf(total));
        expect(rows.reduce((sum, row) => sum + gapOf(row), 0n)).toBe(gapOf(total));
      }),
      { numRuns: 150 },
    );
  });

  it('are the same in any order', () => {
    fc.assert(
      fc.property(
        fc.array(anyCall, { maxLength: 60 }),
        fc.infiniteStream(fc.double({ noNaN: true })),
        (calls, keys) => {
          const shuffled = calls
            .map((each) => ({ each, key: keys.next().value }))
            .sort((a, b) => a.key - b.key)
            .map(({ each }) => each);
          expect(reconciled(shuffled)).toEqual(reconciled(calls));
        },
      ),
      { numRuns: 150 },
    );
  });
});
