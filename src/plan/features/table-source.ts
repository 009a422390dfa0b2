import { CsvError, parse } from 'csv-parse/sync';
import { keyHint, normalKey } from '../../config/keys.ts';
import { type Pair, short } from '../../config/node.ts';
import { nearest } from '../../domain/nearest.ts';
import { type Problem, problem, RecostError } from '../../domain/problem.ts';
import { FEATURE_KEYS } from './keys.ts';
import { checkCount, complain, type Desk, type Draft, draftOf, type Source } from './source.ts';

const MOST_COLUMNS = 1000;

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * A features file as a table: a header of keys, and a row for each feature. Comma, semicolon or tab.
 * @throws RecostError if it is no table of features
 */
export function tableSource(name: string, text: string): Source {
  const body = text.replace(/\r\n?/g, '\n').replace(/^sep=.\n/, '\n');
  const delimiter = /\.tsv$/i.test(name) ? '\t' : delimiterOf(body);
  const [header, ...rows] = rowsOf(name, body, delimiter).filter(({ cells }) =>
    cells.some((cell) => cell.trim() !== ''),
  );
  const hint =
    'Its first line names the columns (name, workflow, value, target_margin …), each further line is a feature';
  if (header === undefined || rows.length === 0) throw new RecostError('features-empty', { name, hint });
  checkCount(name, rows.length);
  if (header.cells.length > MOST_COLUMNS) {
    const reason = `its header has ${header.cells.length} columns: at most ${MOST_COLUMNS}`;
    throw new RecostError('features-unreadable', { name, line: header.line, reason });
  }
  const isKnown = header.cells.map((cell) => FEATURE_KEYS.some((key) => key === normalKey(cell)));
  if (!isKnown.includes(true)) {
    const reason = `no column is called as ours are: ${FEATURE_KEYS.join(', ')}`;
    throw new RecostError('features-unreadable', { name, line: header.line, reason });
  }
  const known = header.cells.map((cell, index) => (isKnown[index] === true ? cell : undefined));
  return {
    file: name,
    currency: 'USD',
    exchangeRates: [],
    defaults: new Map(),
    drafts: rows.map((row, index) => draft(row, known, { file: name, position: index + 1 })),
    problems: unknownColumns(header, name),
    hasDecimalComma: delimiter === ';',
  };
}

/** What stands most often in the first line that has anything. */
function delimiterOf(text: string): string {
  const line = /\S.*/.exec(text)?.[0] ?? '';
  const counts = [',', ';', '\t'].map((each) => ({ each, count: line.split(each).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).each;
}

function rowsOf(name: string, text: string, delimiter: string): readonly Row[] {
  const rows: Row[] = [];
  try {
    parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      trim: true,
      on_record: (cells, { lines }) => {
        // The parser tells the line at which a row ends.
        const breaks = cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
        rows.push({ cells, line: lines - breaks });
        return null;
      },
    });
    return rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 0;
    throw new RecostError('features-unreadable', { name, line, reason: reasonOf(error) });
  }
}

const reasonOf = (error: CsvError): string =>
  error.code === 'CSV_QUOTE_NOT_CLOSED'
    ? 'a quote is opened and never closed'
    : (error.message.split('\n')[0] ?? '');

function draft(
  { cells, line }: Row,
  header: readonly (string | undefined)[],
  place: { readonly file: string; readonly position: number },
): Draft {
  const pairs = cells.flatMap((text, index): readonly Pair[] => {
    const key = header[index];
    return key === undefined || text.trim() === '' ? [] : [{ key, line, node: { kind: 'text', text, line } }];
  });
  const drafted = draftOf(pairs, { ...place, line });
  const isTooWide = cells.slice(header.length).some((cell) => cell !== '');
  const width = { cells: cells.length, columns: header.length };
  const tooWide = problem('row-width', { file: place.file, line }, width);
  return isTooWide ? { ...drafted, problems: [...drafted.problems, tooWide] } : drafted;
}

function unknownColumns({ cells, line }: Row, file: string): readonly Problem[] {
  const desk: Desk = { file, problems: [] };
  const unknown = cells.filter((cell) => cell !== '' && !FEATURE_KEYS.some((key) => key === normalKey(cell)));
  for (const column of unknown) {
    const facts = { where: 'the header', key: short(column), hint: keyHint(column, FEATURE_KEYS) };
    if (nearest(normalKey(column), FEATURE_KEYS).length > 0)
      complain(desk, 'feature-key-unknown', line, facts);
    else complain(desk, 'feature-column-ignored', line, { column: short(column) });
  }
  return desk.problems;
}
