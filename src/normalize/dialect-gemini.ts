import { dialectOf, memberOf, NO_USAGE, type ReadCount } from './dialect.ts';

/**
 * Gemini's usage: cached tokens inside the prompt; tool-use prompt tokens beside it; thoughts beside the answer.
 * A missing field is zero. Source: google-genai's GenerateContentResponseUsageMetadata.
 */
export const gemini = dialectOf((read, payload) => {
  const prompt = read(payload, 'promptTokenCount', 'prompt_token_count') ?? 0;
  const toolUse = read(payload, 'toolUsePromptTokenCount', 'tool_use_prompt_token_count') ?? 0;
  const answer = read(payload, 'candidatesTokenCount', 'candidates_token_count') ?? 0;
  const thoughts = read(payload, 'thoughtsTokenCount', 'thoughts_token_count') ?? 0;
  const total = read(payload, 'totalTokenCount', 'total_token_count');
  const audio = (...keys: readonly string[]): number => audioIn(read, memberOf(payload, ...keys));
  const audioInput = audio('promptTokensDetails', 'prompt_tokens_details');
  const audioCacheRead = audio('cacheTokensDetails', 'cache_tokens_details');
  const audioOutput = audio('candidatesTokensDetails', 'candidates_tokens_details');
  const known = prompt + toolUse + answer + thoughts;
  return {
    usage: {
      ...NO_USAGE,
      input: prompt + toolUse,
      cacheRead: read(payload, 'cachedContentTokenCount', 'cached_content_token_count') ?? 0,
      audioInput,
      audioCacheRead,
      output: answer + thoughts,
      reasoning: thoughts,
      audioOutput,
    },
    rule: 'format',
    contradictsTotal: total !== undefined && total < known,
    // Older SDKs leave out the thoughts: then the total alone has them.
    unexplained: Math.max((total ?? known) - known, 0),
  };
});

function audioIn(read: ReadCount, details: unknown): number {
  const audio = Array.isArray(details)
    ? details.find((each) => memberOf(each, 'modality') === 'AUDIO')
    : undefined;
  return read(audio, 'tokenCount', 'token_count') ?? 0;
}
