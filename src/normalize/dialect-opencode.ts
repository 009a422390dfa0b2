import { dialectOf, isOtherTotal, memberOf, NO_USAGE, withParts } from './dialect.ts';

/** OpenCode's tokens: cache reads and writes beside the input, reasoning beside the output. Source: its session code. */
export const opencode = dialectOf((read, payload) => {
  const cache = memberOf(payload, 'cache');
  const plain = read(payload, 'input');
  const answer = read(payload, 'output');
  const reasoning = read(payload, 'reasoning');
  const cacheRead = read(cache, 'read');
  const cacheWrite = read(cache, 'write') ?? 0;
  const total = read(payload, 'total');
  const input = withParts(plain, cacheRead ?? 0, cacheWrite);
  const whole = withParts(answer, reasoning ?? 0);
  // Some releases took the reasoning out of the output, some did not: where there is a total, it says.
  const isInside = total !== undefined && (reasoning ?? 0) > 0 && total === (input ?? 0) + (answer ?? 0);
  const output = isInside ? answer : whole;
  return {
    usage: { ...NO_USAGE, input, cacheRead, cacheWrite, output, reasoning },
    rule: isInside ? 'total' : 'format',
    contradictsTotal: isOtherTotal(total, input, output),
  };
});
