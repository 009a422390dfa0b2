import type { Instant, Model, Period, PriceBook, ServiceTier, Timeline } from '../domain/book.ts';
import type { BookModel, RateCard } from '../domain/pricing.ts';
import { bandAt, bandClasses, holidayLimits, isHolidayUnknown } from './calendar.ts';
import { compileNames } from './names.ts';
import { compilePriceAt } from './rate-at.ts';

/** Words that mean the standard tier whoever writes them. */
const STANDARD_WORDS: ReadonlySet<string> = new Set(['standard', 'default', 'auto', '']);
const TIER_WORDS: ReadonlyMap<string, ServiceTier> = new Map(
  (['batch', 'flex', 'priority', 'fast', 'ultrafast', 'spot'] as const).map((tier) => [tier, tier]),
);

/** Compiles a book into the functions that the other stages use. */
export function compileCard(book: PriceBook, includeAnnounced = false): RateCard {
  const priceAt = compilePriceAt(book, includeAnnounced);
  return {
    priceAt,
    resolve: compileNames(book),
    timeCell: timeCells(book),
    limitsOf: (model, at) => {
      const found = billedModels(book, model, at)[0];
      return found && { tokenizer: found.tokenizer, contextWindow: tokensAt(found.contextWindow, at) };
    },
    billedAs: ({ provider, name }, at) => {
      const row = book.providers
        .get(provider)
        ?.routing.find((each) => each.name === name && covers(each, at));
      return { path: `${provider}/${row?.model ?? name}`, since: row?.from };
    },
    tierOf: (model, word) => {
      const lower = word?.trim().toLowerCase() ?? '';
      if (STANDARD_WORDS.has(lower)) return 'standard';
      return book.providers.get(model.provider)?.tiers.get(lower) ?? TIER_WORDS.get(lower);
    },
    sizeSteps: (model) => sizeSteps(billedModels(book, model, undefined)),
    isHolidayUnknown: ({ band }, at, place) => {
      const calendar = band && book.calendars.get(band.calendar);
      return calendar !== undefined && isHolidayUnknown(calendar, at, place);
    },
    placesOf: (model, at) => placesOf(book, billedModels(book, model, at), at),
  };
}

/** The models that a name can bill as: its own, and those that it is routed to (at an instant, if given). */
function billedModels(
  book: PriceBook,
  { provider, name }: BookModel,
  at: Instant | undefined,
): readonly Model[] {
  const own = book.providers.get(provider);
  const routes = (own?.routing ?? []).filter(
    (row) => row.name === name && (at === undefined || covers(row, at)),
  );
  const names = [...routes.map((row) => row.model ?? ''), name];
  return names.map((each) => own?.models.get(each)).filter((model) => model !== undefined);
}

const covers = ({ from, to }: Period, at: Instant): boolean => from <= at && (to === undefined || at < to);

const tokensAt = (timeline: Timeline, at: Instant): number | undefined =>
  (timeline.findLast((entry) => entry.from <= at) ?? timeline[0])?.tokens;

function sizeSteps(models: readonly Model[]): readonly number[] {
  const steps = models
    .flatMap((model) => model.records)
    .flatMap(({ sizeTiers, notSoldAbove }) => [
      ...sizeTiers.map((tier) => (tier.isInclusive ? tier.promptTokens : tier.promptTokens + 1)),
      ...(notSoldAbove === undefined ? [] : [notSoldAbove + 1]),
    ]);
  return [...new Set(steps)].sort((a, b) => a - b);
}

const HALF_HOUR = 30 * 60_000;

/** For each band that a price of the model has at `at`, one instant of the following week that falls into it. */
function placesOf(book: PriceBook, models: readonly Model[], at: Instant): readonly Instant[] {
  const record = models[0]?.records.find((each) => each.band !== undefined && covers(each, at));
  const calendar = record?.band && book.calendars.get(record.band.calendar);
  if (calendar === undefined) return [at];
  const places = new Map<string | undefined, Instant>();
  for (let slot = 0; slot < 7 * 48; slot++) {
    const place = at + slot * HALF_HOUR;
    const band = bandAt(calendar, at, place);
    if (!places.has(band)) places.set(band, place);
  }
  return [...places.values()];
}

/**
 * Numbers the instants so that two with the same number are priced alike: between two changes of any price,
 * route, region factor or calendar, and in the same bands.
 */
function timeCells(book: PriceBook): (at: Instant) => number {
  const changes = changesOf(book);
  const calendars = [...book.calendars.values()].map(bandClasses);
  return (at) => {
    let low = 0;
    let high = changes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((changes[middle] ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    let cell = low;
    for (const classes of calendars) cell = cell * classes.size + classes.of(at);
    return cell;
  };
}

function changesOf(book: PriceBook): Float64Array {
  const providers = [...book.providers.values()];
  const periods: readonly Period[] = [
    ...providers.flatMap(({ routing, modifiers, resells }) => [...routing, ...modifiers, ...resells]),
    ...providers.flatMap(({ models }) => [...models.values()].flatMap(({ records }) => records)),
    ...[...book.calendars.values()].flatMap(({ versions }) => versions),
  ];
  const limits = [...book.calendars.values()].flatMap(holidayLimits);
  const changes = periods.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to]));
  return Float64Array.from(new Set([...changes, ...limits])).sort();
}
