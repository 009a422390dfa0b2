import { type Money, moneyRounded } from '../../domain/money.ts';
import type { Coverage, CoveredRow } from '../../domain/reconciliation.ts';
import { plain } from '../escape.ts';
import { grouped, many } from '../numbers.ts';
import { wrap } from '../wrap.ts';
import { coveredShare, coveredText, exportedRows, oneSideText, type Told, toldBy } from './coverage-words.ts';
import { createTextGrid, type GridStyle } from './grid-style.ts';

/** A day that is covered so nearly is told only if there is room. */
const NEARLY = 0.0005;
const MOST_DAYS = 12;

/** The export beside the logs: each model over all days, and the days on which they differ most. */
export function coverageText(coverage: Coverage, style: GridStyle): string {
  const told = toldBy(coverage);
  const { total } = coverage;
  const models = coverage.models.filter((row) => row.export !== undefined);
  const days = exportedRows(coverage)
    .filter((row) => row.day !== undefined && isApart(row))
    .sort(furthestFirst);
  const shown = coverage.models.length === coverage.rows.length ? [] : days.slice(0, MOST_DAYS);
  const rest = days.length - shown.length;
  const all = [...models, total, ...shown];
  const texts = all.map((row) => cellsOf(row, told, row === total ? 'total' : nameOf(row)));
  const head = headOf(told);
  const grid = createTextGrid(head, texts, style);
  const printed = texts.map(
    (cells) => grid?.row(cells) ?? `  ${wrap(cells.join(', '), style.screen - 2, '  ')}`,
  );
  const title = wrap('The logs against the export, over all its days; costs in US dollars', style.screen, '');
  const daysTitle = shown.length === 0 ? [] : ['', wrap('Days that differ most', style.screen, '')];
  const more =
    rest > 0 && shown.length > 0
      ? [wrap(`${style.glyphs.ellipsis} and ${many(rest, 'more day')} that differ`, style.screen, '')]
      : [];
  const rule = grid === undefined ? [] : [grid.rule];
  return [
    title,
    '',
    ...(grid === undefined ? [] : [grid.head, grid.rule]),
    ...printed.slice(0, models.length),
    ...rule,
    printed[models.length] ?? '',
    ...daysTitle,
    ...printed.slice(models.length + 1),
    ...more,
  ].join('\n');
}

const nameOf = ({ model, day }: CoveredRow): string => {
  const name = model === undefined ? '(all models)' : plain(model);
  return day === undefined ? name : `${day} ${name}`;
};

const headOf = (told: Told): readonly string[] => [
  'model',
  ...(told.requests ? ['calls', 'in export'] : []),
  ...(told.tokens ? ['tokens', 'in export', 'covered'] : []),
  ...(told.money ? ['list cost', 'export cost', 'covered'] : []),
];

function cellsOf(row: CoveredRow, told: Told, name: string): readonly string[] {
  const { logs, export: exported } = row;
  const alone = oneSideText(row);
  return [
    alone === undefined || name === 'total' ? name : `${name} (${alone})`,
    ...(told.requests ? [count(logs?.requests), count(exported?.requests)] : []),
    ...(told.tokens ? [count(logs?.tokens), count(exported?.tokens), percent(row, 'tokens')] : []),
    ...(told.money ? [dollars(logs?.cost), dollars(exported?.cost), percent(row, 'cost')] : []),
  ];
}

const count = (value: number | bigint | undefined): string =>
  value === undefined ? '' : grouped(String(value));
const dollars = (amount: Money | undefined): string =>
  amount === undefined ? '' : grouped(moneyRounded(amount, 2));
const percent = (row: CoveredRow, of: 'tokens' | 'cost'): string =>
  coveredText(coveredShare(row, of)).replace(' %', '%');

/** How far a day is from being covered exactly; a day of one side only is as far as can be. */
function distance(row: CoveredRow): number {
  if (oneSideText(row) !== undefined) return 1;
  const shares = [coveredShare(row, 'tokens'), coveredShare(row, 'cost')].filter(
    (share) => share !== undefined,
  );
  return Math.max(0, ...shares.map((share) => Math.abs(1 - share)));
}

const isApart = (row: CoveredRow): boolean => distance(row) > NEARLY;

function furthestFirst(a: CoveredRow, b: CoveredRow): number {
  return distance(b) - distance(a) || (nameOf(a) < nameOf(b) ? -1 : 1);
}
