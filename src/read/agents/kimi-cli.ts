import { NO_RAW_CALL } from '../../domain/raw-call.ts';
import type { FormatReader, JsonFormat } from '../format.ts';
import { isObject, objectIn, scalarText } from '../members.ts';
import { folderName } from './session-place.ts';

const OTHER_LINE =
  /^(metadata|config\.update|turn\.\w+|context\.\w+|llm\.\w+|tools\.\w+|permission\.\w+|usage\.\w+|goal\.\w+|plan\w*\.\w+|full_compaction\.\w+|swarm\w*\.\w+)$/;

/** Sessions of Kimi CLI: what went over its wire. */
export const kimiCli: JsonFormat = {
  title: 'Kimi CLI: the wire log of a session',
  sign: 'lines `usage.record` whose usage has `inputOther`',
  confidence: 'H',
  traps: [
    'each call is told twice, at the end of its step and as usage.record: only the record counts',
    'records of the scope `session` are sums of what was before',
    'inputOther is without what was read from or written to the cache',
    'the log does not name its session: the folder of the file does',
  ],
  wraps: true,
  claims: (value) => {
    if (!isObject(value)) return 'no';
    if (value['type'] === 'usage.record' && 'inputOther' in objectIn(value, 'usage')) return 'certain';
    if (value['type'] === 'context.append_loop_event' && isObject(value['event'])) return 'certain';
    return OTHER_LINE.test(scalarText(value['type'])) ? 'possible' : 'no';
  },
  open: (context) => wireReader(context.file),
};

function wireReader(file: string): FormatReader {
  let step: { readonly id: unknown; readonly at: unknown } | undefined;
  return {
    *read(value, line) {
      if (!isObject(value)) return;
      const event = objectIn(value, 'event');
      if (event['type'] === 'step.end') step = { id: event['messageId'], at: value['time'] };
      if (value['type'] !== 'usage.record' || value['usageScope'] === 'session') return;
      yield {
        ...NO_RAW_CALL,
        line,
        dialect: 'kimi-cli',
        usage: value['usage'],
        // The record has no id; the step that ended in the same instant has that of the response.
        id: step !== undefined && step.at === value['time'] ? step.id : undefined,
        run: folderName(file, /^(wire|context)\.jsonl/),
        step: value['agentId'] ?? 'main',
        model: value['model'],
        startedAt: value['time'],
        status: 'ok',
      };
    },
  };
}
