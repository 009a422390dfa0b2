import { type Money, ZERO } from '../../domain/money.ts';
import {
  GAP_CAUSES,
  type GapCause,
  type GapFinding,
  type ReconciledRow,
  type Reconciliation,
} from '../../domain/reconciliation.ts';
import {
  type Cell,
  type Column,
  countCell,
  type Field,
  moneyCell,
  NONE,
  numberColumn,
  percentCell,
  type Table,
  tableOf,
  textCell,
  textColumn,
} from '../sheet.ts';
import { gapOf, ratioOf } from './figures.ts';
import { CAUSE_NAMES, findingText, whyText } from './words.ts';

const GROUP_TITLES = { model: 'Model', day: 'Day (UTC)', workflow: 'Workflow' } as const;

type RowField = Field<ReconciledRow>;

const money = (key: string, title: string): Column => ({
  ...numberColumn(key, title),
  addsUp: true,
  precision: 'usd',
});

/** Amounts of nothing compared are not known. */
const compared = (row: ReconciledRow, amount: Money): Cell =>
  row.compared.calls === 0 ? NONE : moneyCell(amount);

/** What stands in documents and, with more beside it, in CSV. */
const mainFields = ({ grouping, total }: Reconciliation): readonly RowField[] => [
  {
    column: textColumn(grouping, GROUP_TITLES[grouping]),
    cell: (row) => textCell(row === total ? 'Total' : row.name),
  },
  { column: numberColumn('calls', 'Calls'), cell: ({ calls }) => countCell(calls) },
  {
    column: numberColumn('calls_with_recorded_cost', 'With recorded cost'),
    cell: (row) => countCell(row.compared.calls + row.unlisted.calls),
  },
  { column: numberColumn('calls_compared', 'Compared'), cell: (row) => countCell(row.compared.calls) },
  { column: money('recorded_usd', 'Recorded (USD)'), cell: (row) => compared(row, row.compared.recorded) },
  { column: money('list_usd', 'List cost (USD)'), cell: (row) => compared(row, row.compared.list) },
  { column: money('gap_usd', 'Gap (USD)'), cell: (row) => compared(row, gapOf(row)) },
  {
    column: numberColumn('gap_share', 'Gap'),
    cell: (row) => percentCell(row.compared.calls === 0 ? undefined : ratioOf(gapOf(row), row.compared.list)),
  },
  { column: textColumn('why', 'Why'), cell: (row) => textCell(whyText(row)) },
];

const rowsTable = (
  title: string | undefined,
  fields: readonly RowField[],
  { rows, total }: Reconciliation,
): Table => {
  const row = (each: ReconciledRow, isTotal: boolean) => ({
    cells: fields.map(({ cell }) => cell(each)),
    isTotal,
    block: '',
  });
  return {
    title,
    columns: fields.map(({ column }) => column),
    rows: [...rows.map((each) => row(each, false)), row(total, true)],
    addsAcross: false,
  };
};

export const mainTable = (reconciliation: Reconciliation): Table =>
  rowsTable(undefined, mainFields(reconciliation), reconciliation);

/** Every figure of a row, for programs and spreadsheets. */
export function recordTable(reconciliation: Reconciliation): Table {
  const { check } = reconciliation;
  return rowsTable(
    undefined,
    [
      ...mainFields(reconciliation),
      { column: numberColumn('calls_without_list_price', ''), cell: (row) => countCell(row.unlisted.calls) },
      {
        column: numberColumn('recorded_without_list_price_usd', ''),
        cell: (row) => moneyCell(row.unlisted.recorded),
      },
      {
        column: numberColumn('calls_without_recorded_cost', ''),
        cell: (row) => countCell(row.unrecorded.calls),
      },
      {
        column: numberColumn('list_without_recorded_cost_usd', ''),
        cell: (row) => moneyCell(row.unrecorded.list),
      },
      ...GAP_CAUSES.flatMap(causeFields),
      ...(check === undefined ? [] : [{ column: textColumn('check', ''), cell: checkCell(reconciliation) }]),
    ],
    reconciliation,
  );
}

function causeFields(cause: GapCause): readonly RowField[] {
  const key = cause.replaceAll('-', '_');
  const partOf = ({ parts }: ReconciledRow) => parts.find((part) => part.cause === cause);
  return [
    { column: numberColumn(`${key}_calls`, ''), cell: (row) => countCell(partOf(row)?.calls ?? 0) },
    { column: numberColumn(`${key}_usd`, ''), cell: (row) => moneyCell(partOf(row)?.gap ?? ZERO) },
  ];
}

function checkCell({ check, total }: Reconciliation): RowField['cell'] {
  const failures = check?.failures ?? [];
  const failed = new Set(failures.flatMap((each) => (each.kind === 'gap' ? [each.row] : [])));
  return (row) => textCell((row === total ? failures.length > 0 : failed.has(row.name)) ? 'failed' : 'ok');
}

/** What was found, with its evidence. */
export const findingTable = ({ findings }: Reconciliation): Table =>
  tableOf<GapFinding>(
    'Why they differ',
    [
      { column: textColumn('model', 'Model'), cell: ({ model }) => textCell(model ?? '(none)') },
      { column: textColumn('provider', 'Provider'), cell: ({ provider }) => textCell(provider ?? '') },
      {
        column: textColumn('cause', 'Cause'),
        cell: ({ why }) => textCell(CAUSE_NAMES[why.cause], why.cause),
      },
      { column: numberColumn('calls', 'Calls'), cell: ({ calls }) => countCell(calls) },
      { column: numberColumn('of', 'Of'), cell: ({ of }) => countCell(of) },
      {
        column: numberColumn('gap_usd', 'Gap (USD)'),
        cell: ({ gap, beside }) => moneyCell((gap + beside) as Money),
      },
      { column: textColumn('evidence', 'Evidence'), cell: (finding) => textCell(findingText(finding)) },
    ],
    findings,
  );
