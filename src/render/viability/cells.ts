import { divideHalfEven, type Fraction, type Money } from '../../domain/money.ts';
import { type FeatureView, isViable, type Judgement, type Viability } from '../../domain/viability.ts';
import type { Glyphs } from '../numbers.ts';
import { type Cell, type Column, moneyCell, NONE, numberColumn, shareCell, textCell } from '../sheet.ts';

/** Where a cell's words come from. */
export interface Telling {
  readonly viability: Viability;
  readonly glyphs: Glyphs;
}

/** A dash for what is not known. */
export const textOrNone = (text: string | undefined): Cell => (text === undefined ? NONE : textCell(text));

/** An amount of one run: all of them have one precision, since they are compared. */
export const perRun = (key: string, title: string): Column => ({
  ...numberColumn(key, title),
  precision: 'per run',
});

/** An amount of a month, in a column that adds up. */
export const monthly = (key: string, title: string): Column => ({
  ...numberColumn(key, title),
  addsUp: true,
  precision: 'monthly',
});

/** `firm`, `leaning`; an unknown verdict is neither. */
export const firmCell = ({ verdict, isFirm }: Pick<Judgement, 'verdict' | 'isFirm'>): Cell =>
  verdict === 'unknown' ? NONE : textCell(isFirm ? 'firm' : 'leaning');

export const baseCell = (range: { readonly base: Money } | undefined): Cell => moneyCell(range?.base);

/** An exact share as the double that people and programs read. */
export const fractionCell = (share: Fraction | undefined): Cell =>
  shareCell(share && Number(share.num) / Number(share.den));

/** `1/2` */
export const fractionText = ({ num, den }: Fraction): string => `${num}/${den}`;

/** The best candidate where the feature is viable there. */
export const viableBest = ({ best }: FeatureView): FeatureView['best'] =>
  best !== undefined && isViable(best.verdict) ? best : undefined;

/** Why no candidate counts as the best one. */
export const noBestText = ({ verdict }: FeatureView): string =>
  verdict === 'unknown' ? 'not known to be viable on any candidate' : 'viable on no candidate';

export const NO_RUNS = 'runs per month not given';

/** Exact. */
export const sumOf = (amounts: readonly Money[]): Money =>
  amounts.reduce<bigint>((sum, each) => sum + each, 0n) as Money;

/** `Total`, or `Total (5 of 7 features)` */
export const totalTitle = (counted: number, all: number): string =>
  counted === all ? 'Total' : `Total (${counted} of ${all} features)`;

/** What the figures that decide are called: `Before`, `Before, p90`. */
export const decisive = (title: string, { statistic }: Viability): string =>
  statistic === 'mean' ? title : `${title}, ${statistic}`;

const MILLION = 1_000_000n;

/** Runs of a month, which growth seldom leaves whole, to a millionth: its fraction has more digits than a double. */
export const runsNumber = ({ num, den }: Fraction): number =>
  Number(divideHalfEven(num * MILLION, den)) / Number(MILLION);
