import type { PriceBook } from '../domain/book.ts';
import { type BookFile, loadBook } from '../price/load.ts';

/** What the command line opens to price with. */
export interface BookResources {
  /** The newest price book that came with the program, or the one of that version; none: it has no such book. */
  readonly bookFiles: (version?: string) => readonly BookFile[];
  /** The user's own books (`--prices`), in their order. */
  readonly userBooks: readonly BookFile[];
  /** Every model of the user's books is looked through, whether it is asked for or not. */
  readonly isThorough?: boolean;
}

/** The newest book, with the user's books laid over it. @throws RecostError as `openBook` does */
export const newestBook = async (resources: BookResources): Promise<PriceBook> =>
  (await openBook(resources)) ?? loadBook([]);

/** The book that these files are. @throws RecostError `book-invalid` */
export const bookOf = (files: readonly BookFile[]): PriceBook => loadBook(files);

/**
 * The newest book, or the one of a version, with the user's books laid over it.
 * @returns `undefined` if there is no book of that version
 * @throws RecostError `book-invalid`, `prices-invalid`
 */
export async function openBook(resources: BookResources, version?: string): Promise<PriceBook | undefined> {
  const files = resources.bookFiles(version);
  if (files.length === 0) return undefined;
  const book = loadBook(files);
  if (resources.userBooks.length === 0) return book;
  const { layOver } = await import('../price/layers.ts');
  return layOver(book, resources.userBooks, resources.isThorough);
}
