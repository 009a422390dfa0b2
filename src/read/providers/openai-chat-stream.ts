import { NO_RAW_CALL, type RawCall } from '../../domain/raw-call.ts';
import { type FormatReader, type JsonFormat, TEXT_NOT_KEPT } from '../format.ts';
import { isObject, type JsonObject, objectIn, objectsIn, textIn } from '../members.ts';
import { isOpenRouter } from './openrouter.ts';

/** Chunks of streamed chat completions, of any number of streams at once. */
export const openaiChatStream: JsonFormat = {
  title: 'OpenAI Chat Completions (and compatible): the chunks of a stream',
  sign: '`object` is `chat.completion.chunk`',
  confidence: 'M',
  traps: [
    'usage stands in the last chunk, and only if it was asked for (`stream_options.include_usage`): else the answer’s text is counted, and the prompt is not known',
    'some hosts repeat the usage in every chunk: the last one counts',
  ],
  claims: (value) =>
    isObject(value) && value['object'] === 'chat.completion.chunk' && Array.isArray(value['choices'])
      ? 'certain'
      : 'no',
  open: openChunks,
};

/** What is known of one stream. */
interface Stream {
  readonly line: number;
  readonly first: JsonObject;
  /** Until there is a usage: the text may be all there is to count. */
  text: string[];
  usage: JsonObject | undefined;
  model: unknown;
  provider: unknown;
  serviceTier: unknown;
  isEnded: boolean;
}

/** The key of chunks that have no id: they can only follow one another. */
const NO_ID = '';

function openChunks(): FormatReader {
  const streams = new Map<string, Stream>();

  function streamOf(chunk: JsonObject, line: number): Stream {
    const id = textIn(chunk, 'id') ?? NO_ID;
    const known = streams.get(id);
    const isNext = id === NO_ID && known?.isEnded === true && objectsIn(chunk, 'choices').length > 0;
    if (known !== undefined && !isNext) return known;
    if (known !== undefined) streams.set(`${NO_ID} ${known.line}`, known);
    const stream = { line, first: chunk, text: [], usage: undefined, isEnded: false };
    const added = { ...stream, model: undefined, provider: undefined, serviceTier: undefined };
    streams.set(id, added);
    return added;
  }

  return {
    read(value, line) {
      if (!isObject(value)) return [];
      const stream = streamOf(value, line);
      stream.usage = usageIn(value) ?? stream.usage;
      stream.model = value['model'] ?? stream.model;
      stream.provider = value['provider'] ?? stream.provider;
      stream.serviceTier = value['service_tier'] ?? stream.serviceTier;
      if (stream.usage !== undefined) stream.text = [];
      for (const choice of objectsIn(value, 'choices')) {
        if (stream.usage === undefined) stream.text.push(...textsIn(objectIn(choice, 'delta')));
        stream.isEnded ||= typeof choice['finish_reason'] === 'string';
      }
      return [];
    },
    *end() {
      for (const stream of streams.values()) yield callOf(stream);
    },
  };
}

/** Groq writes it into a member of its own. */
function usageIn(chunk: JsonObject): JsonObject | undefined {
  const usage = chunk['usage'] ?? objectIn(chunk, 'x_groq')['usage'];
  return isObject(usage) ? usage : undefined;
}

function* textsIn(delta: JsonObject): Generator<string> {
  for (const key of ['reasoning_content', 'reasoning', 'content', 'refusal']) {
    const text = delta[key];
    if (typeof text === 'string') yield text;
  }
  for (const call of objectsIn(delta, 'tool_calls')) {
    const { name, arguments: text } = objectIn(call, 'function');
    if (typeof name === 'string') yield name;
    if (typeof text === 'string') yield text;
  }
}

function callOf({ line, first, text, usage, model, provider, serviceTier, isEnded }: Stream): RawCall {
  const isRouted = isOpenRouter({ ...first, provider, usage });
  return {
    ...NO_RAW_CALL,
    line,
    dialect: 'openai',
    usage,
    id: first['id'],
    isProviderId: true,
    isFinal: isEnded,
    isCutShort: !isEnded,
    provider: isRouted ? 'openrouter' : undefined,
    model,
    serviceTier,
    startedAt: first['created'],
    cost: usage?.['is_byok'] === true ? undefined : usage?.['cost'],
    status: 'ok',
    outputText: usage === undefined ? text.join('') : TEXT_NOT_KEPT,
  };
}
