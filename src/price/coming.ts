import type { Instant, PriceBook, PriceRecord } from '../domain/book.ts';
import type { BookModel, ComingChange } from '../domain/pricing.ts';

/**
 * What is known to change for a model after an instant: announced prices and routes, and the day on which it stops,
 * in their order. Of prices by the hour the first band stands for all.
 */
export function comingChanges(book: PriceBook, found: BookModel, after: Instant): readonly ComingChange[] {
  const provider = book.providers.get(found.provider);
  const model = provider?.models.get(found.name);
  const path = `${found.provider}/${found.name}`;
  const records = model?.records().filter(({ tier }) => tier === 'standard') ?? [];
  const prices = records
    .filter((record) => record.status === 'announced' && record.from > after)
    .filter((record, at, all) => all.findIndex(({ from }) => from === record.from) === at)
    .map(
      (record) => ({ kind: 'price', model: path, at: record.from, ...ratesAround(records, record) }) as const,
    );
  const routes = (provider?.routing ?? [])
    .filter(({ name, status, from }) => name === found.name && status === 'announced' && from > after)
    .map(({ from, model: target }) => ({ kind: 'route', model: path, at: from, target }) as const);
  const retired = model?.life().retired;
  const end =
    retired === undefined || retired <= after ? [] : [{ kind: 'end', model: path, at: retired } as const];
  return [...prices, ...routes, ...end].sort((a, b) => a.at - b.at);
}

/** The rates of an announced price, and those that it ends. */
function ratesAround(records: readonly PriceRecord[], record: PriceRecord) {
  const earlier = records
    .filter(({ status, from }) => status !== 'withdrawn' && from < record.from)
    .sort((a, b) => a.from - b.from);
  const old = earlier.findLast(({ band }) => band?.name === record.band?.name) ?? earlier.at(-1);
  return { before: old?.rates, after: record.rates };
}
