import type { ModelHistory, PriceDiff, PriceList } from '../../domain/price-view.ts';
import type { OutputFormat, RenderOptions } from '../index.ts';
import type { Page, Table } from '../sheet.ts';

/** A view of prices, in the three shapes that all formats are made of. */
interface View {
  readonly page: () => Page;
  /** The one table that CSV and TSV hold. */
  readonly table: () => Table;
  readonly json: () => string;
}

/** A list of prices in a format. */
export const listText = async (
  list: PriceList,
  format: OutputFormat,
  options: RenderOptions,
): Promise<string> => {
  const [{ listPage, listTable }, { listJson }] = await Promise.all([
    import('./list-page.ts'),
    import('./json.ts'),
  ]);
  return viewText(
    { page: () => listPage(list), table: () => listTable(list), json: () => listJson(list) },
    format,
    options,
  );
};

/** A model's history in a format. */
export const historyText = async (
  history: ModelHistory,
  format: OutputFormat,
  options: RenderOptions,
): Promise<string> => {
  const [{ historyPage, historyTable }, { historyJson }] = await Promise.all([
    import('./history-page.ts'),
    import('./json.ts'),
  ]);
  return viewText(
    {
      page: () => historyPage(history),
      table: () => historyTable(history),
      json: () => historyJson(history),
    },
    format,
    options,
  );
};

/** What differs between two sides, in a format. */
export const diffText = async (
  diff: PriceDiff,
  format: OutputFormat,
  options: RenderOptions,
): Promise<string> => {
  const [{ diffPage, diffTable }, { diffJson }] = await Promise.all([
    import('./diff-page.ts'),
    import('./json.ts'),
  ]);
  return viewText(
    { page: () => diffPage(diff), table: () => diffTable(diff), json: () => diffJson(diff) },
    format,
    options,
  );
};

async function viewText(
  view: View,
  format: OutputFormat,
  { screen, decimal }: RenderOptions,
): Promise<string> {
  switch (format) {
    case 'table':
      return (await import('../page-text.ts')).pageText(view.page(), screen);
    case 'markdown':
      return (await import('../markdown.ts')).markdownOf(view.page());
    case 'html':
      return (await import('../html.ts')).htmlOf(view.page());
    case 'csv':
      return (await import('../delimited.ts')).delimited(
        view.table(),
        decimal === 'comma' ? ';' : ',',
        decimal,
      );
    case 'tsv':
      return (await import('../delimited.ts')).delimited(view.table(), '\t', decimal);
    case 'json':
      return view.json();
    default:
      return format satisfies never;
  }
}
