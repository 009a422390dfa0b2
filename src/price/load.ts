import { createHash } from 'node:crypto';
import type { BookSource, PriceBook } from '../domain/book.ts';
import { RecostError } from '../domain/problem.ts';
import { checkBook } from './check.ts';
import {
  complain,
  entries,
  type Fault,
  faultText,
  instant,
  member,
  once,
  type Place,
  text,
  texts,
} from './json.ts';
import { readCalendar } from './load-calendar.ts';
import { readProvider } from './load-provider.ts';
import { RELEASED } from './released.ts';

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
  const faults: Fault[] = [];
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  const places = sorted.map((file) => ({ name: file.name, place: parse(file, faults) }));
  const main = places.find(({ name }) => name === 'book.json')?.place;
  if (main === undefined) throw new RecostError('book-invalid', { errors: 'book.json: is missing' });
  // Few runs need these: they are read when they are first asked for.
  const calendars = once(() => mapOf(member(main, 'calendars'), (place, id) => readCalendar(id, place)));
  const sources = once(() => mapOf(member(main, 'sources'), readSource));
  const providers = places.filter(({ name }) => name !== 'book.json').map(({ place }) => readProvider(place));
  const book: PriceBook = {
    version: text(member(main, 'version')),
    isDraft: member(main, 'status').value === 'draft',
    date: instant(member(main, 'version')),
    hash: hashOf(sorted),
    providers: new Map(providers.map((each) => [each.id, each])),
    get calendars() {
      return calendars();
    },
    sets: mapOf(member(main, 'sets'), texts),
    get sources() {
      return sources();
    },
    layers: [],
    above: undefined,
  };
  if (RELEASED.get(book.version) === book.hash) return book;
  const wrong = checkBook(book); // looks at every price, so that the faults are complete
  const errors = [...faults.map(faultText), ...wrong];
  if (errors.length > 0) throw new RecostError('book-invalid', { errors: errors.join('\n') });
  return book;
}

const mapOf = <T>(place: Place, read: (place: Place, key: string) => T): ReadonlyMap<string, T> =>
  new Map(entries(place).map(([key, each]) => [key, read(each, key)]));

const readSource = (place: Place): BookSource => ({
  url: text(member(place, 'url')),
  read: text(member(place, 'read')),
  kind: text(member(place, 'kind')),
});

function parse(file: BookFile, faults: Fault[]): Place {
  const place = { value: undefined, key: file.name, around: undefined, faults };
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
  for (const { name, text: content } of sorted)
    for (const part of [name, '\0', content, '\0']) hash.update(part);
  return hash.digest('hex');
}
