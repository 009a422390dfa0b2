import type { OutputFormat, RenderOptions } from './index.ts';
import type { Page, Table } from './sheet.ts';

/** Something in the three shapes that all formats are made of. */
export interface View {
  readonly page: () => Page;
  /** The one table that CSV and TSV hold. */
  readonly table: () => Table;
  readonly json: () => string;
}

/** A view in a format. Each writer is loaded when it is chosen. */
export async function viewText(
  view: View,
  format: OutputFormat,
  { screen, decimal }: RenderOptions,
): Promise<string> {
  switch (format) {
    case 'table':
      return (await import('./page-text.ts')).pageText(view.page(), screen);
    case 'markdown':
      return (await import('./markdown.ts')).markdownOf(view.page());
    case 'html':
      return (await import('./html.ts')).htmlOf(view.page());
    case 'csv':
      return (await import('./delimited.ts')).delimited(
        view.table(),
        decimal === 'comma' ? ';' : ',',
        decimal,
      );
    case 'tsv':
      return (await import('./delimited.ts')).delimited(view.table(), '\t', decimal);
    case 'json':
      return view.json();
    default:
      return format satisfies never;
  }
}
