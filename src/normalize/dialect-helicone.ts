import { conventionOf, decideTotals } from './algebra.ts';
import { dialectOf, NO_USAGE, withParts } from './dialect.ts';

/**
 * Helicone's columns, which keep the provider's own way of counting. Its total is computed of prompt, completion and reasoning, so it proves nothing of the cache;
 * it does say that reasoning stands beside the completion. Source: its query of requests and its export tool.
 */
export const helicone = dialectOf((read, payload, provider) => {
  const input = read(payload, 'prompt_tokens');
  const completion = read(payload, 'completion_tokens');
  const cacheRead = read(payload, 'prompt_cache_read_tokens');
  const cacheWrite = read(payload, 'prompt_cache_write_tokens') ?? 0;
  const audioInput = read(payload, 'prompt_audio_tokens') ?? 0;
  const audioOutput = read(payload, 'completion_audio_tokens') ?? 0;
  const reasoning = read(payload, 'reasoning_tokens');
  const total = read(payload, 'total_tokens');
  const isApart = reasoning !== undefined && total === (input ?? 0) + (completion ?? 0) + reasoning;
  const output = withParts(completion, isApart ? reasoning : 0);
  const stated = { input, cached: (cacheRead ?? 0) + cacheWrite, output, reasoning: 0, total: undefined };
  const totals = decideTotals(stated, conventionOf(provider));
  return {
    usage: {
      ...NO_USAGE,
      input: totals.input,
      cacheRead,
      cacheWrite,
      audioInput,
      output,
      reasoning,
      audioOutput,
    },
    rule: totals.rule,
    contradictsTotal: false,
  };
});
