import type { Report } from '../domain/report.ts';
import { costSheet } from './cost-sheet.ts';
import { delimited } from './delimited.ts';
import { htmlOf } from './html.ts';
import { jsonOf } from './json.ts';
import { markdownOf } from './markdown.ts';
import { UNICODE } from './numbers.ts';
import { type Screen, terminalText } from './terminal.ts';

export interface RenderOptions {
  readonly screen: Screen;
  /** `--decimal`, for CSV and TSV. */
  readonly decimal: 'point' | 'comma';
}

type Renderer = (report: Report, options: RenderOptions) => string;

const sheetOf = (report: Report) => costSheet(report, UNICODE);

/** A comma cannot both part cells and stand in numbers: with decimal commas, CSV parts cells by semicolons. */
const csvDelimiter = ({ decimal }: RenderOptions): string => (decimal === 'comma' ? ';' : ',');

export const RENDERERS = {
  table: (report, { screen }) => terminalText(report, screen),
  markdown: (report) => markdownOf(sheetOf(report)),
  csv: (report, options) => delimited(sheetOf(report), csvDelimiter(options), options.decimal),
  tsv: (report, { decimal }) => delimited(sheetOf(report), '\t', decimal),
  html: (report) => htmlOf(sheetOf(report)),
  json: (report) => jsonOf(report),
} as const satisfies Readonly<Record<string, Renderer>>;

export type OutputFormat = keyof typeof RENDERERS;
export const OUTPUT_FORMATS = Object.keys(RENDERERS) as readonly OutputFormat[];

/** File endings that choose a format. */
export const FORMAT_OF_ENDING: ReadonlyMap<string, OutputFormat> = new Map([
  ['.md', 'markdown'],
  ['.markdown', 'markdown'],
  ['.csv', 'csv'],
  ['.tsv', 'tsv'],
  ['.html', 'html'],
  ['.htm', 'html'],
  ['.json', 'json'],
  ['.txt', 'table'],
]);
