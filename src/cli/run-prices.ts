import { SERVICE_TIERS } from '../domain/book.ts';
import { newestBook } from '../pipeline/open-book.ts';
import { priceHistory, priceList } from '../pipeline/prices.ts';
import { historyText, listText } from '../render/prices/index.ts';
import type { Process } from './main.ts';
import { type RawOptions, readInstant, readOneOf } from './options.ts';
import { resourcesWith } from './resources.ts';
import { withOutput } from './run-cost.ts';
import { outputFormat, renderOptions } from './settings.ts';
import { readToday } from './today.ts';

/** The newest book, with the user's over it. */
export const bookWith = async ({ prices = [] }: RawOptions) => newestBook(await resourcesWith({ prices }));

/** `recost prices list`: the exit code. */
export async function runPricesList(
  names: readonly string[],
  options: RawOptions,
  process: Process,
): Promise<number> {
  const [format, rendering] = [outputFormat(options), renderOptions(options, process)];
  const tier = readOneOf('--tier', options.tier ?? 'standard', [...SERVICE_TIERS, 'all']);
  const today = readToday(options);
  const choice = {
    names,
    provider: options.provider,
    tier: tier === 'all' ? undefined : tier,
    at: readInstant('--as-of', options.asOf) ?? today,
    includeAnnounced: options.includeAnnounced === true,
    today,
  };
  const book = await bookWith(options);
  return withOutput({ logs: [], isAlone: true }, options, process, async () => ({
    text: await listText(priceList(book, choice), format, rendering),
    problems: [],
  }));
}

/** `recost prices show MODEL`: the exit code. */
export async function runPricesShow(name: string, options: RawOptions, process: Process): Promise<number> {
  const [format, rendering] = [outputFormat(options), renderOptions(options, process)];
  const request = { name, provider: options.provider, today: readToday(options) };
  const book = await bookWith(options);
  return withOutput({ logs: [], isAlone: true }, options, process, async () => ({
    text: await historyText(priceHistory(book, request), format, rendering),
    problems: [],
  }));
}
