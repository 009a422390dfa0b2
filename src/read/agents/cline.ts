import { NO_RAW_CALL, type RawCall } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat } from '../format.ts';
import { isObject, type JsonObject, objectIn, objectsIn } from '../members.ts';
import { idWithin } from './session-place.ts';

/** Sessions of Cline: one document with all messages. */
export const cline: JsonFormat = {
  title: 'Cline: `*.messages.json` of a session',
  sign: '`sessionId`, `agent` and a list of `messages`, some with `metrics`',
  confidence: 'H',
  traps: [
    'inputTokens holds what was read from the cache',
    'what was written to the cache is left out of the metrics, but not of the cost: the list price is too low',
    'the cost is what the gateway charged, with its mark-up',
    'the model may change in the middle of a session',
  ],
  wraps: true,
  claims: (value) => (isObject(value) && isSession(value) ? 'certain' : 'no'),
  open: eachAlone(function* (value, line) {
    if (!isObject(value)) return;
    for (const message of objectsIn(value, 'messages'))
      if (isObject(message['metrics'])) yield callOf(value, message, line);
  }),
};

const isSession = (value: JsonObject): boolean =>
  typeof value['sessionId'] === 'string' &&
  typeof value['agent'] === 'string' &&
  Array.isArray(value['messages']);

function callOf(session: JsonObject, message: JsonObject, line: number): RawCall {
  const model = objectIn(message, 'modelInfo');
  const metrics = objectIn(message, 'metrics');
  return {
    ...NO_RAW_CALL,
    line,
    dialect: 'cline',
    usage: metrics,
    id: idWithin(session['sessionId'], message['id']),
    run: session['sessionId'],
    step: session['agent'],
    provider: model['provider'],
    model: model['id'],
    startedAt: message['ts'],
    cost: metrics['cost'],
    costKind: 'charged',
    status: 'ok',
    outputText: message['content'],
  };
}
