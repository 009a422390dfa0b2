import type { PriceBook } from '../../src/domain/book.ts';
import {
  type Imported,
  type ImportRequest,
  importList,
  parseList,
} from '../../src/price/import/import-list.ts';
import { layOver } from '../../src/price/layers.ts';
import { BOOK } from './book.ts';

export const TODAY = '2026-11-26';

/** A list imported over recost's own book. */
export const imported = (kind: ImportRequest['kind'], list: unknown, isOver = false): Imported =>
  importList({
    kind,
    list: parseList(typeof list === 'string' ? list : JSON.stringify(list)),
    book: BOOK,
    name: 'theirs',
    isOver,
    date: TODAY,
  });

// biome-ignore lint/suspicious/noExplicitAny: whatever a book has in JSON
export type Json = any;

/** The models of a provider in the book that an import makes. */
export const modelsOf = ({ text }: Imported, provider: string): Json =>
  JSON.parse(text).providers[provider]?.models;

/** The book that an import makes, laid over or under recost's own; all of it looked through. */
export const laid = ({ text }: Imported): PriceBook => layOver(BOOK, [{ name: 'theirs.json', text }], true);

/** Why entries are not in the book, with their number. */
export const skipped = ({ summary }: Imported): Readonly<Record<string, number>> =>
  Object.fromEntries(summary.skipped.map(({ why, entries }) => [why, entries]));

/** Fields that are left out, with the reason. */
export const leftOut = ({ summary }: Imported): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries([...summary.left, ...summary.new].map(({ field, why }) => [field, why]));
