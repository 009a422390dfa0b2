import { NO_RAW_TOTAL, type RawCall } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat } from '../format.ts';
import { firstIn, isObject, type JsonObject, objectIn } from '../members.ts';

/** A report that sums up requests by day and model. */
interface Report {
  /** Members that hold its list of days; a day may also stand alone. */
  readonly lists: readonly string[];
  readonly isDay: (day: JsonObject) => boolean;
  /** What a day holds for each model. */
  readonly models: (day: JsonObject) => readonly JsonObject[];
  readonly sumOf: (model: JsonObject) => Partial<RawCall>;
}

const listIn = (day: JsonObject, name: string): readonly JsonObject[] => {
  const list = day[name];
  return Array.isArray(list) ? list.filter(isObject) : [];
};

const langfuse: Report = {
  lists: ['data'],
  isDay: (day) => 'countTraces' in day && 'date' in day && Array.isArray(day['usage']),
  models: (day) => listIn(day, 'usage'),
  sumOf: (model) => ({
    usage: { input: model['inputUsage'], output: model['outputUsage'] },
    requests: model['countObservations'],
    model: model['model'],
    cost: model['totalCost'],
  }),
};

const ccusage: Report = {
  lists: ['daily', 'weekly', 'monthly', 'sessions', 'session', 'blocks'],
  isDay: (day) =>
    ['modelBreakdowns', 'modelsUsed'].some((name) => Array.isArray(day[name])) ||
    (isObject(day['models']) && 'costUSD' in day && 'totalTokens' in day) ||
    ('isGap' in day && isObject(day['tokenCounts'])),
  models: (day) => listIn(day, 'modelBreakdowns'),
  sumOf: (model) => ({
    usage: {
      uncached: model['inputTokens'],
      cacheRead: model['cacheReadTokens'],
      cacheWrite: model['cacheCreationTokens'],
      output: model['outputTokens'],
    },
    model: model['modelName'],
    cost: model['cost'],
    costKind: 'list',
  }),
};

const claudeCode: Report = {
  lists: ['data'],
  isDay: (day) => isObject(day['core_metrics']) && Array.isArray(day['model_breakdown']),
  models: (day) => listIn(day, 'model_breakdown'),
  sumOf: (model) => {
    const tokens = objectIn(model, 'tokens');
    return {
      usage: {
        uncached: tokens['input'],
        cacheRead: tokens['cache_read'],
        cacheWrite: tokens['cache_creation'],
        output: tokens['output'],
      },
      provider: 'anthropic',
      model: model['model'],
      cost: objectIn(model, 'estimated_cost')['amount'],
      costExponent: -2,
      costKind: 'list',
    };
  },
};

const litellm: Report = {
  lists: ['results'],
  isDay: (day) => isObject(day['metrics']) && isObject(day['breakdown']) && 'date' in day,
  models: (day) =>
    Object.entries(objectIn(objectIn(day, 'breakdown'), 'models')).map(([model, value]) => ({
      ...objectIn(value, 'metrics'),
      model,
    })),
  sumOf: (model) => ({
    usage: {
      input: model['prompt_tokens'],
      cacheRead: model['cache_read_input_tokens'],
      cacheWrite: model['cache_creation_input_tokens'],
      output: model['completion_tokens'],
    },
    requests: model['api_requests'],
    model: model['model'],
    cost: model['spend'],
  }),
};

const REPORTS: readonly Report[] = [langfuse, ccusage, claudeCode, litellm];

/** Reports of several platforms that have a record for each day, with a sum for each model inside. */
export const dailySums: JsonFormat = {
  title: 'A daily report of Langfuse, ccusage, Claude Code or LiteLLM: sums over many requests',
  sign: 'days with `usage` and `countTraces`, with `modelBreakdowns`, with `core_metrics`, or with `metrics` and `breakdown`',
  confidence: 'M',
  traps: [
    'a day repeats the sum of its models: only the models are taken',
    'cached tokens are inside the input of LiteLLM, and beside that of ccusage and Claude Code',
    'Claude Code’s estimated cost is in cents',
  ],
  isAggregate: true,
  claims: (value) => (REPORTS.some((report) => daysIn(report, value).length > 0) ? 'certain' : 'no'),
  open: eachAlone(function* (value, line) {
    for (const report of REPORTS)
      for (const day of daysIn(report, value))
        for (const model of report.models(day))
          yield {
            ...NO_RAW_TOTAL,
            line,
            startedAt: firstIn(day, 'date', 'period'),
            ...report.sumOf(model),
          };
  }),
};

function daysIn({ lists, isDay }: Report, value: unknown): readonly JsonObject[] {
  if (!isObject(value)) return [];
  if (isDay(value)) return [value];
  return lists.flatMap((name) => listIn(value, name).filter(isDay));
}
