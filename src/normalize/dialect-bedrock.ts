import { type CountReader, countReader, type Dialect, memberOf, NO_USAGE } from './dialect.ts';

/**
 * Bedrock Converse: inputTokens holds neither cache reads nor writes; the total is the sum of all four.
 * Source: AWS's API reference (TokenUsage).
 */
export const bedrock: Dialect = (payload) => {
  const read = countReader();
  const plain = read.get(payload, 'inputTokens');
  const cacheRead = read.get(payload, 'cacheReadInputTokens', 'cacheReadInputTokenCount');
  const written = read.get(payload, 'cacheWriteInputTokens', 'cacheWriteInputTokenCount') ?? 0;
  const written1h = Math.min(written, writtenFor(read, memberOf(payload, 'cacheDetails'), '1h'));
  const output = read.get(payload, 'outputTokens');
  const total = read.get(payload, 'totalTokens');
  const input = plain === undefined ? undefined : plain + (cacheRead ?? 0) + written;
  const fault = read.fault();
  if (fault !== undefined) return { fault };
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
    contradictsTotal: total !== undefined && total !== (input ?? 0) + (output ?? 0),
  };
};

function writtenFor(read: CountReader, details: unknown, ttl: string): number {
  const entry = Array.isArray(details) ? details.find((each) => memberOf(each, 'ttl') === ttl) : undefined;
  return read.get(entry, 'inputTokens') ?? 0;
}
