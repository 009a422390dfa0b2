import { countReader, type Dialect, NO_USAGE } from './dialect.ts';
import { MOST_IN_TOTAL } from './values.ts';

/**
 * Sums over many requests, as readers of usage reports write them: either `input` with all cached tokens inside, or
 * `uncached` beside them. Each report's own documentation says which.
 */
export const totals: Dialect = (payload) => {
  const read = countReader(MOST_IN_TOTAL);
  const count = (name: string): number => read.get(payload, name) ?? 0;
  const cacheRead = read.get(payload, 'cacheRead');
  const [cacheWrite, cacheWrite5m, cacheWrite1h] = [
    count('cacheWrite'),
    count('cacheWrite5m'),
    count('cacheWrite1h'),
  ];
  const uncached = read.get(payload, 'uncached');
  const input =
    uncached === undefined
      ? read.get(payload, 'input')
      : uncached + (cacheRead ?? 0) + cacheWrite + cacheWrite5m + cacheWrite1h;
  const usage = {
    ...NO_USAGE,
    input,
    cacheRead,
    cacheWrite,
    cacheWrite5m,
    cacheWrite1h,
    audioInput: count('audioInput'),
    audioCacheRead: count('audioCacheRead'),
    output: read.get(payload, 'output'),
    reasoning: read.get(payload, 'reasoning'),
    audioOutput: count('audioOutput'),
  };
  const fault = read.fault();
  return fault === undefined ? { usage, rule: 'format', contradictsTotal: false } : { fault };
};
