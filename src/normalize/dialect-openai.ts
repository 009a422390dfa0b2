import { decideTotals } from './algebra.ts';
import { dialectOf, memberOf, NO_USAGE, type ReadCount } from './dialect.ts';

/**
 * OpenAI's usage and that of everyone who speaks its API: cached (and, since 2026, cache-writing) tokens are
 * inside the prompt. The total decides where a compatible server counts reasoning apart.
 * Source: OpenAI's OpenAPI description (CompletionUsage, ResponseUsage); DeepSeek's and Moonshot's API docs.
 */
export const openai = dialectOf((read, payload) => {
  const inputDetails = memberOf(payload, 'prompt_tokens_details', 'input_tokens_details');
  const outputDetails = memberOf(payload, 'completion_tokens_details', 'output_tokens_details');
  const cacheRead =
    read(inputDetails, 'cached_tokens') ??
    read(payload, 'prompt_cache_hit_tokens', 'cached_tokens', 'num_cached_tokens', 'cache_read_input_tokens');
  const written =
    read(inputDetails, 'cache_write_tokens') ?? read(payload, 'cache_creation_input_tokens') ?? 0;
  const reasoning = read(outputDetails, 'reasoning_tokens') ?? read(payload, 'reasoning_tokens');
  const output = read(payload, 'completion_tokens', 'output_tokens');
  const input = read(payload, 'prompt_tokens', 'input_tokens');
  const total = read(payload, 'total_tokens');
  // Embeddings and moderations answer with no tokens, and say so by a total that is the prompt.
  const answered = output ?? (input !== undefined && input === total ? 0 : undefined);
  const fresh = isSameTwice(input, answered, cacheRead ?? 0, written, total) ? 0 : written;
  const stated = {
    input,
    cached: (cacheRead ?? 0) + fresh,
    output: answered,
    reasoning: reasoning ?? 0,
    total,
  };
  const totals = decideTotals(stated, 'inside');
  return {
    usage: {
      ...NO_USAGE,
      input: totals.input,
      cacheRead,
      ...writtenFor(read, memberOf(inputDetails, 'cache_creation_token_details'), fresh),
      audioInput: read(inputDetails, 'audio_tokens') ?? 0,
      output: totals.output,
      reasoning,
      audioOutput: read(outputDetails, 'audio_tokens') ?? 0,
    },
    // What the format documents needs no proof; where the record disproves it, the proof is what decided.
    rule: totals.input === input && totals.output === answered ? 'format' : totals.rule,
    contradictsTotal: totals.contradictsTotal,
  };
});

/** LiteLLM passes on how long Anthropic's cache writes live. */
function writtenFor(read: ReadCount, split: unknown, written: number) {
  const cacheWrite1h = Math.min(read(split, 'ephemeral_1h_input_tokens') ?? 0, written);
  const cacheWrite5m = Math.min(read(split, 'ephemeral_5m_input_tokens') ?? 0, written - cacheWrite1h);
  return { cacheWrite: written - cacheWrite5m - cacheWrite1h, cacheWrite5m, cacheWrite1h };
}

/**
 * Gemini through OpenRouter reports tokens that were written and then read in both counts: the total says that all
 * of them are inside the prompt, and together they are more than the prompt.
 */
function isSameTwice(
  input: number | undefined,
  output: number | undefined,
  read: number,
  written: number,
  total: number | undefined,
): boolean {
  if (input === undefined || output === undefined) return false;
  return total === input + output && read <= input && written <= input && read + written > input;
}
