import type { ColumnUsage } from '../domain/fields.ts';
import { type CacheConvention, decideTotals } from './algebra.ts';
import { countReader, type Dialect, NO_USAGE } from './dialect.ts';

/** Vendors whose own input count holds neither cache reads nor writes. */
const COUNT_OUTSIDE = /anthropic|claude|bedrock/i;

/** Counts found by the names of their columns: nothing but the record itself says what is inside what. */
export const columns: Dialect = (payload, hint) => {
  const stated = payload as ColumnUsage;
  const read = countReader(stated.hasDecimalComma);
  const cacheRead = read.get(stated, 'cached');
  const split = (read.get(stated, 'cache_write_5m') ?? 0) + (read.get(stated, 'cache_write_1h') ?? 0);
  const written = Math.max((read.get(stated, 'cache_write') ?? 0) - split, 0);
  const cached = (cacheRead ?? 0) + written + split;
  const uncached = read.get(stated, 'uncached_input');
  const input = read.get(stated, 'input');
  const reasoning = read.get(stated, 'reasoning');
  const counts = {
    cached,
    output: read.get(stated, 'output'),
    reasoning: reasoning ?? 0,
    total: read.get(stated, 'total'),
  };
  const isPlain = input === undefined && uncached !== undefined;
  const fallback: CacheConvention = hint !== undefined && COUNT_OUTSIDE.test(hint) ? 'outside' : 'inside';
  const totals = isPlain
    ? decideTotals({ ...counts, cached: 0, input: uncached + cached }, 'inside')
    : decideTotals({ ...counts, input }, fallback);
  const fault = read.fault();
  if (fault !== undefined) return { fault };
  return {
    usage: {
      ...NO_USAGE,
      input: totals.input,
      cacheRead,
      cacheWrite: written,
      cacheWrite5m: read.get(stated, 'cache_write_5m') ?? 0,
      cacheWrite1h: read.get(stated, 'cache_write_1h') ?? 0,
      output: totals.output,
      reasoning,
    },
    rule: isPlain && cached > 0 ? 'format' : totals.rule,
    contradictsTotal: totals.contradictsTotal,
  };
};
