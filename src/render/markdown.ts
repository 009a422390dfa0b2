import { printedCells } from './cell-text.ts';
import { inert, markdown, plain, sentenceParts } from './escape.ts';
import { UNICODE } from './numbers.ts';
import type { Sheet } from './sheet.ts';

/** A sheet as a Markdown table with its notes: pastes into an issue, a wiki or a document. */
export function markdownOf(sheet: Sheet): string {
  const safe = (text: string): string => markdown(inert(plain(text)));
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const printed = printedCells(sheet, UNICODE);
  const lines = sheet.rows.map(({ cells, isTotal }, index) =>
    row(
      cells.map((cell, at) => {
        const text = cell.kind === 'text' ? safe(cell.text) : (printed[index]?.[at] ?? '');
        return isTotal && text !== '' ? `**${text}**` : text;
      }),
    ),
  );
  return [
    `### ${sheet.title}`,
    '',
    row(sheet.columns.map(({ title }) => title)),
    row(sheet.columns.map(({ isNumeric }) => (isNumeric ? '---:' : '---'))),
    ...lines,
    '',
    ...sheet.conclusion.map((text) => `${markdownText(text)}\n`),
    ...sheet.notes.map(({ label, text }) => `- **${label}:** ${markdownText(text)}`),
    ...(sheet.columns.some(({ addsUp }) => addsUp)
      ? ['- **Rounding:** totals are rounded so that the rows add up as printed.']
      : []),
    '',
  ].join('\n');
}

/** Our own sentences; the names that they quote are code there, too. */
const markdownText = (sentence: string): string =>
  sentenceParts(sentence)
    .map(({ isName, text, source }) => (isName ? source : markdown(text)))
    .join('');
