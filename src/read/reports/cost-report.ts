import { NO_RAW_TOTAL, type RawCall } from '../../domain/raw-call.ts';
import type { JsonFormat } from '../format.ts';
import { objectIn } from '../members.ts';
import { type Reported, reportOf } from './report-pages.ts';

/** What OpenAI and Anthropic say they charge by day: money without tokens, which nothing can be made of. */
export const costReport: JsonFormat = {
  title: 'costs of OpenAI or Anthropic (API page or CSV): amounts of money by day, without tokens',
  sign: '`organization.costs.result`, or `amount` with `cost_type`',
  confidence: 'M',
  traps: ['without tokens nothing has a price on another model: export the usage instead'],
  ...reportOf(isCost, totalOf),
  claimsTable: (columns) => columns.has('amount_value') && columns.has('line_item'),
};

function isCost({ result }: Reported): boolean {
  return (
    result['object'] === 'organization.costs.result' ||
    ('amount' in result && 'cost_type' in result) ||
    ('amount_value' in result && 'line_item' in result)
  );
}

function totalOf({ bucket, result }: Reported, line: number): RawCall {
  const isAnthropic = 'cost_type' in result;
  const amount = result['amount_value'] ?? objectIn(result, 'amount')['value'];
  return {
    ...NO_RAW_TOTAL,
    line,
    usage: {},
    model: result['model'] ?? modelOf(result['line_item']),
    startedAt: bucket['start_time'] ?? bucket['starting_at'],
    cost: isAnthropic ? result['amount'] : amount,
    costExponent: isAnthropic ? -2 : 0,
    costKind: 'charged',
  };
}

/** `gpt-5.5, input` */
const modelOf = (item: unknown): unknown => (typeof item === 'string' ? item.split(',')[0] : undefined);
