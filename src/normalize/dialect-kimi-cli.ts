import { countReader, type Dialect, NO_USAGE } from './dialect.ts';

/** Kimi CLI's usage: what was read from the cache and written to it stands beside the other input. */
export const kimiCli: Dialect = (payload) => {
  const read = countReader();
  const other = read.get(payload, 'inputOther');
  const cacheRead = read.get(payload, 'inputCacheRead');
  const cacheWrite = read.get(payload, 'inputCacheCreation') ?? 0;
  const output = read.get(payload, 'output');
  const fault = read.fault();
  if (fault !== undefined) return { fault };
  const input = other === undefined ? undefined : other + (cacheRead ?? 0) + cacheWrite;
  return {
    usage: { ...NO_USAGE, input, cacheRead, cacheWrite, output },
    rule: 'format',
    contradictsTotal: false,
  };
};
