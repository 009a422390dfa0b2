import type {
  Instant,
  Period,
  PriceBook,
  PriceRecord,
  Provider,
  RecordStatus,
  RoutingRow,
} from '../domain/book.ts';
import type { BookModel } from '../domain/pricing.ts';

export const covers = ({ from, to }: Period, at: Instant): boolean =>
  from <= at && (to === undefined || at < to);

/** Whether an entry of the book counts. */
export type InUse = (entry: { readonly status: RecordStatus }) => boolean;

/** Withdrawn entries never count, announced ones only on request. */
export const inUseWith =
  (includeAnnounced: boolean): InUse =>
  ({ status }) =>
    status === 'published' || (status === 'announced' && includeAnnounced);

/** When a name bills as another model, or nobody knows as which. */
export const movesOf = (provider: Provider | undefined, name: string): readonly RoutingRow[] =>
  (provider?.routing ?? []).filter(
    (row) => row.name === name && row.model !== name && row.status === 'published',
  );

const MOST_REDIRECTIONS = 5;

/** The row that sends a name elsewhere at an instant. */
export const routeAt = (
  provider: Provider,
  name: string,
  at: Instant,
  inUse: InUse,
): RoutingRow | undefined =>
  provider.routing.find((row) => row.name === name && inUse(row) && covers(row, at));

/** The rows that a name follows at an instant, one after the other. */
export function routesFrom(
  provider: Provider,
  name: string,
  at: Instant,
  inUse: InUse,
): readonly RoutingRow[] {
  const rows: RoutingRow[] = [];
  let current: string | undefined = name;
  while (current !== undefined && rows.length < MOST_REDIRECTIONS) {
    const row = routeAt(provider, current, at, inUse);
    if (row === undefined || row.model === current) break;
    rows.push(row);
    current = row.model;
  }
  return rows;
}

/** The model at the end of the rows; `undefined`: nobody knows which. */
export const routedName = (name: string, rows: readonly RoutingRow[]): string | undefined => {
  const last = rows.at(-1);
  return last === undefined ? name : last.model;
};

/**
 * The prices of a model as a host bills it, those that hold first: by a contract with that host, else by the maker's
 * list. What the user agreed with the maker says nothing about its resellers.
 */
export function recordsFor(
  { providers }: Pick<PriceBook, 'providers'>,
  { host, provider }: Pick<BookModel, 'host' | 'provider'>,
  name: string,
): readonly PriceRecord[] {
  const all = providers.get(provider)?.models.get(name)?.records() ?? [];
  if (host === provider) return all;
  const contract = providers.get(host)?.contracts.get(`${provider}/${name}`)?.() ?? [];
  const list = all.filter(({ layer }) => layer === undefined);
  return contract.length === 0 ? list : [...contract, ...list];
}
