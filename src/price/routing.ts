import type { Instant, Period, Provider, RecordStatus, RoutingRow } from '../domain/book.ts';

export const covers = ({ from, to }: Period, at: Instant): boolean =>
  from <= at && (to === undefined || at < to);

/** Whether an entry of the book counts: withdrawn ones never do, announced ones only on request. */
export const inUseWith =
  (includeAnnounced: boolean) =>
  ({ status }: { readonly status: RecordStatus }): boolean =>
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
  inUse: (row: RoutingRow) => boolean,
): RoutingRow | undefined =>
  provider.routing.find((row) => row.name === name && inUse(row) && covers(row, at));

/** The model that a name bills as at an instant; `undefined`: nobody knows which. */
export function routedName(
  provider: Provider,
  name: string,
  at: Instant,
  inUse: (row: RoutingRow) => boolean,
): string | undefined {
  let current: string | undefined = name;
  for (let step = 0; step < MOST_REDIRECTIONS && current !== undefined; step++) {
    const row = routeAt(provider, current, at, inUse);
    if (row === undefined || row.model === current) return current;
    current = row.model;
  }
  return current;
}
