import { NO_RAW_TOTAL, type RawCall } from '../../domain/raw-call.ts';
import type { JsonFormat } from '../format.ts';
import { type JsonObject, scalarText } from '../members.ts';
import { type Reported, reportOf } from './report-pages.ts';

/** OpenAI's usage by day or hour: its API, the CSV of its dashboard, and what was before both. */
export const openaiUsage: JsonFormat = {
  title: 'OpenAI usage (API page or CSV): sums over many requests',
  sign: '`organization.usage.….result`, or `num_model_requests` beside counts; before that, `n_context_tokens_total`',
  confidence: 'M',
  traps: [
    'a line without a model is over all models: group the report by model to price it',
    'cached tokens are inside input_tokens; older reports count sound beside it',
    'batch is a member of its own: group the report by it, else batches are priced as single requests',
    'images, seconds of sound and sessions are counted as such: those lines have no price here',
  ],
  ...reportOf(isUsage, totalOf),
  claimsTable: (columns) =>
    (columns.has('num_model_requests') && columns.has('input_tokens')) ||
    columns.has('n_context_tokens_total'),
};

function isUsage({ result }: Reported): boolean {
  return (
    (typeof result['object'] === 'string' && result['object'].startsWith('organization.usage.')) ||
    ('num_model_requests' in result && 'input_tokens' in result) ||
    isLegacy(result)
  );
}

const isLegacy = (result: JsonObject): boolean => 'n_context_tokens_total' in result;

function totalOf({ bucket, result }: Reported, line: number): RawCall {
  const common = { ...NO_RAW_TOTAL, line };
  if (isLegacy(result)) {
    return {
      ...common,
      usage: { input: result['n_context_tokens_total'], output: result['n_generated_tokens_total'] },
      requests: result['n_requests'],
      model: result['snapshot_id'],
      startedAt: result['aggregation_timestamp'],
    };
  }
  const isBatch = scalarText(result['batch']).toLowerCase() === 'true';
  return {
    ...common,
    usage: usageOf(result),
    requests: result['num_model_requests'],
    model: result['model'],
    workflow: result['project_name'] ?? result['project_id'],
    serviceTier: isBatch ? 'batch' : result['service_tier'],
    startedAt: bucket['start_time'] ?? bucket['start_time_iso'],
  };
}

/** Members that came when `input_tokens` became the sum of text, sound and images. */
const NEW = ['input_text_tokens', 'input_uncached_tokens', 'input_cache_write_tokens'];

function usageOf(result: JsonObject): JsonObject {
  const audioInput = result['input_audio_tokens'];
  const audioOutput = result['output_audio_tokens'];
  const isWhole = NEW.some((name) => result[name] !== undefined && result[name] !== null);
  return {
    input: isWhole ? result['input_tokens'] : added(result['input_tokens'], audioInput),
    cacheRead: result['input_cached_tokens'],
    cacheWrite: result['input_cache_write_tokens'],
    audioInput,
    audioCacheRead: result['input_cached_audio_tokens'],
    output: isWhole ? result['output_tokens'] : added(result['output_tokens'], audioOutput),
    audioOutput,
  };
}

/** The sum, where both are numbers; anything else is judged where counts are read. */
function added(text: unknown, audio: unknown): unknown {
  const [ofText, ofAudio] = [Number(scalarText(text)), Number(scalarText(audio))];
  return ofAudio > 0 && Number.isFinite(ofText + ofAudio) ? ofText + ofAudio : text;
}
