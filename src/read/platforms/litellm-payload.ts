import { NO_RAW_CALL, type RawCall } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat } from '../format.ts';
import { firstIn, isObject, isTrueIn, type JsonObject, numberIn, objectIn } from '../members.ts';
import { litellmModel, litellmUsage } from './litellm-records.ts';

/** What LiteLLM hands to its logging callbacks. */
export const litellmPayload: JsonFormat = {
  title: 'LiteLLM: StandardLoggingPayload (files of the logging callbacks)',
  sign: '`call_type`, `response_cost` and one of `model_map_information`, `hidden_params`, `litellm_call_id`',
  confidence: 'M',
  traps: [
    'hits of the proxy’s cache keep their token counts and cost nothing: they are no calls',
    'retries and fallbacks share the trace id and are calls of their own; what failed has no tokens',
    'for Anthropic too, cached tokens are inside prompt_tokens',
    'costs are at the prices that LiteLLM had that day; 0 where it knew none',
  ],
  wraps: true,
  claims: (value) =>
    isObject(value) &&
    'call_type' in value &&
    'response_cost' in value &&
    ('model_map_information' in value || 'hidden_params' in value || 'litellm_call_id' in value)
      ? 'certain'
      : 'no',
  open: eachAlone(function* (value, line) {
    if (isObject(value)) yield callOf(value, line);
  }),
};

function callOf(payload: JsonObject, line: number): RawCall {
  const metadata = objectIn(payload, 'metadata');
  const requester = objectIn(metadata, 'requester_metadata');
  const isFailed = payload['status'] === 'failure';
  return {
    ...NO_RAW_CALL,
    line,
    dialect: 'openai',
    usage: litellmUsage(payload),
    id: firstIn(payload, 'id', 'litellm_call_id'),
    isFinal: true,
    isCacheHit: isTrueIn(payload, 'cache_hit'),
    run: firstIn(payload, 'trace_id') ?? firstIn(requester, 'trace_id', 'session_id'),
    workflow: firstIn(requester, 'trace_name') ?? firstIn(metadata, 'user_api_key_alias'),
    step: firstIn(requester, 'generation_name'),
    provider: firstIn(payload, 'custom_llm_provider'),
    model: litellmModel(payload),
    serviceTier:
      firstIn(objectIn(payload, 'response'), 'service_tier') ??
      firstIn(objectIn(payload, 'model_parameters'), 'service_tier'),
    startedAt: firstIn(payload, 'startTime'),
    endedAt: firstIn(payload, 'endTime'),
    isUtc: true,
    cost: firstIn(payload, 'response_cost'),
    costKind: 'list',
    toolUses: numberIn(objectIn(payload, 'cost_breakdown'), 'tool_usage_cost') > 0 ? 1 : undefined,
    status: firstIn(payload, 'status'),
    inputText: isFailed ? undefined : firstIn(payload, 'messages'),
    outputText: isFailed ? undefined : firstIn(payload, 'response'),
  };
}
