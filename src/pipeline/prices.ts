import type { Instant, PriceBook } from '../domain/book.ts';
import { nearest } from '../domain/nearest.ts';
import type { ModelHistory, PriceDiff, PriceList } from '../domain/price-view.ts';
import { RecostError } from '../domain/problem.ts';
import { unpricedText } from '../domain/unpriced.ts';
import { compileCard } from '../price/card.ts';
import { comparePrices } from '../price/compare-books.ts';
import { historyOf } from '../price/history.ts';
import { type ListChoice, listPrices } from '../price/price-rows.ts';

/** What is in force for a choice of models. @throws RecostError `prices-none` if no model is of the choice */
export function priceList(book: PriceBook, choice: ListChoice): PriceList {
  const { names, provider } = choice;
  if (provider !== undefined && !book.providers.has(provider)) {
    const close = nearest(provider, [...book.providers.keys()]);
    throw new RecostError('prices-none', { what: `the provider "${provider}"`, hint: didYouMean(close) });
  }
  const list = listPrices(book, choice);
  if (list.rows.length === 0 && list.without === 0) {
    const known = [...book.providers.values()].flatMap(({ models }) => [...models.keys()]);
    const { resolve } = compileCard(book);
    const resold = names.find((name) => !('kind' in resolve(provider, name, undefined)));
    const hint =
      resold === undefined
        ? didYouMean(names.flatMap((name) => nearest(name, known)))
        : `; it is sold at its maker’s price: recost prices show ${resold}`;
    throw new RecostError('prices-none', { what: `"${names.join(' ')}"`, hint });
  }
  return list;
}

const didYouMean = (names: readonly string[]): string =>
  names.length === 0 ? '' : ` (did you mean ${[...new Set(names)].slice(0, 3).join(' or ')}?)`;

/** All that a book knows of one model. @throws RecostError `price-unknown` */
export function priceHistory(
  book: PriceBook,
  {
    name,
    provider,
    today,
  }: { readonly name: string; readonly provider: string | undefined; readonly today: Instant },
): ModelHistory {
  const found = compileCard(book).resolve(provider, name, undefined);
  if ('kind' in found) throw new RecostError('price-unknown', { reason: unpricedText(found) });
  return historyOf(book, found, today);
}

export interface DiffRequest {
  readonly before: { readonly book: PriceBook; readonly at: Instant };
  readonly after: { readonly book: PriceBook; readonly at: Instant };
  readonly includeAnnounced: boolean;
}

/** What differs between two books, or one book at two instants. */
export function priceDiff({ before, after, includeAnnounced }: DiffRequest): PriceDiff {
  const side = ({ book, at }: DiffRequest['before']) => ({
    book,
    at,
    card: compileCard(book, includeAnnounced),
  });
  return comparePrices(side(before), side(after));
}
