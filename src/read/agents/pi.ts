import { NO_RAW_CALL } from '../../domain/raw-call.ts';
import type { FormatReader, JsonFormat } from '../format.ts';
import { isObject, type JsonObject, objectIn, scalarText, textIn } from '../members.ts';
import { baseName } from './session-place.ts';

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
  wraps: true,
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
  let session: JsonObject = {};
  let project: string | undefined;
  return {
    *read(value, line) {
      if (!isObject(value)) return;
      if (value['type'] === 'session') {
        session = value;
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
        // The first releases gave entries no ids.
        id: value['id'] ?? `${scalarText(value['timestamp'])} ${scalarText(message['timestamp'])}`,
        run: originOf(session, value) ?? textIn(session, 'id') ?? file,
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

/** The session that an entry was copied from, when this one was branched off it: files are named after sessions. */
function originOf(session: JsonObject, entry: JsonObject): string | undefined {
  const parent = textIn(session, 'parentSession') ?? textIn(session, 'branchedFrom');
  const isCopy = scalarText(entry['timestamp']) < scalarText(session['timestamp']);
  return parent !== undefined && isCopy ? /_([^_/\\]+)\.jsonl$/.exec(parent)?.[1] : undefined;
}
