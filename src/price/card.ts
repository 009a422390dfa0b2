import type {
  Instant,
  Model,
  Period,
  PriceBook,
  PriceRecord,
  RoutingRow,
  ServiceTier,
  Timeline,
} from '../domain/book.ts';
import type { BookModel, RateCard } from '../domain/pricing.ts';
import { cacheRuleAt } from './caching.ts';
import { bandAt, isHolidayUnknown } from './calendar.ts';
import { comingChanges } from './coming.ts';
import { explainName, explainPrice, type ReadTier } from './explain.ts';
import { namesOf } from './names.ts';
import { compilePriceAt } from './rate-at.ts';
import { covers, inUseWith, recordsFor, routeAt } from './routing.ts';
import { timeCells } from './time-cells.ts';

/** Words that mean the standard tier whoever writes them. */
const STANDARD_WORDS: ReadonlySet<string> = new Set(['standard', 'default', 'auto', '']);
const TIER_WORDS: ReadonlyMap<string, ServiceTier> = new Map(
  (['batch', 'flex', 'priority', 'fast', 'ultrafast', 'spot'] as const).map((tier) => [tier, tier]),
);

/** Compiles a book into the functions that the other stages use. */
export function compileCard(book: PriceBook, includeAnnounced = false): RateCard {
  const inUse = inUseWith(includeAnnounced);
  const routeOf = (model: BookModel, at: Instant): RoutingRow | undefined => {
    const provider = book.providers.get(model.provider);
    return provider && routeAt(provider, model.name, at, inUse);
  };
  /** What a name bills as: where it is routed to, else itself. */
  const billedModel = (model: BookModel, at: Instant): Model | undefined =>
    book.providers.get(model.provider)?.models.get(routeOf(model, at)?.model ?? model.name);
  const names = namesOf(book);
  const lookUp = compilePriceAt(book, includeAnnounced);
  const readTier = (model: BookModel, word: string | undefined) => tierIn(book, model, word);
  return {
    priceAt: (question) => lookUp(question),
    explainPrice: (question, words) => explainPrice({ book, inUse, lookUp, readTier }, question, words),
    explainName: explainName(book, names),
    resolve: names.resolve,
    timeCells: (models) =>
      timeCells(
        book,
        models.map((model) => ({ model, billed: everBilled(book, model) })),
      ),
    limitsOf: (model, at) => {
      const billed = billedModel(model, at) ?? book.providers.get(model.provider)?.models.get(model.name);
      if (billed === undefined) return undefined;
      const { contextWindow, maxInput, maxOutput } = billed.life();
      return {
        tokenizer: billed.tokenizer,
        contextWindow: tokensAt(contextWindow, at),
        maxInput: tokensAt(maxInput, at),
        maxOutput: tokensAt(maxOutput, at),
      };
    },
    cacheRuleOf: (model, at) => {
      const provider = book.providers.get(model.provider);
      const billed = billedModel(model, at);
      return provider && billed && cacheRuleAt(provider, billed, at);
    },
    billedAs: (model, at) => {
      const route = routeOf(model, at);
      return { path: `${model.provider}/${route?.model ?? model.name}`, since: route?.from };
    },
    tierOf: (model, word) => tierIn(book, model, word)?.tier,
    sizeSteps: (model) =>
      sizeSteps(everBilled(book, model).flatMap(({ name }) => recordsFor(book, model, name))),
    isHolidayUnknown: ({ band }, at, place) => {
      const calendar = band && book.calendars.get(band.calendar);
      return calendar !== undefined && isHolidayUnknown(calendar, at, place);
    },
    changesWithin: (from, to, models) => changesWithin(book, { from, to }, models),
    // What is announced for before the instant is in use already, or else it is still worth knowing of.
    coming: (model, asOf) =>
      comingChanges(
        { book, lookUp: compilePriceAt(book, true) },
        model,
        includeAnnounced ? asOf : Math.min(asOf, book.date),
      ),
    placeIn: (band, at) => placeIn(book, band, at),
    startsOf: (model) => startsOf(book, model, inUse),
    feesOf: ({ host, provider }, at) =>
      [...new Set([host, provider])]
        .flatMap((id) => book.providers.get(id)?.fees ?? [])
        .filter((fee) => covers(fee, at)),
    placesOf: (model, at) => placesOf(book, billedModel(model, at), at),
  };
}

const STANDARD: ReadTier = { tier: 'standard', knownBy: 'standard' };

/** The service tier that a word means: to everybody, to who bills or makes the model, else by its own name. */
function tierIn(
  book: PriceBook,
  { host, provider }: BookModel,
  word: string | undefined,
): ReadTier | undefined {
  const lower = word?.trim().toLowerCase() ?? '';
  if (STANDARD_WORDS.has(lower)) return STANDARD;
  const [own, makers] = [host, provider].map((id) => book.providers.get(id)?.tiers.get(lower));
  const theirs = own ?? makers;
  if (theirs !== undefined) return { tier: theirs, knownBy: 'provider' };
  const tier = TIER_WORDS.get(lower);
  return tier && { tier, knownBy: 'word' };
}

/** All models that a name bills as at some time. */
function everBilled(book: PriceBook, { provider, name }: BookModel): readonly Model[] {
  const own = book.providers.get(provider);
  const routes = (own?.routing ?? []).filter((row) => row.name === name).map((row) => row.model ?? '');
  return [name, ...routes].map((each) => own?.models.get(each)).filter((model) => model !== undefined);
}

function startsOf(
  book: PriceBook,
  model: BookModel,
  inUse: ReturnType<typeof inUseWith>,
): readonly Instant[] {
  const routes = book.providers.get(model.provider)?.routing.filter(({ name }) => name === model.name) ?? [];
  const rows = [...everBilled(book, model).flatMap((each) => each.records()), ...routes].filter(inUse);
  return [...new Set(rows.map(({ from }) => from))].sort((a, b) => a - b);
}

const tokensAt = (timeline: Timeline, at: Instant): number | undefined =>
  (timeline.findLast((entry) => entry.from <= at) ?? timeline[0])?.tokens;

function sizeSteps(records: readonly PriceRecord[]): readonly number[] {
  const steps = records.flatMap(({ sizeTiers, notSoldAbove }) => [
    ...sizeTiers.map((tier) => (tier.isInclusive ? tier.promptTokens : tier.promptTokens + 1)),
    ...(notSoldAbove === undefined ? [] : [notSoldAbove + 1]),
  ]);
  return [...new Set(steps)].sort((a, b) => a - b);
}

/** Where a price ends because an announced one begins, that is announced as well. Withdrawn ones change nothing. */
function changesWithin(
  { providers }: PriceBook,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  names: ReadonlySet<string> | undefined,
): ReturnType<RateCard['changesWithin']> {
  const isMeant = (provider: string, name: string): boolean => names?.has(`${provider}/${name}`) !== false;
  const groups = [...providers.values()].flatMap(({ id, models, routing }) => [
    ...[...models.values()].filter(({ name }) => isMeant(id, name)).map(({ records }) => records()),
    routing.filter(({ name }) => isMeant(id, name)),
  ]);
  const changes = { published: new Set<Instant>(), announced: new Set<Instant>() };
  for (const group of groups) {
    const announced = new Set(endsOf(group.filter(({ status }) => status === 'announced')));
    const published = endsOf(group.filter(({ status }) => status === 'published'));
    for (const at of announced) changes.announced.add(at);
    for (const at of published) if (!announced.has(at)) changes.published.add(at);
  }
  const within = (all: ReadonlySet<Instant>): readonly Instant[] =>
    [...all].filter((at) => at > from && at < to).sort((a, b) => a - b);
  return { published: within(changes.published), announced: within(changes.announced) };
}

const endsOf = (periods: readonly Period[]): readonly Instant[] =>
  periods.flatMap((period) => (period.to === undefined ? [period.from] : [period.from, period.to]));

const HALF_HOUR = 30 * 60_000;
const SLOTS_A_WEEK = 7 * 48;

const OFF_PEAK = 'off_peak';

function placeIn({ calendars }: PriceBook, band: 'off-peak' | 'peak', at: Instant): Instant {
  const fits = (place: Instant): number =>
    [...calendars.values()].filter((calendar) => {
      const found = bandAt(calendar, at, place);
      return found !== undefined && (found === OFF_PEAK) === (band === 'off-peak');
    }).length;
  const places = Array.from({ length: SLOTS_A_WEEK }, (_, slot) => at + slot * HALF_HOUR);
  return places.reduce((best, place) => (fits(place) > fits(best) ? place : best), at);
}

/** For each band that a price of the model has at `at`, one instant of the following week that falls into it. */
function placesOf(book: PriceBook, model: Model | undefined, at: Instant): readonly Instant[] {
  const record = model?.records().find((each) => each.band !== undefined && covers(each, at));
  const calendar = record?.band && book.calendars.get(record.band.calendar);
  if (calendar === undefined) return [at];
  const places = new Map<string | undefined, Instant>();
  for (let slot = 0; slot < SLOTS_A_WEEK; slot++) {
    const place = at + slot * HALF_HOUR;
    const band = bandAt(calendar, at, place);
    if (!places.has(band)) places.set(band, place);
  }
  return [...places.values()];
}
