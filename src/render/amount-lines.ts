import type { ChalkInstance } from 'chalk';
import type { Money } from '../domain/money.ts';
import type { Outcome, Range, ReportRow, ReportScenario } from '../domain/report.ts';
import type { CellLine, Piece } from './cell-lines.ts';
import {
  amountText,
  changeOf,
  changeText,
  decimalsFor,
  type Glyphs,
  grouped,
  many,
  type Unit,
} from './numbers.ts';

/** How a table shows its amounts. */
export interface Style {
  readonly unit: Unit;
  readonly glyphs: Glyphs;
  readonly colour: ChalkInstance;
}

export const costPiece = (amount: Money, decimals: number, { unit }: Style): Piece => ({
  text: amountText(amount, decimals, unit, 2),
});

/** The change from the baseline, if there is anything to compare. */
export function changePieces(
  { compared }: Outcome,
  scenario: ReportScenario | undefined,
  { glyphs, colour }: Style,
): readonly Piece[] {
  const hasChange = scenario?.kind !== 'baseline' && compared.runs > 0;
  const change = hasChange ? changeOf(compared.here, compared.baseline) : undefined;
  const paint = change === undefined || change === 0 ? colour.dim : change < 0 ? colour.green : colour.red;
  const text = changeText(change, glyphs);
  return text === '' ? [] : [{ text, paint }];
}

/** `6.57–45.9`, if the assumptions make any difference: two or three figures, for it is no measurement. */
export function rangeLines({ low, high }: Range, decimals: number, style: Style): readonly CellLine[] {
  if (low === high) return [];
  const { unit, glyphs, colour } = style;
  const text = (amount: Money): string =>
    bare(
      amountText(amount, Math.min(decimals, decimalsFor([amount], { unit, figures: 3, least: 0 })), unit, 2),
    );
  return [
    {
      pieces: [
        { text: `${text(low)}${glyphs.to}`, paint: colour.dim },
        { text: text(high), paint: colour.dim },
      ],
      glue: '',
    },
  ];
}

/** Without the zero before the point: ranges are wide enough. */
const bare = (amount: string): string => amount.replace(/^0(?=\.)/, '');

/** `77 runs`, if the mean is not of all runs. */
export const partlyLines = ({ runsPriced }: Outcome, row: ReportRow, style: Style): readonly CellLine[] =>
  runsPriced < row.runs ? [dimWords(many(runsPriced, 'run'), style)] : [];

/** `45 compared`, if the change is over fewer runs than are priced on either side. */
export function comparedLines(
  { compared, runsPriced }: Outcome,
  row: ReportRow,
  style: Style,
): readonly CellLine[] {
  const onEitherSide = Math.min(runsPriced, row.outcomes[0]?.runsPriced ?? 0);
  return compared.runs < onEitherSide ? [dimWords(`${grouped(compared.runs)} compared`, style)] : [];
}

/** `5 calls`: of the whole log only so many fit or have a price, and the total is theirs. */
export const fittingLines = ({ callsPriced, callsInfeasible }: Outcome, style: Style): readonly CellLine[] =>
  callsInfeasible > 0 ? [dimWords(many(callsPriced, 'call'), style)] : [];

const dimWords = (text: string, { colour }: Style): CellLine => ({
  pieces: text.split(' ').map((word) => ({ text: word, paint: colour.dim })),
  glue: ' ',
});

export const callsPerRun = ({ runs, calls }: ReportRow, { times }: Glyphs): string =>
  runs === 0 ? '' : `${times}${grouped((calls / runs).toFixed(1))}`;
