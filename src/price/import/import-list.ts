import type { PriceBook } from '../../domain/book.ts';
import { bookText } from './book-text.ts';
import { IMPORTERS, type ListKind } from './index.ts';
import { notesOf } from './notes.ts';
import { hostsOf, placed } from './placed.ts';
import { type ImportSummary, summaryOf } from './summary.ts';

export interface ImportRequest {
  readonly kind: ListKind;
  /** The list, parsed. */
  readonly value: unknown;
  /** Which models are known is asked of it. */
  readonly book: PriceBook;
  readonly name: string;
  readonly isOver: boolean;
  /** Today, as `2026-11-26`. */
  readonly date: string;
}

export interface Imported {
  /** A price book of the user's, in JSON. */
  readonly text: string;
  readonly summary: ImportSummary;
  /** The summary in words, as the book has it. */
  readonly notes: readonly string[];
}

/** Makes a price book of a third party's list. */
export function importList({ kind, value, book, name, isOver, date }: ImportRequest): Imported {
  const { title, models } = IMPORTERS[kind];
  const all = placed(models(value, hostsOf(book).isSame), book, isOver);
  const summary = summaryOf(all, book);
  const notes = notesOf(summary, { title, book: book.version, isOver });
  const head = { name, isOver, origin: `${title}, read ${date}`, notes, date };
  const kept = all.filter(({ skipped }) => skipped === undefined);
  return { text: bookText(head, kept, book), summary, notes };
}
