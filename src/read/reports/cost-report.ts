import { NO_RAW_TOTAL, type RawCall } from '../../domain/raw-call.ts';
import type { JsonFormat } from '../format.ts';
import { type JsonObject, objectIn } from '../members.ts';
import { type Reported, reportOf } from './report-pages.ts';

/** What OpenAI and Anthropic say they charge by day: money without tokens, which has no price anywhere else. */
export const costReport: JsonFormat = {
  title: 'costs of OpenAI or Anthropic (API page or CSV): amounts of money by day, without tokens',
  sign: '`organization.costs.result`, or `amount` with `cost_type`, or `cost_usd` with `usage_date_utc`',
  confidence: 'M',
  traps: [
    'without tokens nothing has a price on another model: export the usage instead',
    '`recost reconcile --against` holds logs against it, by model if it is grouped by line item or model',
  ],
  ...reportOf(isCost, totalOf),
  claimsTable: (columns) =>
    (columns.has('amount_value') && columns.has('line_item')) ||
    (columns.has('cost_usd') && columns.has('usage_date_utc')),
};

function isCost({ result }: Reported): boolean {
  return (
    result['object'] === 'organization.costs.result' ||
    ('amount' in result && 'cost_type' in result) ||
    ('amount_value' in result && 'line_item' in result) ||
    isConsoleRow(result)
  );
}

/** Of the Console's CSV, which names models as people do. */
const isConsoleRow = (result: JsonObject): boolean => 'cost_usd' in result && 'usage_date_utc' in result;

function totalOf({ bucket, result }: Reported, line: number): RawCall {
  const common = { ...NO_RAW_TOTAL, line, usage: {}, costKind: 'charged' } as const;
  if (isConsoleRow(result)) {
    const { usage_date_utc: startedAt, cost_usd: cost } = result;
    return { ...common, model: consoleModel(result['model']) ?? serviceOf(result), startedAt, cost };
  }
  const isAnthropic = 'cost_type' in result;
  const amount = result['amount_value'] ?? objectIn(result, 'amount')['value'];
  return {
    ...common,
    model: result['model'] ?? modelOf(result['line_item']) ?? serviceOf(result),
    startedAt: bucket['start_time'] ?? bucket['starting_at'],
    cost: isAnthropic ? result['amount'] : amount,
    costExponent: isAnthropic ? -2 : 0,
  };
}

/** `gpt-5.5, input` */
const modelOf = (item: unknown): unknown => (typeof item === 'string' ? item.split(',')[0] : undefined);

/** What is charged beside tokens: `web_search`. */
function serviceOf(result: JsonObject): unknown {
  const type = result['cost_type'];
  return typeof type === 'string' && !/^tokens?$/.test(type) ? type : undefined;
}

/** `Claude Haiku 4.5` is `claude-haiku-4-5`; before version 4, the number stands in front: `claude-3-5-haiku`. */
function consoleModel(name: unknown): unknown {
  const [, family = '', version = ''] =
    typeof name === 'string' ? (/^Claude ([A-Z][a-z]+) ([\d.]+)$/.exec(name) ?? []) : [];
  if (version === '') return name;
  const parts = [family.toLowerCase(), version.replaceAll('.', '-')];
  return ['claude', ...(Number(version) < 4 ? parts.reverse() : parts)].join('-');
}
