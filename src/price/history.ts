import type { Calendar, Fee, Instant, Model, PriceBook, Provider, RoutingRow } from '../domain/book.ts';
import type { ModelHistory } from '../domain/price-view.ts';
import type { BookModel } from '../domain/pricing.ts';
import { bookFacts } from './book-facts.ts';
import { cacheRuleAt } from './caching.ts';
import { isFor } from './discount.ts';
import { rowsOf } from './price-rows.ts';
import { recordsFor } from './routing.ts';

/** All that a book knows of a model: its prices in the order of time, and where each is from. */
export function historyOf(book: PriceBook, found: BookModel, today: Instant): ModelHistory {
  const host = providerOf(book, found.host);
  const provider = providerOf(book, found.provider);
  const model = provider.models.get(found.name);
  const own = recordsFor(book, found, found.name);
  const routing = routesOf(provider, found.name);
  const calendars = calendarsOf(
    book,
    own.map(({ band }) => band?.calendar),
  );
  const resale = host.resells.findLast(({ maker }) => maker === provider.id);
  const caching = model && cacheRuleAt(provider, model, today);
  const cited = [
    ...own,
    ...(caching === undefined ? [] : [caching]),
    ...routing,
    ...host.fees,
    ...(found.basis === 'own' || resale === undefined ? [] : [resale]),
  ];
  return {
    book: bookFacts(book, today),
    host: { id: host.id, title: host.title },
    provider: { id: provider.id, title: provider.title },
    name: found.name,
    aliases: model?.aliases ?? [],
    tokenizer: model?.tokenizer,
    ...lifeOf(model),
    resale: found.basis === 'own' ? undefined : resale,
    routing,
    rows: own.toSorted((a, b) => a.from - b.from).flatMap((record) => rowsOf(record)),
    calendars,
    caching,
    fees: host.fees,
    discounts: host.discounts.filter((discount) => isFor(discount, `${provider.id}/${found.name}`)),
    sources: sourcesOf(book, cited),
    today,
  };
}

const NO_LIFE = { contextWindow: [], maxOutput: [], released: undefined, retired: undefined };

function lifeOf(model: Model | undefined): Pick<ModelHistory, keyof typeof NO_LIFE> {
  const { contextWindow, maxOutput, released, retired } = model?.life() ?? NO_LIFE;
  return { contextWindow, maxOutput, released, retired };
}

function providerOf(book: PriceBook, id: string): Provider {
  const provider = book.providers.get(id);
  if (provider === undefined) throw new RangeError(`no provider ${id}`);
  return provider;
}

const routesOf = ({ routing }: Provider, name: string): readonly RoutingRow[] =>
  routing.filter((row) => row.name === name).toSorted((a, b) => a.from - b.from);

const calendarsOf = (book: PriceBook, ids: readonly (string | undefined)[]): readonly Calendar[] =>
  [...book.calendars.values()].filter(({ id }) => ids.includes(id));

function sourcesOf(
  book: PriceBook,
  cited: readonly (Pick<Fee, 'sources'> | { readonly sources: readonly string[] })[],
): ModelHistory['sources'] {
  const keys = new Set(cited.flatMap(({ sources }) => sources));
  return [...book.sources].filter(([key]) => keys.has(key)).map(([key, source]) => ({ key, ...source }));
}
