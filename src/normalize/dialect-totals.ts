import { dialectOf, NO_USAGE, withParts } from './dialect.ts';
import { MOST_IN_TOTAL } from './values.ts';

/**
 * Sums over many requests, as readers of usage reports write them: either `input` with all cached tokens inside, or
 * `uncached` beside them. Each report's own documentation says which.
 */
export const totals = dialectOf((read, payload) => {
  const count = (name: string): number => read(payload, name) ?? 0;
  const cacheRead = read(payload, 'cacheRead');
  const [cacheWrite, cacheWrite5m, cacheWrite1h] = [
    count('cacheWrite'),
    count('cacheWrite5m'),
    count('cacheWrite1h'),
  ];
  const uncached = read(payload, 'uncached');
  const input =
    withParts(uncached, cacheRead ?? 0, cacheWrite, cacheWrite5m, cacheWrite1h) ?? read(payload, 'input');
  const usage = {
    ...NO_USAGE,
    input,
    cacheRead,
    cacheWrite,
    cacheWrite5m,
    cacheWrite1h,
    audioInput: count('audioInput'),
    audioCacheRead: count('audioCacheRead'),
    output: read(payload, 'output'),
    reasoning: read(payload, 'reasoning'),
    audioOutput: count('audioOutput'),
  };
  return { usage, rule: 'format', contradictsTotal: false };
}, MOST_IN_TOTAL);
