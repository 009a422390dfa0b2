import { bookSummary } from '../render/prices/summary.ts';
import type { Process } from './main.ts';
import type { RawOptions } from './options.ts';
import { withOutput } from './run-cost.ts';
import { namedBook } from './run-prices-diff.ts';
import { renderOptions } from './settings.ts';

/** `recost prices check FILE`: the exit code; 2 if it has faults. */
export async function runPricesCheck(file: string, options: RawOptions, process: Process): Promise<number> {
  const { screen } = renderOptions(options, process);
  return withOutput({ logs: [], isAlone: true }, options, process, async () => ({
    text: bookSummary(await namedBook(file, options.prices), { file }, screen),
    problems: [],
  }));
}
