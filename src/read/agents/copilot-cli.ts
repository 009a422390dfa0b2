import { NO_RAW_CALL } from '../../domain/raw-call.ts';
import type { FormatReader, JsonFormat } from '../format.ts';
import { isObject, objectIn, scalarText, textIn } from '../members.ts';
import { baseName, idWithin } from './session-place.ts';

const EVENT =
  /^((session|assistant|user|tool|hook|system|subagent|skill|permission|command|external_tool|mcp)\.\w+|abort)$/;

/** Sessions of Copilot CLI: `events.jsonl`. */
export const copilotCli: JsonFormat = {
  title: 'Copilot CLI: `events.jsonl` of a session',
  sign: 'events such as `assistant.message`, with `data` and `parentId`',
  confidence: 'M',
  traps: [
    'events tell output tokens only: the calls are counted, but have no price. Its OpenTelemetry file has all counts',
    'the totals at the end of a session are sums of all its models, and are not used',
  ],
  wraps: true,
  claims: (value) => {
    if (!isObject(value) || !isObject(value['data']) || !('parentId' in value)) return 'no';
    return EVENT.test(scalarText(value['type'])) ? 'certain' : 'no';
  },
  open: (context) => eventReader(context.file),
};

function eventReader(file: string): FormatReader {
  const session: { run: string; project: string | undefined } = { run: file, project: undefined };
  return {
    *read(value, line) {
      if (!isObject(value)) return;
      const data = objectIn(value, 'data');
      if (value['type'] === 'session.start') {
        session.run = textIn(data, 'sessionId') ?? session.run;
        const place = objectIn(data, 'context');
        session.project = baseName(textIn(place, 'gitRoot') ?? textIn(place, 'cwd'));
      }
      if (value['type'] !== 'assistant.message') return;
      yield {
        ...NO_RAW_CALL,
        line,
        dialect: 'openai',
        usage: { output_tokens: data['outputTokens'] },
        id: idWithin(session.run, textIn(data, 'apiCallId') ?? data['messageId']),
        run: session.run,
        workflow: session.project,
        step: data['parentToolCallId'] === undefined ? 'main' : 'sub-agent',
        model: data['model'],
        startedAt: value['timestamp'],
        status: 'ok',
      };
    },
  };
}
