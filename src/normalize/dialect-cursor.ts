import { dialectOf, NO_USAGE, withParts } from './dialect.ts';

/**
 * Cursor's counts: plain input, input that was also written to a cache, cache reads and output, side by side. Where a
 * stated total shows it, the plain input is inside the written one.
 */
export const cursor = dialectOf((read, payload) => {
  const plain = read(payload, 'plain');
  const stated = read(payload, 'written') ?? 0;
  const cacheRead = read(payload, 'read');
  const output = read(payload, 'output');
  const total = read(payload, 'total');
  const rest = (cacheRead ?? 0) + (output ?? 0);
  const isInside = total !== undefined && stated > (plain ?? 0) && total === stated + rest;
  const written = isInside ? stated - (plain ?? 0) : stated;
  const input = withParts(plain, written, cacheRead ?? 0);
  return {
    usage: { ...NO_USAGE, input, cacheRead, cacheWrite: written, output },
    rule: total === undefined ? 'format' : 'total',
    contradictsTotal: total !== undefined && total !== (plain ?? 0) + written + rest,
  };
});
