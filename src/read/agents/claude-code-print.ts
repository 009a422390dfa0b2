import { NO_RAW_CALL, NO_RAW_SPAN, type RawCall } from '../../domain/raw-call.ts';
import { isObject, type JsonObject, numberIn, objectIn, scalarText } from '../members.ts';
import type { Requests } from '../requests.ts';

/** A call that was printed, or the sums of a run that its output ends with, in their order. */
export type Printed =
  | { readonly call: RawCall; readonly result?: undefined }
  | {
      readonly result: JsonObject;
      readonly line: number;
      /** What the session's own log says. */
      readonly workflow?: string | undefined;
      readonly call?: undefined;
    };

const SUMS = ['inputTokens', 'outputTokens', 'cacheReadInputTokens', 'cacheCreationInputTokens'] as const;

/**
 * What the session's own log does not tell better: the sums of models that it has no call of, such as calls beside
 * the conversation. Printed calls are known by their ids, wherever else they are told.
 */
export const withoutStored = (printed: readonly Printed[], requests: Requests): readonly Printed[] =>
  printed.map((each) => {
    if (each.result === undefined) return each;
    const stored = requests.storedOf(scalarText(each.result['session_id']));
    if (stored === undefined) return each;
    const modelUsage = withoutModels(objectIn(each.result, 'modelUsage'), [...stored.models]);
    return { ...each, result: { ...each.result, modelUsage }, workflow: stored.workflow };
  });

/** Where a stored model has no name among the sums, it may be any of them. */
function withoutModels(sums: JsonObject, stored: readonly string[]): JsonObject {
  const names = Object.keys(sums);
  const covered = stored.map((model) => modelAmong(names, model));
  if (covered.includes(undefined)) return {};
  return Object.fromEntries(Object.entries(sums).filter(([model]) => !covered.includes(model)));
}

/**
 * What `claude -p` printed, as a tree: the sums of each model, and in them the calls. Printed calls state the
 * output of their beginning, and calls beside the conversation are not printed at all: only the sums are whole.
 */
export function* printedCalls(printed: readonly Printed[], project: string | undefined): Generator<RawCall> {
  const last = lastSums(printed);
  let calls: RawCall[] = [];
  for (const each of printed) {
    if (each.call !== undefined) calls.push(each.call);
    else if (last.has(each.result)) {
      yield* runOf(each.result, each.line, calls, each.workflow ?? project);
      calls = [];
    }
  }
  yield* calls.map((call) => placed(call, undefined));
}

/** In a conversation of several turns, each ends with the sums of all so far: those that no later ones contain. */
function lastSums(printed: readonly Printed[]): ReadonlySet<JsonObject> {
  const bySession = new Map<unknown, JsonObject[]>();
  for (const { result } of printed.toReversed()) {
    if (result === undefined) continue;
    const later = bySession.get(result['session_id']) ?? [];
    bySession.set(result['session_id'], later);
    if (!later.some((each) => contains(each, result))) later.push(result);
  }
  return new Set([...bySession.values()].flat());
}

function contains(later: JsonObject, result: JsonObject): boolean {
  const sums = objectIn(later, 'modelUsage');
  return Object.entries(objectIn(result, 'modelUsage')).every(
    ([model, own]) =>
      isObject(own) && SUMS.every((name) => numberIn(objectIn(sums, model), name) >= numberIn(own, name)),
  );
}

function* runOf(
  result: JsonObject,
  line: number,
  calls: readonly RawCall[],
  project: string | undefined,
): Generator<RawCall> {
  const models = Object.entries(objectIn(result, 'modelUsage'));
  const names = models.map(([model]) => model);
  const idOf = (model: string): string =>
    `${scalarText(result['session_id'])} ${scalarText(result['uuid'])} ${model}`;
  for (const [model, sums] of models)
    if (isObject(sums)) yield sumOf(result, model, sums, { line, id: idOf(model), project });
  for (const call of calls) {
    const model = modelAmong(names, scalarText(call.model));
    yield placed(call, model === undefined ? undefined : idOf(model));
  }
}

/** Sums are kept under the name that was asked for, calls under that of the release that answered. */
function modelAmong(names: readonly string[], model: string): string | undefined {
  const plain = (name: string): string => name.replace(/\[.*\]$/, '');
  return (
    names.find((name) => name === model) ??
    names.find((name) => model.startsWith(plain(name)) || plain(name).startsWith(model)) ??
    (names.length === 1 ? names[0] : undefined)
  );
}

const placed = (call: RawCall, parent: string | undefined): RawCall => ({
  ...call,
  span: { ...NO_RAW_SPAN, trace: call.run, id: call.id, parent, kind: 'call' },
});

interface Place {
  readonly line: number;
  readonly id: string;
  readonly project: string | undefined;
}

function sumOf(result: JsonObject, model: string, sums: JsonObject, { line, id, project }: Place): RawCall {
  return {
    ...NO_RAW_CALL,
    line,
    dialect: 'anthropic',
    usage: {
      input_tokens: sums['inputTokens'],
      output_tokens: sums['outputTokens'],
      cache_read_input_tokens: sums['cacheReadInputTokens'],
      cache_creation_input_tokens: sums['cacheCreationInputTokens'],
    },
    span: { ...NO_RAW_SPAN, trace: result['session_id'], id, kind: 'part' },
    requests: result['num_turns'],
    run: result['session_id'],
    workflow: project,
    step: 'whole run',
    model,
    toolUses: sums['webSearchRequests'],
    cost: sums['costUSD'],
    costKind: 'list',
    status: result['is_error'] === true ? 'failed' : 'ok',
  };
}
