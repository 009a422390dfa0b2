import { RecostError } from '../../domain/problem.ts';
import { isObject, type JsonObject, objectIn } from '../members.ts';
import { normalizeHeader } from './synonyms.ts';

/** Whether a record has a member, or a table a column, of this name: written here in `snake_case`. */
type Has = (name: string) => boolean;

interface Unread {
  readonly what: string;
  readonly instead?: string;
  /** Of a record; of a table only the columns are known, and the record is empty. */
  readonly isIt: (has: Has, record: JsonObject) => boolean;
}

/** Logs of others that nobody reads here yet: most are trees, in which sums stand beside what they are sums of. */
const UNREAD: readonly Unread[] = [
  {
    what: 'an export of Braintrust',
    isIt: (has) => has('root_span_id') && (has('span_parents') || has('span_attributes')),
  },
  {
    what: 'an export of Datadog LLM Observability',
    isIt: (has, record) =>
      (has('span_id') || has('parent_id')) &&
      (has('meta_span_kind') || has('meta_kind') || isDatadogMeta(objectIn(record, 'meta'))),
  },
  {
    what: 'an export of W&B Weave',
    isIt: (has, record) =>
      has('op_name') &&
      has('trace_id') &&
      (['inputs', 'summary', 'display_name', 'summary_weave_status'].some(has) ||
        String(record['op_name']).startsWith('weave:')),
  },
  {
    what: 'an export of MLflow traces',
    isIt: (has, record) =>
      Array.isArray(objectIn(record, 'data')['spans']) ||
      (has('spans') && (has('trace_metadata') || has('request_metadata'))),
  },
  {
    what: 'an export of Opik',
    isIt: (has, record) =>
      has('llm_span_count') ||
      (has('total_estimated_cost') && (has('trace_id') || has('span_count'))) ||
      (has('trace_id') && has('project_id') && has('usage') && OPIK_TYPES.has(record['type'])),
  },
  {
    what: 'a recording of HTTP requests (HAR)',
    instead: 'Save the bodies of the responses, one JSON object a line',
    isIt: (_, record) => Array.isArray(objectIn(record, 'log')['entries']),
  },
  {
    what: 'a ui_messages.json of Cline',
    instead: "Give the session's *.messages.json, or a table with a row for each request",
    isIt: (has, record) => has('ts') && has('say') && record['say'] === 'api_req_started',
  },
];

const OPIK_TYPES: ReadonlySet<unknown> = new Set(['llm', 'general', 'tool', 'guardrail']);

const isDatadogMeta = (meta: JsonObject): boolean =>
  'span.kind' in meta || 'kind' in meta || 'kind' in objectIn(meta, 'span');

const EXPORT_INSTEAD = 'Export OpenTelemetry spans, or a table with a row for each model request';

/** Langfuse's tables of what is above the observations: each row is a sum. */
const LANGFUSE_SUMS: readonly {
  readonly rows: string;
  readonly isIt: (has: Has, record: JsonObject) => boolean;
}[] = [
  {
    rows: 'sessions',
    isIt: (has) => (has('count_traces') || has('trace_count')) && !has('date') && !has('count_observations'),
  },
  {
    rows: 'traces',
    isIt: (has, record) =>
      has('observation_count') ||
      (has('html_path') && !holdsObjects(record['observations'])) ||
      (has('session_id') && has('timestamp') && has('bookmarked')),
  },
];

/** Observations, and the traces of an export to storage, which name the workflows of observations beside them. */
const OBSERVED: readonly string[] = ['type', 'trace_id', 'model', 'provided_model_name', 'project_id'];

const holdsObjects = (list: unknown): boolean => Array.isArray(list) && list.some(isObject);

function refuse(file: string, has: Has, record: JsonObject): void {
  const found = UNREAD.find(({ isIt }) => isIt(has, record));
  if (found !== undefined)
    throw new RecostError('format-unread', {
      name: file,
      what: found.what,
      instead: found.instead ?? EXPORT_INSTEAD,
    });
  const sums = OBSERVED.some(has) ? undefined : LANGFUSE_SUMS.find(({ isIt }) => isIt(has, record));
  if (sums !== undefined) throw new RecostError('langfuse-sums', { name: file, rows: sums.rows });
}

/** @throws RecostError for columns of a table that is known, but not read */
export function refuseUnreadTable(file: string, header: readonly string[]): void {
  const names = new Set(header.map(normalizeHeader));
  refuse(file, (name) => names.has(name), {});
}

/** @throws RecostError for a value that is known, but not read; alone, or in a list of a page */
export function refuseUnread(file: string, value: unknown): void {
  if (!isObject(value)) return;
  refuseRecord(file, value);
  for (const key in value) {
    const list = value[key];
    if (!Array.isArray(list)) continue;
    for (const each of list.slice(0, MOST_LOOKED_AT)) {
      if (!isObject(each)) continue;
      refuseRecord(file, each);
      if (isObject(each['attributes'])) refuseRecord(file, each['attributes']);
    }
  }
}

const MOST_LOOKED_AT = 3;

const refuseRecord = (file: string, record: JsonObject): void =>
  refuse(file, (name) => name in record || camelCase(name) in record, record);

const CAMEL = new Map<string, string>();

function camelCase(name: string): string {
  const known = CAMEL.get(name);
  if (known !== undefined) return known;
  const camel = name.replace(/_(.)/g, (_, first: string) => first.toUpperCase());
  CAMEL.set(name, camel);
  return camel;
}
