import { NOTHING_GIVEN } from '../domain/assumptions.ts';
import type { PriceBook } from '../domain/book.ts';
import type { InputFile } from '../domain/files.ts';
import type { ModelSums, PricedAt, WorkflowSums } from '../domain/gate.ts';
import { type Money, ZERO } from '../domain/money.ts';
import type { RateCard } from '../domain/pricing.ts';
import { problem, RecostError } from '../domain/problem.ts';
import type { Outcome } from '../domain/report.ts';
import { aggregate, stepGroup } from '../replay/aggregate.ts';
import { createReplay } from '../replay/replay.ts';
import type { FixedScenario, Scenario } from '../replay/scenario.ts';
import { summarise } from '../replay/summarise.ts';
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

/** What so many calls cost: those that have a price. */
export interface Priced {
  readonly calls: number;
  readonly cost: Money;
}

/** Logs as sums by workflow, every call at one instant. */
export interface LogSums {
  readonly workflows: readonly WorkflowSums[];
  /** All priced calls: as compared, at their own instants, and by the current book; `undefined`: it is the same. */
  readonly compared: Priced;
  readonly asCalled: Priced;
  readonly atCurrent: Priced | undefined;
  readonly runs: number;
  readonly problems: readonly ProblemGroup[];
}

const [AS_CALLED, REAL, PLAIN] = [0, 1, 2];

/** @throws RecostError if nothing can be read, or no call has a price then */
export async function sumLogs(request: SumRequest): Promise<LogSums> {
  const { prices, pricedAt, current, bandAt } = request;
  const replayWith = ({ card, book }: Prices, scenarios: readonly Scenario[]) => {
    const options = { bandAt, at: book.date, isAtGiven: false, given: NOTHING_GIVEN };
    return createReplay(card, scenarios, options, ({ home, step }) => stepGroup(home.workflow, step));
  };
  const replay = replayWith(prices, [
    { kind: 'baseline' },
    fixed(prices.card, pricedAt, false),
    fixed(prices.card, pricedAt, true),
  ]);
  const today = current && { at: current.book.date, band: pricedAt.band };
  const newer = current && today && replayWith(current, [fixed(current.card, today, false)]);
  const all = newer === undefined ? [replay] : [replay, newer];
  const intake = await ingest(request.files, request, {
    call(entry) {
      for (const each of all) each.add(entry);
    },
    refusal(refusal) {
      for (const { cells } of all) cells.addRefusal(refusal);
    },
  });
  const { workflows, costUnder } = aggregate(replay, { count: 3, real: REAL, plain: PLAIN });
  if (workflows.every(({ callsPriced }) => callsPriced === 0))
    throw new RecostError('nothing-priced', { reasons: `  as of ${new Date(pricedAt.at).toISOString()}` });
  const unpriced = unpricedIn(workflows);
  if (unpriced !== undefined) {
    const facts = { ...unpriced, at: new Date(pricedAt.at).toISOString().slice(0, 10) };
    intake.problems.add(problem('calls-unpriced', undefined, facts));
  }
  return {
    workflows,
    compared: pricedOf(costUnder(REAL)),
    asCalled: pricedOf(costUnder(AS_CALLED)),
    atCurrent: newer && pricedOf(summarise(newer, 1, { keepsRuns: false }).total.outcomes[0]),
    runs: workflows.reduce((sum, { runs }) => sum + runs, 0),
    problems: intake.problems.groups(),
  };
}

const MOST_MODELS = 3;

/** How many calls have no price at the instant that is compared, and of which models. */
function unpricedIn(workflows: readonly WorkflowSums[]) {
  const models = workflows.flatMap(({ steps }) => steps.flatMap((step) => step.models));
  const without = models.filter(({ calls, callsPriced }) => callsPriced < calls);
  const count = (list: typeof models, of: (model: ModelSums) => number): number =>
    list.reduce((sum, each) => sum + of(each), 0);
  const calls = count(without, (each) => each.calls - each.callsPriced);
  const names = [...new Set(without.map(({ model }) => model))];
  const more = names.length > MOST_MODELS ? ` and ${names.length - MOST_MODELS} more` : '';
  const shown = `${names.slice(0, MOST_MODELS).join(', ')}${more}`;
  return calls === 0 ? undefined : { calls, all: count(models, (each) => each.calls), models: shown };
}

const pricedOf = (outcome: Outcome | undefined): Priced => ({
  calls: outcome?.callsPriced ?? 0,
  cost: outcome?.total.base ?? ZERO,
});

const fixed = (card: RateCard, { at, band }: PricedAt, isPlain: boolean): FixedScenario => ({
  kind: 'fixed',
  at,
  place: card.placeIn(band, at),
  isPlain,
});
