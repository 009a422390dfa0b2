import { NO_RAW_CALL, type RawCall } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat } from '../format.ts';
import { isObject, type JsonObject, listIn, objectIn, objectsIn, scalarText, textIn } from '../members.ts';

/** Runs of OpenHands' evaluations and resolver: `output.jsonl`, a line a run. */
export const openhands: JsonFormat = {
  title: 'OpenHands: output.jsonl of evaluations and of the resolver, a run a line',
  sign: '`metrics.accumulated_cost` beside `history`, `instance_id` or `issue`',
  confidence: 'H',
  traps: [
    'calls are metrics.token_usages; llm_metrics in the history are running totals, and not added',
    'older files have costs only, no tokens: what other models would cost cannot be known from them',
    'a cost of 0 beside tokens means that OpenHands knew no price',
  ],
  claims: (value) => (isObject(value) && isRun(value) ? 'certain' : 'no'),
  open: eachAlone(function* (value, line) {
    if (!isObject(value) || !isRun(value)) return;
    for (const call of callsOf(objectIn(value, 'metrics'))) yield { ...call, ...runOf(value), line };
  }),
};

const isRun = (value: JsonObject): boolean =>
  typeof objectIn(value, 'metrics')['accumulated_cost'] === 'number' &&
  ['history', 'instance_id', 'issue'].some((key) => key in value);

/** An instance is run again with other models and settings, each into a folder of its own. */
function runOf(value: JsonObject): Partial<RawCall> {
  const { agent_class: agent, eval_output_dir: folder } = objectIn(value, 'metadata');
  const { owner, repo, number } = objectIn(value, 'issue');
  const issue = number === undefined ? undefined : [owner, '/', repo, '#', number].map(scalarText).join('');
  const instance = textIn(value, 'instance_id') ?? issue;
  const run = typeof folder === 'string' && instance !== undefined ? `${folder}/${instance}` : instance;
  return { run, workflow: agent ?? 'OpenHands' };
}

function* callsOf(metrics: JsonObject): Generator<RawCall> {
  const usages = listIn(metrics, 'token_usages');
  const costs = listIn(metrics, 'costs').map(costOf);
  if (usages.length === 0) {
    yield* withoutTokens(metrics, costs);
    return;
  }
  const latencies = new Map(
    objectsIn(metrics, 'response_latencies').map((each) => [each['response_id'], each]),
  );
  for (const [index, usage] of usages.entries()) {
    if (!isObject(usage)) continue;
    const id = usage['response_id'];
    const cost = costs.length === usages.length ? costs[index] : undefined;
    const seconds = id === '' ? undefined : latencies.get(id)?.['latency'];
    yield {
      ...NO_RAW_CALL,
      ...cost,
      dialect: 'openai',
      usage: usageOf(usage),
      model: usage['model'] ?? cost?.model,
      id,
      isProviderId: true,
      durationMs: typeof seconds === 'number' ? seconds * 1000 : undefined,
    };
  }
}

/** Costs of calls of which nothing else is known, or the sums of all calls if not even these are listed. */
function* withoutTokens(metrics: JsonObject, costs: readonly Partial<RawCall>[]): Generator<RawCall> {
  const sums = objectIn(metrics, 'accumulated_token_usage');
  if (Object.keys(sums).length > 0) {
    yield {
      ...NO_RAW_CALL,
      dialect: 'openai',
      usage: usageOf(sums),
      model: sums['model'] ?? costs[0]?.model,
      cost: metrics['accumulated_cost'],
      costKind: 'list',
      requests: costs.length,
    };
    return;
  }
  for (const cost of costs) yield { ...NO_RAW_CALL, ...cost, dialect: 'openai' };
}

/** Bare numbers in older files. The time of a cost is that of its answer. */
function costOf(entry: unknown): Partial<RawCall> {
  if (!isObject(entry)) return { cost: entry, costKind: 'list' };
  const { cost, model, timestamp } = entry;
  return { cost, costKind: 'list', model, startedAt: timestamp };
}

/** LiteLLM's counts: what is read from and written to a cache is inside the prompt. */
const usageOf = (usage: JsonObject): JsonObject => ({
  prompt_tokens: usage['prompt_tokens'],
  completion_tokens: usage['completion_tokens'],
  prompt_tokens_details: {
    cached_tokens: usage['cache_read_tokens'],
    cache_write_tokens: usage['cache_write_tokens'],
  },
});
