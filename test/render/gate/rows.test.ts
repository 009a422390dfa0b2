import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SPLIT_PARTS } from '../../../src/domain/gate.ts';
import type { Money } from '../../../src/domain/money.ts';
import {
  measureOf,
  partsIn,
  printedRow,
  type Row,
  rowsOf,
  totalRows,
} from '../../../src/render/gate/rows.ts';
import { UNICODE } from '../../../src/render/numbers.ts';
import { checkOf, gateReport, NOT_THERE, splitOf } from '../../support/gate.ts';

const rowOf = (sides: readonly [string, string], parts = {}): Row => ({
  name: 'triage',
  runs: { before: 200, after: 200 },
  ...splitOf(sides, parts),
});

const printed = (row: Row, beside: readonly Row[] = []) =>
  printedRow(row, measureOf([row, ...beside], UNICODE));

/** What a cell says, in units of 10⁻⁹. */
const inUnits = (text = '0'): bigint => {
  const [whole = '', decimals = ''] = text.replace(/[+,]/g, '').replace('−', '-').split('.');
  return BigInt(whole + decimals.padEnd(9, '0'));
};

const amounts = fc.bigInt({ min: 0n, max: 10n ** 18n });

describe('a row as printed', () => {
  it('adds up along the row', () => {
    expect(printed(rowOf(['9.12', '9.87'], { calls: '0.10', models: '0.05' }))).toEqual({
      name: 'triage',
      runs: { before: 200, after: 200 },
      before: '9.12',
      after: '9.87',
      change: '+0.75',
      share: expect.closeTo(0.0822, 4),
      parts: { coverage: '0', calls: '+0.10', tokens: '+0.60', models: '+0.05', cache: '0', rates: '0' },
    });
  });

  it('adds up where rounding each figure would not', () => {
    const { change, parts } = printed(rowOf(['9.12', '9.13'], { calls: '0.00333', models: '0.00333' }));
    expect([change, parts.calls, parts.models, parts.tokens]).toEqual(['+0.01', '+0.00', '+0.00', '+0.01']);
  });

  it('adds up for any amounts', () => {
    fc.assert(
      fc.property(
        amounts,
        fc.array(amounts, { minLength: 6, maxLength: 6 }),
        amounts,
        (before, ups, down) => {
          const values = ups.map((up, index) => (index === 2 ? up - (down % (before + 1n)) : up));
          const after = before + values.reduce((sum, each) => sum + each, 0n);
          const parts = Object.fromEntries(SPLIT_PARTS.map((part, index) => [part, values[index]]));
          const row = { ...rowOf(['1', '1']), before: before as Money, after: after as Money, parts } as Row;
          const shown = printed(row);
          const sum = SPLIT_PARTS.reduce((all, part) => all + inUnits(shown.parts[part]), 0n);
          expect(sum).toBe(inUnits(shown.change));
          expect(inUnits(shown.before) + inUnits(shown.change)).toBe(inUnits(shown.after));
        },
      ),
    );
  });

  it('tells no change from a small one', () => {
    const small = printed(rowOf(['126.9', '126.90004']));
    expect([small.change, small.parts.calls]).toEqual(['+0.000', '0']);
    expect(printed(rowOf(['126.9', '126.9'])).change).toBe('0');
  });

  it('has more decimals where its amounts are small for the table', () => {
    const { before, after } = printed(rowOf(['0.034', '0.035']), [rowOf(['126.9', '128.4'])]);
    expect([before, after]).toEqual(['0.0340', '0.0350']);
  });

  it('is in dollars where an amount of the table is above ten', () => {
    const dear = rowOf(['1210', '1260']);
    expect(printed(rowOf(['9.12', '9.87']), [dear]).before).toBe('0.0912');
    expect(printed(dear).change).toBe('+0.50');
  });
});

describe('the rows of a report', () => {
  const report = gateReport([
    checkOf({ name: 'triage', before: '10', after: '12', runs: [100, 300], parts: { calls: '0.5' } }),
    checkOf({ name: 'digest', before: '4', after: '5', runs: [300, 100] }),
    checkOf({ name: 'fresh', before: NOT_THERE, after: '1', runs: [0, 400] }),
  ]);

  it('have no change where only one side has the workflow', () => {
    const fresh = printed(rowsOf(report)[2] as Row);
    expect([fresh.before, fresh.after, fresh.change, fresh.parts]).toEqual([
      undefined,
      '1.00',
      undefined,
      {},
    ]);
  });

  it('have a total of each side, and one in which only costs move', () => {
    const totals = totalRows(report).map((row) => printed(row));
    expect(totals.map(({ name, before, after, change }) => [name, before, after, change])).toEqual([
      ['all runs', '5.50', '5.63', '+0.13'],
      ['same mix', '8.50', '10.25', '+1.75'],
    ]);
    expect(totals[1]?.parts).toMatchObject({ calls: '+0.38', tokens: '+1.37' });
  });

  it('show only parts that moved', () => {
    expect(partsIn(rowsOf(report))).toEqual(['calls', 'tokens']);
  });
});
