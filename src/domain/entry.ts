import type { CallStatus, InstantKnown } from './call.ts';
import type { CostDetails, CostForm } from './cost-form.ts';
import type { Money } from './money.ts';
import type { Provenance } from './tokens.ts';

/** The counts of a call that have a price, as totals with subsets; whole numbers. */
export const COUNTS = [
  'input',
  'cacheRead',
  'output',
  'cacheWrite',
  'cacheWrite5m',
  'cacheWrite1h',
  'cacheWrite12h',
  'audioInput',
  'audioCacheRead',
  'audioOutput',
] as const;

export type CountName = (typeof COUNTS)[number];
export type Counts = Readonly<Record<CountName, number>>;

/** All that calls of one kind share, and that decides how they are priced. Text is as logged: untrusted. */
export interface Source {
  /** Its place among the sources of this log; one object for each kind. */
  readonly number: number;
  readonly provider: string | undefined;
  readonly model: string | undefined;
  readonly serviceTier: string | undefined;
  readonly region: string | undefined;
  readonly instantKnown: InstantKnown;
  /** The log says how many tokens were read from a cache. */
  readonly isCacheKnown: boolean;
  /** Its entries are sums over many calls: neither their prompts' sizes nor their hours are known. */
  readonly isTotal: boolean;
  /** Its calls stay on their model wherever a scenario sends the others. */
  readonly isPinned: boolean;
  readonly inputKnown: Provenance | undefined;
  readonly outputKnown: Provenance | undefined;
}

/** Where a call belongs. `run` undefined: the log names none, and the call is a run of its own. */
export interface Home {
  /** Its place among the homes of this log; one object for each. */
  readonly number: number;
  readonly workflow: string;
  /** The log names none: it is the file's name. */
  readonly isFileName: boolean;
  readonly run: string | undefined;
}

/** The text of a call's prompt, kept elsewhere under a number. */
export interface PromptMark {
  readonly number: number;
  /** Of what two records of a response say, the greater one holds. It depends on the text alone. */
  readonly order: number;
}

/** A call reduced to what pricing and grouping need. */
export interface Entry {
  readonly source: Source;
  readonly home: Home;
  readonly step: string | undefined;
  /** ms since 1970. */
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly status: CallStatus;
  readonly counts: Counts;
  /** Tokens of the largest single prompt, where the counts are sums over several; it decides prices by size. */
  readonly largestPrompt: number | undefined;
  readonly recordedCost: Money | undefined;
  readonly costForm: CostForm;
  readonly costDetails: CostDetails | undefined;
  /** Only where prompts are compared, and the log has their text. */
  readonly prompt?: PromptMark | undefined;
}

/** A request that was refused: no call, but its run may have ended with it. */
export interface Refusal {
  readonly home: Home;
  readonly startedAt: number | undefined;
}
