import { isObject, objectIn } from '../members.ts';
import { responseFormat } from './response-format.ts';

/** Responses of Cohere: chat of both versions, embeddings. */
export const cohere = responseFormat({
  title: 'Cohere: response or request/response',
  sign: '`usage.billed_units` or `meta.billed_units`',
  dialect: 'cohere',
  traps: [
    'billed_units are what is charged; tokens hold a template of Cohere’s own and are more',
    'a response names no model: it is that of the request, or of --model',
  ],
  isResponse: (value) =>
    isObject(objectIn(value, 'usage')['billed_units']) || isObject(objectIn(value, 'meta')['billed_units']),
  own: (response) => ({
    usage: isObject(response['usage']) ? response['usage'] : response['meta'],
    id: response['generation_id'] ?? response['id'],
    isProviderId: true,
    isFinal: true,
    provider: 'cohere',
    toolUses: objectIn(objectIn(response, 'meta'), 'billed_units')['search_units'],
    status: response['finish_reason'] ?? 'ok',
  }),
});
