import { NO_RAW_CALL, type RawCall } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat } from '../format.ts';
import { isObject, type JsonObject, objectIn, objectsIn, scalarText } from '../members.ts';

/** Runs of tau-bench (conversations only) and of tau2-bench (with usage). */
export const tauBench: JsonFormat = {
  title: 'tau-bench and tau2-bench: results, a run an element',
  sign: '`task_id`, `trial` and `traj`; or `simulations` with `messages`',
  confidence: 'M',
  traps: [
    'tau-bench has conversations only: give --model; prompts are counted from all messages before an answer',
    'definitions of tools are sent with each request and are in no file: counted prompts are too small',
    'the simulated user is a model too: tau2-bench has its calls, as step "user"; of tau-bench’s only the cost is known, and left out',
  ],
  claims: (value) => (isObject(value) && (isRun(value) || isResults(value)) ? 'certain' : 'no'),
  open: eachAlone(function* (value, line) {
    if (!isObject(value)) return;
    const calls = isRun(value) ? conversationCalls(value) : isResults(value) ? simulationCalls(value) : [];
    for (const call of calls) yield { ...call, line };
  }),
};

const isRun = (value: JsonObject): boolean =>
  'task_id' in value && 'trial' in value && Array.isArray(value['traj']);

const isResults = (value: JsonObject): boolean => {
  const [first] = objectsIn(value, 'simulations');
  return first !== undefined && Array.isArray(first['messages']) && 'task_id' in first;
};

/** Longer conversations than any window holds would take time that grows with their square. */
const MOST_MESSAGES = 2000;

/** Each answer is a call, and all that was said before it its prompt. */
function* conversationCalls(value: JsonObject): Generator<RawCall> {
  const { task_id: task, trial } = value;
  const messages = objectsIn(value, 'traj').slice(0, MOST_MESSAGES);
  for (const [index, message] of messages.entries()) {
    if (message['role'] !== 'assistant') continue;
    yield {
      ...NO_RAW_CALL,
      dialect: 'openai',
      run: [task, trial].map(scalarText).join('/'),
      inputText: { messages: messages.slice(0, index) },
      outputText: message,
    };
  }
}

/** The agent and the simulated user answer in turn; each message holds what it used. */
function* simulationCalls(results: JsonObject): Generator<RawCall> {
  const info = objectIn(results, 'info');
  for (const simulation of objectsIn(results, 'simulations')) {
    const { id, task_id: task, trial } = simulation;
    for (const message of objectsIn(simulation, 'messages')) {
      const { role, usage, cost, timestamp } = message;
      if (!isObject(usage)) continue;
      const isUser = role === 'user';
      yield {
        ...NO_RAW_CALL,
        dialect: 'openai',
        usage,
        run: id ?? [task, trial].map(scalarText).join('/'),
        workflow: objectIn(info, 'environment_info')['domain_name'],
        step: isUser ? 'user' : 'agent',
        model: objectIn(info, isUser ? 'user_info' : 'agent_info')['llm'],
        startedAt: timestamp,
        cost,
        costKind: 'list',
      };
    }
  }
}
