import type { Money } from '../../domain/money.ts';
import type { CoveredRow, CoveredSide } from '../../domain/reconciliation.ts';
import {
  type Cell,
  countCell,
  type Field,
  moneyCell,
  NONE,
  numberColumn,
  shareCell,
  type Table,
  tableOf,
  textCell,
  textColumn,
} from '../sheet.ts';
import { coveredShare, coveredText, oneSideText } from './coverage-words.ts';

/** Logs against an export, by model and day, for people: a share is never all for what is not all of it. */
export const coverageTable = (title: string, rows: readonly CoveredRow[]): Table =>
  tableOf(
    title,
    fieldsWith((share) => textCell(coveredText(share))),
    rows,
  );

/** The same for programs. */
export const coverageRecords = (rows: readonly CoveredRow[]): Table =>
  tableOf(undefined, fieldsWith(shareCell), rows);

const side = (
  of: keyof CoveredSide,
  which: 'logs' | 'export',
  key: string,
  title: string,
): Field<CoveredRow> => ({
  column: of === 'cost' ? { ...numberColumn(key, title), precision: 'usd' } : numberColumn(key, title),
  cell(row) {
    const value = row[which]?.[of];
    if (value === undefined) return NONE;
    return of === 'cost' ? moneyCell(value as Money) : countCell(Number(value));
  },
});

function fieldsWith(shown: (share: number) => Cell): readonly Field<CoveredRow>[] {
  const covered = (key: string, of: 'tokens' | 'cost'): Field<CoveredRow> => ({
    column: numberColumn(key, 'Covered'),
    cell(row) {
      const share = coveredShare(row, of);
      return share === undefined ? NONE : shown(share);
    },
  });
  return [
    {
      column: textColumn('model', 'Model'),
      cell: ({ model }) => textCell(model ?? '(all models)', model ?? ''),
    },
    { column: textColumn('day', 'Day (UTC)'), cell: ({ day }) => textCell(day ?? '') },
    side('requests', 'logs', 'log_calls', 'Calls, logs'),
    side('requests', 'export', 'export_requests', 'Requests, export'),
    side('tokens', 'logs', 'log_tokens', 'Tokens, logs'),
    side('tokens', 'export', 'export_tokens', 'Tokens, export'),
    covered('tokens_covered', 'tokens'),
    side('cost', 'logs', 'log_list_usd', 'List cost, logs (USD)'),
    side('cost', 'export', 'export_usd', 'Cost, export (USD)'),
    covered('money_covered', 'cost'),
    { column: textColumn('only', 'Only'), cell: (row) => textCell(oneSideText(row) ?? '') },
  ];
}
