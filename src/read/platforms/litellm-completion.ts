import { NO_RAW_CALL, type RawCall } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat } from '../format.ts';
import { firstIn, isObject, type JsonObject, listIn, objectIn } from '../members.ts';

/** Logs of single completions through LiteLLM's client, as OpenHands writes them. */
export const litellmCompletion: JsonFormat = {
  title: 'LiteLLM completion logs, as OpenHands writes them: one file a call',
  sign: '`response` with `usage`, `cost`, and one of `latency_sec`, `context_window`, `kwargs`',
  confidence: 'H',
  traps: [
    'the timestamp is the end of the call; its start is that much earlier as the latency says',
    'for Anthropic too, cached tokens are inside prompt_tokens',
    'a cost of 0 says that LiteLLM knew no price',
  ],
  wraps: true,
  claims: (value) =>
    isObject(value) &&
    'cost' in value &&
    ('latency_sec' in value || 'context_window' in value || 'kwargs' in value) &&
    isObject(objectIn(value, 'response')['usage'])
      ? 'certain'
      : 'no',
  open: eachAlone(function* (value, line) {
    if (isObject(value)) yield callOf(value, line);
  }),
};

function callOf(log: JsonObject, line: number): RawCall {
  const response = objectIn(log, 'response');
  const metadata = objectIn(objectIn(objectIn(log, 'kwargs'), 'extra_body'), 'metadata');
  const { timestamp, latency_sec: latency } = log;
  const isTimed = typeof timestamp === 'number' && typeof latency === 'number';
  return {
    ...NO_RAW_CALL,
    line,
    dialect: 'openai',
    usage: response['usage'],
    id: response['id'],
    isProviderId: true,
    isFinal: true,
    run: firstIn(metadata, 'session_id', 'trace_id'),
    workflow: firstIn(metadata, 'trace_name') ?? tagged(metadata, 'agent'),
    model: response['model'],
    serviceTier: response['service_tier'],
    startedAt: isTimed ? timestamp - latency : (timestamp ?? response['created']),
    endedAt: timestamp,
    cost: log['cost'],
    costKind: 'list',
    status: 'ok',
    inputText: { messages: log['messages'], tools: log['tools'] },
    outputText: response,
  };
}

/** `agent:Reviewer` among the tags. */
function tagged(metadata: JsonObject, name: string): string | undefined {
  const all = listIn(metadata, 'tags').filter((tag) => typeof tag === 'string');
  return all.find((tag) => tag.startsWith(`${name}:`))?.slice(name.length + 1);
}
