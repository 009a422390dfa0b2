import { isObject, type JsonObject, objectsIn } from '../members.ts';
import { responseFormat } from './response-format.ts';

/** Responses of OpenAI's Responses API, compactions included. */
export const openaiResponses = responseFormat({
  title: 'OpenAI Responses: response or request/response',
  sign: '`object` is `response`',
  dialect: 'openai',
  traps: [
    'a background response is logged several times under one id while it runs: the completed one counts',
    'built-in tools are billed per call beside the tokens',
  ],
  isResponse: ({ object, usage, status }) =>
    (object === 'response' || object === 'response.compaction') && (isObject(usage) || status !== undefined),
  own: (response) => ({
    usage: response['usage'],
    id: response['id'],
    isProviderId: true,
    isFinal: !isUnfinished(response['status']),
    isUnfinished: isUnfinished(response['status']) && !isObject(response['usage']),
    model: response['model'],
    serviceTier: response['service_tier'],
    startedAt: response['created_at'],
    endedAt: response['completed_at'],
    toolUses: builtInToolUses(response),
    status: response['status'] === 'failed' ? 'failed' : 'ok',
  }),
});

/** Items of the output that cost beside tokens. */
const BILLED_ITEMS: ReadonlySet<unknown> = new Set([
  'web_search_call',
  'file_search_call',
  'code_interpreter_call',
  'image_generation_call',
  'x_search_call',
]);

function builtInToolUses(response: JsonObject): number | undefined {
  const uses = objectsIn(response, 'output').filter(({ type }) => BILLED_ITEMS.has(type));
  return uses.length > 0 ? uses.length : undefined;
}

const isUnfinished = (status: unknown): boolean => status === 'in_progress' || status === 'queued';
