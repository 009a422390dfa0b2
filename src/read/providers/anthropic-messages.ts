import { isObject, objectIn } from '../members.ts';
import { iterationsOf, serverToolUses } from './anthropic-usage.ts';
import { responseFormat } from './response-format.ts';

/** Responses of Anthropic's Messages API. */
export const anthropicMessages = responseFormat({
  title: 'Anthropic Messages: response or request/response',
  sign: '`type` is `message`, `role` is `assistant`',
  dialect: 'anthropic',
  traps: [
    'input_tokens holds neither cache reads nor cache writes',
    'compactions, advisors and declined fallbacks (`iterations`) are in no total: each is a call of its own',
    'no timestamp inside the response: give the log one, or --at',
  ],
  isResponse: ({ type, role, usage, content }) =>
    type === 'message' &&
    role === 'assistant' &&
    (isObject(usage) ? 'input_tokens' in usage : Array.isArray(content)),
  own: (response) => {
    const usage = objectIn(response, 'usage');
    return {
      usage,
      id: response['id'],
      isProviderId: true,
      isFinal: response['stop_reason'] !== null && response['stop_reason'] !== undefined,
      model: response['model'],
      serviceTier: usage['speed'] === 'fast' ? 'fast' : usage['service_tier'],
      region: usage['inference_geo'],
      toolUses: serverToolUses(usage),
      status: 'ok',
      ...iterationsOf(usage, response).own,
    };
  },
  beside: (response, { request }) =>
    iterationsOf(objectIn(response, 'usage'), response, request['model']).beside,
});
