import { NO_RAW_CALL, type RawCall } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat } from '../format.ts';
import { isObject, type JsonObject, objectIn, objectsIn, textIn } from '../members.ts';

/** Moatless' trajectories: one file a run, its states with the model's completions. */
export const moatless: JsonFormat = {
  title: 'Moatless: trajectory, a run a file',
  sign: '`transitions` with `actions`, beside `initial_message` or `transition_rules`',
  confidence: 'H',
  traps: [
    'usage stands twice in a completion, in the response and beside it; info.total_cost is their sum',
    'states without a completion called no model',
  ],
  claims: (value) => (isObject(value) && isTrajectory(value) ? 'certain' : 'no'),
  open: eachAlone(function* (value, line, context) {
    if (!isObject(value) || !isTrajectory(value)) return;
    const info = objectIn(value, 'info');
    const run = textIn(info, 'trace_id') ?? textIn(info, 'instance_id') ?? context.file;
    for (const transition of objectsIn(value, 'transitions')) {
      for (const action of objectsIn(transition, 'actions')) {
        const completion = action['completion'];
        if (!isObject(completion)) continue;
        const call = callOf(completion);
        yield { ...call, line, run, workflow: textIn(info, 'name') ?? 'Moatless', step: transition['name'] };
      }
    }
  }),
};

const isTrajectory = (value: JsonObject): boolean =>
  Array.isArray(value['transitions']) && ('initial_message' in value || 'transition_rules' in value);

/** The response names the snapshot, the request who was asked for it: `azure/gpt-4o` was Azure. */
function callOf(completion: JsonObject): RawCall {
  const { usage, input } = completion;
  const body = objectIn(completion, 'response');
  const asked = textIn(completion, 'model');
  const answered = textIn(body, 'model');
  const host = asked?.includes('/') && !answered?.includes('/') ? asked.split('/')[0] : undefined;
  return {
    ...NO_RAW_CALL,
    dialect: 'openai',
    usage: isObject(body['usage']) ? body['usage'] : usage,
    id: body['id'],
    isProviderId: true,
    isFinal: true,
    model: answered ?? asked,
    provider: host,
    startedAt: body['created'],
    cost: objectIn(completion, 'usage')['completion_cost'],
    costKind: 'list',
    inputText: input,
    outputText: body,
  };
}
