import { isObject } from '../members.ts';
import { responseFormat } from './response-format.ts';

/** Responses of Amazon Bedrock's Converse API. */
export const bedrockConverse = responseFormat({
  title: 'Amazon Bedrock Converse: response or request/response',
  sign: '`usage.inputTokens` with `stopReason`',
  dialect: 'bedrock',
  traps: [
    'inputTokens holds neither cache reads nor cache writes',
    'the response names neither the model nor itself: both stand in the request’s address, or nowhere',
  ],
  isResponse: ({ output, stopReason, usage }) =>
    isObject(output) && stopReason !== undefined && isObject(usage) && 'inputTokens' in usage,
  own: (response, { request }) => ({
    usage: response['usage'],
    isFinal: true,
    provider: 'bedrock',
    model: request['modelId'],
    status: 'ok',
  }),
});
