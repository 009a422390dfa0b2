import type { Entry, Refusal } from '../domain/entry.ts';
import type { RateCard } from '../domain/pricing.ts';
import { createReplay } from '../replay/replay.ts';
import type { ReplayOptions, Scenario } from '../replay/scenario.ts';
import type { ServedBy } from '../replay/served.ts';
import { type Summary, type SummaryOptions, summarise } from '../replay/summarise.ts';

/** The same calls under several lists of scenarios. */
export interface Tracks {
  readonly add: (entry: Entry, times?: number) => void;
  /** Adds a call to one list alone, with what was worked out for it there. */
  readonly addServed: (list: number, entry: Entry, served: ServedBy | undefined) => void;
  readonly addRefusal: (refusal: Refusal) => void;
  /** One for each list. */
  readonly summaries: (options: SummaryOptions) => readonly Summary[];
}

export function createTracks(
  card: RateCard,
  lists: readonly (readonly Scenario[])[],
  options: ReplayOptions,
): Tracks {
  const replays = lists.map((scenarios) => createReplay(card, scenarios, options, 'workflow'));
  return {
    add(entry, times) {
      for (const replay of replays) replay.add(entry, times);
    },
    addServed: (list, entry, served) => replays[list]?.add(entry, 1, served),
    addRefusal(refusal) {
      for (const { cells } of replays) cells.addRefusal(refusal);
    },
    summaries: (wanted) =>
      replays.map((replay, place) => summarise(replay, lists[place]?.length ?? 0, wanted)),
  };
}
