import { NO_RAW_CALL } from '../domain/raw-call.ts';
import { type FormatReader, isObject, type JsonFormat, type JsonObject, objectIn, textIn } from './format.ts';
import { baseName } from './session-text.ts';

const OTHER_LINES: ReadonlySet<unknown> = new Set([
  ...['message', 'model_change', 'thinking_level_change', 'compaction', 'branch_summary', 'custom', 'label'],
  ...['custom_message', 'session_info'],
]);

/** Sessions of the pi coding agent. */
export const pi: JsonFormat = {
  title: 'pi: sessions under `~/.pi/agent/sessions`',
  sign: 'a line `session` with `cwd`, messages whose usage has `cacheRead` and a `cost` by class',
  confidence: 'H',
  traps: [
    'input is without what was read from or written to the cache',
    'every branch of a session was billed, the abandoned ones too',
    'a session that was branched off repeats what was before: an entry counts once',
  ],
  claims: (value) => {
    if (!isObject(value)) return 'no';
    if (value['type'] === 'session' && typeof value['cwd'] === 'string' && 'id' in value) return 'certain';
    if (value['type'] === 'message' && 'cacheRead' in usageOf(value)) return 'certain';
    return OTHER_LINES.has(value['type']) && typeof value['timestamp'] === 'string' ? 'possible' : 'no';
  },
  open: (context) => sessionReader(context.file),
};

const usageOf = (line: JsonObject): JsonObject => objectIn(objectIn(line, 'message'), 'usage');

function sessionReader(file: string): FormatReader {
  let run: string = file;
  let project: string | undefined;
  return {
    *read(value, line) {
      if (!isObject(value)) return;
      if (value['type'] === 'session') {
        run = textIn(value, 'id') ?? file;
        project = baseName(textIn(value, 'cwd'));
      }
      const message = objectIn(value, 'message');
      if (value['type'] !== 'message' || message['role'] !== 'assistant' || !isObject(message['usage']))
        return;
      const usage = message['usage'];
      yield {
        ...NO_RAW_CALL,
        line,
        dialect: 'pi',
        usage,
        id: value['id'],
        run,
        workflow: project,
        provider: message['provider'],
        model: message['responseModel'] ?? message['model'],
        startedAt: value['timestamp'],
        cost: objectIn(usage, 'cost')['total'],
        costKind: 'list',
        status: message['stopReason'],
        outputText: message['content'],
      };
    },
  };
}
