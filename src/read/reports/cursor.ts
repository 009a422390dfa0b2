import { NO_RAW_CALL, type RawCall } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat } from '../format.ts';
import { isObject, type JsonObject, objectIn, rowsIn, scalarText } from '../members.ts';

/** Cursor's usage events, one a request: the Admin API's pages and the dashboard's CSV. */
export const cursor: JsonFormat = {
  title: 'Cursor usage (Admin API page or CSV): one event a request',
  sign: '`usageEventsDisplay`, or the column `Input (w/ Cache Write)`',
  confidence: 'M',
  traps: [
    'amounts are in cents in the API and in dollars in the CSV; they include Cursor’s own fee',
    'what the plan includes costs nothing there: that is no price',
    'Cache writes are beside the plain input: in the CSV the total shows it, row by row',
    'it names no runs',
  ],
  claims: (value) => (isPage(value) || isEvent(value) || isRow(value) ? 'certain' : 'no'),
  claimsTable: (columns) => columns.has(WRITTEN) && columns.has(PLAIN),
  open: eachAlone(function* (value, line) {
    if (isRow(value)) yield ofRow(value, line);
    for (const event of rowsIn(value, isEvent, EVENTS)) yield ofEvent(event, line);
  }),
};

const WRITTEN = 'Input (w/ Cache Write)';
const PLAIN = 'Input (w/o Cache Write)';

const EVENTS = 'usageEventsDisplay';

const isPage = (value: unknown): boolean => isObject(value) && Array.isArray(value[EVENTS]);

const isEvent = (value: unknown): value is JsonObject =>
  isObject(value) &&
  typeof value['kind'] === 'string' &&
  isObject(value['tokenUsage']) &&
  ('chargedCents' in value || 'totalCents' in value['tokenUsage']);

const isRow = (value: unknown): value is JsonObject => isObject(value) && WRITTEN in value && PLAIN in value;

function ofEvent(event: JsonObject, line: number): RawCall {
  const tokens = objectIn(event, 'tokenUsage');
  return {
    ...NO_RAW_CALL,
    line,
    dialect: 'cursor',
    usage: {
      plain: tokens['inputTokens'],
      written: tokens['cacheWriteTokens'],
      read: tokens['cacheReadTokens'],
      output: tokens['outputTokens'],
    },
    model: event['model'],
    startedAt: event['timestamp'],
    cost: event['chargedCents'] ?? tokens['totalCents'],
    costExponent: -2,
    costKind: 'charged',
    status: 'ok',
  };
}

const ofRow = (row: JsonObject, line: number): RawCall => ({
  ...NO_RAW_CALL,
  line,
  dialect: 'cursor',
  usage: {
    plain: row[PLAIN],
    written: row[WRITTEN],
    read: row['Cache Read'],
    output: row['Output Tokens'],
    total: row['Total Tokens'],
  },
  model: row['Model'],
  startedAt: row['Date'],
  isUtc: true,
  cost: row['Cost to you'] ?? row['Cost'],
  costKind: 'charged',
  status: statusOf(row['Kind']),
});

/** `Errored, Not Charged`, `Aborted, Not Charged`: otherwise the kind says who pays. */
const statusOf = (kind: unknown): string => (/^(errored|aborted)/i.test(scalarText(kind)) ? 'failed' : 'ok');
