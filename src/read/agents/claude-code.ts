import { type Problem, problem } from '../../domain/problem.ts';
import { NO_RAW_CALL, type RawCall } from '../../domain/raw-call.ts';
import type { FormatReader, JsonFormat, ReadContext } from '../format.ts';
import { isObject, type JsonObject, objectIn, scalarText, textIn } from '../members.ts';
import { iterationsOf } from '../providers/anthropic-usage.ts';
import { withBeside } from '../providers/beside.ts';
import { type Printed, printedCalls, withoutStored } from './claude-code-print.ts';
import { folderOf, projectOf } from './session-place.ts';
import { createStubs, readableCharacters } from './stubs.ts';

/** Lines that only stand in sessions: what a user said, what a tool gave, what the program noted. */
const OTHER_LINES: ReadonlySet<unknown> = new Set([
  ...['summary', 'system', 'attachment', 'progress', 'file-history-snapshot', 'queue-operation'],
  ...['ai-title', 'last-prompt', 'custom-title', 'tag', 'agent-name', 'agent-color', 'permission-mode'],
]);

/** Sessions of Claude Code, as it keeps them, and what `claude -p` prints as JSON. */
export const claudeCode: JsonFormat = {
  title: 'Claude Code: sessions under `~/.claude/projects`, and the output of `claude -p`',
  sign: '`sessionId` beside `message` (or `session_id` and a type)',
  confidence: 'H',
  traps: [
    'one response stands in several lines, one for each block of its content, all with the same usage: they are merged',
    'resumed and compacted sessions repeat messages of others: a response counts once, in all files together',
    'output_tokens can be the count of the stream’s beginning: where it is far below the visible text, that is told',
    'the sums that `claude -p` ends with hold its calls, and what is in none of them: only that part counts beside them',
    'the session that `claude -p` keeps tells of the same calls as what it prints: beside it, printed sums count nothing',
  ],
  wraps: true,
  claims: (value) => {
    if (!isObject(value)) return 'no';
    if (isSessionLine(value) || isPrintedLine(value)) return 'certain';
    return OTHER_LINES.has(value['type']) ? 'possible' : 'no';
  },
  open: sessionReader,
};

/** Lines of a session are a chain; the first releases had no chain, but messages. */
const isSessionLine = (value: JsonObject): boolean =>
  typeof value['sessionId'] === 'string' &&
  (('uuid' in value && 'parentUuid' in value) ||
    (isObject(value['message']) && ('uuid' in value || 'requestId' in value)));

/** What `claude -p --output-format json` or `stream-json` writes. */
const isPrintedLine = (value: JsonObject): boolean =>
  typeof value['session_id'] === 'string' &&
  ((value['type'] === 'result' && 'num_turns' in value) ||
    (value['type'] === 'system' && value['subtype'] === 'init') ||
    ((value['type'] === 'assistant' || value['type'] === 'user') && isObject(value['message'])));

function sessionReader({ file, requests }: ReadContext): FormatReader {
  const stubs = createStubs();
  const printed: Printed[] = [];
  let project: string | undefined;

  return {
    *read(value, line) {
      if (!isObject(value)) return;
      project ??= projectIn(file, value);
      if (value['type'] === 'result') printed.push({ result: value, line });
      const entry = value['type'] === 'progress' ? ofSubAgent(value) : value;
      const message = objectIn(entry, 'message');
      const isCall = entry['type'] === 'assistant' || message['role'] === 'assistant';
      if (!isCall || message['model'] === '<synthetic>') return;
      const calls = callsOf(entry, message, { line, project: project ?? folderOf(file) });
      if ('session_id' in entry) {
        printed.push(...calls.map((call) => ({ call })));
        return;
      }
      requests.store(scalarText(entry['sessionId']), scalarText(message['model']), project ?? folderOf(file));
      stubs.add(
        message['id'],
        line,
        readableCharacters(message['content']),
        objectIn(message, 'usage')['output_tokens'],
      );
      yield* calls;
    },
    // Sums wait for the session that they are of, which may stand in a later file.
    get afterAll() {
      if (printed.length === 0) return undefined;
      return () => printedCalls(withoutStored(printed, requests), project ?? folderOf(file));
    },
    problems: (): readonly Problem[] =>
      stubs
        .found()
        .map(({ line, stated, counted }) => problem('output-is-stub', { file, line }, { stated, counted })),
  };
}

/** Sessions can begin with lines that do not say where they were worked on: those decide nothing. */
function projectIn(file: string, line: JsonObject): string | undefined {
  const cwd = textIn(line, 'cwd');
  return cwd === undefined ? undefined : projectOf(file, cwd);
}

/** A line of progress repeats a message of a sub-agent, whose own file may be gone. */
const ofSubAgent = (progress: JsonObject): JsonObject => ({
  ...progress,
  ...objectIn(objectIn(progress, 'data'), 'message'),
  isSidechain: true,
});

interface Place {
  readonly line: number;
  readonly project: string | undefined;
}

/** The call of a message, and the requests that were made beside it. */
function callsOf(line: JsonObject, message: JsonObject, place: Place): readonly RawCall[] {
  const usage = objectIn(message, 'usage');
  // A session that was forked off says of each line that it copied whose it was.
  const run = textIn(objectIn(line, 'forkedFrom'), 'sessionId') ?? line['sessionId'] ?? line['session_id'];
  const id = idOf(message['id'], run);
  const { own, beside } = iterationsOf(usage, { ...message, id });
  const call: RawCall = {
    ...NO_RAW_CALL,
    ...own,
    line: place.line,
    dialect: 'anthropic',
    usage: message['usage'],
    id,
    isProviderId: true,
    isFinal: typeof message['stop_reason'] === 'string',
    run,
    workflow: place.project,
    step: stepOf(line),
    model: message['model'],
    serviceTier: usage['speed'] === 'fast' ? 'fast' : usage['service_tier'],
    region: usage['inference_geo'],
    startedAt: line['timestamp'],
    cost: line['costUSD'],
    costKind: 'list',
    toolUses: objectIn(usage, 'server_tool_use')['web_search_requests'],
    status: line['isApiErrorMessage'] === true ? 'failed' : 'ok',
    outputText: message['content'],
  };
  return [...withBeside(call, beside)];
}

const SHORTEST_OF_ALL_SESSIONS = 12;

/** Anthropic's ids are long; a short one was made up by a proxy or a test, and others may make up the same. */
const idOf = (id: unknown, run: unknown): unknown =>
  typeof id === 'string' && id.length < SHORTEST_OF_ALL_SESSIONS ? `${scalarText(run)} ${id}` : id;

/** What ran a sub-agent again and again has one name; the id of each is another. */
function stepOf(line: JsonObject): string {
  const isSide = line['isSidechain'] === true || typeof line['parent_tool_use_id'] === 'string';
  if (!isSide && typeof line['agentId'] !== 'string') return 'main';
  const name = textIn(line, 'attributionAgent');
  return name === undefined ? 'sub-agent' : `sub-agent ${name}`;
}
