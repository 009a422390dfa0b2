import type { RawCall } from '../../domain/raw-call.ts';
import type { FormatReader, JsonFormat, ReadContext } from '../format.ts';
import { isObject, type JsonObject, objectIn } from '../members.ts';
import { anthropicMessages } from './anthropic-messages.ts';

/** Events of streamed messages. */
export const anthropicStream: JsonFormat = {
  title: 'Anthropic Messages: the events of a stream',
  sign: '`type` is `message_start`, `content_block_delta`, `message_delta` …',
  confidence: 'M',
  traps: [
    'output_tokens of message_start is a stub; message_delta counts from the beginning: the last one counts',
    'only message_start names the message: the events of streams that run at once must stand in files of their own',
  ],
  claims: (value) => claim(value),
  open: openEvents,
};

const NAMELESS: ReadonlySet<unknown> = new Set(['message_stop', 'ping']);

function claim(value: unknown): 'certain' | 'possible' | 'no' {
  if (!isObject(value)) return 'no';
  const { type, message, delta, usage, index } = value;
  if (type === 'message_start') return isObject(message) ? 'certain' : 'no';
  if (type === 'message_delta') return isObject(delta) || isObject(usage) ? 'certain' : 'no';
  const isBlock =
    type === 'content_block_start' || type === 'content_block_delta' || type === 'content_block_stop';
  if (isBlock) return typeof index === 'number' ? 'certain' : 'no';
  return NAMELESS.has(type) && Object.keys(value).length <= 2 ? 'possible' : 'no';
}

/** The message that events belong to: the last that has started. */
interface Open {
  readonly line: number;
  readonly message: JsonObject;
  readonly text: string[];
  usage: JsonObject;
  stopReason: unknown;
  hasDelta: boolean;
}

function openEvents(context: ReadContext): FormatReader {
  const reader = anthropicMessages.open(context);
  let open: Open | undefined;

  function* close(isCutShort: boolean): Generator<RawCall> {
    if (open === undefined) return;
    for (const call of reader.read(responseOf(open), open.line)) yield { ...call, isCutShort };
    open = undefined;
  }

  return {
    *read(event, line) {
      if (!isObject(event)) return;
      const { type, message } = event;
      if (type === 'message_start' && isObject(message)) {
        yield* close(true);
        const usage = objectIn(message, 'usage');
        open = { line, message, text: [], usage, stopReason: undefined, hasDelta: false };
      } else if (type === 'message_stop') yield* close(open?.hasDelta !== true);
      else if (open !== undefined) take(open, event);
    },
    *end() {
      yield* close(open?.stopReason === undefined);
    },
  };
}

function take(open: Open, { type, delta, usage }: JsonObject): void {
  if (type === 'content_block_delta' && isObject(delta)) {
    for (const key of ['text', 'thinking', 'partial_json']) {
      const text = delta[key];
      if (typeof text === 'string') open.text.push(text);
    }
  }
  if (type !== 'message_delta') return;
  open.stopReason = objectIn({ delta }, 'delta')['stop_reason'] ?? open.stopReason;
  if (!isObject(usage)) return;
  open.hasDelta = true;
  const stated = Object.entries(usage).filter(([, value]) => value !== null && value !== undefined);
  open.usage = { ...open.usage, ...Object.fromEntries(stated) };
}

/** The message as it would have been answered in one piece. */
function responseOf({ message, text, usage, stopReason, hasDelta }: Open): JsonObject {
  const answer = text.join('');
  // Of a stream that breaks off, what it said is known better than the count of its beginning.
  const isStub = !hasDelta && answer !== '';
  return {
    ...message,
    type: 'message',
    role: 'assistant',
    content: [{ type: 'text', text: answer }],
    stop_reason: stopReason ?? null,
    usage: isStub ? { ...usage, output_tokens: undefined } : usage,
  };
}
