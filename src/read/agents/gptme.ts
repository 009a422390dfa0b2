import { NO_RAW_CALL } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat } from '../format.ts';
import { isObject, objectIn } from '../members.ts';
import { folderName } from './session-place.ts';

const ROLES: ReadonlySet<unknown> = new Set(['system', 'user', 'assistant', 'tool']);

/** Conversations of gptme. */
export const gptme: JsonFormat = {
  title: 'gptme: `conversation.jsonl`',
  sign: 'messages whose `metadata` has a `model` and `usage`',
  confidence: 'M',
  traps: [
    'whether cached tokens are inside the input is not documented: the vendor of the model decides',
    'times are local, without a zone: give one with --tz',
    'the log does not name its conversation: the folder of the file does',
  ],
  wraps: true,
  claims: (value) => {
    if (!isObject(value) || !ROLES.has(value['role'])) return 'no';
    const { model, usage } = objectIn(value, 'metadata');
    if (typeof model === 'string' && isObject(usage)) return 'certain';
    return 'content' in value && typeof value['timestamp'] === 'string' ? 'possible' : 'no';
  },
  open: eachAlone(function* (value, line, context) {
    const metadata = objectIn(value, 'metadata');
    if (!isObject(value) || value['role'] !== 'assistant' || !isObject(metadata['usage'])) return;
    const { usage } = metadata;
    yield {
      ...NO_RAW_CALL,
      line,
      dialect: 'columns',
      usage: {
        input: usage['input_tokens'],
        cached: usage['cache_read_tokens'],
        cache_write: usage['cache_creation_tokens'],
        output: usage['output_tokens'],
        hasDecimalComma: false,
      },
      run: folderName(context.file, /^conversation\.jsonl/),
      model: metadata['model'],
      startedAt: value['timestamp'],
      cost: metadata['cost'],
      status: 'ok',
      outputText: value['content'],
    };
  }),
};
