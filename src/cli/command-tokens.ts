import type { Command } from 'commander';
import {
  addOptions,
  configure,
  countingOptions,
  decimalOption,
  option,
  outputOptions,
  pricesOption,
} from './command-options.ts';
import type { Process } from './main.ts';
import type { RawOptions } from './options.ts';

const EXAMPLES = `
What texts come to in tokens, model by model, and how sure that is.

  recost tokens prompt.md                     for V4-Pro, V4-Flash, GPT-5.5 and Opus 4.7
  recost tokens docs/*.md --model gpt-5.5,claude-opus-4-7
  git diff | recost tokens -                  of standard input
  recost tokens a.txt --model kimi-k2.6 --tokenizer kimi=tiktoken.model
  recost tokens a.txt --model claude-opus-4-7 --counter 'claude*=python3 count.py'
`;

/** `recost tokens`: texts, not logs. */
export function addTokens(program: Command, process: Process): void {
  const tokens = program
    .command('tokens')
    .description('how many tokens texts come to, model by model')
    .argument('<files...>', 'text files, globs; - is standard input')
    .usage('FILES… [options]')
    .addHelpText('before', EXAMPLES);
  configure(tokens, process);
  // Not from RECOST_MODEL, which names the model of a log's calls.
  tokens
    .optionsGroup('Models:')
    .addOption(option('--model <names>', 'models, sets, tokenizer families; separated by commas'));
  addOptions(tokens, process, 'Models:', [...countingOptions(), pricesOption()]);
  addOptions(tokens, process, 'Output:', [
    option('-f, --format <name>', 'table, markdown, csv, tsv, html or json (else by the ending of --output)'),
    ...outputOptions().filter(({ long }) => long !== '--strict'),
    decimalOption(),
  ]);
  tokens.action(async (files: readonly string[], options: RawOptions) => {
    const { runTokens } = await import('./run-tokens.ts');
    process.exitCode = await runTokens(files, options, process);
  });
}
