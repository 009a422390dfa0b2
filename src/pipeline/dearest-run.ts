import type { Entry } from '../domain/entry.ts';
import { RecostError } from '../domain/problem.ts';
import type { World } from '../domain/report.ts';
import type { Amount } from '../replay/amount.ts';
import { createLanes } from '../replay/lane.ts';
import { priceRun } from '../replay/price-run.ts';
import { createReplay } from '../replay/replay.ts';
import type { Reading } from './explain-taking.ts';
import { createHeldCalls } from './held-calls.ts';
import { ingest } from './ingest.ts';
import { createPromptLog, targetsIn } from './prompt-log.ts';

/** A run by its number, in the order of their first calls. */
export interface Dearest {
  readonly run: number;
  /** Among so many: those of which every call has a price, or if there is none, those of which some call has one. */
  readonly compared: number;
}

/** Reads logs and finds the run that costs most; of equals, the first. If none has a price, it is the first of all. */
export async function dearestRun(
  { files, card, scenario, options, ...reading }: Reading,
  world: World,
): Promise<Dearest> {
  const replay = createReplay(card, [scenario], options, () => '');
  const prompts = createPromptLog({ card, ...reading }, targetsIn([scenario]));
  const held = createHeldCalls<{ readonly entry: Entry }>({ card, options, prompts });
  await ingest(
    files,
    { ...reading, takePrompt: prompts.take },
    {
      call(entry) {
        if (!held.hold({ entry })) replay.add(entry);
      },
      refusal: () => {},
    },
  );
  for (const { call, served } of held.drain([scenario])) replay.add(call.entry, 1, served);
  const { lots, cells } = replay;
  const [lane] = createLanes(lots.all(), 1).lanes;
  if (lane === undefined) throw new RecostError('no-calls', { names: '', first: '' });
  const found = { complete: { run: 0, compared: 0 }, partly: { run: 0, compared: 0 } };
  const most: Record<keyof typeof found, Amount> = { complete: -1, partly: -1 };
  for (const { run, cells: ofRun } of cells.eachRun()) {
    const { cost, calls, callsPriced } = priceRun(ofRun, lane, lots.lot);
    if (callsPriced === 0) continue;
    const kind = callsPriced === calls ? 'complete' : 'partly';
    found[kind].compared++;
    if (cost[world] <= most[kind]) continue;
    most[kind] = cost[world];
    found[kind].run = run;
  }
  return found.complete.compared > 0 ? found.complete : found.partly;
}
