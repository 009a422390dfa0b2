import type { Report } from '../domain/report.ts';
import { withShortNames } from './names.ts';
import type { Screen } from './screen.ts';

export interface RenderOptions {
  readonly screen: Screen;
  /** `--decimal`, for CSV and TSV. */
  readonly decimal: 'point' | 'comma';
}

type Renderer = (report: Report, options: RenderOptions) => Promise<string>;

/** Each writer is loaded when it is chosen. */
export const RENDERERS = {
  table: async (report, { screen }) => {
    const { terminalText } = await import('./terminal.ts');
    return terminalText(withShortNames(report, screen.isAscii), screen);
  },
  markdown: async (report) => (await import('./markdown.ts')).markdownOf(await pageOf(report)),
  csv: async (report, { decimal }) =>
    // A comma cannot both part cells and stand in numbers: with decimal commas, semicolons part cells.
    (await import('./delimited.ts')).delimited(
      await tableOf(report),
      decimal === 'comma' ? ';' : ',',
      decimal,
    ),
  tsv: async (report, { decimal }) =>
    (await import('./delimited.ts')).delimited(await tableOf(report), '\t', decimal),
  html: async (report) => (await import('./html.ts')).htmlOf(await pageOf(report)),
  json: async (report) => (await import('./json.ts')).jsonOf(withShortNames(report)),
} as const satisfies Readonly<Record<string, Renderer>>;

async function pageOf(report: Report) {
  const [{ costPage }, { UNICODE }] = await Promise.all([import('./cost-sheet.ts'), import('./numbers.ts')]);
  return costPage(withShortNames(report), UNICODE);
}

const tableOf = async (report: Report) => (await import('./cost-sheet.ts')).costTable(withShortNames(report));

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
