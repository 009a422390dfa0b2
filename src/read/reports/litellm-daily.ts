import { NO_RAW_TOTAL } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat } from '../format.ts';
import { isObject, type JsonObject } from '../members.ts';

/** LiteLLM's tables of spend by day, for users, teams and tags alike. */
export const litellmDaily: JsonFormat = {
  title: 'LiteLLM Daily…Spend: sums over many requests',
  sign: '`api_requests`, `spend` and `prompt_tokens`, and no `request_id`',
  confidence: 'M',
  traps: [
    'the tables for users, teams and tags tell the same requests again: give one of them',
    'cached tokens are inside prompt_tokens',
  ],
  isAggregate: true,
  claims: (value) => (isObject(value) && isDaily((name) => name in value) ? 'certain' : 'no'),
  claimsTable: (columns) => isDaily((name) => columns.has(name)),
  open: eachAlone(function* (row, line) {
    if (!isObject(row)) return;
    yield {
      ...NO_RAW_TOTAL,
      line,
      usage: usageOf(row),
      requests: row['api_requests'],
      model: row['model'],
      provider: row['custom_llm_provider'],
      startedAt: row['date'],
      cost: row['spend'],
    };
  }),
};

const isDaily = (has: (name: string) => boolean): boolean =>
  has('api_requests') && has('spend') && has('prompt_tokens') && !has('request_id');

const usageOf = (row: JsonObject): JsonObject => ({
  input: row['prompt_tokens'],
  cacheRead: row['cache_read_input_tokens'],
  cacheWrite: row['cache_creation_input_tokens'],
  output: row['completion_tokens'],
});
