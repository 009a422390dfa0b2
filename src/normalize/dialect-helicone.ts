import { decideTotals } from './algebra.ts';
import { countReader, type Dialect, NO_USAGE } from './dialect.ts';

/** Vendors whose own input count, which Helicone keeps, holds neither cache reads nor writes. */
const COUNT_OUTSIDE = /anthropic|claude|bedrock/i;

/**
 * Helicone's columns. Its total is computed of prompt, completion and reasoning, so it proves nothing of the cache;
 * it does say that reasoning stands beside the completion. Source: its query of requests and its export tool.
 */
export const helicone: Dialect = (payload, hint) => {
  const read = countReader();
  const input = read.get(payload, 'prompt_tokens');
  const completion = read.get(payload, 'completion_tokens');
  const cacheRead = read.get(payload, 'prompt_cache_read_tokens');
  const cacheWrite = read.get(payload, 'prompt_cache_write_tokens') ?? 0;
  const audioInput = read.get(payload, 'prompt_audio_tokens') ?? 0;
  const audioOutput = read.get(payload, 'completion_audio_tokens') ?? 0;
  const reasoning = read.get(payload, 'reasoning_tokens');
  const total = read.get(payload, 'total_tokens');
  const fault = read.fault();
  if (fault !== undefined) return { fault };
  const isApart = reasoning !== undefined && total === (input ?? 0) + (completion ?? 0) + reasoning;
  const output = completion === undefined ? undefined : completion + (isApart ? reasoning : 0);
  const stated = { input, cached: (cacheRead ?? 0) + cacheWrite, output, reasoning: 0, total: undefined };
  const isOutside = COUNT_OUTSIDE.test(hint ?? '');
  const totals = decideTotals(stated, isOutside ? 'outside' : 'inside');
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
};
