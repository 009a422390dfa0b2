import { NO_RAW_CALL } from '../domain/raw-call.ts';
import { eachAlone, type JsonFormat, type JsonObject } from './format.ts';
import { isReportOf, reportedIn } from './report-pages.ts';

/** OpenRouter's activity by day, model and provider. */
export const openrouterActivity: JsonFormat = {
  title: 'OpenRouter activity by day: sums over many requests',
  sign: '`model_permaslug` with `requests` and `prompt_tokens`',
  confidence: 'M',
  traps: [
    'usage is money, not tokens; with a key of your own it is a fee only',
    'neither cached tokens nor the hour are told',
  ],
  isAggregate: true,
  claims: (value) =>
    isReportOf(value, ({ result }) => isActivity((name) => name in result)) ? 'certain' : 'no',
  claimsTable: (columns) => isActivity((name) => columns.has(name)),
  open: eachAlone(function* (value, line) {
    for (const { result } of reportedIn(value)) {
      if (!isActivity((name) => name in result)) continue;
      yield {
        ...NO_RAW_CALL,
        line,
        isTotal: true,
        isUtc: true,
        dialect: 'totals',
        usage: usageOf(result),
        requests: result['requests'],
        provider: 'openrouter',
        model: result['model_permaslug'] ?? result['model'],
        startedAt: result['date'],
        cost: Number(result['byok_usage_inference']) > 0 ? undefined : result['usage'],
        costKind: 'charged',
      };
    }
  }),
};

const isActivity = (has: (name: string) => boolean): boolean =>
  has('model_permaslug') && has('requests') && has('prompt_tokens') && !has('generation_id');

const usageOf = (result: JsonObject): JsonObject => ({
  input: result['prompt_tokens'],
  output: result['completion_tokens'],
  reasoning: result['reasoning_tokens'],
});
