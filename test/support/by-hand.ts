import { NOTHING_GIVEN } from '../../src/domain/assumptions.ts';
import type { Entry } from '../../src/domain/entry.ts';
import type { RateCard } from '../../src/domain/pricing.ts';
import type { TokenClass } from '../../src/domain/tokens.ts';
import { createReplay } from '../../src/replay/replay.ts';
import { summarise } from '../../src/replay/summarise.ts';
import { entryMaker } from './arbitrary.ts';

/** A line of a bill worked out by hand: tokens of one class at the vendor's printed price, in USD per million. */
export type Line = readonly [tokens: number, tokenClass: TokenClass, usdPerMtok: string];

/** A call as a log has it. */
export interface Logged {
  readonly provider?: string;
  readonly model: string;
  readonly at: string;
  readonly serviceTier?: string;
  readonly region?: string;
}

/** USD per million tokens → nano-dollars per million, so that × tokens makes 10⁻¹⁵ USD. */
function nanoUsd(usd: string): bigint {
  const [whole = '', decimals = ''] = usd.split('.');
  return BigInt(whole + decimals.padEnd(9, '0'));
}

/** What a bill comes to, in 10⁻¹⁵ USD. */
export const sumOf = (lines: readonly Line[]): bigint =>
  lines.reduce((sum, [tokens, , usd]) => sum + BigInt(tokens) * nanoUsd(usd), 0n);

/** What the program makes of the call: its cost in 10⁻¹⁵ USD, or the code of the reason why it has none. */
export function costOf(card: RateCard, logged: Logged, lines: readonly Line[]): bigint | string {
  const { at, ...facts } = logged;
  const make = entryMaker();
  const options = { bandAt: 'start', at: Date.parse(at), isAtGiven: false, given: NOTHING_GIVEN } as const;
  const replay = createReplay(card, [{ kind: 'baseline' }], options, 'workflow');
  replay.add(make.entry(make.source(facts), make.home('run'), at, countsOf(lines)));
  const price = replay.lots.all()[0]?.prices[0];
  if (price?.kind === 'unpriced') return price.code;
  const total = summarise(replay, 1, { keepsRuns: false }).total.outcomes[0]?.total;
  return total?.low === total?.high ? BigInt(total?.base ?? -1n) : 'a range';
}

/** Disjoint classes → totals with subsets, as calls have them. */
function countsOf(lines: readonly Line[]): Partial<Entry['counts']> {
  const tokens = (...classes: readonly TokenClass[]): number =>
    lines.reduce((sum, [count, tokenClass]) => sum + (classes.includes(tokenClass) ? count : 0), 0);
  const all = lines.reduce((sum, [count]) => sum + count, 0);
  const output = tokens('output', 'audioOutput');
  return {
    input: all - output,
    cacheRead: tokens('cacheRead', 'audioCacheRead'),
    cacheWrite: tokens('cacheWrite'),
    cacheWrite5m: tokens('cacheWrite5m'),
    cacheWrite1h: tokens('cacheWrite1h'),
    cacheWrite12h: tokens('cacheWrite12h'),
    audioInput: tokens('audioInput', 'audioCacheRead'),
    audioCacheRead: tokens('audioCacheRead'),
    output,
    audioOutput: tokens('audioOutput'),
  };
}
