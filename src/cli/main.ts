import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addExplain } from './command-explain.ts';
import { addBaseline, addCheck, addDiff } from './command-gate.ts';
import { addInspect } from './command-inspect.ts';
import {
  addOptions,
  configure,
  decimalOption,
  option,
  outputOptions,
  priceGateOptions,
  pricingOptions,
  readingOptions,
} from './command-options.ts';
import { addPrices } from './command-prices.ts';
import { addReconcile } from './command-reconcile.ts';
import { addTokens } from './command-tokens.ts';
import { addInit, addViable } from './command-viable.ts';
import { endAll } from './endings.ts';
import type { RawOptions } from './options.ts';
import { tell } from './tell.ts';

/** What a command needs of the process; whole runs are functions of it. */
export type Process = NodeJS.Process;

const EXAMPLES = `
recost: what a run of your AI workflow costs, what it would cost on other
models, and which features that makes worth shipping.

  recost traces.csv                         each workflow on V4-Pro, V4-Flash,
                                            GPT-5.5 and Opus 4.7
  recost logs/ more.jsonl.gz -              folders, packed files, stdin
  recost traces.csv --to v4,gpt-5.5,keep    other targets: models, sets (v4,
                                            frontier, workhorses), keep
  recost traces.csv -f markdown -o cost.md  for a document; csv, html, json
  recost init traces.csv                    a list of features to fill in
  recost viable traces.csv                  which are worth their cost now
  recost baseline traces.csv                a small file to compare with later
  recost check traces.csv                   fails if a run became dearer, for CI
  recost diff before.csv after.csv          what changed, and why
  recost reconcile traces.csv               recorded beside list cost, and why
  recost inspect traces.csv                 what was understood of the files
  recost explain traces.csv --run run_42    where a figure comes from
  recost tokens prompt.md                   what a text comes to, model by model
  recost prices show deepseek-v4-pro        what a model costs, since when, says who

recost COMMAND --help says more of each.
`;

const EXIT_CODES = `
Exit codes: 0 fine; 1 a check that was asked for failed (recost check, --check,
--strict, --fail-on…, --min-coverage, --max-book-age); 2 wrong usage; 3 nothing readable or nothing priced; 70 a bug; 130 interrupted.
Each option can be set as RECOST_<OPTION>, for example RECOST_TO=v4.`;

export async function main(process: Process): Promise<void> {
  // Who writes is told by the call itself; without a listener, the event would end the process with a stack.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const program = createProgram(process);
  try {
    await program.parseAsync(process.argv);
  } catch (error) {
    process.exitCode = tell(
      error,
      program.opts<RawOptions>().debug === true || process.argv.includes('--debug'),
      process,
    );
  } finally {
    endAll();
  }
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version: found }: { version: string } = JSON.parse(text);
  return found;
}

/** The whole command tree: help, completion and documentation come from it. */
export function createProgram(process: Process): Command {
  const program = new Command('recost')
    .usage('LOGS… [options]')
    .argument('[logs...]', 'files, folders, globs; - is standard input')
    .addHelpText('before', EXAMPLES)
    .addHelpText('after', EXIT_CODES)
    .helpOption('-h, --help', 'this text')
    .version(version(), '-V, --version', 'the version')
    .enablePositionalOptions()
    .showHelpAfterError('(recost --help shows all options)');
  configure(program, process);
  addOptions(program, process, 'Targets and prices:', pricingOptions());
  addOptions(program, process, 'What the files lack:', readingOptions());
  addOptions(program, process, 'Fail on:', priceGateOptions());
  addOptions(program, process, 'Output:', [
    option('--by <what>', 'rows: workflow, step, model, day or status').default('workflow'),
    option('-f, --format <name>', 'table, markdown, csv, tsv, html or json (else by the ending of --output)'),
    ...outputOptions(),
    decimalOption(),
  ]);
  program.action(async (logs: readonly string[], options: RawOptions) => {
    const { runCost } = await import('./run-cost.ts');
    process.exitCode = await runCost(logs, options, process);
  });
  addViable(program, process);
  addInit(program, process);
  addBaseline(program, process);
  addCheck(program, process);
  addDiff(program, process);
  addReconcile(program, process);
  addInspect(program, process);
  addExplain(program, process);
  addPrices(program, process);
  addTokens(program, process);
  return program;
}
