import { countReader, type Dialect, memberOf, NO_USAGE } from './dialect.ts';

/**
 * Anthropic's usage: input_tokens holds neither cache reads nor writes; without a split by lifetime, writes are of
 * five minutes. Source: the Messages API reference (Usage).
 */
export const anthropic: Dialect = (payload) => {
  const read = countReader();
  const plain = read.get(payload, 'input_tokens');
  const cacheRead = read.get(payload, 'cache_read_input_tokens');
  const split = memberOf(payload, 'cache_creation');
  const written = read.get(payload, 'cache_creation_input_tokens') ?? 0;
  const written1h = read.get(split, 'ephemeral_1h_input_tokens') ?? 0;
  const written5m = read.get(split, 'ephemeral_5m_input_tokens') ?? Math.max(written - written1h, 0);
  const fault = read.fault();
  if (fault !== undefined) return { fault };
  return {
    usage: {
      ...NO_USAGE,
      input: plain === undefined ? undefined : plain + (cacheRead ?? 0) + written5m + written1h,
      cacheRead,
      cacheWrite5m: written5m,
      cacheWrite1h: written1h,
      output: read.get(payload, 'output_tokens'),
      reasoning: read.get(memberOf(payload, 'output_tokens_details'), 'thinking_tokens'),
    },
    rule: 'format',
    contradictsTotal: false,
  };
};
