import type { Command, Option } from 'commander';
import {
  addOptions,
  configure,
  debugOption,
  decimalOption,
  nowOption,
  option,
  pricesOption,
  screenOptions,
} from './command-options.ts';
import { addPricesAt } from './command-prices-at.ts';
import { addPricesImport } from './command-prices-import.ts';
import type { Process } from './main.ts';
import type { RawOptions } from './options.ts';

const EXAMPLES = `
What models cost and cost once, where each figure is from, and price books of
your own.

  recost prices list claude                     prices in force, by part of the name
  recost prices list --provider openai --tier batch
  recost prices show deepseek-v4-pro            its history, hours, notes, sources
  recost prices at gpt-5.5 2026-11-23           which one holds then, and why
  recost prices diff --from 2026-04-01 --to 2026-11-23
  recost prices diff 2026-11-23 acme.yaml       what your own book changes
  recost prices check acme.yaml                 is it sound, and what does it do
  recost prices import api.json -o theirs.json  a list of another project
`;

/** `recost prices`: looks into price books. */
export function addPrices(program: Command, process: Process): void {
  const prices = program
    .command('prices')
    .description('what models cost, since when, and where the figure is from')
    .usage('COMMAND [options]')
    .addHelpText('before', EXAMPLES)
    .enablePositionalOptions();
  configure(prices, process);
  addList(prices, process);
  addShow(prices, process);
  addPricesAt(prices, process);
  addDiffOfPrices(prices, process);
  addCheckOfBook(prices, process);
  addPricesImport(prices, process);
}

const outputOptions = (): readonly Option[] => [
  option('-f, --format <name>', 'table, markdown, csv, tsv, html or json (else by the ending of --output)'),
  option('-o, --output <file>', 'write to this file; it is replaced only when all is done'),
  ...screenOptions(),
  decimalOption(),
  debugOption(),
];

function addList(prices: Command, process: Process): void {
  const list = prices
    .command('list')
    .description('prices in force at an instant')
    .argument('[names...]', 'parts of model names, or patterns with * and ?')
    .usage('[NAMES…] [options]');
  configure(list, process);
  addOptions(list, process, 'Choice:', [
    option('--provider <id>', 'only what this provider bills'),
    option('--as-of <date>', 'at this instant (else today)'),
    option('--tier <name>', 'standard, batch, flex, priority, fast, ultrafast, spot or all').default(
      'standard',
    ),
    option('--include-announced', 'use prices that are announced but not yet in force'),
    pricesOption(),
    nowOption(),
  ]);
  addOptions(list, process, 'Output:', outputOptions());
  list.action(async (names: readonly string[], options: RawOptions) => {
    const { runPricesList } = await import('./run-prices.ts');
    process.exitCode = await runPricesList(names, options, process);
  });
}

function addShow(prices: Command, process: Process): void {
  const show = prices
    .command('show')
    .description('all that is known of a model’s prices, in the order of time')
    .argument('<model>', 'as logs write it: gpt-5.5, azure/gpt-5.5, us.anthropic.claude-…')
    .usage('MODEL [options]');
  configure(show, process);
  addOptions(show, process, 'Choice:', [
    option('--provider <name>', 'who bills it'),
    pricesOption(),
    nowOption(),
  ]);
  addOptions(show, process, 'Output:', outputOptions());
  show.action(async (model: string, options: RawOptions) => {
    const { runPricesShow } = await import('./run-prices.ts');
    process.exitCode = await runPricesShow(model, options, process);
  });
}

function addDiffOfPrices(prices: Command, process: Process): void {
  const diff = prices
    .command('diff')
    .description('what rose, fell, came and went, between two books or two days')
    .argument('[before]', 'the version of a book, a folder of one, or a book of your own')
    .argument('[after]', 'the same')
    .usage('BEFORE AFTER [options], or --from DATE --to DATE');
  configure(diff, process);
  addOptions(diff, process, 'Choice:', [
    option('--as-of <date>', 'of two books: prices on this day (else each book’s own)'),
    option('--include-announced', 'use prices that are announced but not yet in force'),
    pricesOption(),
    nowOption(),
  ]);
  // Not from RECOST_TO, which names targets.
  diff.addOption(option('--from <date>', 'of one book: prices on this day …'));
  diff.addOption(option('--to <date>', '… and on this one (else today)'));
  addOptions(diff, process, 'Output:', outputOptions());
  diff.action(async (before: string | undefined, after: string | undefined, options: RawOptions) => {
    const { runPricesDiff } = await import('./run-prices-diff.ts');
    process.exitCode = await runPricesDiff([before, after], options, process);
  });
}

function addCheckOfBook(prices: Command, process: Process): void {
  const check = prices
    .command('check')
    .description('whether a price book is sound, and what it does')
    .argument('<file>', 'a book of your own, or a folder of one of recost’s')
    .usage('FILE [options]');
  configure(check, process);
  addOptions(check, process, 'Books below it:', [pricesOption()]);
  addOptions(check, process, 'Output:', [...screenOptions(), debugOption()]);
  check.action(async (file: string, options: RawOptions) => {
    const { runPricesCheck } = await import('./run-prices-check.ts');
    process.exitCode = await runPricesCheck(file, options, process);
  });
}
