import { printedCells } from './cell-text.ts';
import { html, inert, plain, sentenceParts } from './escape.ts';
import { UNICODE } from './numbers.ts';
import type { Sheet } from './sheet.ts';

const STYLE = `body{font:14px/1.5 system-ui,sans-serif;color:#1a1a1a;max-width:72rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;margin:1rem 0}
th,td{border:1px solid #ccc;padding:.25rem .6rem;text-align:left;vertical-align:top}
th{background:#f3f3f3}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.total td{font-weight:bold;border-top:2px solid #666}
dt{font-weight:bold}dd{margin:0 0 .4rem 1.5rem}`;

/** A sheet as one page without scripts: its table pastes into a document or a spreadsheet as a table. */
export function htmlOf(sheet: Sheet): string {
  const printed = printedCells(sheet, UNICODE);
  const cellTag = (tag: string, isNumeric: boolean, text: string): string =>
    `<${tag}${isNumeric ? ' class="number"' : ''}>${text}</${tag}>`;
  const head = sheet.columns.map(({ title, isNumeric }) => cellTag('th', isNumeric, html(title))).join('');
  const rows = sheet.rows.map(({ cells, isTotal }, index) => {
    const texts = cells.map((cell, at) =>
      cell.kind === 'text' ? html(inert(plain(cell.text))) : html(printed[index]?.[at] ?? ''),
    );
    const tags = texts.map((text, at) => cellTag('td', sheet.columns[at]?.isNumeric === true, text)).join('');
    return `<tr${isTotal ? ' class="total"' : ''}>${tags}</tr>`;
  });
  const notes = sheet.notes.map(({ label, text }) => `<dt>${html(label)}</dt><dd>${html(inert(text))}</dd>`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${html(sheet.title)}</title>
<style>${STYLE}</style>
<h1>${html(sheet.title)}</h1>
${sheet.conclusion.map((text) => `<p>${htmlText(text)}</p>`).join('\n')}
<table>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
<dl>
${notes.join('\n')}
<dt>Rounding</dt><dd>Totals are rounded so that the rows add up as printed.</dd>
</dl>
</html>
`;
}

/** Our own sentences; a name at the beginning of a paragraph can be pasted into a cell like any other. */
const htmlText = (sentence: string): string =>
  sentenceParts(sentence)
    .map(({ isName, text }) => (isName ? `<code>${html(inert(text))}</code>` : html(text)))
    .join('');
