import type { TokenReport } from '../../domain/token-count.ts';
import type { OutputFormat, RenderOptions } from '../index.ts';
import { viewText } from '../view.ts';

/** What texts come to, in a format. */
export async function tokensText(
  report: TokenReport,
  format: OutputFormat,
  options: RenderOptions,
): Promise<string> {
  const [{ tokenPage, tokenTable }, { tokensJson }] = await Promise.all([
    import('./page.ts'),
    import('./json.ts'),
  ]);
  const view = {
    page: () => tokenPage(report),
    table: () => tokenTable(report),
    json: () => tokensJson(report),
  };
  return viewText(view, format, options);
}
