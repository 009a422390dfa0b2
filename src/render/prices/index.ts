import type { ModelHistory, PriceDiff, PriceList } from '../../domain/price-view.ts';
import type { OutputFormat, RenderOptions } from '../index.ts';
import { viewText } from '../view.ts';

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
