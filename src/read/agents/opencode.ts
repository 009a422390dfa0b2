import { NO_RAW_CALL, NO_RAW_SPAN, type RawCall } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat } from '../format.ts';
import { isObject, type JsonObject, listIn, objectIn, scalarText, textIn } from '../members.ts';
import { baseName } from './session-place.ts';

/** Messages, sessions and parts of OpenCode, a file for each, and what `opencode export` writes. */
export const opencode: JsonFormat = {
  title: 'OpenCode: its folder `storage`, and the output of `opencode export`',
  sign: 'messages with `sessionID`, `role`, `modelID` and `time.created`; a session with `projectID` and `directory`',
  confidence: 'M',
  traps: [
    'input is without what was read from or written to the cache, output without reasoning',
    'parts of the type step-finish repeat the counts of their message: messages alone are counted',
    'a sub-agent’s session belongs to the run of the session that started it, if that session’s file is there',
    'a cost of 0 is a subscription, or a model without a price: it is taken as unknown',
  ],
  wraps: true,
  claims: (value) => {
    if (!isObject(value)) return 'no';
    if (isMessage(value) || isSession(value) || isExport(value)) return 'certain';
    return isPart(value) ? 'certain' : 'no';
  },
  open: eachAlone(function* (value, line) {
    if (!isObject(value)) return;
    if (isSession(value)) yield sessionOf(value, line);
    else if (isMessage(value)) yield* callsOf(value, line);
    if (!isExport(value)) return;
    yield sessionOf(objectIn(value, 'info'), line);
    for (const each of listIn(value, 'messages')) yield* callsOf(objectIn(each, 'info'), line);
  }),
};

const isMessage = (value: JsonObject): boolean =>
  typeof value['sessionID'] === 'string' &&
  typeof value['role'] === 'string' &&
  'created' in objectIn(value, 'time');

const isSession = (value: JsonObject): boolean =>
  typeof value['id'] === 'string' &&
  typeof value['projectID'] === 'string' &&
  typeof value['directory'] === 'string';

const isPart = (value: JsonObject): boolean =>
  typeof value['messageID'] === 'string' &&
  typeof value['type'] === 'string' &&
  typeof value['id'] === 'string';

const isExport = (value: JsonObject): boolean =>
  isSession(objectIn(value, 'info')) && Array.isArray(value['messages']);

const sessionOf = (session: JsonObject, line: number): RawCall => ({
  ...NO_RAW_CALL,
  line,
  dialect: 'opencode',
  workflow: baseName(textIn(session, 'directory')),
  span: { ...NO_RAW_SPAN, trace: session['id'], parentTrace: session['parentID'], id: session['id'] },
});

function* callsOf(message: JsonObject, line: number): Generator<RawCall> {
  if (message['role'] !== 'assistant') return;
  const { created, completed } = objectIn(message, 'time');
  const path = objectIn(message, 'path');
  const { cost } = message;
  yield {
    ...NO_RAW_CALL,
    line,
    dialect: 'opencode',
    usage: message['tokens'],
    // A session that was forked off has copies under new ids: the same instants and counts.
    id: completed === undefined ? undefined : `${scalarText(created)} ${scalarText(completed)}`,
    span: {
      ...NO_RAW_SPAN,
      trace: message['sessionID'],
      id: message['id'],
      parent: message['sessionID'],
      kind: 'call',
    },
    workflow: baseName(textIn(path, 'root') ?? textIn(path, 'cwd')),
    step: textIn(message, 'agent') ?? textIn(message, 'mode'),
    provider: message['providerID'],
    model: message['modelID'] ?? objectIn(message, 'model')['modelID'],
    startedAt: created,
    endedAt: completed,
    cost: typeof cost === 'number' ? cost : undefined,
    costKind: 'list',
    status: message['error'] === undefined ? 'ok' : 'failed',
  };
}
