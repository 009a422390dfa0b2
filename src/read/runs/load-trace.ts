import { NO_RAW_CALL, type RawBlocks } from '../../domain/raw-call.ts';
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
    'hash_ids show what caches of other models could serve, in the order of the timestamps; cached tokens are not recorded',
  ],
  claims: (value) => (isObject(value) && isRequest(value) ? 'certain' : 'no'),
  open: () => {
    /** The first request of each conversation, by any of its requests. */
    const first = new Map<unknown, unknown>();
    const log = {};
    return {
      *read(value, line) {
        if (!isObject(value) || !isRequest(value)) return;
        yield {
          ...NO_RAW_CALL,
          line,
          usage: { input: value['input_length'], output: value['output_length'], hasDecimalComma: false },
          run: conversationOf(value, first),
          step: value['type'],
          blocks: blocksOf(value, log),
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

/** Mooncake hashes blocks of 512 tokens and counts milliseconds, Qwen-Bailian blocks of 16 and seconds. */
const KINDS = [
  { blockTokens: 512, msPerUnit: 1 },
  { blockTokens: 16, msPerUnit: 1000 },
];

/** Which of them it is, the lengths tell: all blocks but the last are full. */
function blocksOf(
  { hash_ids: hashes, input_length: tokens, timestamp }: JsonObject,
  log: object,
): RawBlocks | undefined {
  if (!Array.isArray(hashes) || hashes.length === 0 || typeof tokens !== 'number') return undefined;
  const kind = KINDS.find(({ blockTokens }) => Math.ceil(tokens / blockTokens) === hashes.length);
  if (kind === undefined) return undefined;
  const elapsedMs = typeof timestamp === 'number' ? timestamp * kind.msPerUnit : undefined;
  return { hashes, blockTokens: kind.blockTokens, elapsedMs, log };
}
