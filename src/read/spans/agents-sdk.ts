import { NO_RAW_CALL, NO_RAW_SPAN, type RawCall } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat } from '../format.ts';
import { isObject, type JsonObject, objectIn, textIn } from '../members.ts';

/** Traces of OpenAI's Agents SDK, as its processors export them. */
export const agentsSdk: JsonFormat = {
  title: 'OpenAI Agents SDK: traces and their spans',
  sign: '`object` is `trace` or `trace.span`; also as `{data: […]}`',
  confidence: 'M',
  traps: [
    'spans of type response name neither model nor text: give the responses too, or --model',
    'newer versions repeat the usage in custom spans of tasks and turns: counted once',
    'group_id joins traces of one conversation, each of which is a run',
  ],
  claims: (value) => (itemsIn(value).some(isItem) ? 'certain' : 'no'),
  open: eachAlone(function* (value, line) {
    for (const item of itemsIn(value)) {
      if (!isItem(item)) continue;
      yield item['object'] === 'trace' ? ofTrace(item, line) : ofSpan(item, line);
    }
  }),
};

/** A line is an item; what is sent to the vendor is a list of them. */
const itemsIn = (value: unknown): readonly unknown[] =>
  isObject(value) && Array.isArray(value['data']) && !('object' in value) ? value['data'] : [value];

const isItem = (value: unknown): value is JsonObject =>
  isObject(value) &&
  ((value['object'] === 'trace' && 'workflow_name' in value) ||
    (value['object'] === 'trace.span' && isObject(value['span_data'])));

const ofTrace = ({ id, workflow_name: workflow }: JsonObject, line: number): RawCall => ({
  ...NO_RAW_CALL,
  line,
  dialect: 'openai',
  span: { ...NO_RAW_SPAN, trace: id, id, name: workflow },
  workflow,
});

/** Only these are requests of models; tasks and turns are what they are parts of. */
const CALLS: ReadonlySet<unknown> = new Set(['generation', 'response']);

function ofSpan(span: JsonObject, line: number): RawCall {
  const data = objectIn(span, 'span_data');
  const { type, name, model } = data;
  const isCall = CALLS.has(type);
  const inner = objectIn(data, 'data');
  const response = objectIn(data, 'response');
  return {
    ...NO_RAW_CALL,
    line,
    dialect: 'openai',
    span: {
      ...NO_RAW_SPAN,
      trace: span['trace_id'],
      id: span['id'],
      parent: span['parent_id'] ?? span['trace_id'],
      name: name ?? inner['sdk_span_type'] ?? type,
      agent: type === 'agent' ? name : undefined,
      kind: isCall ? 'call' : 'part',
    },
    usage: data['usage'] ?? response['usage'] ?? inner['usage'],
    id: isCall ? (data['response_id'] ?? response['id']) : undefined,
    isProviderId: type === 'response',
    model: model ?? response['model'],
    startedAt: span['started_at'],
    endedAt: span['ended_at'],
    status: isObject(span['error']) ? 'failed' : 'ok',
    inputText: isCall ? data['input'] : undefined,
    outputText: textIn(data, 'type') === 'generation' ? data['output'] : undefined,
  };
}
