import { type CandidateView, type FeatureView, isViable, type Viability } from '../../domain/viability.ts';
import { type CellLine, line } from '../cell-lines.ts';
import { type FeatureStyle, type Printing, printed, printingOf, rangeEnd } from './amounts.ts';
import { barText, scaleOf } from './bars.ts';
import { crossingShort } from './crossing.ts';
import { scenarioTitle, standingText, tellingCrossing } from './words.ts';

/** What stands in the columns beside a scenario's name: cost, range, verdict, factor on prices. */
export interface ScenarioRow {
  readonly name: string;
  readonly cells: readonly (readonly CellLine[])[];
  /** In so many columns. */
  readonly bar: (width: number) => string;
}

/** What a feature costs before, and on the candidates that are shown. */
export function rowsOf(viability: Viability, view: FeatureView, style: FeatureStyle): readonly ScenarioRow[] {
  const printing = printingOf(view);
  const { shown } = candidatesOf(view, style);
  return [
    scenarioRow('before', view, { row: { cost: view.before }, printing, style }),
    ...shown.map((row) =>
      scenarioRow(scenarioTitle(viability, row.scenario), view, { row, printing, style }),
    ),
  ];
}

/** So few candidates are always shown. */
const FEW = 3;

/** The models kept and the best candidate have a row each; the others only if all are asked for. */
function candidatesOf(
  { candidates, keep, best }: FeatureView,
  { showsAll }: FeatureStyle,
): { readonly shown: readonly CandidateView[]; readonly others: readonly CandidateView[] } {
  const isShown = (each: CandidateView): boolean =>
    showsAll || candidates.length <= FEW || each === keep || each === best;
  return {
    shown: candidates.filter(isShown),
    others: candidates.filter((each) => !isShown(each)),
  };
}

/** `also deepseek-v4-pro newly viable ~; gpt-5.5, claude-opus-4-7 still not viable (--all)`; empty if all are shown. */
export function othersText(viability: Viability, view: FeatureView, style: FeatureStyle): readonly string[] {
  const { others } = candidatesOf(view, style);
  const verdicts = [...new Set(others.map(shownVerdict))];
  const texts = verdicts.map((verdict) => {
    const own = others.filter((each) => shownVerdict(each) === verdict);
    return `${own.map(({ scenario }) => scenarioTitle(viability, scenario)).join(', ')} ${verdict}`;
  });
  return texts.length === 0 ? [] : [`also ${texts.join('; ')} (--all)`];
}

interface RowContext {
  readonly row: CandidateView | Pick<CandidateView, 'cost'>;
  readonly printing: Printing;
  readonly style: FeatureStyle;
}

function scenarioRow(name: string, view: FeatureView, { row, printing, style }: RowContext): ScenarioRow {
  const { glyphs, colour } = style;
  const { affordable } = view.feature;
  const { decisive } = row.cost;
  const cost = decisive === undefined ? glyphs.none : printed(decisive.base, printing);
  const place = { scale: scaleOf(view), affordable };
  return {
    name,
    cells: [
      [line(cost)],
      rangeCell(row.cost.decisive, printing, style),
      [words('verdict' in row ? shownVerdict(row) : standingText(view), colourOf(row, style))],
      [line('verdict' in row ? crossingShort(tellingCrossing(row), glyphs) : '', colour.dim)],
    ],
    bar: (width) => barText(decisive, { ...place, width }, style),
  };
}

/** `newly viable ~`: leaning. */
const shownVerdict = ({ verdict, isFirm }: CandidateView): string =>
  isFirm || verdict === 'unknown' ? verdict : `${verdict} ~`;

function colourOf(row: RowContext['row'], { colour }: FeatureStyle): (text: string) => string {
  if (!('verdict' in row)) return colour.dim;
  if (row.verdict === 'unknown') return colour.dim;
  return isViable(row.verdict) ? colour.green : colour.red;
}

/** Words that may stand on lines of their own. */
const words = (text: string, paint: (word: string) => string): CellLine => ({
  pieces: text.split(/ (?!~)/).map((word) => ({ text: word, paint })),
  glue: ' ',
});

function rangeCell(
  range: FeatureView['before']['decisive'],
  printing: Printing,
  { glyphs, colour }: FeatureStyle,
): readonly CellLine[] {
  if (range === undefined || range.low === range.high) return [];
  const [low, high] = [rangeEnd(range.low, printing), rangeEnd(range.high, printing)];
  return [
    {
      pieces: [
        { text: `${low}${glyphs.to}`, paint: colour.dim },
        { text: high, paint: colour.dim },
      ],
      glue: '',
    },
  ];
}
