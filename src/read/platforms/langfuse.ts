import { NO_RAW_CALL, NO_RAW_SPAN, type RawCall, type RawSpan } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat, type ReadContext } from '../format.ts';
import { asObject, firstIn, type JsonObject, textIn } from '../members.ts';
import { withBeside } from '../providers/beside.ts';
import { type InnerResponse, innerResponse } from '../providers/inner-response.ts';
import { hasUsage, isTraceRow, langfuseUsage, tracesIn } from './langfuse-records.ts';

/** Model requests; all other types are places in the tree, whatever counts they repeat. */
const CALLS: ReadonlySet<unknown> = new Set(['GENERATION', 'EMBEDDING']);
const COLUMNS = ['type', 'startTime', 'start_time', 'usageDetails', 'usage_details'] as const;

/** Langfuse's traces and observations, in the spelling of its API and of its exports to storage. */
export const langfuse: JsonFormat = {
  title: 'Langfuse: traces or observations (JSON, JSON lines, CSV, API pages, exports to storage)',
  sign: '`traceId` or `trace_id` and a `type` in capitals (GENERATION, SPAN, …), alone or in `observations` or `data`',
  confidence: 'H',
  traps: [
    'whether cached tokens and reasoning are buckets of their own is decided record by record, by the total',
    'agents and outer spans repeat the counts of the calls inside them: what is told twice counts once',
    'where an application sent no counts, Langfuse estimates them: a provider’s whole response in `output` goes first',
    'its total is the sum of what it was given: no output count is not an output of 0',
    'costs are at the prices that the project defines',
    'counts with another unit (CHARACTERS) are no tokens',
  ],
  wraps: true,
  claims: (value) => (tracesIn(value) === undefined ? 'no' : 'certain'),
  claimsTable: (columns) =>
    (columns.has('traceId') || columns.has('trace_id')) &&
    columns.has('type') &&
    COLUMNS.some((name) => name !== 'type' && columns.has(name)),
  open: eachAlone(function* (value, line, context) {
    for (const { name, observations } of tracesIn(value) ?? []) {
      for (const each of observations) {
        if (isTraceRow(each)) yield placeOfTrace(each, line);
        else yield* callsOf(each, name, line, context);
      }
    }
  }),
};

function callsOf(record: JsonObject, trace: unknown, line: number, context: ReadContext): Iterable<RawCall> {
  const isCall = CALLS.has(record['type']);
  const inner = isCall ? innerResponse(record['input'], record['output'], context) : undefined;
  return withBeside({ ...observationOf(record, trace, inner), line }, inner?.beside ?? []);
}

function observationOf(record: JsonObject, trace: unknown, inner: InnerResponse | undefined): RawCall {
  const counted = langfuseUsage(record);
  const isFailed = record['level'] === 'ERROR';
  const isCall = CALLS.has(record['type']);
  const isCounted = inner !== undefined || counted !== undefined;
  // Of a request that failed uncounted, nothing was billed.
  const hasText = isCall && !(isFailed && !isCounted);
  return {
    ...NO_RAW_CALL,
    ...cost(record, isCounted),
    span: spanOf(record, isCall),
    dialect: inner?.call.dialect ?? 'langfuse',
    usage: inner?.call.usage ?? counted,
    id: inner?.call.id,
    isProviderId: inner !== undefined,
    workflow: trace ?? firstIn(record, 'traceName', 'trace_name'),
    step: firstIn(record, 'promptName', 'prompt_name') ?? nodeOf(record),
    model: inner?.call.model ?? firstIn(record, 'model', 'providedModelName', 'provided_model_name'),
    serviceTier: inner?.call.serviceTier,
    requests: inner?.call.requests,
    largestPrompt: inner?.call.largestPrompt,
    startedAt: firstIn(record, 'startTime', 'start_time'),
    endedAt: firstIn(record, 'endTime', 'end_time'),
    isUtc: true,
    status: isFailed ? 'failed' : 'ok',
    inputText: hasText ? firstIn(record, 'input') : undefined,
    outputText: hasText ? firstIn(record, 'output') : undefined,
  };
}

/** An event of type GENERATION that has neither counts nor texts tells of no request. */
function spanOf(record: JsonObject, isCall: boolean): RawSpan {
  const hasContent = hasUsage(record) || firstIn(record, 'input', 'output') !== undefined;
  return {
    ...NO_RAW_SPAN,
    trace: firstIn(record, 'traceId', 'trace_id'),
    id: record['id'],
    parent: firstIn(record, 'parentObservationId', 'parent_observation_id'),
    name: record['name'],
    agent: record['type'] === 'AGENT' ? record['name'] : undefined,
    kind: isCall && (hasContent || record['level'] === 'ERROR') ? 'call' : 'part',
  };
}

/** A trace's own record, which names the workflow of observations that stand in other files. */
const placeOfTrace = (record: JsonObject, line: number): RawCall => ({
  ...NO_RAW_CALL,
  dialect: 'langfuse',
  line,
  span: { ...NO_RAW_SPAN, trace: record['id'], id: `trace ${textIn(record, 'id')}` },
  workflow: record['name'],
});

function cost(record: JsonObject, isCounted: boolean): Pick<RawCall, 'cost' | 'costKind'> {
  const provided = asObject(firstIn(record, 'providedCostDetails', 'provided_cost_details')) ?? {};
  const details = asObject(firstIn(record, 'costDetails', 'cost_details')) ?? {};
  const amount =
    details['total'] ??
    firstIn(record, 'totalCost', 'total_cost', 'calculatedTotalCost') ??
    provided['total'];
  return {
    cost: isCounted ? amount : undefined,
    costKind: Object.keys(provided).length > 0 ? 'stated' : 'list',
  };
}

/** The node of a graph, where LangGraph was traced. */
function nodeOf(record: JsonObject): unknown {
  return asObject(record['metadata'])?.['langgraph_node'];
}
