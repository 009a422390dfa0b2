import type { Instant, PriceBook } from '../domain/book.ts';
import type { BookFacts } from '../domain/price-view.ts';

const DAY = 86_400_000;

/** Whole days from a book's date to a day of the user's; below zero if it lies before. */
export const ageInDays = ({ date }: Pick<PriceBook, 'date'>, today: Instant): number =>
  Math.floor((today - date) / DAY);

/** What is said of a book wherever its prices are shown. */
export function bookFacts(book: PriceBook, today: Instant): BookFacts {
  const { version, isDraft, hash, date, layers } = book;
  return { version, isDraft, hash, date, ageDays: ageInDays(book, today), layers };
}
