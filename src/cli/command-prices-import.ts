import type { Command } from 'commander';
import { addOptions, configure, debugOption, nowOption, option } from './command-options.ts';
import type { Process } from './main.ts';
import type { RawOptions } from './options.ts';

const EXAMPLES = `
Makes a price book of your own from the price list of another project, which you
have as a file; recost itself fetches nothing. The book lies under recost's own,
and prices only what that does not know.

  recost prices import model_prices_and_context_window.json -o litellm.json
  recost prices import api.json --from models.dev -o models-dev.json
  recost traces.csv --prices litellm.json       use it
`;

/** `recost prices import FILE`: a third party's price list as a book of the user's. */
export function addPricesImport(prices: Command, process: Process): void {
  const command = prices
    .command('import')
    .description('a price book of your own from a list of LiteLLM, models.dev, OpenRouter or genai-prices')
    .argument('<file>', 'the price list, JSON; - is standard input')
    .usage('FILE [options]')
    .addHelpText('before', EXAMPLES);
  configure(command, process);
  // Not from RECOST_FROM and RECOST_NAME, which could mean anything.
  command.optionsGroup('The list:');
  command.addOption(
    option('--from <kind>', 'litellm, models.dev, openrouter or genai-prices (else by the list’s form)'),
  );
  command.addOption(option('--name <name>', 'of the new book (else the list’s and today’s date)'));
  command.addOption(option('--override', 'the book lies over recost’s own: its prices hold before those'));
  addOptions(command, process, 'The list:', [nowOption()]);
  command.optionsGroup('Output:');
  command.addOption(
    option('-f, --format <name>', 'of what is told on standard error: text or json').default('text'),
  );
  addOptions(command, process, 'Output:', [
    option('-o, --output <file>', 'write to this file; it is replaced only when all is done'),
    option('-q, --quiet', 'no hints on standard error'),
    debugOption(),
  ]);
  command.action(async (file: string, options: RawOptions) => {
    const { runPricesImport } = await import('./run-prices-import.ts');
    process.exitCode = await runPricesImport(file, options, process);
  });
}
