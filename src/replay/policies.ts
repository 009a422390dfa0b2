import type { RateVector } from '../domain/book.ts';
import type { Fraction } from '../domain/money.ts';
import type { Cell } from './cells.ts';
import type { PricedLot } from './lot-price.ts';
import { timesIn } from './moves.ts';
import type { ServedTokens } from './served.ts';
import type { World } from './transfer.ts';

/** A cell of a run and how a scenario prices it. */
export interface PricedCell {
  readonly cell: Cell;
  readonly price: PricedLot;
  readonly isCacheKnown: boolean;
  /** Its tokens on the scenario's target, where they were worked out call by call. */
  readonly served?: ServedTokens | undefined;
}

/**
 * What caching does on the target. `cold`: nothing is cached. `warm`: each prompt token is paid
 * in full once. `base`: the recorded share of hits, or cold where the log does not say.
 */
export const POLICIES = ['cold', 'warm', 'base'] as const;
export type CachePolicy = (typeof POLICIES)[number];

/** Sums over moved cells, in target tokens × `den` and in 10⁻¹⁵ USD × `den`. */
export interface Sums {
  /** Prompt tokens that a cache could serve, those recorded as served, and the largest prompt. */
  readonly input: bigint;
  readonly cached: bigint;
  readonly largest: bigint;
  /** All input at the plain rate; at the rate of a cache that is being filled; at the rate of a hit. */
  readonly plain: bigint;
  readonly filling: bigint;
  readonly hit: bigint;
  /** Input under the base policy. */
  readonly base: bigint;
  /** Everything that caching does not touch: output and audio. */
  readonly rest: bigint;
}

export const NO_SUMS: Sums = {
  input: 0n,
  cached: 0n,
  largest: 0n,
  plain: 0n,
  filling: 0n,
  hit: 0n,
  base: 0n,
  rest: 0n,
};

/** Of a run's input, what a warm cache serves: all but its largest prompt, or what was recorded if more. */
export const servedWarm = ({ input, cached, largest }: Sums): bigint => larger(input - largest, cached);

/** The share of a run's input that a warm cache serves. */
export const warmShare = (sums: Sums): Fraction =>
  sums.input === 0n ? { num: 0n, den: 1n } : { num: servedWarm(sums), den: sums.input };

/** The exact cost × `den` of sums under a policy; `share` is that of the whole run. */
export function costUnder(policy: CachePolicy, sums: Sums, share: Fraction): Fraction {
  if (policy === 'cold') return { num: sums.plain + sums.rest, den: 1n };
  if (policy === 'base') return { num: sums.base + sums.rest, den: 1n };
  const { num, den } = share;
  return { num: (den - num) * sums.filling + num * sums.hit + den * sums.rest, den };
}

/** @param den common denominator of all token factors of the run in this world */
export function sumsOf({ cell, price, isCacheKnown }: PricedCell, world: World, den: bigint): Sums {
  const { input: times, output: outputTimes } = timesOf(price, world, den);
  const rates = price.rates[world];
  const { counts } = cell;
  const audio = BigInt(counts.audioInput);
  const input = times * BigInt(counts.input - counts.audioInput);
  const cached = isCacheKnown ? times * BigInt(counts.cacheRead - counts.audioCacheRead) : 0n;
  const plain = rates.input ?? 0n;
  const filling = fillingRate(rates);
  const hit = rates.cacheRead ?? plain; // where nobody knows the price of a hit, none is assumed
  const output = BigInt(counts.output - counts.audioOutput) * (rates.output ?? 0n);
  const spoken = BigInt(counts.audioOutput) * (rates.audioOutput ?? rates.output ?? 0n);
  return {
    input,
    cached,
    largest: times * BigInt(cell.largestPrompt),
    plain: input * plain,
    filling: input * filling,
    hit: input * hit,
    base: isCacheKnown ? (input - cached) * filling + cached * hit : input * plain,
    rest: outputTimes * (output + spoken) + times * audio * (rates.audioInput ?? plain),
  };
}

/** What multiplies a lot's tokens, × `den`. */
function timesOf(price: PricedLot, world: World, den: bigint): { input: bigint; output: bigint } {
  const { input, output } = timesIn(price.moves, price.factor[world], world);
  return { input: input.num * (den / input.den), output: output.num * (den / output.den) };
}

/** A target with a fee for cache writes charges it on what it does not find in the cache. */
export function fillingRate({ input, cacheWrite }: RateVector): bigint {
  const plain = input ?? 0n;
  return cacheWrite !== undefined && cacheWrite > plain ? cacheWrite : plain;
}

const larger = (a: bigint, b: bigint): bigint => (a < b ? b : a);

export const addSums = (a: Sums, b: Sums): Sums => ({
  input: a.input + b.input,
  cached: a.cached + b.cached,
  largest: [a.largest, b.largest].reduce(larger),
  plain: a.plain + b.plain,
  filling: a.filling + b.filling,
  hit: a.hit + b.hit,
  base: a.base + b.base,
  rest: a.rest + b.rest,
});
