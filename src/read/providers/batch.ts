import { NO_RAW_CALL, type RawCall } from '../../domain/raw-call.ts';
import { type FormatReader, type JsonFormat, type ReadContext, TEXT_NOT_KEPT } from '../format.ts';
import type { JsonObject } from '../members.ts';
import type { RequestFacts } from '../requests.ts';
import { describedBy } from '../tables/field-calls.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { anthropicBatchLine, type BatchLine, openaiBatchLine } from './batch-lines.ts';
import { gemini } from './gemini.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';

interface BatchSpec extends Pick<JsonFormat, 'title' | 'sign' | 'traps'> {
  readonly line: (value: unknown) => BatchLine | undefined;
}

/** The formats in which the responses inside are. */
const RESPONSES = [openaiChat, openaiResponses, anthropicMessages, gemini];

const TRAPS = [
  'billed at the batch price',
  'the order of the results is not that of the requests: they are joined by custom_id, across files',
  'custom_id names a request in its batch: it is no run, and may come again in the next batch',
  'a request without a result in any of the files is no call',
];

/** Files of OpenAI's Batch API. */
export const openaiBatch = batchFormat({
  title: 'OpenAI Batch: results, and requests beside them',
  sign: '`custom_id` with `response.status_code`, with an `error`, or with `url` and `body`',
  traps: TRAPS,
  line: openaiBatchLine,
});

/** Files of Anthropic's Message Batches. */
export const anthropicBatch = batchFormat({
  title: 'Anthropic Message Batches: results, and requests beside them',
  sign: '`custom_id` with `result.type`, or with `params`',
  traps: TRAPS,
  line: anthropicBatchLine,
});

function batchFormat({ line: lineIn, ...documentation }: BatchSpec): JsonFormat {
  return {
    ...documentation,
    confidence: 'M',
    claims: (value) => (lineIn(value) === undefined ? 'no' : 'certain'),
    open: (context) => openBatch(lineIn, context),
  };
}

function openBatch(lineIn: BatchSpec['line'], context: ReadContext): FormatReader {
  const { requests } = context;
  const readers = RESPONSES.map(({ claims, open }) => ({ claims, reader: open(context) }));
  const asked: { readonly key: string; readonly line: number }[] = [];
  const answers: { readonly key: string; readonly call: RawCall }[] = [];

  function callsOf({ response, id }: BatchLine, line: number): readonly RawCall[] {
    const format = readers.find(({ claims }) => response && claims(response, context) === 'certain');
    if (response === undefined || format === undefined) return [failed(line)];
    return [...format.reader.read(response, line)].map((call) => ({
      ...withoutText(call),
      id: call.id ?? id,
      serviceTier: 'batch',
    }));
  }

  return {
    read(value, line) {
      const found = lineIn(value);
      if (found === undefined) return [];
      const { key, request } = found;
      if (request === undefined) {
        requests.answer(key);
        for (const call of callsOf(found, line)) answers.push({ key, call });
      } else {
        requests.ask(key, factsOf(request, context));
        asked.push({ key, line });
      }
      return [];
    },
    *afterAll() {
      for (const { key, call } of answers) yield joined(call, requests.of(key));
      for (const { key, line } of asked)
        if (!requests.isAnswered(key)) yield { ...NO_RAW_CALL, line, isUnanswered: true };
    },
  };
}

const failed = (line: number): RawCall => ({
  ...NO_RAW_CALL,
  line,
  dialect: 'openai',
  usage: {},
  status: 'failed',
});

/** Results wait until all files are read: their texts are kept only where the counts are missing. */
const withoutText = (call: RawCall): RawCall =>
  call.usage === undefined || call.usage === null
    ? call
    : { ...call, inputText: undefined, outputText: TEXT_NOT_KEPT };

/** What the caller wrote beside the prompt says whose request it was. */
function factsOf(request: JsonObject, context: ReadContext): RequestFacts {
  const { metadata, model } = request;
  const { run, workflow, step } = describedBy(context.fields({ metadata }));
  return { run, workflow, step, model };
}

const joined = (call: RawCall, facts: RequestFacts | undefined): RawCall =>
  facts === undefined
    ? call
    : {
        ...call,
        run: call.run ?? facts.run,
        workflow: call.workflow ?? facts.workflow,
        step: call.step ?? facts.step,
        model: call.model ?? facts.model,
      };
