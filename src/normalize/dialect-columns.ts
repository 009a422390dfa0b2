import { COUNT_FIELDS, type ColumnUsage, type CountField } from '../domain/fields.ts';
import { conventionOf, decideTotals } from './algebra.ts';
import type { Dialect } from './dialect.ts';
import { countOf, isFault } from './values.ts';

/** Counts found by the names of their columns: nothing but the record itself says what is inside what. */
export const columns: Dialect = (payload, provider) => {
  const stated = payload as ColumnUsage;
  const cacheRead = count(stated, 'cached');
  const cacheWrite5m = count(stated, 'cache_write_5m') ?? 0;
  const cacheWrite1h = count(stated, 'cache_write_1h') ?? 0;
  const cacheWrite = Math.max((count(stated, 'cache_write') ?? 0) - cacheWrite5m - cacheWrite1h, 0);
  const cached = (cacheRead ?? 0) + cacheWrite + cacheWrite5m + cacheWrite1h;
  const reasoning = count(stated, 'reasoning');
  const input = count(stated, 'input');
  const uncached = input === undefined ? count(stated, 'uncached_input') : undefined;
  const output = count(stated, 'output');
  const total = count(stated, 'total');
  if (Number.isNaN(cached + (input ?? uncached ?? 0) + (output ?? 0) + (reasoning ?? 0) + (total ?? 0))) {
    return { fault: firstFault(stated) };
  }
  const totals =
    uncached === undefined
      ? decideTotals({ input, cached, output, reasoning: reasoning ?? 0, total }, conventionOf(provider))
      : decideTotals(
          { input: uncached + cached, cached: 0, output, reasoning: reasoning ?? 0, total },
          'inside',
        );
  return {
    usage: {
      input: totals.input,
      cacheRead,
      cacheWrite,
      cacheWrite5m,
      cacheWrite1h,
      cacheWrite12h: 0,
      audioInput: 0,
      audioCacheRead: 0,
      output: totals.output,
      reasoning,
      audioOutput: 0,
    },
    rule: uncached !== undefined && cached > 0 ? 'format' : totals.rule,
    contradictsTotal: totals.contradictsTotal,
  };
};

/** NaN for what is no count: one look at the sum of all tells whether there was any. */
function count(stated: ColumnUsage, name: CountField): number | undefined {
  const value = countOf(stated[name], stated.hasDecimalComma);
  return isFault(value) ? Number.NaN : value;
}

function firstFault(stated: ColumnUsage): string {
  const faults = COUNT_FIELDS.map((name) => ({ name, value: countOf(stated[name], stated.hasDecimalComma) }));
  return (
    faults
      .map(({ name, value }) => (isFault(value) ? `${name}: ${value.fault}` : ''))
      .find((text) => text !== '') ?? ''
  );
}
