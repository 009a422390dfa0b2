import { NO_RAW_CALL, type RawCall } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat } from '../format.ts';
import { firstIn, isObject, isTrueIn, type JsonObject, numberIn } from '../members.ts';

/** OpenRouter's export of its activity, one generation a row. */
export const openrouterActivity: JsonFormat = {
  title: 'OpenRouter: activity export, one generation a row (CSV or JSON)',
  sign: '`generation_id`, `tokens_prompt` and `model_permaslug`',
  confidence: 'M',
  traps: [
    'cached tokens are inside tokens_prompt, reasoning inside tokens_completion',
    'with your own key, cost_total is OpenRouter’s fee; the upstream’s bill is byok_usage_inference',
    'web search and file processing are in cost_total, beside tokens',
    'the instant (created_at) is UTC without saying so',
  ],
  claims: (value) => (isRow(value) ? 'certain' : 'no'),
  claimsTable: (columns) => MARKS.every((name) => columns.has(name)),
  open: eachAlone(function* (value, line) {
    if (isRow(value)) yield callOf(value, line);
  }),
};

const MARKS = ['generation_id', 'tokens_prompt', 'model_permaslug'] as const;
const isRow = (value: unknown): value is JsonObject =>
  isObject(value) && MARKS.every((name) => name in value);
const isPositive = (row: JsonObject, key: string): boolean => numberIn(row, key) > 0;

function callOf(row: JsonObject, line: number): RawCall {
  const own = firstIn(row, 'byok_usage_inference');
  const isOwnKey = isPositive(row, 'byok_usage_inference');
  const hasTools = isPositive(row, 'cost_web_search') || isPositive(row, 'cost_file_processing');
  return {
    ...NO_RAW_CALL,
    line,
    dialect: 'openai',
    usage: usageOf(row),
    id: row['generation_id'],
    isProviderId: true,
    isFinal: true,
    workflow: firstIn(row, 'app_name', 'api_key_name'),
    provider: 'openrouter',
    model: modelOf(row),
    startedAt: row['created_at'],
    durationMs: row['generation_time_ms'],
    isUtc: true,
    cost: isOwnKey ? own : row['cost_total'],
    costKind: isOwnKey ? 'own key' : 'charged',
    toolUses: hasTools ? 1 : undefined,
    upstreamCost: hasTools && !isOwnKey ? tokensCost(row) : undefined,
    status: isTrueIn(row, 'cancelled') ? 'cancelled' : statusOf(row),
  };
}

/** What is left of the charge for tokens. */
function tokensCost(row: JsonObject): number {
  const beside = ['cost_web_search', 'cost_file_processing'].map((key) => numberIn(row, key) || 0);
  return beside.reduce((left, cost) => left - cost, numberIn(row, 'cost_total'));
}

const usageOf = (row: JsonObject): JsonObject => ({
  prompt_tokens: row['tokens_prompt'],
  completion_tokens: row['tokens_completion'],
  prompt_tokens_details: { cached_tokens: row['tokens_cached'] },
  completion_tokens_details: { reasoning_tokens: row['tokens_reasoning'] },
});

/** A free variant has a price of its own; the others bill as the model. */
function modelOf(row: JsonObject): unknown {
  const model = row['model_permaslug'];
  const isFree = row['variant'] === 'free' && typeof model === 'string' && !model.endsWith(':free');
  return isFree ? `${model}:free` : model;
}

const statusOf = (row: JsonObject): string =>
  firstIn(row, 'finish_reason_normalized') === 'error' ? 'error' : 'ok';
