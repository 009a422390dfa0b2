import { isObject, objectIn, textIn } from '../members.ts';
import { isOpenRouter } from './openrouter.ts';
import { responseFormat } from './response-format.ts';

/** Responses of the Chat Completions API and of the many that speak it; legacy completions and embeddings too. */
export const openaiChat = responseFormat({
  title: 'OpenAI Chat Completions (and compatible): response or request/response',
  sign: '`object` is `chat.completion` (or `choices` with `usage.prompt_tokens`)',
  dialect: 'openai',
  traps: [
    'cached tokens are inside prompt_tokens',
    'some compatible servers count reasoning outside completion_tokens: the total decides',
    'the same API is spoken by many hosts: give --provider where the log names none',
  ],
  isResponse: (value) => isChat(value['object'], value) && !isOpenRouter(value),
  own: (response) => ({
    usage: response['usage'],
    id: response['id'],
    isProviderId: true,
    isFinal: true,
    model: response['model'],
    serviceTier: response['service_tier'],
    startedAt: response['created'],
    cost: objectIn(response, 'usage')['cost'],
    status: 'ok',
  }),
});

function isChat(object: unknown, value: Readonly<Record<string, unknown>>): boolean {
  if (object === 'chat.completion' || object === 'text_completion') return Array.isArray(value['choices']);
  const usage = value['usage'];
  const hasPromptTokens = isObject(usage) && 'prompt_tokens' in usage;
  if (object === 'list') return hasPromptTokens && textIn(value, 'model') !== undefined;
  return object === undefined && hasPromptTokens && Array.isArray(value['choices']);
}
