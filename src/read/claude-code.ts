import { type Problem, problem } from '../domain/problem.ts';
import { NO_RAW_CALL, type RawCall } from '../domain/raw-call.ts';
import { type FormatReader, isObject, type JsonFormat, type JsonObject, objectIn, textIn } from './format.ts';
import { baseName, createStubs, readableCharacters } from './session-text.ts';

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
    'the sum that `claude -p` ends with is that of its calls, and counts only where they are missing',
  ],
  claims: (value) => {
    if (!isObject(value)) return 'no';
    if (isMessageLine(value) || isPrintedLine(value)) return 'certain';
    return OTHER_LINES.has(value['type']) ? 'possible' : 'no';
  },
  open: (context) => sessionReader(context.file),
};

const isMessageLine = (value: JsonObject): boolean =>
  typeof value['sessionId'] === 'string' &&
  isObject(value['message']) &&
  ('uuid' in value || 'requestId' in value || 'parentUuid' in value);

/** What `claude -p --output-format json` or `stream-json` writes. */
const isPrintedLine = (value: JsonObject): boolean =>
  typeof value['session_id'] === 'string' &&
  ((value['type'] === 'result' && 'num_turns' in value) ||
    (value['type'] === 'system' && value['subtype'] === 'init') ||
    ((value['type'] === 'assistant' || value['type'] === 'user') && isObject(value['message'])));

function sessionReader(file: string): FormatReader {
  const stubs = createStubs();
  const results: { readonly result: JsonObject; readonly line: number }[] = [];
  let hasCalls = false;
  let project: string | undefined;

  return {
    *read(value, line) {
      if (!isObject(value)) return;
      project = baseName(textIn(value, 'cwd')) ?? project;
      if (value['type'] === 'result') results.push({ result: value, line });
      const message = objectIn(value, 'message');
      const isCall = value['type'] === 'assistant' || message['role'] === 'assistant';
      if (!isCall || message['model'] === '<synthetic>') return;
      hasCalls = true;
      stubs.add(
        message['id'],
        line,
        readableCharacters(message['content']),
        objectIn(message, 'usage')['output_tokens'],
      );
      yield { ...callOf(value, message, line), workflow: project };
    },
    *end() {
      if (hasCalls) return;
      for (const { result, line } of results) yield* sumsOf(result, line, project);
    },
    problems: (): readonly Problem[] =>
      stubs
        .found()
        .map(({ line, stated, counted }) => problem('output-is-stub', { file, line }, { stated, counted })),
  };
}

function callOf(line: JsonObject, message: JsonObject, number: number): RawCall {
  const usage = objectIn(message, 'usage');
  const isSide = line['isSidechain'] === true || typeof line['parent_tool_use_id'] === 'string';
  return {
    ...NO_RAW_CALL,
    line: number,
    dialect: 'anthropic',
    usage: message['usage'],
    id: message['id'],
    isProviderId: true,
    isFinal: typeof message['stop_reason'] === 'string',
    run: line['sessionId'] ?? line['session_id'],
    step: isSide ? `sub-agent${typeof line['agentId'] === 'string' ? ` ${line['agentId']}` : ''}` : 'main',
    provider: undefined,
    model: message['model'],
    serviceTier: usage['speed'] === 'fast' ? 'fast' : usage['service_tier'],
    region: usage['inference_geo'],
    startedAt: line['timestamp'],
    cost: line['costUSD'],
    costKind: 'list',
    status: line['isApiErrorMessage'] === true ? 'failed' : 'ok',
    outputText: message['content'],
  };
}

/** The sums of a whole run by model, where its calls were not printed. */
function* sumsOf(result: JsonObject, line: number, project: string | undefined): Generator<RawCall> {
  for (const [model, sums] of Object.entries(objectIn(result, 'modelUsage'))) {
    if (!isObject(sums)) continue;
    yield {
      ...NO_RAW_CALL,
      line,
      dialect: 'anthropic',
      usage: {
        input_tokens: sums['inputTokens'],
        output_tokens: sums['outputTokens'],
        cache_read_input_tokens: sums['cacheReadInputTokens'],
        cache_creation_input_tokens: sums['cacheCreationInputTokens'],
      },
      requests: result['num_turns'],
      run: result['session_id'],
      workflow: project,
      model,
      toolUses: sums['webSearchRequests'],
      cost: sums['costUSD'],
      costKind: 'list',
      status: result['is_error'] === true ? 'failed' : 'ok',
    };
  }
}
