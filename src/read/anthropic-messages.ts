import { isObject, objectIn } from './format.ts';
import { responseFormat } from './response-format.ts';

/** Responses of Anthropic's Messages API. */
export const anthropicMessages = responseFormat({
  title: 'Anthropic Messages: response or request/response',
  sign: '`type` is `message`, `role` is `assistant`',
  dialect: 'anthropic',
  traps: [
    'input_tokens holds neither cache reads nor cache writes',
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
      status: 'ok',
    };
  },
});
