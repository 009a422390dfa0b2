import { FIELDS, type Field } from '../../domain/fields.ts';
import { type Problem, problem, RecostError } from '../../domain/problem.ts';
import type { RawCall } from '../../domain/raw-call.ts';
import type { ReadOptions } from '../format.ts';
import type { Text } from '../text/bytes.ts';
import { type FieldPlan, planFields, refuseRivals } from './columns.ts';
import { parseHead, sniffDelimiter, tableRows } from './csv-rows.ts';
import { type FieldMeta, failureFlag, inMilliseconds, metaOf } from './field-meta.ts';
import { isPriceName } from './price-lists.ts';
import { createSpanTree, isParentName, type SpanTree } from './span-tree.ts';
import { FIELDS_BY_NAME, spellingsOf } from './synonyms.ts';
import { refuseOtherTables, type Sums } from './table-kinds.ts';
import { refuseUnreadTable } from './unread.ts';

/** What reading a file yields, in its order: calls, and problems with what was lost. */
export interface Batch {
  readonly calls: readonly RawCall[];
  readonly problems: readonly Problem[];
}

/** A table understood: where its header is and which column holds what. */
interface TablePlan {
  readonly delimiter: string;
  readonly header: readonly string[];
  readonly plan: FieldPlan;
  readonly hasDecimalComma: boolean;
  readonly meta: FieldMeta;
  readonly sums: Sums | undefined;
}

/**
 * Reads a delimited text with a header row: calls in any columns that the table of synonyms or `--map` knows.
 * @throws RecostError if it is no call log, saying what was recognised
 */
export async function* readTable(file: string, text: Text, options: ReadOptions): AsyncGenerator<Batch> {
  const table = planTable(file, text.head, options);
  yield {
    calls: [],
    problems: table.plan.unused.map((facts) => problem('column-unused', { file, line: 1 }, facts)),
  };
  const read = rowReader(table);
  const tree = createSpanTree(file);
  const addTo = treeAdder(table, tree);
  let hasHeader = false;
  for await (const rows of tableRows(text.blocks, table.delimiter, () => table.header.length)) {
    const calls: RawCall[] = [];
    const problems = rows.faults.map(({ line, fault }) =>
      problem('row-unreadable', { file, line }, { fault }),
    );
    for (let index = 0; index < rows.records.length; index++) {
      const cells = rows.records[index] ?? [];
      const line = rows.lineOf(index);
      if (isHeader(cells, table.header)) {
        if (hasHeader) problems.push(problem('header-repeated', { file, line }, {}));
        hasHeader = true;
      } else if (hasHeader) {
        const odd = oddRow(file, table, cells, line);
        if (odd === undefined) {
          calls.push(read(cells, line));
          addTo?.(cells);
        } else if (odd !== 'empty') problems.push(odd);
      }
    }
    yield { calls, problems };
  }
  tree.end();
}

/** For tables whose rows name others as their parents. */
function treeAdder(
  { header, plan }: TablePlan,
  tree: SpanTree,
): ((cells: readonly string[]) => void) | undefined {
  if (!header.some(isParentName)) return undefined;
  const counts = (['input', 'uncached_input', 'output', 'total'] as const).flatMap(
    (field) => plan.columns.get(field) ?? [],
  );
  return (cells) => {
    const record = Object.fromEntries(header.map((name, column) => [name, cells[column]]));
    tree.add(
      record,
      counts.some((column) => Number(cells[column]) > 0),
    );
  };
}

const isHeader = (cells: readonly string[], header: readonly string[]): boolean =>
  cells[0] === header[0] &&
  cells.length === header.length &&
  cells.every((cell, index) => cell === header[index]);

function planTable(file: string, head: Uint8Array, options: ReadOptions): TablePlan {
  const delimiter = sniffDelimiter(head);
  const rows = parseHead(head, delimiter);
  // Whoever names columns says that it is a table: then the first row is its header, if none looks like one.
  const found = rows.findIndex((cells) => isHeaderRow(cells, options));
  const at = found < 0 && options.map.size > 0 ? 0 : found;
  const header = rows[at];
  if (header === undefined) {
    refuseLongHeader(file, head);
    throw new RecostError(rows[0]?.some(isPriceName) ? 'price-list' : 'not-a-log', { name: file });
  }
  refuseLongHeader(file, head);
  if (options.map.size === 0) refuseUnreadTable(file, header);
  const samples = rows.slice(at + 1).filter((cells) => fits(cells, header));
  const sample = (column: number): readonly string[] => samples.map((cells) => cells[column] ?? '');
  const request = { file, names: header, sample, map: options.map };
  const plan = planFields(request);
  refuseRivals(request, plan);
  const nameOf = (field: Field): string => header[plan.columns.get(field) ?? -1] ?? '';
  const valuesOf = (field: Field): readonly string[] => sample(plan.columns.get(field) ?? -1);
  const sums = refuseOtherTables(file, header, plan, COUNTS_OR_TEXTS.map(valuesOf), options);
  return {
    delimiter,
    header,
    plan,
    hasDecimalComma:
      delimiter !== ',' && usesDecimalComma([...valuesOf('cost'), ...valuesOf('duration')], delimiter),
    meta: metaOf(nameOf, valuesOf),
    sums,
  };
}

/** As wide as the header, but for commas without end behind it. */
const fits = (cells: readonly string[], { length }: readonly string[]): boolean =>
  cells.length >= length && cells.slice(length).every((cell) => cell === '');

const COUNTS_OR_TEXTS = ['input', 'output', 'cached', 'input_text', 'output_text'] as const;

/** A header that does not end in the first part of a file cannot be compared with its rows. */
function refuseLongHeader(name: string, head: Uint8Array): void {
  if (head.length > LONGEST_HEADER && !head.subarray(0, LONGEST_HEADER).includes(LINE_FEED))
    throw new RecostError('header-too-long', { name });
}

const LONGEST_HEADER = 200 * 1024;
const LINE_FEED = 0x0a;

/** At least two columns that mean something, or one that the user named. */
function isHeaderRow(cells: readonly string[], { map }: ReadOptions): boolean {
  const known = cells.filter((cell) => spellingsOf(cell).some((each) => FIELDS_BY_NAME.has(each)));
  return known.length >= 2 || [...map.values()].some((name) => cells.includes(name));
}

/** Semicolons between cells go with decimal commas, unless a cell shows a decimal point. */
const usesDecimalComma = (values: readonly string[], delimiter: string): boolean =>
  values.some((value) => /\d,\d/.test(value)) ||
  (delimiter === ';' && !values.some((value) => /\d\.\d/.test(value)));

const TOTALS_ROW = /^(grand |sub)?(total|totals|sum|summe|gesamt|insgesamt)$/i;

/** Why a row holds no call. */
function oddRow(
  file: string,
  table: TablePlan,
  cells: readonly string[],
  line: number,
): Problem | 'empty' | undefined {
  const { length } = table.header;
  if (cells.length === length && cells[0] !== '' && !TOTALS_ROW.test(cells[0] ?? '')) return undefined;
  if (cells.length === 1 && (cells[0] ?? '').trim() === '') return 'empty';
  const place = { file, line };
  if (cells.length !== length && !isOnlyPadding(cells, length)) {
    return problem('row-width', place, { cells: cells.length, columns: length });
  }
  const first = cells.find((cell) => cell !== '');
  if (first === undefined) return 'empty';
  const cell = (field: Field): string | undefined => cells[table.plan.columns.get(field) ?? -1];
  const isBare = [cell('model'), cell('started_at')].every((text) => !text || text === first);
  const isTotals = TOTALS_ROW.test(first) && isBare;
  return isTotals ? problem('totals-row', place, { first }) : undefined;
}

/** Rows are read a million times: what is where is looked up once. */
function rowReader(table: TablePlan): (cells: readonly string[], line: number) => RawCall {
  const { plan, hasDecimalComma, meta, header, sums } = table;
  const isTotal = sums !== undefined;
  const requestsAt = sums?.requestsColumn ?? header.length;
  // Behind the last cell there is nothing: an absent column reads as undefined.
  const at = Object.fromEntries(
    FIELDS.map((field) => [field, plan.columns.get(field) ?? header.length]),
  ) as Record<Field, number>;
  return (cells, line) => ({
    line,
    span: undefined,
    dialect: 'columns',
    usage: {
      input: cells[at.input],
      uncached_input: cells[at.uncached_input],
      cached: cells[at.cached],
      cache_write: cells[at.cache_write],
      cache_write_5m: cells[at.cache_write_5m],
      cache_write_1h: cells[at.cache_write_1h],
      output: cells[at.output],
      reasoning: cells[at.reasoning],
      total: cells[at.total],
      hasDecimalComma,
    },
    id: cells[at.id],
    isProviderId: false,
    isFinal: false,
    isUnfinished: false,
    isUnanswered: false,
    isCacheHit: false,
    isCutShort: false,
    run: cells[at.run],
    workflow: cells[at.workflow],
    step: cells[at.step],
    provider: cells[at.provider],
    model: cells[at.model],
    serviceTier: cells[at.service_tier],
    region: cells[at.region],
    startedAt: cells[at.started_at],
    endedAt: cells[at.ended_at],
    durationMs: inMilliseconds(cells[at.duration], meta.durationUnitMs),
    isUtc: false,
    cost: cells[at.cost],
    costExponent: meta.costExponent,
    costKind: 'stated',
    upstreamCost: undefined,
    isTotal,
    requests: cells[requestsAt],
    largestPrompt: undefined,
    toolUses: undefined,
    status: meta.isFailureFlag ? failureFlag(cells[at.status]) : cells[at.status],
    inputText: cells[at.input_text],
    outputText: cells[at.output_text],
    blocks: undefined,
  });
}

const isOnlyPadding = (cells: readonly string[], width: number): boolean =>
  cells.length > width && cells.slice(width).every((cell) => cell === '');
