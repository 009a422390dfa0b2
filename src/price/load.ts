import { createHash } from 'node:crypto';
import type {
  Calendar,
  Modifier,
  PriceBook,
  Provider,
  Resale,
  RoutingRow,
  ServiceTier,
} from '../domain/book.ts';
import { SERVICE_TIERS } from '../domain/book.ts';
import { parseFraction } from '../domain/money.ts';
import { RecostError } from '../domain/problem.ts';
import { checkBook } from './check.ts';
import {
  complain,
  entries,
  instant,
  isPresent,
  items,
  member,
  oneOf,
  optional,
  type Place,
  text,
  texts,
} from './json.ts';
import { readCalendar } from './load-calendar.ts';
import { readModel, statusOf } from './load-model.ts';

/** One file of a book, by its name within `pricing/<version>/`. */
export interface BookFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Reads and checks a price book.
 * @throws RecostError `book-invalid`, naming every fault with file and path: unknown calendars, overlapping
 * periods, prices that are no exact decimals, names that belong to two models.
 */
export function loadBook(files: readonly BookFile[]): PriceBook {
  const errors: string[] = [];
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  const places = sorted.map((file) => ({ name: file.name, place: parse(file, errors) }));
  const main = places.find(({ name }) => name === 'book.json')?.place;
  if (main === undefined) throw new RecostError('book-invalid', { errors: 'book.json: is missing' });
  const calendars = entries(member(main, 'calendars')).map(([id, place]) => readCalendar(id, place));
  const providers = places.filter(({ name }) => name !== 'book.json').map(({ place }) => readProvider(place));
  const book: PriceBook = {
    version: text(member(main, 'version')),
    isDraft: member(main, 'status').value === 'draft',
    date: instant(member(main, 'version')),
    hash: hashOf(sorted),
    providers: new Map(providers.map((each) => [each.id, each])),
    calendars: new Map(calendars.map((each: Calendar) => [each.id, each])),
    sets: new Map(entries(member(main, 'sets')).map(([name, place]) => [name, texts(place)])),
    sources: new Map(
      entries(member(main, 'sources')).map(([key, place]) => [
        key,
        { url: text(member(place, 'url')), read: text(member(place, 'read')) },
      ]),
    ),
  };
  errors.push(...checkBook(book));
  if (errors.length > 0) throw new RecostError('book-invalid', { errors: errors.join('\n') });
  return book;
}

function parse(file: BookFile, errors: string[]): Place {
  const place = { value: undefined, path: `${file.name}:`, errors };
  try {
    return { ...place, value: JSON.parse(file.text) };
  } catch (error) {
    complain(place, `is not JSON (${error instanceof Error ? error.message : 'unreadable'})`);
    return place;
  }
}

/** sha256 over names and contents, in the order of names. */
function hashOf(sorted: readonly BookFile[]): string {
  const hash = createHash('sha256');
  for (const file of sorted) hash.update(`${file.name}\0${file.text}\0`);
  return hash.digest('hex');
}

function readProvider(place: Place): Provider {
  const id = text(member(place, 'provider'));
  const models = entries(member(place, 'models')).map(([name, model]) => readModel(id, name, model));
  const strip = member(place, 'strip');
  return {
    id,
    title: text(member(place, 'title')),
    isMaker: member(place, 'isMaker').value === true,
    knownAs: texts(member(place, 'knownAs')).map((word) => word.toLowerCase()),
    prefixes: texts(member(place, 'prefixes')).map((word) => word.toLowerCase()),
    strip: {
      prefixes: items(member(strip, 'prefixes')).map((each) => ({
        text: text(member(each, 'text')).toLowerCase(),
        region: optional(member(each, 'region'), text),
      })),
      suffixes: texts(member(strip, 'suffixes')).map((word) => word.toLowerCase()),
    },
    makers: new Map(entries(member(place, 'makers')).map(([prefix, to]) => [prefix.toLowerCase(), text(to)])),
    names: new Map(entries(member(place, 'names')).map(([name, to]) => [name.toLowerCase(), text(to)])),
    tiers: new Map(entries(member(place, 'tiers')).map(([word, to]) => [word.toLowerCase(), tier(to)])),
    tierSynonyms: new Map(entries(member(place, 'tierSynonyms')).map(([word, to]) => [word, tier(to)])),
    resells: items(member(place, 'resells')).map(readResale),
    routing: items(member(place, 'routing')).map((row) => readRouting(id, row)),
    modifiers: items(member(place, 'modifiers')).map(readModifier),
    models: new Map(models.map((model) => [model.name, model])),
  };
}

const tier = (place: Place): ServiceTier => oneOf(place, SERVICE_TIERS) ?? 'standard';

const readPeriod = (place: Place) => ({
  from: instant(member(place, 'from')),
  to: optional(member(place, 'to'), instant),
});

const readResale = (place: Place): Resale => ({
  ...readPeriod(place),
  maker: text(member(place, 'maker')),
  basis: oneOf(member(place, 'basis'), ['documented', 'assumed']) ?? 'assumed',
});

const readRouting = (provider: string, place: Place): RoutingRow => ({
  ...readPeriod(place),
  provider,
  name: text(member(place, 'name')),
  model: optional(member(place, 'model'), text),
  status: statusOf(place),
  note: optional(member(place, 'note'), text),
});

function readModifier(place: Place): Modifier {
  const multiplier = parseFraction(text(member(place, 'multiplier')));
  if (multiplier === undefined && isPresent(member(place, 'multiplier'))) {
    complain(member(place, 'multiplier'), 'must be an exact number such as "1.1"');
  }
  return {
    ...readPeriod(place),
    name: text(member(place, 'name')),
    region: text(member(place, 'region')),
    multiplier: multiplier ?? { num: 1n, den: 1n },
    models: texts(member(place, 'models')),
  };
}
