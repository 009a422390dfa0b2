import type { PriceBook } from '../domain/book.ts';
import { RecostError } from '../domain/problem.ts';
import { importList, type JsonList, parseList } from '../price/import/import-list.ts';
import { IMPORTERS, kindOf, LIST_KINDS, type ListKind } from '../price/import/index.ts';
import { skippedNotes } from '../price/import/notes.ts';

export { LIST_KINDS, type ListKind };

export interface ImportCommand {
  readonly name: string;
  readonly text: string;
  /** As the user says; `undefined`: by its form. */
  readonly from: ListKind | undefined;
  /** Of the new book; `undefined`: after the list and the day. */
  readonly bookName: string | undefined;
  readonly isOver: boolean;
  /** Today, 00:00Z. */
  readonly today: number;
}

export interface ImportResult {
  readonly text: string;
  /** What became of the list, in lines for people, and as JSON. */
  readonly lines: readonly string[];
  readonly json: string;
}

const SUMMARY_VERSION = 1;

/** Makes a book of the user's of a third party's price list. @throws RecostError `import-unreadable`, `import-unknown`, `import-empty` */
export function importPrices(command: ImportCommand, book: PriceBook): ImportResult {
  const { name, from, bookName, isOver, today } = command;
  const list = parsed(command);
  const kind = from ?? kindOf(list.value);
  if (kind === undefined || !IMPORTERS[kind].isLike(list.value)) throw unknownList(command, list.value);
  const date = new Date(today).toISOString().slice(0, 10);
  const title = bookName ?? `${kind}-${date}`;
  const { text, summary, notes } = importList({ kind, list, book, name: title, isOver, date });
  if (summary.inBook === 0)
    throw new RecostError('import-empty', { name, reasons: skippedNotes(summary).join('\n') });
  const facts = { schemaVersion: SUMMARY_VERSION, file: name, list: kind, name: title, book: book.version };
  const layer = isOver ? 'over' : 'under';
  return {
    text,
    lines: notes,
    json: `${JSON.stringify({ ...facts, layer, date, ...summary }, undefined, 2)}\n`,
  };
}

function parsed({ name, text }: ImportCommand): JsonList {
  try {
    return parseList(text);
  } catch (error) {
    const reason = `it is no JSON, or not such as can be read (${error instanceof Error ? error.message : 'unreadable'})`;
    throw new RecostError('import-unreadable', { name, reason });
  }
}

function unknownList({ name, from }: ImportCommand, value: unknown): RecostError {
  const isOwn = typeof value === 'object' && value !== null && 'recost' in value;
  const own = isOwn
    ? 'price list of others, but has the mark of a file of recost’s own (give a book with --prices)'
    : '';
  const what = from === undefined ? 'price list that recost knows' : `list of ${IMPORTERS[from].title}`;
  const signs = LIST_KINDS.map((kind) => `\n  ${kind}: ${IMPORTERS[kind].sign}`).join('');
  return new RecostError('import-unknown', { name, what: own === '' ? what : own, signs });
}
