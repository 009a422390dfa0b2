import { NO_RAW_CALL } from '../../domain/raw-call.ts';
import type { JsonFormat } from '../format.ts';
import { isObject, type JsonObject } from '../members.ts';

/** Anonymised load of a served model (Mooncake, Qwen-Bailian): lengths, and hashes of blocks of the prompt. */
export const loadTrace: JsonFormat = {
  title: 'Load trace with prefix hashes (Mooncake, Qwen-Bailian)',
  sign: '`input_length`, `output_length` and `hash_ids`',
  confidence: 'H',
  traps: [
    'timestamps count from the start of the trace: they are no instants (give --at)',
    'no model is named (give --model)',
    'hash_ids would show what a cache could serve; cached tokens are not recorded',
  ],
  claims: (value) => (isObject(value) && isRequest(value) ? 'certain' : 'no'),
  open: () => {
    /** The first request of each conversation, by any of its requests. */
    const first = new Map<unknown, unknown>();
    return {
      *read(value, line) {
        if (!isObject(value) || !isRequest(value)) return;
        yield {
          ...NO_RAW_CALL,
          line,
          usage: { input: value['input_length'], output: value['output_length'], hasDecimalComma: false },
          run: conversationOf(value, first),
          step: value['type'],
        };
      },
    };
  },
};

const isRequest = (value: JsonObject): boolean =>
  'input_length' in value && 'output_length' in value && Array.isArray(value['hash_ids']);

/** A request of a conversation names the one before it; the first names none, or -1. */
function conversationOf(value: JsonObject, first: Map<unknown, unknown>): unknown {
  const { chat_id: id, parent_chat_id: parent } = value;
  if (id === undefined || id === null) return undefined;
  const hasParent = parent !== undefined && parent !== null && parent !== -1;
  const conversation = hasParent ? (first.get(parent) ?? parent) : id;
  first.set(id, conversation);
  return conversation;
}
