import type { Calendar, Instant, Model, Period, PriceBook } from '../domain/book.ts';
import type { BookModel } from '../domain/pricing.ts';
import { bandClasses, holidayLimits } from './calendar.ts';
import { recordsFor } from './routing.ts';

/** A model, and everything that it bills as at some time. */
export interface BilledModels {
  readonly model: BookModel;
  readonly billed: readonly Model[];
}

/**
 * Numbers the instants so that two with the same number are priced alike for all of `models`: between two changes
 * of their prices, routes, region factors and calendars, and in the same bands.
 */
export function timeCells(book: PriceBook, models: readonly BilledModels[]): (at: Instant) => number {
  const records = models.flatMap(({ model, billed }) =>
    billed.flatMap(({ name }) => recordsFor(book, model, name)),
  );
  const names = new Set(records.map(({ band }) => band?.calendar));
  const calendars = [...book.calendars.values()].filter(({ id }) => names.has(id));
  const changes = changesOf(
    [...records, ...calendars.flatMap(({ versions }) => versions), ...rowsOf(book, models)],
    calendars,
  );
  const classes = calendars.map(bandClasses);
  return (at) => {
    let low = 0;
    let high = changes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((changes[middle] ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    for (const each of classes) low = low * each.size + each.of(at);
    return low;
  };
}

/** Routes, region factors and resale rows that can touch the models. */
function rowsOf(book: PriceBook, models: readonly BilledModels[]): readonly Period[] {
  return models.flatMap(({ model }) => {
    const host = book.providers.get(model.host);
    const provider = book.providers.get(model.provider);
    return [
      ...(provider?.routing.filter(({ name }) => name === model.name) ?? []),
      ...(host?.modifiers ?? []),
      ...(host?.resells ?? []),
      ...(host?.discounts ?? []),
    ];
  });
}

function changesOf(periods: readonly Period[], calendars: readonly Calendar[]): Float64Array {
  const changes = periods.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to]));
  return Float64Array.from(new Set([...changes, ...calendars.flatMap(holidayLimits)])).sort();
}
