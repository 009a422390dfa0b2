import { dialectOf, isOtherTotal, memberOf, NO_USAGE, type ReadCount, withParts } from './dialect.ts';

/**
 * Bedrock Converse: inputTokens holds neither cache reads nor writes; the total is the sum of all four.
 * Source: AWS's API reference (TokenUsage).
 */
export const bedrock = dialectOf((read, payload) => {
  const plain = read(payload, 'inputTokens');
  const cacheRead = read(payload, 'cacheReadInputTokens', 'cacheReadInputTokenCount');
  const written = read(payload, 'cacheWriteInputTokens', 'cacheWriteInputTokenCount') ?? 0;
  const written1h = Math.min(written, writtenFor(read, memberOf(payload, 'cacheDetails'), '1h'));
  const output = read(payload, 'outputTokens');
  const total = read(payload, 'totalTokens');
  const input = withParts(plain, cacheRead ?? 0, written);
  return {
    usage: {
      ...NO_USAGE,
      input,
      cacheRead,
      cacheWrite5m: written - written1h,
      cacheWrite1h: written1h,
      output,
    },
    rule: 'format',
    contradictsTotal: isOtherTotal(total, input, output),
  };
});

function writtenFor(read: ReadCount, details: unknown, ttl: string): number {
  const entry = Array.isArray(details) ? details.find((each) => memberOf(each, 'ttl') === ttl) : undefined;
  return read(entry, 'inputTokens') ?? 0;
}
