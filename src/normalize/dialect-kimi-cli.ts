import { dialectOf, NO_USAGE, withParts } from './dialect.ts';

/** Kimi CLI's usage: what was read from the cache and written to it stands beside the other input. */
export const kimiCli = dialectOf((read, payload) => {
  const other = read(payload, 'inputOther');
  const cacheRead = read(payload, 'inputCacheRead');
  const cacheWrite = read(payload, 'inputCacheCreation') ?? 0;
  const output = read(payload, 'output');
  const input = withParts(other, cacheRead ?? 0, cacheWrite);
  return {
    usage: { ...NO_USAGE, input, cacheRead, cacheWrite, output },
    rule: 'format',
    contradictsTotal: false,
  };
});
