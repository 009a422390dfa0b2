import { NO_RAW_CALL, type RawCall } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat } from '../format.ts';
import { isObject, type JsonObject, objectIn, objectsIn, textIn } from '../members.ts';
import { endOf } from './swe-agent.ts';

/** mini-swe-agent's trajectories: the messages of a run, those of the model with its whole response. */
export const miniSweAgent: JsonFormat = {
  title: 'mini-swe-agent: trajectory (.traj.json), a run a file',
  sign: '`messages` and `trajectory_format` mini-swe-agent-…, or `info.mini_version`',
  confidence: 'M',
  traps: [
    'an answer that could not be used stands in a message of the user; it was billed and counts',
    'without responses in the messages, only the cost of the run is known',
  ],
  claims: (value) => (isObject(value) && isTrajectory(value) ? 'certain' : 'no'),
  open: eachAlone(function* (value, line, context) {
    if (!isObject(value) || !isTrajectory(value)) return;
    const info = objectIn(value, 'info');
    const model = textIn(objectIn(objectIn(info, 'config'), 'model'), 'model_name');
    const own = {
      line,
      run: textIn(value, 'instance_id') ?? context.file,
      workflow: 'mini-swe-agent',
    };
    const calls = objectsIn(value, 'messages').flatMap((message) => callIn(message, model));
    for (const [index, call] of calls.entries()) {
      const isLast = index === calls.length - 1;
      yield { ...call, ...own, status: isLast ? endOf(info['exit_status']) : 'ok' };
    }
    const stats = objectIn(info, 'model_stats');
    if (calls.length > 0 || typeof stats['instance_cost'] !== 'number') return;
    yield {
      ...NO_RAW_CALL,
      ...own,
      dialect: 'openai',
      model,
      cost: stats['instance_cost'],
      requests: stats['api_calls'],
      status: endOf(info['exit_status']),
    };
  }),
};

const isTrajectory = (value: JsonObject): boolean =>
  Array.isArray(value['messages']) &&
  (textIn(value, 'trajectory_format')?.startsWith('mini-swe-agent') === true ||
    'mini_version' in objectIn(value, 'info'));

/** The response stands beside the message, or is the message. */
function callIn(message: JsonObject, asked: string | undefined): readonly RawCall[] {
  const extra = objectIn(message, 'extra');
  const response = isObject(extra['response']) ? extra['response'] : message;
  if (!isObject(response['usage'])) return [];
  return [
    {
      ...NO_RAW_CALL,
      dialect: 'openai',
      usage: response['usage'],
      id: response['id'],
      isProviderId: true,
      isFinal: true,
      model: response['model'] ?? asked,
      serviceTier: response['service_tier'],
      startedAt: response['created'] ?? response['created_at'] ?? extra['timestamp'],
      cost: extra['cost'],
      costKind: 'list',
      outputText: response,
    },
  ];
}
