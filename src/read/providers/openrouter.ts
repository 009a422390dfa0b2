import { isObject, type JsonObject, objectIn, scalarText } from '../members.ts';
import { serverToolUses } from './anthropic-usage.ts';
import { responseFormat } from './response-format.ts';

/** OpenRouter makes its own ids, or names the upstream beside what it charged. */
export function isOpenRouter(value: JsonObject): boolean {
  if (!Array.isArray(value['choices']) || typeof value['provider'] !== 'string') return false;
  return scalarText(value['id']).startsWith('gen-') || 'cost' in objectIn(value, 'usage');
}

/** Responses of OpenRouter: OpenAI's shape, with what it charged and whose key paid. */
export const openrouter = responseFormat({
  title: 'OpenRouter: response or request/response',
  sign: '`provider`, `choices`, and an id `gen-…` or `usage.cost`',
  dialect: 'openai',
  traps: [
    'cost is what OpenRouter charged: with your own key (is_byok) that is 0 or a fee, and the upstream’s bill counts',
    'cost holds fees of web search and file parsing beside tokens',
    'for Gemini, cached and cache-writing tokens can be the same tokens',
  ],
  isResponse: (value) => isOpenRouter(value) && isObject(value['usage']),
  own: (response) => {
    const usage = objectIn(response, 'usage');
    return {
      usage,
      id: response['id'],
      isProviderId: true,
      isFinal: true,
      provider: 'openrouter',
      model: response['model'],
      serviceTier: response['service_tier'],
      startedAt: response['created'],
      upstreamCost: objectIn(usage, 'cost_details')['upstream_inference_cost'],
      toolUses: serverToolUses(usage) ?? objectIn(usage, 'server_tool_use_details')['tool_calls_executed'],
      ...(usage['is_byok'] === true
        ? { cost: objectIn(usage, 'cost_details')['upstream_inference_cost'], costKind: 'own key' as const }
        : { cost: usage['cost'], costKind: 'charged' as const }),
      status: 'ok',
    };
  },
});
