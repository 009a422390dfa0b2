import type { Command } from 'commander';
import {
  addOptions,
  configure,
  debugOption,
  option,
  pricesOption,
  screenOptions,
} from './command-options.ts';
import type { Process } from './main.ts';
import type { PricesAtOptions } from './run-prices-at.ts';

const AT_EXAMPLES = `
Which price of a model holds at an instant, why, and where it was read.

  recost prices at gpt-5.5 2026-11-23
  recost prices at deepseek-v4-pro 2026-11-23T10:00:00+08:00
  recost prices at claude-opus-4-7 2026-11-23 --provider bedrock --region eu
  recost prices at gpt-5.5 2026-11-23 --input 300000 --cached 200000 --output 900
`;

const AT_CODES = `
Exit codes: 0 there is a price; 2 wrong usage; 3 there is none (the reason is
printed); 70 a bug.`;

/** `recost prices at`: the price of a model at an instant. */
export function addPricesAt(prices: Command, process: Process): void {
  const at = prices
    .command('at')
    .description('which price of a model holds at an instant, and why')
    .argument('<model>', 'a name as requests and logs write it')
    .argument('<instant>', 'a date, or an instant with its zone')
    .usage('MODEL INSTANT [options]')
    .addHelpText('before', AT_EXAMPLES)
    .addHelpText('after', AT_CODES);
  configure(at, process);
  // Not from RECOST_INPUT and the like: these are the tokens of one question, and no files.
  at.optionsGroup('Tokens:');
  for (const each of [
    option('--input <tokens>', 'input tokens, cached ones included; they also choose prices by size'),
    option('--cached <tokens>', 'of them, those from a cache'),
    option('--output <tokens>', 'output tokens, reasoning included'),
  ])
    at.addOption(each);
  at.optionsGroup('The call:');
  for (const each of [
    option('--tier <word>', 'the service tier, in our words or those of who bills'),
    option('--region <name>', 'the region that the call was made in'),
    option('--provider <name>', 'who bills, such as azure or bedrock'),
  ])
    at.addOption(each);
  addOptions(at, process, 'Prices:', [
    option('--include-announced', 'use prices that are announced but not yet in force'),
    pricesOption(),
  ]);
  addOptions(at, process, 'Output:', [...screenOptions(), debugOption()]);
  at.addOption(option('-f, --format <name>', 'tree or json').default('tree'));
  at.action(async (model: string, instant: string, options: PricesAtOptions) => {
    const { runPricesAt } = await import('./run-prices-at.ts');
    process.exitCode = await runPricesAt({ model, instant }, options, process);
  });
}
