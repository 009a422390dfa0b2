import { NO_RAW_CALL, NO_RAW_SPAN, type RawCall } from '../domain/raw-call.ts';
import {
  type FormatReader,
  isObject,
  type JsonFormat,
  type JsonObject,
  objectIn,
  scalarText,
  textIn,
} from './format.ts';
import { baseName } from './session-text.ts';

const ROLLOUT_LINES: ReadonlySet<unknown> = new Set([
  ...['session_meta', 'turn_context', 'response_item', 'event_msg', 'compacted', 'world_state'],
]);

/** Sessions ("rollouts") of Codex, and what `codex exec --json` prints. */
export const codex: JsonFormat = {
  title: 'Codex: sessions under `~/.codex/sessions`, and the output of `codex exec --json`',
  sign: '`session_meta`, `turn_context`, `event_msg` and the like, each with a `payload`',
  confidence: 'H',
  traps: [
    'total_token_usage runs through the session, and is told again with every change of a rate limit: only its growth counts',
    'forked sessions and those of sub-agents begin with a copy of what was before: it is passed over',
    'a sub-agent’s calls belong to the run of the session that started it',
    'no service tier is in the log: fast modes are priced as standard',
  ],
  claims: (value) => {
    if (!isObject(value)) return 'no';
    if (ROLLOUT_LINES.has(value['type']) && isObject(value['payload'])) return 'certain';
    if (value['type'] === 'thread.started' || value['type'] === 'turn.completed')
      return typeof value['thread_id'] === 'string' || isObject(value['usage']) ? 'certain' : 'no';
    return typeof value['type'] === 'string' && /^(thread|turn|item)\.\w+$/.test(value['type'])
      ? 'possible'
      : 'no';
  },
  open: (context) => rolloutReader(context.file),
};

const COUNTS = [
  'input_tokens',
  'cached_input_tokens',
  'cache_write_input_tokens',
  'output_tokens',
  'reasoning_output_tokens',
  'total_tokens',
] as const;
type Totals = Readonly<Record<(typeof COUNTS)[number], number>>;
const NOTHING = totalsIn({});

/** What the lines so far have said of the session. */
interface Session {
  id: string;
  parent: string | undefined;
  isCopying: boolean;
  copyUntil: number;
  project: string | undefined;
  agent: string | undefined;
  provider: string | undefined;
  model: string | undefined;
  total: Totals;
}

function rolloutReader(file: string): FormatReader {
  const session: Session = {
    id: file,
    parent: undefined,
    isCopying: false,
    copyUntil: 0,
    project: undefined,
    agent: undefined,
    provider: undefined,
    model: undefined,
    total: NOTHING,
  };
  let isKnown = false;

  return {
    *read(value, line) {
      if (!isObject(value)) return;
      const payload = objectIn(value, 'payload');
      if (value['type'] === 'session_meta' && !isKnown) {
        isKnown = true;
        begin(session, payload, value['timestamp']);
      } else if (value['type'] === 'thread.started') session.id = textIn(value, 'thread_id') ?? session.id;
      else if (value['type'] === 'turn_context') session.model = textIn(payload, 'model') ?? session.model;
      const usage = usageIn(session, value, payload);
      if (usage !== undefined) yield callOf(session, usage, value, line);
    },
  };
}

function begin(session: Session, meta: JsonObject, timestamp: unknown): void {
  const spawn = objectIn(objectIn(objectIn(meta, 'source'), 'subagent'), 'thread_spawn');
  session.id = textIn(meta, 'id') ?? session.id;
  session.parent = textIn(spawn, 'parent_thread_id');
  session.project = baseName(textIn(meta, 'cwd'));
  session.agent = textIn(meta, 'agent_role') ?? textIn(meta, 'agent_nickname');
  session.provider = textIn(meta, 'model_provider');
  // The copy of what was before is written at once, when the session begins.
  session.isCopying = session.parent !== undefined || typeof meta['forked_from_id'] === 'string';
  session.copyUntil = Date.parse(scalarText(timestamp)) + COPIED_WITHIN_MS;
}

const COPIED_WITHIN_MS = 1000;

/** The tokens that a line adds to the session; `undefined` if it adds none. */
function usageIn(session: Session, line: JsonObject, payload: JsonObject): unknown {
  if (line['type'] === 'turn.completed') return line['usage'];
  if (line['type'] !== 'event_msg') return undefined;
  if (payload['type'] === 'turn.completed') return payload['usage'];
  const info = payload['type'] === 'token_count' ? payload['info'] : undefined;
  if (!isObject(info)) return undefined;
  session.model = textIn(info, 'model') ?? session.model;
  // Releases before 0.51 wrote two counts of the turn, and nothing else.
  if ('prompt' in info) return { input_tokens: info['prompt'], output_tokens: info['completion'] };
  if (!isObject(info['total_token_usage'])) return info['last_token_usage'];
  const before = session.total;
  session.total = totalsIn(info['total_token_usage']);
  if (session.isCopying && Date.parse(scalarText(line['timestamp'])) < session.copyUntil) return undefined;
  const isReset = COUNTS.some((name) => session.total[name] < before[name]);
  const growth = isReset ? session.total : growthOf(session.total, before);
  return growth.total_tokens + growth.input_tokens + growth.output_tokens === 0 ? undefined : growth;
}

function totalsIn(usage: JsonObject): Totals {
  return Object.fromEntries(
    COUNTS.map((name) => [name, typeof usage[name] === 'number' ? usage[name] : 0]),
  ) as Totals;
}

const growthOf = (total: Totals, before: Totals): Totals =>
  Object.fromEntries(COUNTS.map((name) => [name, total[name] - before[name]])) as Totals;

function callOf(session: Session, usage: unknown, line: JsonObject, number: number): RawCall {
  const { id, parent, agent, project, total } = session;
  return {
    ...NO_RAW_CALL,
    line: number,
    dialect: 'codex',
    usage,
    span: {
      ...NO_RAW_SPAN,
      trace: id,
      parentTrace: parent,
      // The same event stands in the archive too, on whatever line.
      id: `${id} ${scalarText(line['timestamp']) || number} ${total.total_tokens}`,
      agent,
      name: 'turn',
      kind: 'call',
    },
    workflow: project,
    provider: session.provider,
    model: session.model,
    startedAt: line['timestamp'],
    status: 'ok',
  };
}
