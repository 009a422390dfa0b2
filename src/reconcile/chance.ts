/** A cause is believed if it would fit so many calls by chance less than once in ten thousand times. */
const MOST_CHANCE = -4;

/** How likely it is that what was found fits by chance. */
export interface Fit {
  /** Of the calls that it fits: the share of all amounts that would have fitted. */
  readonly widths: readonly number[];
  /** How many calls were tried. */
  readonly of: number;
  /** The power of ten of how many such causes there are to choose from. */
  readonly choices: number;
}

/**
 * The chance is at most: the ways of choosing the calls that fit, times the causes to choose from, times the widths. As
 * a power of ten.
 */
export function isConvincing({ widths, of, choices }: Fit): boolean {
  const byWidths = widths.reduce((sum, width) => sum + Math.log10(Math.min(width, 1)), 0);
  return byWidths + waysOf(widths.length, of) + choices <= MOST_CHANCE;
}

/** log₁₀ of the ways in which `some` of `all` can be chosen. */
function waysOf(some: number, all: number): number {
  let ways = 0;
  for (let taken = 1; taken <= some; taken++) ways += Math.log10((all - some + taken) / taken);
  return ways;
}
