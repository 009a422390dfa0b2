import { NO_RAW_CALL } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat } from '../format.ts';
import { asObject, isObject, type JsonObject, objectIn, textIn } from '../members.ts';

/** SWE-agent's trajectories: one file a run, with sums over its calls. */
export const sweAgent: JsonFormat = {
  title: 'SWE-agent: trajectory (.traj), a run a file',
  sign: '`trajectory` and `info.model_stats`',
  confidence: 'H',
  traps: [
    'a run is one record: its tokens are sums over api_calls requests, and no single prompt is known',
    'total_cost adds up over the instances of a batch; instance_cost is the run’s',
    'a replay has 0 tokens and 0 cost beside its calls: unknown, not free',
    'older files name no model (give --model), none have times (give --at)',
  ],
  claims: (value) => (isObject(value) && isTrajectory(value) ? 'certain' : 'no'),
  open: eachAlone(function* (value, line, context) {
    if (!isObject(value) || !isTrajectory(value)) return;
    const stats = objectIn(objectIn(value, 'info'), 'model_stats');
    yield {
      ...NO_RAW_CALL,
      line,
      dialect: 'openai',
      usage: usageOf(stats),
      run: context.file,
      workflow: 'SWE-agent',
      model: modelOf(value['replay_config']),
      cost: stats['instance_cost'],
      costKind: 'list',
      requests: stats['api_calls'],
      status: endOf(objectIn(value, 'info')['exit_status']),
    };
  }),
};

const isTrajectory = (value: JsonObject): boolean =>
  Array.isArray(value['trajectory']) && 'model_stats' in objectIn(value, 'info');

/** Requests without any token were not counted. */
function usageOf({ tokens_sent: sent, tokens_received: received, api_calls: calls }: JsonObject): JsonObject {
  const isUncounted = sent === 0 && received === 0 && calls !== 0;
  return isUncounted ? {} : { prompt_tokens: sent, completion_tokens: received };
}

/** The settings of the run, as an object or as text. */
const modelOf = (config: unknown): string | undefined =>
  textIn(objectIn(objectIn(asObject(config), 'agent'), 'model'), 'name');

/** How a run of SWE-agent or mini-swe-agent ended: "submitted", or why it did not get there. */
export const endOf = (status: unknown): string | undefined => {
  if (typeof status !== 'string' || status === '') return undefined;
  return /^submitted/i.test(status) ? 'ok' : 'failed';
};
