import { plain } from '../domain/plain.ts';

export { plain };

/**
 * A spreadsheet runs what begins like this, in some languages also full-width; `@` may be a mention, too, and a build's
 * runner takes `::` at the beginning of a line for a command.
 */
const FORMULA = /^\s*(?:[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]|::)/;

/** A name that a spreadsheet takes for text: one that begins a formula gets an apostrophe in front. */
export const inert = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

export function csvCell(text: string, delimiter: string): string {
  return text.includes('"') || text.includes(delimiter) || /[\r\n]/.test(text)
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}

export const html = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** Text or an attribute of XML: what no XML document may hold is a replacement character. */
export const xml = (text: string): string =>
  html(plain(text).replace(/[\ud800-\udfff\ufffe\uffff]/gu, '\ufffd'));

/** Text in a Markdown table: no cell ends in it, and no markup, mention, link or formula begins. */
export const markdown = (text: string): string =>
  text.replace(/[<>|&@$[\]`*~\\_]/g, (char) =>
    /[<>|&@]/.test(char) ? `&#${char.charCodeAt(0)};` : `\\${char}`,
  );

/** A name in a sentence of ours as a code span: its fence is longer than any run of backticks inside (CommonMark). */
export function quoted(name: string): string {
  const runs = name.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const space = /^`|`$|^ .* $/.test(name) ? ' ' : '';
  return `${fence}${space}${name}${space}${fence}`;
}

/** A sentence in parts: names that are quoted in it, and the rest. */
export function sentenceParts(
  sentence: string,
): readonly { readonly isName: boolean; readonly text: string; readonly source: string }[] {
  const spans = /(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/g;
  const parts: { isName: boolean; text: string; source: string }[] = [];
  let end = 0;
  for (const { index, 0: source, 2: text = '' } of sentence.matchAll(spans)) {
    const before = sentence.slice(end, index);
    parts.push({ isName: false, text: before, source: before });
    parts.push({ isName: true, text: text.replace(/^ (.*[^ ].*) $/, '$1'), source });
    end = index + source.length;
  }
  const rest = sentence.slice(end);
  return [...parts, { isName: false, text: rest, source: rest }];
}
