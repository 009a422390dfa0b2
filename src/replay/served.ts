import type { Instant, RateVector } from '../domain/book.ts';
import type { CacheRule, HitWorld } from '../domain/caching.ts';
import { HIT_WORLDS } from '../domain/caching.ts';
import type { Entry } from '../domain/entry.ts';
import { addFractions, whole } from '../domain/exact.ts';
import { type Fraction, multiply } from '../domain/money.ts';
import type { BookModel, RateCard } from '../domain/pricing.ts';
import type { TextCounting } from '../domain/report.ts';
import type { TokenClass, TokenizerFamily } from '../domain/tokens.ts';
import { destinationOf } from './destination.ts';
import { representative } from './lots.ts';
import type { Times } from './moves.ts';
import type { ReplayOptions, Scenario } from './scenario.ts';
import { type Bar, WORLDS, type World } from './transfer.ts';

/**
 * A call's tokens on a target, for each world of token counts and each of cache hits; as whole numbers side by side,
 * so that calls can be summed. See `placeOf` for where each stands.
 */
export type ServedTokens = Float64Array;

/** What a cache did with the tokens of a prompt. */
export const SHARES = ['read', 'written', 'plain'] as const;
export type ServedShare = (typeof SHARES)[number];

const OF_WORLD = 1 + HIT_WORLDS.length * SHARES.length;

export const noTokens = (): ServedTokens => new Float64Array(WORLDS.length * OF_WORLD);

/** Adds to sums, in place. */
export function addTokens(sums: ServedTokens | undefined, by: ServedTokens | undefined): void {
  if (sums === undefined || by === undefined) return;
  for (let place = 0; place < sums.length; place++) sums[place] = (sums[place] ?? 0) + (by[place] ?? 0);
}

export const outputPlace = (world: World): number => WORLDS.indexOf(world) * OF_WORLD;

/** @param hits how many hits the cache is taken to have */
export const placeOf = (world: World, hits: HitWorld, share: ServedShare): number =>
  outputPlace(world) + 1 + HIT_WORLDS.indexOf(hits) * SHARES.length + SHARES.indexOf(share);

/** The hits of a world; or a caller who sets no marks where they are charged: then nothing is read and nothing written. */
export type CacheUse = HitWorld | 'unused';

/** How a call is served that was worked out for itself, and how that is known. */
export interface ServedKind {
  /** How its texts came to tokens on the target; `none`: they did not, since it has none or all count alike. */
  readonly counting: TextCounting | 'none';
  /** How far that may be off, as ± so many percent. */
  readonly barPercent: number;
  /** The user's own ways of counting that had a part in it. */
  readonly own: readonly string[];
  /** Target tokens for each token of the log, for what was not counted. */
  readonly factor: Bar<Fraction>;
  /** The class of tokens that are written; `undefined`: they are plain input. */
  readonly writes: TokenClass | undefined;
  readonly confidence: CacheRule['confidence'];
}

/** A call whose prompt was compared with others, on the target of one scenario. */
export interface Served {
  readonly kind: ServedKind;
  readonly tokens: ServedTokens;
  /** All of its prompt. */
  readonly promptTokens: Bar<number>;
  /** Prompt and answer together, at the base. */
  readonly windowTokens: number;
}

/** By scenario; `undefined`: that one takes the call as it takes those without text. */
export type ServedBy = readonly (Served | undefined)[];

/** What must be known of a call's target to work out how it is served there. */
export interface ServingQuestion {
  readonly model: BookModel;
  readonly at: Instant;
  readonly rule: CacheRule;
  readonly isSameModel: boolean;
  readonly factor: Bar<Fraction>;
  readonly tokenizers: readonly [from: TokenizerFamily | undefined, to: TokenizerFamily | undefined];
}

/**
 * Also of a call that stays on its model: what it cost is what its counts say, however little that is, but the cache
 * that it leaves behind serves others. `undefined`: it has sound, or nobody knows what it is or how its cache works.
 */
export function servingQuestion(
  card: RateCard,
  scenario: Scenario,
  options: ReplayOptions,
  entry: Entry,
): ServingQuestion | undefined {
  const { inputKnown, outputKnown } = entry.source;
  if (inputKnown === undefined || outputKnown === undefined) return undefined;
  const { audioInput, audioOutput } = entry.counts;
  if (audioInput + audioOutput > 0) return undefined; // sound has rates of its own, and no text
  const to = destinationOf(card, scenario, options, representative(entry));
  if ('kind' in to) return undefined;
  const { model, at, factor, tokenizers } = to;
  const rule = card.cacheRuleOf(model, at);
  return rule && { model, at, rule, isSameModel: to.isSameModel, factor, tokenizers };
}

/** The rate of what is written: that of its class, where it is dearer than plain input. */
export function writeRate(rates: RateVector, writes: TokenClass | undefined): bigint {
  const plain = rates.input ?? 0n;
  const own = writes === undefined ? undefined : (rates[writes] ?? rates.cacheWrite);
  return own !== undefined && own > plain ? own : plain;
}

/** Where nobody knows the price of a hit, none is assumed. */
export const rateOf = (share: ServedShare, rates: RateVector, writes: TokenClass | undefined): bigint =>
  share === 'read'
    ? (rates.cacheRead ?? rates.input ?? 0n)
    : share === 'written'
      ? writeRate(rates, writes)
      : (rates.input ?? 0n);

/** What served tokens cost: exact, without a division where nothing multiplies them. */
export function servedCost(
  tokens: ServedTokens,
  { rates, writes, times, world, hits }: ServedPrice & { readonly hits: CacheUse },
): Fraction {
  const at = (place: number): bigint => BigInt(tokens[place] ?? 0);
  const input = SHARES.reduce((sum, share) => {
    const own = hits === 'unused' ? 'base' : hits;
    return sum + at(placeOf(world, own, share)) * rateOf(hits === 'unused' ? 'plain' : share, rates, writes);
  }, 0n);
  const output = at(outputPlace(world)) * (rates.output ?? 0n);
  return addFractions(multiply(whole(input), times.input), multiply(whole(output), times.output));
}

export interface ServedPrice {
  readonly rates: RateVector;
  readonly writes: TokenClass | undefined;
  readonly times: Times;
  /** Of token counts. */
  readonly world: World;
}
