import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PriceBook } from '../domain/book.ts';
import { refusalOf } from '../domain/files.ts';
import { RecostError } from '../domain/problem.ts';
import { bookOf, newestBook } from '../pipeline/open-book.ts';
import { priceDiff } from '../pipeline/prices.ts';
import { diffText } from '../render/prices/index.ts';
import type { Process } from './main.ts';
import { invalid, type RawOptions, readInstant } from './options.ts';
import { ownResources, resourcesWith } from './resources.ts';
import { withOutput } from './run-cost.ts';
import { bookWith } from './run-prices.ts';
import { outputFormat, renderOptions } from './settings.ts';
import { readToday } from './today.ts';

/** `recost prices diff BOOK BOOK`, or of one book from a day to another: the exit code. */
export async function runPricesDiff(
  books: readonly [string | undefined, string | undefined],
  options: RawOptions,
  process: Process,
): Promise<number> {
  const [format, rendering] = [outputFormat(options), renderOptions(options, process)];
  const [before, after] = await sidesOf(books, options);
  return withOutput({ logs: [], isAlone: true }, options, process, async () => ({
    text: await diffText(
      priceDiff({ before, after, includeAnnounced: options.includeAnnounced === true }),
      format,
      rendering,
    ),
    problems: [],
  }));
}

interface Side {
  readonly book: PriceBook;
  readonly at: number;
}

async function sidesOf(
  [first, second]: readonly [string | undefined, string | undefined],
  options: RawOptions,
): Promise<readonly [Side, Side]> {
  const asOf = readInstant('--as-of', options.asOf);
  const [from, to] = [readInstant('--from', options.from), readInstant('--to', options.to)];
  if (first !== undefined && second !== undefined) {
    if (from !== undefined || to !== undefined)
      throw invalid(
        '--from',
        options.from ?? options.to ?? '',
        'no second book beside it: two books, or two days',
      );
    const [a, b] = [await namedBook(first), await namedBook(second)];
    return [
      { book: a, at: asOf ?? a.date },
      { book: b, at: asOf ?? b.date },
    ];
  }
  if (from === undefined || asOf !== undefined)
    throw invalid('prices diff', first ?? '', 'two books, or two days: --from 2026-04-01 --to 2026-11-23');
  const book = first === undefined ? await bookWith(options) : await namedBook(first);
  return [
    { book, at: from },
    { book, at: to ?? readToday(options) },
  ];
}

/**
 * A book of recost's by its version, a folder of one, or a book of the user's over the newest one.
 * @param below further books of the user's, which lie between
 */
export async function namedBook(name: string, below: readonly string[] = []): Promise<PriceBook> {
  if (ownResources.bookVersions().includes(name)) return bookOf(ownResources.bookFiles(name));
  const found = await stat(name).catch((error: unknown) => {
    const reason = refusalOf(error);
    const versions = `recost’s own: ${ownResources.bookVersions().join(', ')}`;
    throw reason === undefined
      ? error
      : new RecostError('prices-unreadable', { name, reason: `${reason} (${versions})` });
  });
  if (!found.isDirectory())
    return newestBook({ ...(await resourcesWith({ prices: [...below, name] })), isThorough: true });
  const names = (await readdir(name)).filter((each) => each.endsWith('.json')).sort();
  const files = names.map(async (each) => ({ name: each, text: await readFile(join(name, each), 'utf8') }));
  return bookOf(await Promise.all(files));
}
