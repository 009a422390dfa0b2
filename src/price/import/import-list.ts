import type { PriceBook } from '../../domain/book.ts';
import { keysOf, scanJson } from '../json-scan.ts';
import { bookText } from './book-text.ts';
import { IMPORTERS, type ListKind } from './index.ts';
import { notesOf } from './notes.ts';
import { hostsOf, placed } from './placed.ts';
import { type ImportSummary, summaryOf } from './summary.ts';

export interface ImportRequest {
  readonly kind: ListKind;
  readonly list: JsonList;
  /** Which models are known is asked of it. */
  readonly book: PriceBook;
  readonly name: string;
  readonly isOver: boolean;
  /** Today, as `2026-11-26`. */
  readonly date: string;
}

/** A price list as it stands in its file. */
export interface JsonList {
  readonly value: unknown;
  /** Keys that are there again: only the last of each is in the value. */
  readonly doubled: number;
}

/** @throws SyntaxError if it is no JSON, or nested too deeply */
export function parseList(text: string): JsonList {
  const value: unknown = JSON.parse(text);
  return { value, doubled: scanJson(text).keys - keysOf(value) };
}

export interface Imported {
  /** A price book of the user's, in JSON. */
  readonly text: string;
  readonly summary: ImportSummary;
  /** The summary in words, as the book has it. */
  readonly notes: readonly string[];
}

/** Makes a price book of a third party's list. */
export function importList({ kind, list, book, name, isOver, date }: ImportRequest): Imported {
  const { title, models } = IMPORTERS[kind];
  const all = placed(models(list.value, hostsOf(book).isSame), book, isOver);
  const summary = summaryOf(all, book);
  const notes = notesOf(summary, { title, book: book.version, isOver, doubled: list.doubled });
  const head = { name, isOver, origin: `${title}, read ${date}`, notes, date };
  const kept = all.filter(({ skipped }) => skipped === undefined);
  return { text: bookText(head, kept, book), summary, notes };
}
