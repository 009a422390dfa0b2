import { RecostError } from '../../domain/problem.ts';
import type { ReadOptions } from '../format.ts';
import { type FieldPlan, listed } from './columns.ts';
import { holdsPrices, isPriceName } from './price-lists.ts';
import { normalizeHeader } from './synonyms.ts';

const AGGREGATE =
  /^(num_model_requests|n_requests|api_requests|requests|num_requests|request_count|usage_type)$/;
const NO_NUMBER = /^usage_type$/;

/** A table of sums over many requests. */
export interface Sums {
  /** The column that says over how many. */
  readonly requestsColumn: number | undefined;
}

/**
 * Refuses tables that are no call logs, saying what they are: price lists, sums over days, tables without counts
 * or texts, and logs of which nobody says the model.
 * @param valuesOf some values of each column that could hold counts or texts
 * @returns sums, where the user takes them for what they are
 */
export function refuseOtherTables(
  name: string,
  header: readonly string[],
  { columns }: FieldPlan,
  valuesOf: readonly (readonly string[])[],
  options: ReadOptions,
): Sums | undefined {
  const hasCounts = (['input', 'uncached_input', 'output', 'total'] as const).some((field) =>
    columns.has(field),
  );
  const hasTexts = columns.has('input_text') || columns.has('output_text');
  const isMapped = options.map.size > 0;
  if (!isMapped && !isLogged(columns) && (header.some(isPriceName) || holdsPrices(valuesOf)))
    throw new RecostError('price-list', { name });
  const aggregate = header.find((each) => AGGREGATE.test(normalizeHeader(each)));
  const isSums = hasCounts && aggregate !== undefined && !columns.has('id');
  if (isSums && !options.aggregates) {
    throw new RecostError('aggregate', { name, what: `sums over many requests (column "${aggregate}")` });
  }
  if (!hasCounts && !hasTexts) throw new RecostError('no-counts-column', { name, columns: listed(header) });
  if (!columns.has('model') && options.model === undefined) {
    throw new RecostError('no-model-column', { name, columns: listed(header) });
  }
  if (!isSums) return undefined;
  const names = header.map(normalizeHeader);
  const at = names.findIndex((each) => AGGREGATE.test(each) && !NO_NUMBER.test(each));
  return { requestsColumn: at < 0 ? undefined : at };
}

/** Prices have no ids, runs and times. */
const isLogged = (columns: FieldPlan['columns']): boolean =>
  columns.has('id') || columns.has('run') || columns.has('started_at');
