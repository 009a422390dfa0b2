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
}

/** What the texts of calls that move are counted with. */
export type TextSetup = Pick<Counting, 'counterOnce' | 'ownFor'>;

export type CountText = (text: string) => number;

/** @throws RecostError `book-invalid`, `prices-invalid` */
export async function setUp(resources: Resources, includeAnnounced: boolean): Promise<Setup> {
  const book = await newestBook(resources);
  const card = compileCard(book, includeAnnounced);
  return { book, card, ...createCounting(resources, book, card) };
}
