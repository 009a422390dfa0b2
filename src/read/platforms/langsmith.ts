import { NO_RAW_CALL, NO_RAW_SPAN, type RawCall } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat } from '../format.ts';
import {
  asObject,
  firstIn,
  isObject,
  type JsonObject,
  listIn,
  objectIn,
  rowsIn,
  textIn,
} from '../members.ts';
import { type LangsmithCounts, langsmithCounts, modelOf, serviceTierOf } from './langsmith-outputs.ts';

const CALLS: ReadonlySet<unknown> = new Set(['llm', 'embedding']);

/** LangSmith's runs, and the bodies in which its clients send them. */
export const langsmith: JsonFormat = {
  title: 'LangSmith: runs (JSON, JSON lines, CSV), or bodies of its batch API (`post`, `patch`)',
  sign: '`run_type` with `trace_id` or `dotted_order`',
  confidence: 'H',
  traps: [
    'chains and roots carry the sums of tokens and costs of what is inside them',
    'a run can be sent in two halves, when it begins and when it ends: they are one',
    'a request may be told by the framework and by the wrapped client of the provider: it counts once',
    '`session_id` is the project, not a conversation',
  ],
  wraps: true,
  claims: (value) => (runsIn(value).length > 0 ? 'certain' : 'no'),
  claimsTable: (columns) =>
    columns.has('run_type') &&
    ['trace_id', 'dotted_order', 'parent_run_id'].some((name) => columns.has(name)),
  open: eachAlone(function* (value, line) {
    for (const { run, type } of runsIn(value)) yield runOf(run, type, line);
  }),
};

interface LangsmithRun {
  readonly run: JsonObject;
  /** A second half may leave out what the first one says. */
  readonly type: unknown;
}

const isPlaced = (value: unknown): value is JsonObject =>
  isObject(value) && ['trace_id', 'dotted_order'].some((key) => typeof value[key] === 'string');
const isRun = (value: unknown): value is JsonObject =>
  isObject(value) &&
  typeof value['run_type'] === 'string' &&
  (isPlaced(value) || ('parent_run_id' in value && typeof value['id'] === 'string'));

function runsIn(value: unknown): readonly LangsmithRun[] {
  if (!isObject(value)) return [];
  if (isRun(value) || Array.isArray(value['runs']))
    return rowsIn(value, isRun, 'runs').map((run) => ({ run, type: run['run_type'] }));
  const halves = [...listIn(value, 'post'), ...listIn(value, 'patch')];
  const runs = halves.filter(isPlaced);
  const types = new Map(runs.flatMap((run) => (isRun(run) ? [[idOf(run), run['run_type']] as const] : [])));
  return runs.map((run) => ({ run, type: run['run_type'] ?? types.get(idOf(run)) }));
}

/** The last part of the path, `20241013T070537170001Z<id>`, names the run, the one before it what it is part of. */
const path = (run: JsonObject): readonly string[] => (textIn(run, 'dotted_order') ?? '').split('.');
const idIn = (part: string | undefined): string | undefined => /^\d+T\d+Z(.+)$/.exec(part ?? '')?.[1];
const idOf = (run: JsonObject): unknown => run['id'] ?? idIn(path(run).at(-1));

/** When the run began, as its path says: a second half does not repeat it. */
function startOf(run: JsonObject): string | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{1,9})Z/.exec(path(run).at(-1) ?? '');
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction] = parts;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction}Z`;
}

function runOf(run: JsonObject, type: unknown, line: number): RawCall {
  const outputs = asObject(run['outputs']) ?? {};
  const extra = asObject(run['extra']) ?? {};
  const metadata = objectIn(extra, 'metadata');
  const counts = langsmithCounts(run, outputs);
  const isCall = CALLS.has(type);
  const error = firstIn(run, 'error');
  const isFailed = (error !== undefined && error !== '') || run['status'] === 'error';
  return {
    ...NO_RAW_CALL,
    ...texts(run, outputs, isCall && (counts !== undefined || !isFailed)),
    ...costOf(run, counts),
    line,
    span: {
      ...NO_RAW_SPAN,
      trace: run['trace_id'] ?? idIn(path(run)[0]),
      id: idOf(run),
      parent: run['parent_run_id'] ?? idIn(path(run).at(-2)),
      name: run['name'],
      service: run['session_name'],
      kind: isCall ? 'call' : 'part',
    },
    dialect: counts?.dialect ?? 'langsmith',
    usage: counts?.usage,
    id: isCall ? outputs['id'] : undefined,
    step: metadata['langgraph_node'],
    provider: metadata['ls_provider'],
    model: modelOf(outputs, extra),
    serviceTier: serviceTierOf(outputs),
    startedAt: firstIn(run, 'start_time') ?? startOf(run),
    endedAt: firstIn(run, 'end_time'),
    isUtc: true,
    status: isFailed ? 'failed' : firstIn(run, 'status'),
  };
}

/** The first half of a run has no answer yet: nothing of it is counted, the other half has it all. */
function texts(run: JsonObject, outputs: JsonObject, isWanted: boolean) {
  const isWhole = Object.keys(outputs).length > 0;
  if (!isWanted || !isWhole) return {};
  return { inputText: asObject(run['inputs']), outputText: outputs };
}

const costOf = (run: JsonObject, counts: LangsmithCounts | undefined): Partial<RawCall> =>
  counts === undefined ? {} : { cost: firstIn(run, 'total_cost'), costKind: 'list' };
