import type { Instant, PriceBook } from '../domain/book.ts';
import type { Entry } from '../domain/entry.ts';
import type { InputFile } from '../domain/files.ts';
import type { RateCard } from '../domain/pricing.ts';
import { RecostError } from '../domain/problem.ts';
import type { Grouping, Report } from '../domain/report.ts';
import { unpricedText } from '../domain/unpriced.ts';
import { createReplay } from '../replay/replay.ts';
import { reportOf } from '../replay/report.ts';
import { summarise } from '../replay/summarise.ts';
import { DEFAULT_TARGETS, scenariosFor } from '../replay/targets.ts';
import { type IngestOptions, type Intake, ingest, withoutCounts } from './ingest.ts';
import { lossesIn } from './problem-log.ts';

export interface CostRequest extends IngestOptions {
  readonly files: readonly InputFile[];
  readonly book: PriceBook;
  readonly card: RateCard;
  /** Targets and sets; `undefined`: the default ones. */
  readonly to: readonly string[] | undefined;
  readonly asOf: Instant | undefined;
  readonly at: Instant | undefined;
  readonly bandAt: 'start' | 'end';
  readonly grouping: Grouping;
  /** Quantiles of cost per run are wanted: they take memory and time for each run. */
  readonly hasQuantiles: boolean;
}

/**
 * Logs → cost per run at the baseline and under each scenario.
 * @throws RecostError if nothing can be read, or nothing has a price
 */
export async function cost(
  request: CostRequest,
): Promise<{ readonly report: Report; readonly intake: Intake }> {
  const { book, card, grouping } = request;
  const asOf = request.asOf ?? book.date;
  const options = { bandAt: request.bandAt, at: request.at ?? asOf, isAtGiven: request.at !== undefined };
  const targets = request.to ?? DEFAULT_TARGETS;
  const scenarios = scenariosFor(targets, book.sets, card, asOf);
  const replay = createReplay(card, scenarios, options, grouping);
  const observed = createObserver();
  const intake = await ingest(request.files, request, {
    call(entry) {
      observed.add(entry);
      replay.add(entry);
    },
    refusal: replay.cells.addRefusal,
  });
  const summary = summarise(replay, scenarios.length, { keepsRuns: request.hasQuantiles });
  const report = reportOf(summary, scenarios, {
    book,
    card,
    options,
    grouping,
    asOf,
    ...observed.facts(),
    totals: totalsIn(intake),
    losses: lossesIn(intake.problems.groups()),
    isKeepAsked: targets.includes('keep'),
  });
  if (summary.total.outcomes.every(({ callsPriced }) => callsPriced === 0))
    throw intake.hasCounts ? nothingPriced(report) : withoutCounts(intake.files);
  return { report, intake };
}

const totalsIn = ({ files }: Intake): Report['totals'] =>
  files.reduce(
    (sum, { totals }) => ({
      records: sum.records + totals.records,
      requests: sum.requests + totals.requests,
      withoutRequests: sum.withoutRequests + totals.withoutRequests,
    }),
    { records: 0, requests: 0, withoutRequests: 0 },
  );

/** Notes what the report says of the log as a whole. */
function createObserver() {
  let firstCall: Instant | undefined;
  let lastCall: Instant | undefined;
  let callsWithoutRun = 0;
  let callsWithoutWorkflow = 0;
  return {
    add({ startedAt, home }: Entry): void {
      callsWithoutRun += Number(home.run === undefined);
      callsWithoutWorkflow += Number(home.isFileName);
      if (startedAt === undefined) return;
      if (firstCall === undefined || startedAt < firstCall) firstCall = startedAt;
      if (lastCall === undefined || startedAt > lastCall) lastCall = startedAt;
    },
    facts: () => ({ firstCall, lastCall, callsWithoutRun, callsWithoutWorkflow }),
  };
}

const counted = (calls: number): string => (calls === 1 ? '1 call' : `${calls} calls`);

function nothingPriced({ scenarios }: Report): RecostError {
  const lines = scenarios.flatMap(({ id, unpriced, infeasible }) => [
    ...unpriced.map(({ why, calls }) => `  ${id}: ${unpricedText(why)} (${counted(calls)})`),
    ...infeasible.map(
      ({ model, window, calls }) => `  ${id}: over ${model}'s window of ${window} tokens (${counted(calls)})`,
    ),
  ]);
  return new RecostError('nothing-priced', { reasons: lines.join('\n') });
}
