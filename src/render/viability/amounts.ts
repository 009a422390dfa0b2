import type { ChalkInstance } from 'chalk';
import type { Money } from '../../domain/money.ts';
import type { FeatureView } from '../../domain/viability.ts';
import { amountText, decimalsFor, type Glyphs, grouped, type Unit, unitFor } from '../numbers.ts';

/** How the features are shown. */
export interface FeatureStyle {
  readonly glyphs: Glyphs;
  readonly colour: ChalkInstance;
  /** Every candidate of a feature has a row, not only the models kept and the best one. */
  readonly showsAll: boolean;
}

/** How the amounts of one feature are printed. */
export interface Printing {
  readonly unit: Unit;
  readonly decimals: number;
}

const MOST_DECIMALS = 6;

/**
 * One unit and precision for the costs and the budget of a feature: as many decimals as it takes for no cost to look
 * like the budget without being it.
 */
export function printingOf({ feature: { affordable }, before, candidates }: FeatureView): Printing {
  const bases = [before, ...candidates.map(({ cost }) => cost)].map(({ decisive }) => decisive?.base);
  const unit = unitFor([affordable, ...bases]);
  const least = decimalsFor([affordable, ...bases], {
    unit,
    figures: 2,
    least: unit === 'USD' ? 2 : 1,
    most: 4,
  });
  const others = bases.filter((base) => base !== undefined && base !== affordable);
  const isApart = (decimals: number): boolean => {
    const budget = printed(affordable, { unit, decimals });
    return others.every((base) => base === undefined || printed(base, { unit, decimals }) !== budget);
  };
  const decimals = Array.from({ length: MOST_DECIMALS + 1 }, (_, index) => index).find(
    (each) => each >= least && isApart(each),
  );
  return { unit, decimals: decimals ?? MOST_DECIMALS };
}

/** `126.9 c`, `$7.20` */
export function printed(amount: Money, { unit, decimals }: Printing): string {
  const text = grouped(amountText(amount, decimals, unit, 2));
  if (unit === 'cents') return `${text} c`;
  return text.startsWith('<') ? `<$${text.slice(1)}` : `$${text}`;
}

/** The end of a range: three figures are enough, for it is no measurement. */
export function rangeEnd(amount: Money, { unit, decimals }: Printing): string {
  const own = Math.min(decimals, decimalsFor([amount], { unit, figures: 3, least: 0 }));
  return grouped(amountText(amount, own, unit, 2)).replace(/^0(?=\.)/, '');
}
