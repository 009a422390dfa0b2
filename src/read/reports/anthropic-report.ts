import { NO_RAW_TOTAL, type RawCall } from '../../domain/raw-call.ts';
import type { JsonFormat } from '../format.ts';
import { type JsonObject, objectIn } from '../members.ts';
import { serverToolUses } from '../providers/anthropic-usage.ts';
import { type Reported, reportOf } from './report-pages.ts';

/** Anthropic's usage by day or hour: the Console's CSV and the Admin API. */
export const anthropicReport: JsonFormat = {
  title: 'Anthropic usage (Console CSV or Admin API page): sums over many requests',
  sign: '`usage_date_utc` and `model_version`, or `results` with `uncached_input_tokens`',
  confidence: 'M',
  traps: [
    'it does not say over how many requests it sums',
    'context_window says which price by prompt size holds: group the report by it, else the lower one is taken',
    'older exports have no split of cache writes by lifetime, and no speed or region',
  ],
  ...reportOf(isUsage, totalOf),
  claimsTable: (columns) =>
    columns.has('usage_date_utc') && columns.has('model_version') && columns.has('usage_output_tokens'),
};

const isRow = (result: JsonObject): boolean => 'usage_date_utc' in result && 'model_version' in result;

function isUsage({ bucket, result }: Reported): boolean {
  return isRow(result) || ('starting_at' in bucket && 'uncached_input_tokens' in result);
}

function totalOf({ bucket, result }: Reported, line: number): RawCall {
  const tier = result['usage_type'] ?? result['service_tier'];
  return {
    ...NO_RAW_TOTAL,
    line,
    provider: 'anthropic',
    usage: isRow(result) ? rowUsage(result) : apiUsage(result),
    model: result['model_version'] ?? result['model'],
    workflow: result['workspace'] ?? result['workspace_id'],
    serviceTier: result['speed'] === 'fast' ? 'fast' : tier,
    region: result['inference_geo'],
    startedAt: result['usage_date_utc'] ?? bucket['starting_at'],
    largestPrompt: isLongContext(result['context_window']) ? LONG_PROMPT : undefined,
    toolUses: result['web_search_count'] ?? serverToolUses(result),
  };
}

const rowUsage = (row: JsonObject): JsonObject => ({
  uncached: row['usage_input_tokens_no_cache'] ?? row['usage_input_tokens'],
  cacheRead: row['usage_input_tokens_cache_read'],
  cacheWrite: row['usage_input_tokens_cache_write'],
  cacheWrite5m: row['usage_input_tokens_cache_write_5m'],
  cacheWrite1h: row['usage_input_tokens_cache_write_1h'],
  output: row['usage_output_tokens'],
});

function apiUsage(result: JsonObject): JsonObject {
  const written = objectIn(result, 'cache_creation');
  return {
    uncached: result['uncached_input_tokens'],
    cacheRead: result['cache_read_input_tokens'],
    cacheWrite5m: written['ephemeral_5m_input_tokens'],
    cacheWrite1h: written['ephemeral_1h_input_tokens'],
    output: result['output_tokens'],
  };
}

/** The least prompt of those that such a line is of. */
const LONG_PROMPT = 200_001;

/** `> 200k` in the Console's export, `200k-1M` in the API; `≤ 200k` and `0-200k` are the others. */
const isLongContext = (window: unknown): boolean =>
  typeof window === 'string' && /^\s*(>|200k\s*[-–])/i.test(window);
