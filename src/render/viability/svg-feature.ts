import type { Money } from '../../domain/money.ts';
import type { FeatureView, Viability } from '../../domain/viability.ts';
import { plain } from '../escape.ts';
import { UNICODE } from '../numbers.ts';
import { type Printing, printed, printingOf, rangeEnd } from './amounts.ts';
import { scaleOf } from './bars.ts';
import { crossingShort } from './crossing.ts';
import { factsOf } from './facts.ts';
import { fitted, label, place, xml } from './svg-marks.ts';
import { scenarioTitle, standingText, tellingCrossing, verdictText } from './words.ts';

/** In user units, from the left. */
export const WIDTH = 960;
export const MARGIN = 24;
const COST_END = 268;
const VERDICT = 280;
const CROSSING_END = 500;
const BARS = 516;
const BARS_WIDTH = WIDTH - MARGIN - BARS;
const ROW = 22;
const HEAD = 62;
const GAP = 18;
const MOST_NAME = 26;
const MOST_FEATURE = 110;
const MOST_FACTS = 125;

/** A part of the picture: how high it is, and its marks from a height on. */
export interface Part {
  readonly height: number;
  readonly draw: (top: number) => readonly string[];
}

interface Bars {
  readonly view: FeatureView;
  readonly printing: Printing;
  readonly scale: Money;
}

/** A feature: its name, its budget, a bar for each scenario, and the budget's line through them all. */
export function featurePart(viability: Viability, view: FeatureView): Part {
  const bars: Bars = { view, printing: printingOf(view), scale: scaleOf(view) };
  const { affordable, name } = view.feature;
  const rows = rowsOf(viability, view);
  const facts = fitted(factsOf(view, bars.printing, UNICODE), MOST_FACTS);
  const line = xOf(affordable, bars.scale);
  const budget = `budget ${printed(affordable, bars.printing)}`;
  return {
    height: HEAD + rows.length * ROW + GAP,
    draw: (top) => [
      label({ x: MARGIN, y: top + 16, text: fitted(plain(name), MOST_FEATURE), style: 'name' }),
      label({ x: MARGIN, y: top + 34, text: facts, style: 'small' }),
      label({ x: Math.min(line, WIDTH - MARGIN - 50), y: top + 53, text: budget, style: 'small mid' }),
      ...rows.flatMap((row, index) => rowMarks(row, bars, top + HEAD + index * ROW)),
      `<line x1="${place(line)}" x2="${place(line)}" y1="${top + HEAD - 4}" y2="${top + HEAD + rows.length * ROW}" class="budget"/>`,
    ],
  };
}

interface Row {
  readonly title: string;
  readonly cost: FeatureView['before'];
  readonly verdict: string;
  readonly crossing: string;
}

function rowsOf(viability: Viability, view: FeatureView): readonly Row[] {
  const { before, candidates } = view;
  return [
    { title: 'before', cost: before, verdict: standingText(view), crossing: '' },
    ...candidates.map((candidate) => ({
      title: scenarioTitle(viability, candidate.scenario),
      cost: candidate.cost,
      verdict: verdictText(candidate),
      crossing: crossingShort(tellingCrossing(candidate), UNICODE),
    })),
  ];
}

function rowMarks({ title, cost, verdict, crossing }: Row, bars: Bars, top: number): readonly string[] {
  const { decisive } = cost;
  const amount = decisive === undefined ? UNICODE.none : printed(decisive.base, bars.printing);
  const y = top + 14;
  return [
    label({ x: MARGIN + 12, y, text: fitted(title, MOST_NAME), style: 'row' }),
    label({ x: COST_END, y, text: amount, style: 'end' }),
    label({ x: VERDICT, y, text: verdict, style: 'faint' }),
    label({ x: CROSSING_END, y, text: crossing, style: 'faint end' }),
    ...(decisive === undefined ? [] : barMarks({ title, cost, verdict, crossing }, bars, top)),
  ].filter((mark) => !mark.endsWith('></text>'));
}

/** The base as a bar, striped over the budget; the range as a line with ends; an arrow where either goes on. */
function barMarks({ title, cost, verdict }: Row, bars: Bars, top: number): readonly string[] {
  const { decisive } = cost;
  if (decisive === undefined) return [];
  const { low, base, high } = decisive;
  const { scale, printing, view } = bars;
  const isOver = base > view.feature.affordable;
  const middle = top + 10;
  const [from, to] = [xOf(low, scale), xOf(high, scale)];
  const range = low === high ? '' : ` (${rangeEnd(low, printing)} to ${rangeEnd(high, printing)})`;
  const told = `${title}: ${printed(base, printing)} a run${range}, ${verdict}`;
  const cap = (x: number): string => `M${place(x)} ${middle - 5}V${middle + 5}`;
  return [
    `<g><title>${xml(told)}</title>`,
    `<rect x="${BARS}" y="${top + 3}" width="${place(Math.max(xOf(base, scale) - BARS, 1))}" height="14" class="${isOver ? 'over' : 'within'}"/>`,
    ...(low === high
      ? []
      : [
          `<path d="${cap(from)}M${place(from)} ${middle}H${place(to)}${high > scale ? '' : cap(to)}" class="range"/>`,
        ]),
    ...(high > scale
      ? [`<path d="M${WIDTH - MARGIN} ${middle - 6}l8 6l-8 6z" class="tip"><title>goes on</title></path>`]
      : []),
    '</g>',
  ];
}

/** Parts of the scale that are told apart: more than a screen shows. */
const FINE = 1_000_000n;

/** Where an amount ends; everything beyond the scale at its end. */
function xOf(amount: Money, scale: Money): number {
  if (scale <= 0n || amount <= 0n) return BARS;
  const portion = amount >= scale ? FINE : (amount * FINE) / scale;
  return BARS + (BARS_WIDTH * Number(portion)) / Number(FINE);
}

/** A heading over the features of a verdict. */
export function headingPart(text: string): Part {
  return {
    height: 44,
    draw: (top) => [
      `<line x1="${MARGIN}" x2="${WIDTH - MARGIN}" y1="${top + 6}" y2="${top + 6}" class="rule"/>`,
      label({ x: MARGIN, y: top + 28, text, style: 'section' }),
    ],
  };
}
