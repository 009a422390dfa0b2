import type { DialectName } from '../../domain/raw-call.ts';
import { firstIn, isObject, type JsonObject, numberIn, objectIn } from '../members.ts';

/** Counts, and the dialect in which they are. */
export interface LangsmithCounts {
  readonly usage: JsonObject;
  readonly dialect: DialectName;
}

/**
 * A run's counts: those of the answer, which have details, before those of the run, which are sums for chains.
 * Zeros say that nothing was known.
 */
export function langsmithCounts(run: JsonObject, outputs: JsonObject): LangsmithCounts | undefined {
  const answer = messageOf(outputs);
  const places: readonly LangsmithCounts[] = [
    { usage: objectIn(outputs, 'usage_metadata'), dialect: 'langsmith' },
    { usage: objectIn(answer, 'usage_metadata'), dialect: 'langsmith' },
    { usage: run, dialect: 'langsmith' },
    { usage: objectIn(objectIn(outputs, 'llm_output'), 'token_usage'), dialect: 'openai' },
    rawUsage(objectIn(outputs, 'usage')),
  ];
  const found = places.find(({ usage }) => hasCounts(usage));
  return found?.usage === run ? { ...found, usage: columnsOf(run) } : found;
}

/** What the wrapped client of a provider left as it was: Anthropic's usage names what it wrote into the cache. */
const rawUsage = (usage: JsonObject): LangsmithCounts => ({
  usage,
  dialect: 'cache_creation_input_tokens' in usage && !('prompt_tokens' in usage) ? 'anthropic' : 'openai',
});

const COUNTS = ['input_tokens', 'output_tokens', 'prompt_tokens', 'completion_tokens', 'total_tokens'];
const hasCounts = (usage: JsonObject): boolean => COUNTS.some((name) => numberIn(usage, name) > 0);

function columnsOf(run: JsonObject): JsonObject {
  const details = ['prompt_token_details', 'completion_token_details'];
  return Object.fromEntries([...COUNTS, ...details].map((name) => [name, run[name]]));
}

/** The first message of what LangChain generated, in either of its shapes. */
function messageOf(outputs: JsonObject): JsonObject {
  const list = (value: unknown): unknown => (Array.isArray(value) ? value[0] : undefined);
  const generation = list(list(outputs['generations'])) ?? list(outputs['generations']);
  const message = isObject(generation) ? objectIn(generation, 'message') : objectIn(outputs, 'output');
  return isObject(message['kwargs']) ? message['kwargs'] : message;
}

/** The model that answered, else the one that was asked. */
export function modelOf(outputs: JsonObject, extra: JsonObject): unknown {
  const parameters = objectIn(extra, 'invocation_params');
  return (
    firstIn(outputs, 'model') ??
    firstIn(objectIn(messageOf(outputs), 'response_metadata'), 'model_name', 'model') ??
    firstIn(objectIn(outputs, 'llm_output'), 'model_name', 'model') ??
    firstIn(objectIn(extra, 'metadata'), 'ls_model_name') ??
    firstIn(parameters, 'model', 'model_name', 'deployment_name')
  );
}

/** The tier that served, where the provider's answer was kept. */
export const serviceTierOf = (outputs: JsonObject): unknown =>
  firstIn(outputs, 'service_tier') ??
  firstIn(objectIn(messageOf(outputs), 'response_metadata'), 'service_tier');
