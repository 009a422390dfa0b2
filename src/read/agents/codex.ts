import { NO_RAW_CALL, NO_RAW_SPAN, type RawCall, type RawSpan } from '../../domain/raw-call.ts';
import type { FormatReader, JsonFormat } from '../format.ts';
import { isObject, type JsonObject, objectIn, scalarText, textIn } from '../members.ts';
import { baseName } from './session-place.ts';

const ROLLOUT_LINES: ReadonlySet<unknown> = new Set([
  ...['session_meta', 'turn_context', 'response_item', 'event_msg', 'compacted', 'world_state'],
]);

/** `turn.prompt` and the like are other agents' lines. */
const EXEC_LINE = /^(turn\.(started|failed)|item\.(started|updated|completed))$/;

/** Sessions ("rollouts") of Codex, and what `codex exec --json` prints. */
export const codex: JsonFormat = {
  title: 'Codex: sessions under `~/.codex/sessions`, and the output of `codex exec --json`',
  sign: '`session_meta`, `turn_context`, `event_msg` and the like, each with a `payload`',
  confidence: 'H',
  traps: [
    'total_token_usage runs through the session, and is told again with every change of a rate limit: only its growth counts',
    'forked sessions and those of sub-agents begin with a copy of what was before: it is passed over',
    'a sub-agent’s calls belong to the run of the session that started it',
    'what `codex exec` prints after a turn are the sums of the whole thread, of which only the growth counts',
    'no service tier is in the log: fast modes are priced as standard',
  ],
  wraps: true,
  claims: (value) => {
    if (!isObject(value)) return 'no';
    if (ROLLOUT_LINES.has(value['type']) && isObject(value['payload'])) return 'certain';
    if (value['type'] === 'thread.started' || value['type'] === 'turn.completed')
      return typeof value['thread_id'] === 'string' || isObject(value['usage']) ? 'certain' : 'no';
    return EXEC_LINE.test(scalarText(value['type'])) ? 'possible' : 'no';
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
  /** Until when lines are a copy of what was before; `undefined`: they are its own. */
  copyUntil: number | undefined;
  /** It was forked off another session, or started by one. */
  hasPast: boolean;
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
    copyUntil: undefined,
    hasPast: false,
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
      passCopy(session, value);
      if (value['type'] === 'session_meta' && !isKnown) {
        isKnown = true;
        begin(session, payload, value['timestamp']);
        yield placeOf(session, line);
      } else if (value['type'] === 'thread.started') startThread(session, textIn(value, 'thread_id'));
      else if (value['type'] === 'turn_context') session.model = textIn(payload, 'model') ?? session.model;
      const usage = usageIn(session, value, payload);
      if (usage !== undefined) yield callOf(session, usage, value, line);
    },
  };
}

function begin(session: Session, meta: JsonObject, timestamp: unknown): void {
  const spawn = objectIn(objectIn(objectIn(meta, 'source'), 'subagent'), 'thread_spawn');
  session.id = textIn(meta, 'id') ?? session.id;
  session.parent = textIn(spawn, 'parent_thread_id') ?? textIn(meta, 'parent_thread_id');
  session.project = baseName(textIn(meta, 'cwd'));
  session.agent = textIn(meta, 'agent_role') ?? textIn(meta, 'agent_nickname');
  session.provider = textIn(meta, 'model_provider');
  session.hasPast = session.parent !== undefined || typeof meta['forked_from_id'] === 'string';
  session.copyUntil = session.hasPast ? Date.parse(scalarText(timestamp)) + COPIED_WITHIN_MS : undefined;
}

/** Another thread has counters of its own; one that is resumed goes on with them. */
function startThread(session: Session, thread: string | undefined): void {
  if (thread !== session.id) session.total = NOTHING;
  session.id = thread ?? session.id;
}

const COPIED_WITHIN_MS = 1000;
/** No model answers in less, and no disk takes as long for one line. */
const LONGEST_PAUSE_MS = 100;

/** The copy of what was before is written at once when the session begins, all with the time of that writing. */
function passCopy(session: Session, line: JsonObject): void {
  if (session.copyUntil === undefined) return;
  const at = Date.parse(scalarText(line['timestamp']));
  if (at >= session.copyUntil) session.copyUntil = undefined;
  else if (at + LONGEST_PAUSE_MS > session.copyUntil) session.copyUntil = at + LONGEST_PAUSE_MS;
}

/** The tokens that a line adds to the session; `undefined` if it adds none. */
function usageIn(session: Session, line: JsonObject, payload: JsonObject): unknown {
  // What `codex exec` prints after each turn are the sums of the whole thread.
  if (line['type'] === 'turn.completed') return addedTo(session, objectIn(line, 'usage'), undefined);
  if (line['type'] !== 'event_msg') return undefined;
  if (payload['type'] === 'turn.completed') return payload['usage'];
  const info = payload['type'] === 'token_count' ? payload['info'] : undefined;
  if (!isObject(info)) return undefined;
  session.model = textIn(info, 'model') ?? session.model;
  // Releases before 0.51 wrote two counts of the turn, and nothing else.
  if ('prompt' in info) return { input_tokens: info['prompt'], output_tokens: info['completion'] };
  const { total_token_usage: total, last_token_usage: last } = info;
  if (!isObject(total)) return last;
  return addedTo(session, total, isObject(last) ? totalsIn(last) : undefined);
}

/** @param last what the line itself says that was added; it may be told again */
function addedTo(session: Session, sums: JsonObject, last: Totals | undefined): Totals | undefined {
  const before = session.total;
  session.total = totalsIn(sums);
  if (session.copyUntil !== undefined) return undefined;
  // What a forked session took over is in its sums from the beginning, also if no line of the copy told of it.
  const isInherited = before === NOTHING && session.hasPast && last !== undefined;
  const isReset = COUNTS.some((name) => session.total[name] < before[name]);
  const added = isReset || isInherited ? (last ?? session.total) : growthOf(session.total, before);
  return added.total_tokens + added.input_tokens + added.output_tokens === 0 ? undefined : added;
}

function totalsIn(usage: JsonObject): Totals {
  return Object.fromEntries(
    COUNTS.map((name) => [name, typeof usage[name] === 'number' ? usage[name] : 0]),
  ) as Totals;
}

const growthOf = (total: Totals, before: Totals): Totals =>
  Object.fromEntries(COUNTS.map((name) => [name, total[name] - before[name]])) as Totals;

/** The session as a whole: one without any count is told as such. */
function placeOf({ id, parent, project }: Session, line: number): RawCall {
  const span: RawSpan = { ...NO_RAW_SPAN, trace: id, parentTrace: parent, id };
  return { ...NO_RAW_CALL, line, dialect: 'codex', workflow: project, span };
}

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
      parent: id,
      agent,
      kind: 'call',
    },
    workflow: project,
    step: agent ?? (parent === undefined ? 'main' : 'sub-agent'),
    provider: session.provider,
    model: session.model,
    startedAt: line['timestamp'],
    status: 'ok',
  };
}
