import type { Instant } from './book.ts';
import type { CostDetails } from './cost-form.ts';
import type { PromptMark } from './entry.ts';
import type { Money } from './money.ts';
import type { CostKind } from './raw-call.ts';
import type { Provenance } from './tokens.ts';

/**
 * The tokens of one call, as totals with subsets: cached and cache-writing tokens are inside `input`,
 * reasoning is inside `output`. `undefined`: the log does not say. Whole, non-negative numbers.
 */
export interface Usage {
  readonly input: number | undefined;
  readonly cacheRead: number | undefined;
  readonly cacheWrite: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
  readonly cacheWrite12h: number;
  readonly audioInput: number;
  readonly audioCacheRead: number;
  readonly output: number | undefined;
  readonly reasoning: number | undefined;
  readonly audioOutput: number;
}

/** What decided whether a record's cached tokens are inside its input count. */
export const ALGEBRA_RULES = [
  'nothing to decide',
  'format',
  'total',
  'impossible otherwise',
  'assumed',
] as const;
export type AlgebraRule = (typeof ALGEBRA_RULES)[number];

export type CallStatus = 'ok' | 'failed' | 'unknown';

/** How well a call's instant is known; without a zone, its hour of the week is a guess. */
export type InstantKnown = 'exact' | 'zone assumed' | 'missing';

/** A call's place in a trace, its ids in one spelling however the format writes them. */
export interface Span {
  readonly trace: string;
  readonly parentTrace: string | undefined;
  readonly id: string;
  readonly parent: string | undefined;
  readonly name: string | undefined;
  readonly agent: string | undefined;
  readonly service: string | undefined;
  readonly kind: 'call' | 'part';
}

/** One model request, in the terms of the domain. Text fields are as logged: untrusted. */
export interface Call {
  readonly span: Span | undefined;
  /** Line (or record number, where lines mean nothing) in its file. */
  readonly line: number;
  readonly id: string | undefined;
  /** The provider made this id, so it is unique: two records with it are one response. */
  readonly isProviderId: boolean;
  /** Its format marks this record as the response's last word. */
  readonly isFinal: boolean;
  readonly run: string | undefined;
  readonly workflow: string | undefined;
  readonly step: string | undefined;
  readonly provider: string | undefined;
  readonly model: string | undefined;
  readonly serviceTier: string | undefined;
  readonly region: string | undefined;
  readonly startedAt: Instant | undefined;
  readonly endedAt: Instant | undefined;
  readonly instantKnown: InstantKnown;
  readonly usage: Usage;
  readonly algebra: AlgebraRule;
  readonly inputKnown: Provenance;
  readonly outputKnown: Provenance;
  readonly recordedCost: Money | undefined;
  readonly costKind: CostKind;
  /** Decimals of a dollar with which the cost is written. */
  readonly costDecimals: number;
  readonly costDetails: CostDetails | undefined;
  /** The log says 0 beside tokens: it knew no price, or somebody else was billed. Never a cost. */
  readonly isCostZero: boolean;
  /** No call but a sum over many (see RawCall). */
  readonly isTotal: boolean;
  /** How many requests it stands for; `undefined`: the log does not say. */
  readonly requests: number | undefined;
  /** The largest single prompt in tokens, where the usage is a sum over several requests. */
  readonly largestPrompt: number | undefined;
  readonly status: CallStatus;
  /** See Entry. */
  readonly prompt?: PromptMark | undefined;
}
