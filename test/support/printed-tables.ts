/** A table as it is printed in a document. */
export interface PrintedTable {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The tables of a Markdown document, without the marks of bold cells. Text stays escaped. */
export function markdownTables(text: string): readonly PrintedTable[] {
  return text
    .split(/^#+ /m)
    .slice(1)
    .map((section) => {
      const [title = '', ...lines] = section.split('\n');
      const [header = [], , ...rows] = lines.filter((line) => line.startsWith('|')).map(cellsOf);
      return { title, header, rows };
    })
    .filter(({ header }) => header.length > 0);
}

const cellsOf = (line: string): readonly string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replace(/^\*\*(.*)\*\*$/, '$1'));

/** The tables of an HTML page, with their headings. Text stays escaped. */
export function htmlTables(text: string): readonly PrintedTable[] {
  return text
    .split('<h2>')
    .slice(1)
    .map((section) => ({
      title: section.slice(0, section.indexOf('</h2>')),
      header: tagged(section, 'th'),
      rows: [...section.matchAll(/<tr(?: class="total")?>(<td.*?)<\/tr>/gs)].map(([, row = '']) =>
        tagged(row, 'td'),
      ),
    }));
}

const tagged = (text: string, tag: string): readonly string[] =>
  [...text.matchAll(new RegExp(`<${tag}(?: class="number")?>(.*?)</${tag}>`, 'gs'))].map(
    ([, cell = '']) => cell,
  );
