import type { PriceBook } from '../domain/book.ts';
import type { InputFile } from '../domain/files.ts';
import type { PricedAt, WorkflowSums } from '../domain/gate.ts';
import type { Money } from '../domain/money.ts';
import type { RateCard } from '../domain/pricing.ts';
import { RecostError } from '../domain/problem.ts';
import { aggregate, stepGroup } from '../replay/aggregate.ts';
import { createReplay } from '../replay/replay.ts';
import type { FixedScenario, Scenario } from '../replay/scenario.ts';
import { type IngestOptions, ingest } from './ingest.ts';
import type { ProblemGroup } from './problem-log.ts';

/** A price book ready for use. */
export interface Prices {
  readonly book: PriceBook;
  readonly card: RateCard;
}

export interface SumRequest extends IngestOptions {
  readonly files: readonly InputFile[];
  readonly bandAt: 'start' | 'end';
  readonly prices: Prices;
  readonly pricedAt: PricedAt;
  /** A newer book, for information: what its prices would make of the same calls. */
  readonly current: Prices | undefined;
}

/** Logs as sums by workflow, every call at one instant. */
export interface LogSums {
  readonly workflows: readonly WorkflowSums[];
  /** All priced calls: as compared, at their own instants, and by the current book; `undefined`: it is the same. */
  readonly compared: Money;
  readonly asCalled: Money;
  readonly atCurrent: Money | undefined;
  readonly runs: number;
  readonly problems: readonly ProblemGroup[];
}

const [AS_CALLED, REAL, PLAIN] = [0, 1, 2];

/** @throws RecostError if nothing can be read, or no call has a price then */
export async function sumLogs(request: SumRequest): Promise<LogSums> {
  const { prices, pricedAt, current, bandAt } = request;
  const replayWith = ({ card, book }: Prices, at: PricedAt) => {
    const scenarios: readonly Scenario[] = [
      { kind: 'baseline' },
      fixed(card, at, false),
      fixed(card, at, true),
    ];
    const options = { bandAt, at: book.date, isAtGiven: false };
    return createReplay(card, scenarios, options, ({ home, step }) => stepGroup(home.workflow, step));
  };
  const replay = replayWith(prices, pricedAt);
  const newer = current && replayWith(current, { at: current.book.date, band: pricedAt.band });
  const all = newer === undefined ? [replay] : [replay, newer];
  const intake = await ingest(request.files, request, {
    call(entry) {
      for (const each of all) each.add(entry);
    },
    refusal(refusal) {
      for (const { cells } of all) cells.addRefusal(refusal);
    },
  });
  const places = { count: 3, real: REAL, plain: PLAIN };
  const { workflows, costUnder } = aggregate(replay, places);
  if (workflows.every(({ callsPriced }) => callsPriced === 0))
    throw new RecostError('nothing-priced', { reasons: `  as of ${new Date(pricedAt.at).toISOString()}` });
  return {
    workflows,
    compared: costUnder(REAL),
    asCalled: costUnder(AS_CALLED),
    atCurrent: newer && aggregate(newer, places).costUnder(REAL),
    runs: workflows.reduce((sum, { runs }) => sum + runs, 0),
    problems: intake.problems.groups(),
  };
}

const fixed = (card: RateCard, { at, band }: PricedAt, isPlain: boolean): FixedScenario => ({
  kind: 'fixed',
  at,
  place: card.placeIn(band, at),
  isPlain,
});
