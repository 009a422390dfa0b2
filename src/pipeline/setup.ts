import type { PriceBook } from '../domain/book.ts';
import type { RateCard } from '../domain/pricing.ts';
import { compileCard } from '../price/card.ts';
import { type Counting, type CountingResources, createCounting } from './counting.ts';
import { type BookResources, newestBook } from './open-book.ts';

/** What only the command line may open. */
export interface Resources extends BookResources, CountingResources {
  readonly bookVersions: () => readonly string[];
}

/** What every command works with. */
export interface Setup extends Counting {
  readonly book: PriceBook;
  readonly card: RateCard;
  /** Counts texts alone, in a public vocabulary; it remembers none. */
  readonly counterOf: (vocabulary: string) => Promise<CountText>;
}

export type CountText = (text: string) => number;

/** @throws RecostError `book-invalid`, `prices-invalid` */
export async function setUp(resources: Resources, includeAnnounced: boolean): Promise<Setup> {
  const book = await newestBook(resources);
  const card = compileCard(book, includeAnnounced);
  const counting = createCounting(resources, book, card);
  return { book, card, ...counting, counterOf: async (name) => (await counting.counterOnce(name)).count };
}
