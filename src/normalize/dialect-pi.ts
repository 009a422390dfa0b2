import { countReader, type Dialect, NO_USAGE } from './dialect.ts';

/** pi's usage: the input holds neither cache reads nor writes; the total is the sum of all four. */
export const pi: Dialect = (payload) => {
  const read = countReader();
  const plain = read.get(payload, 'input');
  const cacheRead = read.get(payload, 'cacheRead');
  const cacheWrite = read.get(payload, 'cacheWrite') ?? 0;
  const output = read.get(payload, 'output');
  const total = read.get(payload, 'totalTokens');
  const fault = read.fault();
  if (fault !== undefined) return { fault };
  const input = plain === undefined ? undefined : plain + (cacheRead ?? 0) + cacheWrite;
  return {
    usage: { ...NO_USAGE, input, cacheRead, cacheWrite, output },
    rule: 'format',
    contradictsTotal: total !== undefined && total !== (input ?? 0) + (output ?? 0),
  };
};
