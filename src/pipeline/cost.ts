import type { Assumptions } from '../domain/assumptions.ts';
import type { Instant, PriceBook } from '../domain/book.ts';
import type { Entry } from '../domain/entry.ts';
import type { InputFile } from '../domain/files.ts';
import type { RateCard } from '../domain/pricing.ts';
import type { Grouping, Report } from '../domain/report.ts';
import { createReplay } from '../replay/replay.ts';
import { reportOf } from '../replay/report.ts';
import { summarise } from '../replay/summarise.ts';
import { DEFAULT_TARGETS, scenariosFor } from '../replay/targets.ts';
import { createHeldCalls } from './held-calls.ts';
import { type IngestOptions, type Intake, ingest, withoutCounts } from './ingest.ts';
import { nothingPriced } from './nothing-priced.ts';
import { createObserver, subsetsAssumedIn, totalsIn } from './observe.ts';
import { lossesIn } from './problem-log.ts';
import { createPromptLog, targetsIn } from './prompt-log.ts';
import { replayOptions } from './replay-options.ts';
import type { TextSetup } from './setup.ts';

export interface CostRequest extends IngestOptions, TextSetup {
  readonly files: readonly InputFile[];
  readonly book: PriceBook;
  readonly card: RateCard;
  /** Targets and sets; `undefined`: the default ones. */
  readonly to: readonly string[] | undefined;
  readonly asOf: Instant | undefined;
  readonly at: Instant | undefined;
  readonly bandAt: 'start' | 'end';
  readonly given: Assumptions;
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
  const options = replayOptions(request, asOf);
  const targets = request.to ?? DEFAULT_TARGETS;
  const scenarios = scenariosFor(targets, book.sets, card, asOf);
  const replay = createReplay(card, scenarios, options, grouping);
  const observed = createObserver();
  const prompts = createPromptLog(request, targetsIn(scenarios));
  const held = createHeldCalls<{ readonly entry: Entry }>({ card, options, prompts });
  const intake = await ingest(
    request.files,
    { ...request, takePrompt: prompts.take },
    {
      call(entry) {
        observed.add(entry);
        if (!held.hold({ entry })) replay.add(entry);
      },
      refusal: replay.cells.addRefusal,
    },
  );
  for (const { call, served } of held.drain(scenarios)) replay.add(call.entry, 1, served);
  const summary = summarise(replay, scenarios.length, { keepsRuns: request.hasQuantiles });
  const report = reportOf(summary, scenarios, {
    book,
    card,
    options,
    grouping,
    asOf,
    ...observed.facts(),
    totals: totalsIn(intake),
    subsetsAssumed: subsetsAssumedIn(intake),
    losses: lossesIn(intake.problems.groups()),
    isKeepAsked: targets.includes('keep'),
  });
  if (summary.total.outcomes.every(({ callsPriced }) => callsPriced === 0))
    throw intake.hasCounts ? nothingPriced(report) : withoutCounts(intake.files);
  return { report, intake };
}
