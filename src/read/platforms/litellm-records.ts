import { asObject, firstIn, type JsonObject, numberIn, objectIn, textIn } from '../members.ts';

/**
 * A record's usage in OpenAI's shape: as the answer had it, with its details; else the record's own columns, with
 * what its metadata adds to them.
 */
export function litellmUsage(record: JsonObject): JsonObject {
  const metadata = asObject(record['metadata']) ?? {};
  const answered = [asObject(metadata['usage_object']), asObject(asObject(record['response'])?.['usage'])];
  const found = answered.find((usage) => usage !== undefined && hasTokens(usage));
  if (found !== undefined) return found;
  const { prompt_tokens, completion_tokens, total_tokens } = record;
  const details = asObject(metadata['additional_usage_values']) ?? {};
  return { ...details, prompt_tokens, completion_tokens, total_tokens };
}

const hasTokens = (usage: JsonObject): boolean =>
  ['prompt_tokens', 'completion_tokens', 'input_tokens', 'output_tokens'].some(
    (name) => numberIn(usage, name) > 0,
  );

/** A deployment of Azure can have any name: the price map says which model it is. */
export function litellmModel(record: JsonObject): unknown {
  const model = firstIn(record, 'model', 'model_group');
  const isDeployment = textIn(record, 'custom_llm_provider')?.startsWith('azure');
  const mapped = firstIn(objectIn(record, 'model_map_information'), 'model_map_key');
  return isDeployment && typeof mapped === 'string' ? mapped : model;
}
