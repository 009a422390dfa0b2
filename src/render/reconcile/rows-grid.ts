import type { ReconciledRow, Reconciliation } from '../../domain/reconciliation.ts';
import { plain } from '../escape.ts';
import { changeText, grouped } from '../numbers.ts';
import { wrap } from '../wrap.ts';
import { gapOf, printedAmounts, ratioOf } from './figures.ts';
import { createTextGrid, type GridStyle } from './grid-style.ts';
import { whyText } from './words.ts';

const HEADS = { model: 'model', day: 'day', workflow: 'workflow' } as const;

/** Each row with its figures, and below them its causes. */
export function rowsText(reconciliation: Reconciliation, style: GridStyle): string {
  const { rows, total, grouping } = reconciliation;
  const { screen, glyphs, colour } = style;
  const printed = printedAmounts(rows, total, glyphs);
  const all = [...rows, total].map((row, index) => ({ row, amounts: printed[index] }));
  const texts = all.map(({ row, amounts }) => [
    row === total ? 'total' : plain(row.name),
    grouped(row.calls),
    grouped(row.compared.calls + row.unlisted.calls),
    amounts?.recorded ?? '',
    amounts?.list ?? '',
    amounts?.gap ?? '',
    shareText(row, style),
  ]);
  const head = [HEADS[grouping], 'calls', 'with cost', 'recorded', 'list', 'gap', ''];
  const grid = createTextGrid(head, texts, style);
  const title = wrap('Recorded cost beside list cost in US dollars, and the gap between', screen, '');
  const blocks = all.map(({ row }, index) => {
    const figures = grid?.row(texts[index] ?? []) ?? paragraph(texts[index] ?? [], head, style);
    const why = whyText(row);
    const isSaid = row === total || why === 'equal';
    return figures + (isSaid ? '' : `\n  ${colour.dim(wrap(why, screen - 4, '  '))}`);
  });
  const body = [...blocks.slice(0, -1), ...(grid === undefined ? [] : [grid.rule]), ...blocks.slice(-1)];
  const top = grid === undefined ? [] : [grid.head, grid.rule];
  return [title, '', ...top, ...body].join('\n');
}

function shareText(row: ReconciledRow, { glyphs }: GridStyle): string {
  const gap = gapOf(row);
  if (row.compared.calls === 0) return '';
  if (gap === 0n && whyText(row) === 'equal') return 'equal';
  return changeText(ratioOf(gap, row.compared.list), glyphs);
}

/** Where columns have no room: the figures in words. */
const paragraph = (
  [name = '', ...cells]: readonly string[],
  [, ...head]: readonly string[],
  style: GridStyle,
): string =>
  `${style.colour.bold(wrap(name, style.screen, ''))}\n  ${wrap(
    cells.map((cell, at) => `${head[at] ?? ''} ${cell}`.trim()).join(', '),
    style.screen - 2,
    '  ',
  )}`;
