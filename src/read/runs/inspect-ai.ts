import { NO_RAW_CALL, type RawCall } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat } from '../format.ts';
import { firstIn, isObject, type JsonObject, objectIn, objectsIn, scalarText, textIn } from '../members.ts';

/** Logs of Inspect AI, as JSON: samples are runs of a task, model events their calls. */
export const inspectAi: JsonFormat = {
  title: 'Inspect AI: evaluation log as JSON',
  sign: '`eval.task` and `samples` with `events`',
  confidence: 'H',
  traps: [
    'model_usage of samples and of the log are sums of the model events, and not added',
    'older logs count cached tokens inside the input, newer ones outside: the total decides',
    'answers from Inspect’s own cache cost nothing and are left out',
    'the .eval files are archives: convert them with `inspect log convert --to json`',
  ],
  claims: (value) => (isObject(value) && isLog(value) ? 'certain' : 'no'),
  open: eachAlone(function* (value, line) {
    if (!isObject(value) || !isLog(value)) return;
    const task = objectIn(value, 'eval');
    for (const sample of objectsIn(value, 'samples')) {
      const own = { line, workflow: task['task'], run: runOf(task, sample) };
      const place = Array.isArray(sample['events']) ? sample : objectIn(sample, 'transcript');
      for (const event of objectsIn(place, 'events')) if (isCall(event)) yield { ...callOf(event), ...own };
    }
  }),
};

const isLog = (value: JsonObject): boolean =>
  textIn(objectIn(value, 'eval'), 'task') !== undefined && Array.isArray(value['samples']);

const runOf = (task: JsonObject, { uuid, id, epoch }: JsonObject): unknown =>
  uuid ?? [task['run_id'], id, epoch].map(scalarText).join('/');

const isCall = ({ event, cache, pending }: JsonObject): boolean =>
  event === 'model' && cache !== 'read' && pending !== true;

/** `openai/gpt-4o` was asked of OpenAI; what answered says only its name. */
function callOf(event: JsonObject): RawCall {
  const output = objectIn(event, 'output');
  const asked = textIn(event, 'model');
  const usage = objectIn(output, 'usage');
  return {
    ...NO_RAW_CALL,
    usage: {
      input: usage['input_tokens'],
      cached: usage['input_tokens_cache_read'],
      cache_write: usage['input_tokens_cache_write'],
      output: usage['output_tokens'],
      reasoning: usage['reasoning_tokens'],
      total: usage['total_tokens'],
      hasDecimalComma: false,
    },
    model: firstIn(output, 'model') ?? asked,
    provider: asked?.includes('/') ? asked.split('/')[0] : undefined,
    step: event['role'],
    serviceTier: objectIn(event, 'config')['batch'] ? 'batch' : undefined,
    startedAt: event['timestamp'],
    endedAt: event['completed'],
    cost: usage['total_cost'],
    status: (firstIn(event, 'error') ?? firstIn(output, 'error')) === undefined ? 'ok' : 'failed',
    inputText: event['input'],
    outputText: output,
  };
}
