import { markdown, plain, sentenceParts } from '../escape.ts';
import { shorterName } from '../names.ts';
import type { Naming } from './short-names.ts';

const LONGEST = 80;
const LONGEST_TEXT = 300;

/** A pipe would end a table's cell, in code too: it is shown by its number. */
const withoutPipes = (text: string): string => plain(text).replaceAll('|', '\\u007c');

/** Names for a pull request: short enough for a table, and without what ends its cells. */
export const SHORT_FOR_TABLES: Naming = {
  name: (name) => withoutPipes(shorterName(name, LONGEST)),
  text: (text) => withoutPipes(shorterName(text, LONGEST_TEXT)),
};

/**
 * A sentence of ours. Names in it are code, where GitHub sees no markup, mention, issue, commit or link; entities
 * would not do, for mentions and issues are looked for behind them.
 */
export const sentenceText = (sentence: string): string =>
  sentenceParts(sentence)
    .map(({ isName, text, source }) => (isName ? source : markdown(text)))
    .join('');

export const tableLine = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The first lines of a table: a column whose title begins with `>` has figures. */
export function tableHead(titles: readonly string[]): readonly string[] {
  return [
    tableLine(titles.map((title) => title.replace(/^>/, ''))),
    tableLine(titles.map((title) => (title.startsWith('>') ? '---:' : '---'))),
  ];
}

/** What can be unfolded. */
export const folded = (summary: string, lines: readonly string[]): readonly string[] => [
  '<details>',
  `<summary>${summary}</summary>`,
  '',
  ...lines,
  '',
  '</details>',
  '',
];
