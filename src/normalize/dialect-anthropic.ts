import { dialectOf, memberOf, NO_USAGE, withParts } from './dialect.ts';

/**
 * Anthropic's usage: input_tokens holds neither cache reads nor writes; without a split by lifetime, writes are of
 * five minutes. Source: the Messages API reference (Usage).
 */
export const anthropic = dialectOf((read, payload) => {
  const plain = read(payload, 'input_tokens');
  const cacheRead = read(payload, 'cache_read_input_tokens');
  const split = memberOf(payload, 'cache_creation');
  const written = read(payload, 'cache_creation_input_tokens') ?? 0;
  const written1h = read(split, 'ephemeral_1h_input_tokens') ?? 0;
  const written5m = read(split, 'ephemeral_5m_input_tokens') ?? Math.max(written - written1h, 0);
  return {
    usage: {
      ...NO_USAGE,
      input: withParts(plain, cacheRead ?? 0, written5m, written1h),
      cacheRead,
      cacheWrite5m: written5m,
      cacheWrite1h: written1h,
      output: read(payload, 'output_tokens'),
      reasoning: read(memberOf(payload, 'output_tokens_details'), 'thinking_tokens'),
    },
    rule: 'format',
    contradictsTotal: false,
  };
});
