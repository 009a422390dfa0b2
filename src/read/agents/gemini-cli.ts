import { NO_RAW_CALL, type RawCall } from '../../domain/raw-call.ts';
import type { FormatReader, JsonFormat } from '../format.ts';
import { isObject, type JsonObject, listIn, objectIn, textIn } from '../members.ts';
import { idWithin } from './session-place.ts';

const MESSAGES: ReadonlySet<unknown> = new Set(['user', 'gemini', 'info', 'error', 'warning']);

/** Sessions of Gemini CLI: one document, or since 0.40 a line for each message and change. */
export const geminiCli: JsonFormat = {
  title: 'Gemini CLI: sessions under `~/.gemini/tmp/…/chats`',
  sign: '`sessionId` beside `projectHash`; messages of the type `gemini` with `tokens`',
  confidence: 'H',
  traps: [
    'tokens.output is without thoughts, tokens.input without what tools added: both are billed',
    'a message that is written again is an update: the last one holds',
    'messages that were rewound stay billed',
    'a sub-agent’s session lies in a folder with the id of the session that started it, and belongs to its run',
  ],
  wraps: true,
  claims: (value) => {
    if (!isObject(value)) return 'no';
    if (typeof value['sessionId'] === 'string' && 'projectHash' in value) return 'certain';
    if (value['type'] === 'gemini' && isObject(value['tokens'])) return 'certain';
    if ('$set' in value || '$rewindTo' in value) return 'possible';
    const isMessage = MESSAGES.has(value['type']) && typeof value['id'] === 'string' && 'content' in value;
    return isMessage && 'timestamp' in value ? 'possible' : 'no';
  },
  open: (context) => sessionReader(context.file),
};

interface Told {
  readonly message: JsonObject;
  readonly line: number;
}

function sessionReader(file: string): FormatReader {
  let session: JsonObject = {};
  const told = new Map<string, Told>();

  function note(message: unknown, line: number): void {
    if (!isObject(message) || message['type'] !== 'gemini') return;
    const id = textIn(message, 'id') ?? `line ${line} of ${told.size}`;
    // What was in the list and is not in a later one was billed all the same.
    if (isObject(message['tokens']) || !told.has(id))
      told.set(id, { message, line: told.get(id)?.line ?? line });
  }

  return {
    *read(value, line) {
      if (!isObject(value)) return;
      const isHeader = typeof value['sessionId'] === 'string';
      // A file may hold several sessions, one after the other.
      if (isHeader && session['sessionId'] !== undefined && session['sessionId'] !== value['sessionId']) {
        yield* callsOf(session, told, file);
        told.clear();
      }
      if (isHeader) session = value;
      note(value, line);
      const place = Array.isArray(value['messages']) ? value : objectIn(value, '$set');
      for (const message of listIn(place, 'messages')) note(message, line);
    },
    *end() {
      yield* callsOf(session, told, file);
    },
  };
}

/** Sub-agents' sessions are kept in a folder that has the id of the session they belong to. */
const parentOf = (file: string): string | undefined =>
  /[/\\]chats[/\\]([^/\\]+)[/\\][^/\\]+$/.exec(file)?.[1];

function* callsOf(session: JsonObject, told: ReadonlyMap<string, Told>, file: string): Generator<RawCall> {
  const isSide = session['kind'] === 'subagent';
  const run = (isSide ? parentOf(file) : undefined) ?? session['sessionId'];
  for (const { message, line } of told.values()) {
    yield {
      ...NO_RAW_CALL,
      line,
      dialect: 'gemini-cli',
      usage: message['tokens'],
      id: idWithin(session['sessionId'], message['id']),
      run,
      workflow: session['projectHash'],
      step: isSide ? 'sub-agent' : 'main',
      model: message['model'],
      startedAt: message['timestamp'],
      status: 'ok',
      outputText: message['content'],
    };
  }
}
