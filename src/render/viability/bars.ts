import type { Money } from '../../domain/money.ts';
import type { Range } from '../../domain/report.ts';
import type { FeatureView } from '../../domain/viability.ts';
import { ASCII, type Glyphs } from '../numbers.ts';
import type { FeatureStyle } from './amounts.ts';

/** Bars of a feature go to its largest amount, but no further than this many budgets. */
const MOST_BUDGETS = 3n;

/** Where the bars of a feature end: its budget is in sight, and so are costs that differ little from it. */
export function scaleOf({ feature: { affordable }, before, candidates }: FeatureView): Money {
  const highs = [before, ...candidates.map(({ cost }) => cost)].map(({ decisive }) => decisive?.high ?? 0n);
  const most = [affordable, ...highs].reduce((a, b) => (b > a ? b : a));
  const limit = affordable * MOST_BUDGETS;
  return (affordable > 0n && most > limit ? limit : most) as Money;
}

/** What a cell of a bar shows of the cost: sure, up to the base, up to the high end, nothing. */
type Mark = 'solid' | 'dashed' | 'dotted' | 'blank';

interface BarGlyphs extends Readonly<Record<Mark, string>> {
  readonly budget: string;
  /** The budget's line where the base passes it. */
  readonly passed: string;
  /** The amount is beyond the scale. */
  readonly beyond: string;
}

const UNICODE_BAR: BarGlyphs = {
  solid: '━',
  dashed: '╍',
  dotted: '·',
  blank: ' ',
  budget: '│',
  passed: '┿',
  beyond: '▸',
};
const ASCII_BAR: BarGlyphs = {
  solid: '=',
  dashed: '-',
  dotted: '.',
  blank: ' ',
  budget: '|',
  passed: '|',
  beyond: '>',
};

const barGlyphs = (glyphs: Glyphs): BarGlyphs => (glyphs === ASCII ? ASCII_BAR : UNICODE_BAR);

/** How to read the bars, for the line below them. */
export function barLegend(glyphs: Glyphs): string {
  const { solid, dashed, dotted, budget, beyond } = barGlyphs(glyphs);
  const shown = (mark: string): string => mark.repeat(2);
  return `${shown(solid)} cost up to the low end of its range, ${shown(dashed)} up to the base, ${shown(dotted)} up to the high end; ${budget} budget; ${beyond} goes on beyond ${MOST_BUDGETS} budgets; each feature has its own scale, from zero`;
}

interface BarPlace {
  readonly scale: Money;
  readonly affordable: Money;
  /** In columns. */
  readonly width: number;
}

/**
 * A bar in so many columns, without blanks at its end. Nothing within the budget reaches its line, and whatever is
 * over it does.
 */
export function barText(range: Range | undefined, place: BarPlace, { glyphs, colour }: FeatureStyle): string {
  const { affordable, width } = place;
  const marks = barGlyphs(glyphs);
  const line = budgetCell(place);
  const isOver = range !== undefined && range.base > affordable;
  const paint = isOver ? colour.red : colour.green;
  const cells = Array.from({ length: width }, (_, index) => {
    const mark = range === undefined ? 'blank' : markAt(index, range, place);
    const isBeyond = mark !== 'blank' && index === width - 1 && (range?.high ?? 0n) > place.scale;
    if (isBeyond) return { text: marks.beyond, paint };
    const isBase = mark === 'solid' || mark === 'dashed';
    if (index === line) return { text: isBase ? marks.passed : marks.budget, paint: colour.bold };
    return { text: marks[mark], paint: isBase ? paint : colour.dim };
  });
  const end = cells.findLastIndex(({ text }) => text !== marks.blank) + 1;
  return cells
    .slice(0, end)
    .map(({ text, paint: painted }) => (text === marks.blank ? text : painted(text)))
    .join('');
}

/** The column of the budget's line. */
const budgetCell = ({ scale, affordable, width }: BarPlace): number =>
  Math.min(portion(affordable, scale, width), width - 1);

function markAt(index: number, { low, base, high }: Range, place: BarPlace): Mark {
  if (index < cellsOf(low, place)) return 'solid';
  if (index < cellsOf(base, place)) return 'dashed';
  return index < cellsOf(high, place) ? 'dotted' : 'blank';
}

/** How many columns an amount fills: at least one, and the budget's only if it is over the budget. */
function cellsOf(amount: Money, place: BarPlace): number {
  if (amount <= 0n) return 0;
  const filled = Math.max(portion(amount, place.scale, place.width), 1);
  const line = budgetCell(place);
  return amount > place.affordable ? Math.max(filled, line + 1) : Math.min(filled, line);
}

const portion = (amount: Money, scale: Money, width: number): number =>
  scale <= 0n ? 0 : Number(amount >= scale ? BigInt(width) : (amount * BigInt(width)) / scale);
