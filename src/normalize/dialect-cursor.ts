import { countReader, type Dialect, NO_USAGE } from './dialect.ts';

/**
 * Cursor's counts: plain input, input that was also written to a cache, cache reads and output, side by side. Where a
 * stated total shows it, the plain input is inside the written one.
 */
export const cursor: Dialect = (payload) => {
  const read = countReader();
  const plain = read.get(payload, 'plain');
  const stated = read.get(payload, 'written') ?? 0;
  const cacheRead = read.get(payload, 'read');
  const output = read.get(payload, 'output');
  const total = read.get(payload, 'total');
  const fault = read.fault();
  if (fault !== undefined) return { fault };
  const rest = (cacheRead ?? 0) + (output ?? 0);
  const isInside = total !== undefined && stated > (plain ?? 0) && total === stated + rest;
  const written = isInside ? stated - (plain ?? 0) : stated;
  const input = plain === undefined ? undefined : plain + written + (cacheRead ?? 0);
  return {
    usage: { ...NO_USAGE, input, cacheRead, cacheWrite: written, output },
    rule: total === undefined ? 'format' : 'total',
    contradictsTotal: total !== undefined && total !== (plain ?? 0) + written + rest,
  };
};
