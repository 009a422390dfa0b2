import { printedCells, roundingNote } from './cell-text.ts';
import { inert, markdown, plain, sentenceParts } from './escape.ts';
import { UNICODE } from './numbers.ts';
import type { Page, Table } from './sheet.ts';

/** A page as Markdown tables with their notes: pastes into an issue, a wiki or a document. */
export function markdownOf(page: Page): string {
  const rounding = roundingNote(page);
  return [
    `### ${page.title}`,
    '',
    ...page.conclusion.map((text) => `${markdownText(text)}\n`),
    ...page.tables.flatMap(tableLines),
    ...page.notes.map(({ label, text }) => `- **${label}:** ${markdownText(text)}`),
    ...(rounding === undefined ? [] : [`- **Rounding:** ${rounding}.`]),
    '',
  ].join('\n');
}

function tableLines(table: Table): readonly string[] {
  const safe = (text: string): string => markdown(inert(plain(text)));
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const printed = printedCells(table, UNICODE);
  const lines = table.rows.map(({ cells, isTotal }, index) =>
    row(
      cells.map((cell, at) => {
        const text = cell.kind === 'text' ? safe(cell.text) : (printed[index]?.[at] ?? '');
        return isTotal && text !== '' ? `**${text}**` : text;
      }),
    ),
  );
  return [
    ...(table.title === undefined ? [] : [`#### ${table.title}`, '']),
    row(table.columns.map(({ title }) => title)),
    row(table.columns.map(({ isNumeric }) => (isNumeric ? '---:' : '---'))),
    ...lines,
    '',
  ];
}

/** Our own sentences; the names that they quote are code there, too. */
const markdownText = (sentence: string): string =>
  sentenceParts(sentence)
    .map(({ isName, text, source }) => (isName ? source : markdown(text)))
    .join('');
