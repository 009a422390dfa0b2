import type { Field } from '../domain/fields.ts';
import { type Problem, problem, RecostError } from '../domain/problem.ts';
import { NO_RAW_CALL, type RawCall } from '../domain/raw-call.ts';
import type { Text } from './bytes.ts';
import { type FieldPlan, planFields } from './columns.ts';
import { parseHead, type Row, sniffDelimiter, tableRows } from './csv-rows.ts';
import { type FieldMeta, failureFlag, inMilliseconds, metaOf } from './field-meta.ts';
import type { ReadOptions } from './format.ts';
import { FIELDS_BY_NAME, spellingsOf } from './synonyms.ts';
import { refuseOtherTables } from './table-kinds.ts';

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
  let hasHeader = false;
  for await (const rows of tableRows(text.blocks, table.delimiter, () => table.header.length)) {
    const calls: RawCall[] = [];
    const problems: Problem[] = [];
    for (const row of rows) {
      if (isHeader(row, table.header)) {
        if (hasHeader) problems.push(problem('header-repeated', { file, line: row.line }, {}));
        hasHeader = true;
      } else if (hasHeader) {
        const found = read(row, file);
        if (found !== undefined && 'code' in found) problems.push(found);
        else if (found !== undefined) calls.push(found);
      }
    }
    yield { calls, problems };
  }
}

const isHeader = ({ cells }: Row, header: readonly string[]): boolean =>
  cells[0] === header[0] &&
  cells.length === header.length &&
  cells.every((cell, index) => cell === header[index]);

function planTable(file: string, head: Uint8Array, options: ReadOptions): TablePlan {
  const delimiter = sniffDelimiter(head);
  const rows = parseHead(head, delimiter);
  const at = rows.findIndex((cells) => isHeaderRow(cells, options));
  const header = rows[at];
  if (header === undefined) throw new RecostError('not-a-log', { name: file });
  const samples = rows.slice(at + 1).filter((cells) => cells.length === header.length);
  const sample = (column: number): readonly string[] => samples.map((cells) => cells[column] ?? '');
  const plan = planFields({ file, names: header, sample, map: options.map });
  refuseOtherTables(file, header, plan, options);
  const nameOf = (field: Field): string => header[plan.columns.get(field) ?? -1] ?? '';
  const valuesOf = (field: Field): readonly string[] => sample(plan.columns.get(field) ?? -1);
  return {
    delimiter,
    header,
    plan,
    hasDecimalComma:
      delimiter !== ',' && usesDecimalComma([...valuesOf('cost'), ...valuesOf('duration')], delimiter),
    meta: metaOf(nameOf, valuesOf),
  };
}

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

function rowReader(table: TablePlan): (row: Row, file: string) => RawCall | Problem | undefined {
  const { header, plan, hasDecimalComma, meta } = table;
  const at = (field: Field): number => plan.columns.get(field) ?? -1;
  const columns = Object.fromEntries([...plan.columns]) as Partial<Record<Field, number>>;
  const [id, model, startedAt] = [at('id'), at('model'), at('started_at')];
  return ({ line, cells, fault }, file) => {
    const place = { file, line };
    if (fault !== undefined) return problem('row-unreadable', place, { fault });
    if (cells.length === 1 && (cells[0] ?? '').trim() === '') return undefined;
    if (cells.length !== header.length && !isOnlyPadding(cells, header.length)) {
      return problem('row-width', place, { cells: cells.length, columns: header.length });
    }
    const first = cells.find((cell) => cell !== '') ?? '';
    if (TOTALS_ROW.test(first) && !cells[id] !== !cells[model] && !cells[startedAt]) {
      return problem('totals-row', place, { first });
    }
    const cell = (field: Field): string | undefined => cells[columns[field] ?? -1];
    return {
      ...NO_RAW_CALL,
      line,
      usage: {
        input: cell('input'),
        uncached_input: cell('uncached_input'),
        cached: cell('cached'),
        cache_write: cell('cache_write'),
        cache_write_5m: cell('cache_write_5m'),
        cache_write_1h: cell('cache_write_1h'),
        output: cell('output'),
        reasoning: cell('reasoning'),
        total: cell('total'),
        hasDecimalComma,
      },
      id: cells[id],
      run: cell('run'),
      workflow: cell('workflow'),
      step: cell('step'),
      provider: cell('provider'),
      model: cells[model],
      serviceTier: cell('service_tier'),
      region: cell('region'),
      startedAt: cells[startedAt],
      endedAt: cell('ended_at'),
      durationMs: inMilliseconds(cell('duration'), meta.durationUnitMs),
      cost: cell('cost'),
      costExponent: meta.costExponent,
      status: meta.isFailureFlag ? failureFlag(cell('status')) : cell('status'),
      inputText: cell('input_text'),
      outputText: cell('output_text'),
    };
  };
}

const isOnlyPadding = (cells: readonly string[], width: number): boolean =>
  cells.length > width && cells.slice(width).every((cell) => cell === '');
