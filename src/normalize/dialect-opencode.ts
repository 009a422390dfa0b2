import { countReader, type Dialect, memberOf, NO_USAGE } from './dialect.ts';

/** OpenCode's tokens: cache reads and writes beside the input, reasoning beside the output. Source: its session code. */
export const opencode: Dialect = (payload) => {
  const read = countReader();
  const cache = memberOf(payload, 'cache');
  const plain = read.get(payload, 'input');
  const answer = read.get(payload, 'output');
  const reasoning = read.get(payload, 'reasoning');
  const cacheRead = read.get(cache, 'read');
  const cacheWrite = read.get(cache, 'write') ?? 0;
  const total = read.get(payload, 'total');
  const fault = read.fault();
  if (fault !== undefined) return { fault };
  const input = plain === undefined ? undefined : plain + (cacheRead ?? 0) + cacheWrite;
  const whole = answer === undefined ? undefined : answer + (reasoning ?? 0);
  // Some releases took the reasoning out of the output, some did not: where there is a total, it says.
  const isInside = total !== undefined && (reasoning ?? 0) > 0 && total === (input ?? 0) + (answer ?? 0);
  const output = isInside ? answer : whole;
  return {
    usage: { ...NO_USAGE, input, cacheRead, cacheWrite, output, reasoning },
    rule: isInside ? 'total' : 'format',
    contradictsTotal: total !== undefined && total !== (input ?? 0) + (output ?? 0),
  };
};
