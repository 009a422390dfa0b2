import { readdirSync, readFileSync } from 'node:fs';
import { compileCard } from '../../src/price/card.ts';
import { loadBook } from '../../src/price/load.ts';

const folder = new URL('../../pricing/2026-11-23/', import.meta.url);

/** The files of the book that the project ships. */
export const BOOK_FILES = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(new URL(name, folder), 'utf8'),
}));

export const BOOK = loadBook(BOOK_FILES);
export const CARD = compileCard(BOOK);
export const CARD_WITH_ANNOUNCED = compileCard(BOOK, true);
