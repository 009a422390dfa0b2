import { exactText, exactUsd, whole } from '../../domain/exact.ts';
import type { CostLine } from '../../domain/explanation.ts';
import { type Fraction, type Money, type Rate, rateText, reduce } from '../../domain/money.ts';
import type { TokenClass } from '../../domain/tokens.ts';
import { type Glyphs, grouped } from '../numbers.ts';

/** `1,933`, `7,442.24`, `1,283,880/155`: all of a number of tokens. */
export function tokensText(tokens: Fraction | bigint | number): string {
  const [top = '', under] = exactText(typeof tokens === 'object' ? tokens : whole(tokens)).split('/');
  return under === undefined ? grouped(top) : `${grouped(top)}/${under}`;
}

/** `26/25`: a factor, in lowest terms. */
export function factorText({ num, den }: Fraction): string {
  const lowest = reduce(num, den);
  return lowest.den === 1n ? String(lowest.num) : `${lowest.num}/${lowest.den}`;
}

/** `$0.00825`, or `$0.0685/155` where no decimal is exact. Amounts are in 10⁻¹⁵ USD. */
export const usd = (amount: Fraction | Money): string =>
  `$${exactUsd(typeof amount === 'object' ? amount : whole(amount))}`;

/** `$0.66/M` */
export const rateOf = (rate: Rate): string => `$${rateText(rate)}/M`;

/** `998 × 26/25 × $0.66/M` */
export const productText = ({ tokens, times, rate }: CostLine, glyphs: Glyphs): string =>
  [tokensText(tokens), ...times.map(factorText), rateOf(rate)].join(` ${glyphs.times} `);

/** `$0.1 + $0.2 = $0.3`; a part that is less than nothing is taken away. */
export const sumText = (parts: readonly Fraction[], sum: Fraction, glyphs: Glyphs): string =>
  `${termsText(parts, glyphs)} = ${usd(sum)}`;

function termsText([first, ...rest]: readonly Fraction[], glyphs: Glyphs): string {
  const more = rest.map((part) =>
    part.num < 0n ? ` ${glyphs.minus} ${usd({ num: -part.num, den: part.den })}` : ` + ${usd(part)}`,
  );
  return `${first === undefined ? usd(whole(0)) : usd(first)}${more.join('')}`;
}

/** What tokens of each class are called. */
export const CLASS_NAMES: Readonly<Record<TokenClass, string>> = {
  input: 'input',
  cacheRead: 'input from a cache',
  cacheWrite: 'input written to a cache',
  cacheWrite5m: 'input written to a cache for 5 minutes',
  cacheWrite1h: 'input written to a cache for 1 hour',
  cacheWrite12h: 'input written to a cache for 12 hours',
  audioInput: 'sound in',
  audioCacheRead: 'sound from a cache',
  output: 'output',
  audioOutput: 'sound out',
};
