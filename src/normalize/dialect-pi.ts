import { dialectOf, isOtherTotal, NO_USAGE, withParts } from './dialect.ts';

/** pi's usage: the input holds neither cache reads nor writes; the total is the sum of all four. */
export const pi = dialectOf((read, payload) => {
  const plain = read(payload, 'input');
  const cacheRead = read(payload, 'cacheRead');
  const cacheWrite = read(payload, 'cacheWrite') ?? 0;
  const output = read(payload, 'output');
  const total = read(payload, 'totalTokens');
  const input = withParts(plain, cacheRead ?? 0, cacheWrite);
  return {
    usage: { ...NO_USAGE, input, cacheRead, cacheWrite, output },
    rule: 'format',
    contradictsTotal: isOtherTotal(total, input, output),
  };
});
