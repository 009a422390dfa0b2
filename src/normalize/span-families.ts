/** Under which names one family of instrumentations writes its counts, the newest first. */
export interface SpanFamily {
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly total: readonly string[];
  readonly uncached: readonly string[];
  readonly cacheRead: readonly string[];
  readonly cacheWrite: readonly string[];
  readonly reasoning: readonly string[];
  readonly audioInput: readonly string[];
  readonly audioCacheRead: readonly string[];
  readonly audioOutput: readonly string[];
  /**
   * What it says of cached tokens. `documented`: they are inside the input. `meant`: they should be, but some pass
   * on what the provider counts. `of the provider`: it passes on what the provider counts.
   */
  readonly inside: 'documented' | 'meant' | 'of the provider';
}

/**
 * Families whose counts can stand on one span side by side, for the same tokens: one is read, the one that says
 * most. Sources: ai-sdk.dev (telemetry), the OpenInference and the OpenTelemetry GenAI conventions, Traceloop's
 * semantic conventions for AI, Monocle's own traces.
 */
export const SPAN_FAMILIES: readonly SpanFamily[] = [
  {
    input: ['ai.usage.inputTokens', 'ai.usage.promptTokens', 'ai.usage.tokens'],
    output: ['ai.usage.outputTokens', 'ai.usage.completionTokens'],
    total: ['ai.usage.totalTokens'],
    uncached: ['ai.usage.inputTokenDetails.noCacheTokens'],
    cacheRead: ['ai.usage.inputTokenDetails.cacheReadTokens', 'ai.usage.cachedInputTokens'],
    cacheWrite: ['ai.usage.inputTokenDetails.cacheWriteTokens'],
    reasoning: ['ai.usage.outputTokenDetails.reasoningTokens', 'ai.usage.reasoningTokens'],
    audioInput: [],
    audioCacheRead: [],
    audioOutput: [],
    inside: 'of the provider',
  },
  {
    input: ['llm.token_count.prompt'],
    output: ['llm.token_count.completion'],
    total: ['llm.token_count.total'],
    uncached: [],
    cacheRead: ['llm.token_count.prompt_details.cache_read'],
    cacheWrite: ['llm.token_count.prompt_details.cache_write'],
    reasoning: ['llm.token_count.completion_details.reasoning'],
    audioInput: ['llm.token_count.prompt_details.audio'],
    audioCacheRead: [],
    audioOutput: ['llm.token_count.completion_details.audio'],
    inside: 'documented',
  },
  {
    input: ['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens', 'llm.usage.prompt_tokens'],
    output: ['gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens', 'llm.usage.completion_tokens'],
    total: ['gen_ai.usage.total_tokens', 'llm.usage.total_tokens'],
    uncached: [],
    cacheRead: [
      'gen_ai.usage.cache_read.input_tokens',
      'gen_ai.usage.cache_read_input_tokens',
      'gen_ai.usage.input_tokens.cached',
      'gen_ai.usage.cached_input_tokens',
      'gen_ai.usage.details.cache_read_tokens',
      'gen_ai.usage.details.cache_read_input_tokens',
      'gen_ai.usage.details.cached_tokens',
      'llm.usage.cache_read_input_tokens',
    ],
    cacheWrite: [
      'gen_ai.usage.cache_write.input_tokens',
      'gen_ai.usage.cache_creation.input_tokens',
      'gen_ai.usage.cache_write_input_tokens',
      'gen_ai.usage.cache_creation_input_tokens',
      'gen_ai.usage.details.cache_write_tokens',
      'gen_ai.usage.details.cache_creation_input_tokens',
      'llm.usage.cache_creation_input_tokens',
    ],
    reasoning: [
      'gen_ai.usage.reasoning.output_tokens',
      'gen_ai.usage.reasoning_tokens',
      'gen_ai.usage.output_tokens.reasoning',
      'gen_ai.usage.details.reasoning_tokens',
      'llm.usage.reasoning_tokens',
    ],
    audioInput: ['gen_ai.usage.audio.input_tokens'],
    audioCacheRead: ['gen_ai.usage.audio.cache_read.input_tokens'],
    audioOutput: ['gen_ai.usage.audio.output_tokens'],
    inside: 'meant',
  },
  {
    input: ['prompt_tokens'],
    output: ['completion_tokens'],
    total: ['total_tokens'],
    uncached: [],
    cacheRead: [],
    cacheWrite: [],
    reasoning: [],
    audioInput: [],
    audioCacheRead: [],
    audioOutput: [],
    inside: 'meant',
  },
];
