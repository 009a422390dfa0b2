import { printedCells, roundingNote } from './cell-text.ts';
import { html, inert, plain, sentenceParts } from './escape.ts';
import { UNICODE } from './numbers.ts';
import type { Page, Table } from './sheet.ts';

const STYLE = `body{font:14px/1.5 system-ui,sans-serif;color:#1a1a1a;max-width:100rem;margin:2rem auto;padding:0 1rem}
p,dl{max-width:72rem}
table{border-collapse:collapse;margin:1rem 0}
th,td{max-width:24rem;overflow-wrap:break-word;border:1px solid #ccc;padding:.25rem .6rem;text-align:left;vertical-align:top}
th{background:#f3f3f3}
.number{text-align:right;font-variant-numeric:tabular-nums}
td.number{white-space:nowrap}
td:first-child{min-width:10rem}
.total td{font-weight:bold;border-top:2px solid #666}
dt{font-weight:bold}dd{margin:0 0 .4rem 1.5rem}`;

/** A page as one file without scripts: its tables paste into a document or a spreadsheet as tables. */
export function htmlOf(page: Page): string {
  const notes = page.notes.map(
    ({ label, text }) => `<dt>${html(label)}</dt><dd>${htmlText(inert(text))}</dd>`,
  );
  const rounding = roundingNote(page);
  if (rounding !== undefined) notes.push(`<dt>Rounding</dt><dd>T${rounding.slice(1)}.</dd>`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${html(page.title)}</title>
<style>${STYLE}</style>
<h1>${html(page.title)}</h1>
${page.conclusion.map((text) => `<p>${htmlText(text)}</p>`).join('\n')}
${page.tables.map(tableText).join('\n')}
<dl>
${notes.join('\n')}
</dl>
</html>
`;
}

function tableText(table: Table): string {
  const printed = printedCells(table, UNICODE);
  const cellTag = (tag: string, isNumeric: boolean, text: string): string =>
    `<${tag}${isNumeric ? ' class="number"' : ''}>${text}</${tag}>`;
  const head = table.columns.map(({ title, isNumeric }) => cellTag('th', isNumeric, html(title))).join('');
  const rows = table.rows.map(({ cells, isTotal }, index) => {
    const texts = cells.map((cell, at) =>
      cell.kind === 'text' ? html(inert(plain(cell.text))) : html(printed[index]?.[at] ?? ''),
    );
    const tags = texts.map((text, at) => cellTag('td', table.columns[at]?.isNumeric === true, text)).join('');
    return `<tr${isTotal ? ' class="total"' : ''}>${tags}</tr>`;
  });
  const title = table.title === undefined ? '' : `<h2>${html(table.title)}</h2>\n`;
  return `${title}<table>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}

/** Our own sentences; a name at the beginning of a paragraph can be pasted into a cell like any other. */
const htmlText = (sentence: string): string =>
  sentenceParts(sentence)
    .map(({ isName, text }) => (isName ? `<code>${html(inert(text))}</code>` : html(text)))
    .join('');
