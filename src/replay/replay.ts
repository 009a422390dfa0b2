import type { Entry } from '../domain/entry.ts';
import type { RateCard } from '../domain/pricing.ts';
import type { Grouping } from '../domain/report.ts';
import { type Cells, createCells } from './cells.ts';
import { createLots, type Lots } from './lots.ts';
import { createMisfitLog, type MisfitLog } from './misfits.ts';
import type { ReplayOptions, Scenario } from './scenario.ts';
import type { ServedBy } from './served.ts';

/** Takes calls in any order and sums them by run and by lot; `summarise` prices the sums. */
export interface Replay {
  /**
   * @param times so many calls of the run that are alike; one if not given
   * @param served what was worked out for the call itself, by scenario
   */
  readonly add: (entry: Entry, times?: number, served?: ServedBy) => void;
  readonly lots: Lots;
  readonly cells: Cells;
  /** Calls that are too large for a scenario's model. */
  readonly misfits: MisfitLog;
}

/**
 * @param scenarios the baseline first
 * @param grouping what a row is: calls of one group are priced together
 */
export function createReplay(
  card: RateCard,
  scenarios: readonly Scenario[],
  options: ReplayOptions,
  grouping: Grouping | ((entry: Entry) => string),
): Replay {
  const lots = createLots(card, scenarios, options);
  const cells = createCells();
  const misfits = createMisfitLog(lots);
  const groupOf = typeof grouping === 'function' ? grouping : grouper(grouping);
  return {
    add(entry, times = 1, served = undefined) {
      const lot = lots.of(entry, groupOf(entry), served);
      cells.add(entry, lot, times, served);
      misfits.note(entry, lot, times, served);
    },
    lots,
    cells,
    misfits,
  };
}

const NONE = '(none)';

/** What a row is called that an entry belongs to. */
export function grouper(grouping: Grouping): (entry: Entry) => string {
  switch (grouping) {
    case 'workflow':
      return ({ home }) => home.workflow;
    case 'step':
      return ({ home, step }) => `${home.workflow} › ${step ?? NONE}`;
    case 'model':
      return ({ source }) => source.model ?? NONE;
    case 'day':
      return ({ startedAt }) =>
        startedAt === undefined ? NONE : new Date(startedAt).toISOString().slice(0, 10);
    case 'status':
      return ({ status }) => status;
    default:
      return grouping satisfies never;
  }
}
