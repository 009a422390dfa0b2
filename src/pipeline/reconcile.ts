import { NOTHING_GIVEN } from '../domain/assumptions.ts';
import type { Instant, PriceBook } from '../domain/book.ts';
import type { InputFile } from '../domain/files.ts';
import type { Fraction } from '../domain/money.ts';
import type { RateCard, Unpriced } from '../domain/pricing.ts';
import { RecostError } from '../domain/problem.ts';
import type { AcceptedCause, Coverage, ReconcileGrouping, Reconciliation } from '../domain/reconciliation.ts';
import { unpricedText } from '../domain/unpriced.ts';
import { checkGaps } from '../reconcile/check.ts';
import { createReconciler, type Reconciled } from '../reconcile/reconciler.ts';
import { grouper } from '../replay/replay.ts';
import { createCover } from './cover.ts';
import { type IngestOptions, ingest } from './ingest.ts';
import { createObserver } from './observe.ts';
import { createListPrices } from './price-facts.ts';
import { lossesIn, type ProblemGroup } from './problem-log.ts';

export interface ReconcileRequest extends IngestOptions {
  readonly files: readonly InputFile[];
  /** Exports of a provider's own usage or costs. */
  readonly exports: readonly InputFile[];
  readonly book: PriceBook;
  readonly card: RateCard;
  readonly at: Instant | undefined;
  readonly bandAt: 'start' | 'end';
  readonly grouping: ReconcileGrouping;
  /** The most that costs may differ; `undefined`: nothing is checked. */
  readonly share: Fraction | undefined;
  readonly accepted: readonly AcceptedCause[];
}

/**
 * Logs → what they claim beside list cost, and why the two differ; with exports, whether the logs cover them.
 * @throws RecostError if nothing can be read, or there is nothing to compare
 */
export async function reconcile(
  request: ReconcileRequest,
): Promise<{ readonly reconciliation: Reconciliation; readonly problems: readonly ProblemGroup[] }> {
  const { book, card, grouping, bandAt } = request;
  const options = {
    bandAt,
    at: request.at ?? book.date,
    isAtGiven: request.at !== undefined,
    given: NOTHING_GIVEN,
  };
  const prices = createListPrices(card, options);
  const reconciler = createReconciler();
  const cover = request.exports.length === 0 ? undefined : createCover(card, options);
  const observed = createObserver();
  const unlisted = createReasons();
  const groupOf = grouper(grouping);
  const intake = await ingest(request.files, request, {
    call(entry) {
      const { list, price, facts, quantities } = prices.of(entry);
      const { source, recordedCost: recorded, costForm: form, costDetails: details } = entry;
      observed.add(entry);
      cover?.addCall(entry, list);
      if (recorded !== undefined && price.kind === 'unpriced') unlisted.add(price);
      reconciler.add({
        row: groupOf(entry),
        source,
        recorded,
        form,
        details,
        list,
        quantities,
        price: facts,
      });
    },
    refusal: () => {},
  });
  const exported = cover && (await cover.read(request.exports, request));
  const found = reconciler.finish();
  refuseNothing(found, unlisted.all(), exported?.coverage);
  const rows = grouping === 'day' ? [...found.rows].sort(byName) : found.rows;
  const coverage = exported?.coverage;
  const { firstCall, lastCall } = observed.facts();
  const problems = [...intake.problems.groups(), ...(exported?.problems ?? [])];
  const { share, accepted } = request;
  const reconciliation: Reconciliation = {
    ...found,
    rows,
    grouping,
    book: { version: book.version, isDraft: book.isDraft, hash: book.hash, date: book.date },
    at: options.at,
    firstCall,
    lastCall,
    unlisted: unlisted.all(),
    check: share && checkGaps({ rows, total: found.total, coverage }, share, accepted),
    coverage,
    losses: lossesIn(problems),
  };
  return { reconciliation, problems };
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : 1;

/** Counts why calls with a recorded cost have no list price. */
function createReasons() {
  const counts = new Map<string, { readonly why: Unpriced; calls: number }>();
  return {
    add(why: Unpriced): void {
      const key = unpricedText(why);
      const reason = counts.get(key) ?? { why, calls: 0 };
      counts.set(key, reason);
      reason.calls++;
    },
    all: (): Reconciliation['unlisted'] =>
      [...counts]
        .sort(([a, one], [b, other]) => other.calls - one.calls || (a < b ? -1 : 1))
        .map(([, reason]) => reason),
  };
}

const counted = (calls: number): string => (calls === 1 ? '1 call' : `${calls} calls`);

/** Nothing to compare is no agreement. */
function refuseNothing(
  { total, findings }: Reconciled,
  unlisted: Reconciliation['unlisted'],
  coverage: Coverage | undefined,
): void {
  const { compared, calls, zeros } = total;
  if (compared.calls > 0 || coverage !== undefined) return;
  if (total.unlisted.calls === 0) throw new RecostError('no-recorded-costs', { calls, zeros });
  const isTold = findings.some(({ why }) => why.cause === 'price-date');
  const reasons = unlisted.map(({ why, calls: some }) => `  ${unpricedText(why)} (${counted(some)})`);
  if (!isTold) throw new RecostError('no-list-prices', { reasons: reasons.join('\n') });
}
