import { asObject, firstIn, isObject, type JsonObject } from '../members.ts';

const TYPES: ReadonlySet<unknown> = new Set([
  'GENERATION',
  'SPAN',
  'EVENT',
  'AGENT',
  'TOOL',
  'CHAIN',
  'RETRIEVER',
  'EMBEDDING',
  'EVALUATOR',
  'GUARDRAIL',
]);

/** Observations of one trace, or of several; `name` is the trace's, where it stands around them. */
export interface LangfuseTrace {
  readonly name: unknown;
  readonly observations: readonly JsonObject[];
}

const isObservation = (value: unknown): value is JsonObject =>
  isObject(value) && TYPES.has(value['type']) && typeof (value['traceId'] ?? value['trace_id']) === 'string';

/** A row of the table of traces. */
export const isTraceRow = (value: JsonObject): boolean =>
  'bookmarked' in value &&
  'public' in value &&
  typeof (value['projectId'] ?? value['project_id']) === 'string' &&
  typeof value['id'] === 'string';

/** The observations that a value is or holds: bare, in a trace, beside their trace, or in a page of an API. */
export function tracesIn(value: unknown): readonly LangfuseTrace[] | undefined {
  if (!isObject(value)) return undefined;
  const page: unknown = value['data'];
  if (isObservation(value)) return [{ name: undefined, observations: [value] }];
  const around = isObject(value['trace']) ? value['trace'] : value;
  const whole = inList(value['observations'], around) ?? inList(around['observations'], around);
  if (whole !== undefined) return [whole];
  if (isTraceRow(value)) return [{ name: undefined, observations: [value] }];
  if (!Array.isArray(page)) return undefined;
  const traces = page.flatMap((each) => (isObject(each) && !('data' in each) ? (tracesIn(each) ?? []) : []));
  return traces.length > 0 ? traces : undefined;
}

function inList(list: unknown, trace: JsonObject): LangfuseTrace | undefined {
  if (!Array.isArray(list)) return undefined;
  const observations = list.filter(isObservation);
  return observations.length > 0 ? { name: trace['name'], observations } : undefined;
}

/** Something was counted, if only characters. */
export const hasUsage = (record: JsonObject): boolean =>
  langfuseUsage(record) !== undefined || !isTokens(record);

function isTokens(record: JsonObject): boolean {
  const unit = asObject(record['usage'])?.['unit'] ?? record['unit'];
  return unit === undefined || unit === null || unit === '' || unit === 'TOKENS';
}

/**
 * An observation's counts as buckets, whichever of its members has them; `undefined` if none has any, or if they
 * count something other than tokens.
 */
export function langfuseUsage(record: JsonObject): JsonObject | undefined {
  if (!isTokens(record)) return undefined;
  const legacy = asObject(record['usage']) ?? {};
  const details = asObject(firstIn(record, 'usageDetails', 'usage_details')) ?? {};
  const older = {
    input: known(firstIn(legacy, 'input', 'promptTokens') ?? firstIn(record, 'inputUsage', 'promptTokens')),
    output: known(
      firstIn(legacy, 'output', 'completionTokens') ?? firstIn(record, 'outputUsage', 'completionTokens'),
    ),
    total: known(firstIn(legacy, 'total', 'totalTokens') ?? firstIn(record, 'totalUsage', 'totalTokens')),
  };
  const counts: JsonObject = hasCounts(details)
    ? { ...details, total: details['total'] ?? older.total }
    : older;
  if (!hasCounts(counts)) return undefined;
  return record['type'] === 'EMBEDDING' ? { ...counts, output: counts['output'] ?? 0 } : counts;
}

/** The columns of sums are 0 where there was nothing to add up. */
const known = (value: unknown): unknown => (isNothing(value) ? undefined : value);
const isNothing = (value: unknown): boolean => value === 0 || value === '0';
const hasCounts = (counts: JsonObject): boolean =>
  Object.values(counts).some((count) => count !== undefined && count !== null && !isNothing(count));
