import type { RateVector } from '../domain/book.ts';
import type { Counts } from '../domain/entry.ts';
import { subtractFractions, whole } from '../domain/exact.ts';
import type { CostLine, SimulatedTokens } from '../domain/explanation.ts';
import { quantitiesOf } from '../domain/list-cost.ts';
import type { Fraction, Rate } from '../domain/money.ts';
import { TOKEN_CLASSES, type TokenClass } from '../domain/tokens.ts';
import type { TimesSteps } from './moves.ts';
import { type CachePolicy, fillingRate } from './policies.ts';
import { rateOf, type ServedShare } from './served.ts';

/** Calls whose counts hold as they are: `listCost`, class by class. */
export function recordedLines(counts: Counts, rates: RateVector): readonly CostLine[] {
  const quantities = quantitiesOf({ counts });
  return TOKEN_CLASSES.filter((what) => quantities[what] !== 0).map((what) =>
    lineOf(what, BigInt(quantities[what]), rates[what]),
  );
}

/** How moved counts are priced: what `sumsOf` takes of a cell. */
export interface Moving {
  readonly rates: RateVector;
  /** What multiplies the tokens of the log. */
  readonly times: TimesSteps;
  readonly isCacheKnown: boolean;
  /** What a warm cache serves of the input; `undefined`: the input is shown elsewhere, with that of the run. */
  readonly share: Fraction | undefined;
}

/** Moved calls under a policy: what `sumsOf` and `costUnder` add up, class by class. */
export function movedLines(counts: Counts, moving: Moving, policy: CachePolicy): readonly CostLine[] {
  const { rates, times } = moving;
  const input = policy === 'warm' ? warmLines(counts, moving) : inputLines(counts, moving, policy);
  const heard = lineOf('audioInput', BigInt(counts.audioInput), rates.audioInput ?? rates.input);
  const answer = [
    lineOf('output', BigInt(counts.output - counts.audioOutput), rates.output),
    lineOf('audioOutput', BigInt(counts.audioOutput), rates.audioOutput ?? rates.output),
  ];
  return [...multiplied([...input, heard], times.input), ...multiplied(answer, times.output)].filter(isPaid);
}

const multiplied = (lines: readonly CostLine[], by: readonly Fraction[]): readonly CostLine[] =>
  by.length === 0 ? lines : lines.map((line) => ({ ...line, times: [...by, ...line.times] }));

/** What `servedCost` adds up: output, and the input by what a simulated cache does with it. */
export function servedLines(
  { output, read, written, plain }: Omit<SimulatedTokens, 'hits' | 'confidence'>,
  { rates, writes, times }: Pick<Moving, 'rates' | 'times'> & { readonly writes: TokenClass | undefined },
): readonly CostLine[] {
  const rate = (share: ServedShare): Rate => rateOf(share, rates, writes) as Rate;
  const input = [
    lineOf('input', BigInt(plain), rate('plain')),
    lineOf('cacheRead', BigInt(read), rate('read')),
    lineOf(writes ?? 'input', BigInt(written), rate('written')),
  ];
  const answer = [lineOf('output', BigInt(output), rates.output)];
  return [...multiplied(input, times.input), ...multiplied(answer, times.output)].filter(isPaid);
}

/** There are such tokens. */
export const isPaid = ({ tokens, times }: CostLine): boolean =>
  [tokens, ...times].every(({ num }) => num !== 0n);

function warmLines(counts: Counts, { rates, share }: Moving): readonly CostLine[] {
  if (share === undefined) return [];
  const text = whole(textOf(counts));
  return [
    { ...fillingLine(text, rates), times: [subtractFractions(whole(1), share)] },
    { ...hitLine(text, rates), times: [share] },
  ];
}

function inputLines(
  counts: Counts,
  { rates, isCacheKnown }: Moving,
  policy: CachePolicy,
): readonly CostLine[] {
  const text = textOf(counts);
  if (policy === 'cold' || !isCacheKnown) return [lineOf('input', text, rates.input)];
  const cached = BigInt(counts.cacheRead - counts.audioCacheRead);
  return [fillingLine(whole(text - cached), rates), hitLine(whole(cached), rates)];
}

/** Input that a cache could serve: all but sound. */
export const textOf = ({ input, audioInput }: Counts): bigint => BigInt(input - audioInput);

/** Input that is not found in a cache, some of which is written to it for a fee. */
export const fillingLine = (tokens: Fraction, rates: RateVector): CostLine => {
  const rate = fillingRate(rates);
  const isFee = rate > (rates.input ?? 0n);
  return { what: isFee ? 'cacheWrite' : 'input', tokens, times: [], rate: rate as Rate };
};

/** Input out of a cache; where nobody knows its rate, there is no discount. */
export const hitLine = (tokens: Fraction, rates: RateVector): CostLine => ({
  what: 'cacheRead',
  tokens,
  times: [],
  rate: rates.cacheRead ?? rates.input ?? NO_RATE,
});

const NO_RATE = 0n as Rate;

const lineOf = (what: TokenClass, tokens: bigint, rate: Rate | undefined): CostLine => ({
  what,
  tokens: whole(tokens),
  times: [],
  rate: rate ?? NO_RATE,
});
