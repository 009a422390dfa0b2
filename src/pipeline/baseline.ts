import type { Baseline, PricedAt } from '../domain/gate.ts';
import { RecostError } from '../domain/problem.ts';
import { baselineText } from '../gate/baseline-file.ts';
import { readBaseline } from '../gate/read-baseline.ts';
import { compileCard } from '../price/card.ts';
import { openBook } from './open-book.ts';
import type { ProblemGroup } from './problem-log.ts';
import type { Resources } from './setup.ts';
import { type Prices, type SumRequest, sumLogs } from './sum-logs.ts';

export { readBaseline };

export interface BaselineRequest extends Omit<SumRequest, 'current'> {
  /** Why it is made. */
  readonly reason: string | undefined;
}

/** Logs → the text of a baseline's file. @throws RecostError as `sumLogs` does */
export async function makeBaseline(
  request: BaselineRequest,
): Promise<{ readonly text: string; readonly problems: readonly ProblemGroup[] }> {
  const { prices, pricedAt, reason } = request;
  const { workflows, problems } = await sumLogs({ ...request, current: undefined });
  const book = { version: prices.book.version, hash: prices.book.hash };
  return { text: baselineText({ pricedAt, book, reason, workflows }), problems };
}

/** A baseline and the book that it was made with. */
export interface OpenedBaseline {
  /** Of its file. */
  readonly name: string;
  readonly baseline: Baseline;
  readonly prices: Prices;
}

/** @throws RecostError `baseline-unreadable`, `baseline-book-missing`, `baseline-prices-differ` */
export async function openBaseline(
  name: string,
  text: string,
  resources: Resources,
): Promise<OpenedBaseline> {
  const baseline = readBaseline(name, text);
  const { version, hash } = baseline.book;
  const [own = version, ...layers] = version.split('+');
  const book = await openBook(resources, own);
  const isOther = book?.version !== version || (book.hash !== hash && book.layers.length > 0);
  if (book !== undefined && isOther) {
    const given = book.layers.map((layer) => layer.name).join(', ');
    throw new RecostError('baseline-prices-differ', { name, needed: layers.join(', '), given });
  }
  if (book?.hash !== hash) {
    const versions = resources.bookVersions().join(', ');
    throw new RecostError('baseline-book-missing', { name, version, hash: hash.slice(0, 12), versions });
  }
  return { name, baseline, prices: { book, card: compileCard(book) } };
}

/** Where a baseline is priced unless the user says otherwise: on its book's date, off-peak. */
export const usualPricedAt = ({ book }: Prices): PricedAt => ({ at: book.date, band: 'off-peak' });
