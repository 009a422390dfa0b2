import { NO_RAW_CALL, type RawCall } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat } from '../format.ts';
import { asObject, firstIn, isObject, isTrueIn, type JsonObject, rowsIn } from '../members.ts';
import { litellmModel, litellmUsage } from './litellm-records.ts';

/** Rows of the table LiteLLM_SpendLogs. */
export const litellmSpend: JsonFormat = {
  title: 'LiteLLM: rows of the spend logs (JSON or CSV)',
  sign: '`spend`, `call_type` and `request_id`',
  confidence: 'M',
  traps: [
    'hits of the proxy’s cache keep their token counts, with a spend of 0: they are no calls',
    'the session is the run; what failed has no tokens',
    'texts are there only if the proxy was told to store them',
  ],
  wraps: true,
  claims: (value) => (rowsIn(value, isRow).length > 0 ? 'certain' : 'no'),
  claimsTable: (columns) => columns.has('spend') && columns.has('call_type') && columns.has('request_id'),
  open: eachAlone(function* (value, line) {
    for (const row of rowsIn(value, isRow)) yield callOf(row, line);
  }),
};

const isRow = (value: unknown): value is JsonObject =>
  isObject(value) && 'spend' in value && 'call_type' in value && 'request_id' in value;

function callOf(row: JsonObject, line: number): RawCall {
  const metadata = asObject(row['metadata']) ?? {};
  const status = firstIn(row, 'status') ?? firstIn(metadata, 'status');
  const hasText = status !== 'failure';
  return {
    ...NO_RAW_CALL,
    line,
    dialect: 'openai',
    usage: litellmUsage(row),
    id: row['request_id'],
    isFinal: true,
    isCacheHit: isTrueIn(row, 'cache_hit'),
    run: firstIn(row, 'session_id') ?? firstIn(metadata, 'trace_id', 'session_id'),
    workflow: firstIn(row, 'agent_id') ?? firstIn(metadata, 'user_api_key_alias'),
    provider: firstIn(row, 'custom_llm_provider'),
    model: litellmModel(row),
    startedAt: row['startTime'],
    endedAt: row['endTime'],
    durationMs: row['request_duration_ms'],
    isUtc: true,
    cost: row['spend'],
    costKind: 'list',
    status: status ?? 'success',
    inputText: hasText ? stored(row['messages']) : undefined,
    outputText: hasText ? stored(row['response']) : undefined,
  };
}

/** An empty object stands where nothing was stored. */
function stored(value: unknown): unknown {
  const isEmpty = isObject(value) && Object.keys(value).length === 0;
  return isEmpty || value === '' || value === null || value === '{}' || value === '[]' ? undefined : value;
}
