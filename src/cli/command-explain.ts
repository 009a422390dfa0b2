import type { Command } from 'commander';
import {
  addOptions,
  ofLogs,
  option,
  outputOptions,
  pricingOptions,
  readingOptions,
} from './command-options.ts';
import type { Process } from './main.ts';
import type { RawOptions } from './options.ts';

const EXPLAIN_EXAMPLES = `
Where a figure comes from: tokens, the price with its source and its reasons,
each product, and their sum, in all digits.

  recost explain traces.csv                         the dearest run of the log
  recost explain traces.csv --run run_42            a run, call by call
  recost explain traces.csv --call traces.csv:17    a call, by place or by id
  recost explain traces.csv --workflow triage       a workflow, by rates
  recost explain traces.csv --run run_42 --to deepseek-v4-pro --world low
`;

const EXPLAIN_CODES = `
Exit codes: 0 explained; 1 a record was lost, with --strict; 2 wrong usage, or
no such call, run or workflow; 3 nothing readable, or what is explained has no
price (its reasons are printed); 70 a bug; 130 interrupted.`;

/** `recost explain`: a figure taken apart. */
export function addExplain(program: Command, process: Process): void {
  const explain = ofLogs(program, process, {
    name: 'explain',
    description: 'where a figure comes from: its tokens, prices, reasons and sums',
    usage: 'LOGS… [options]',
  })
    .addHelpText('before', EXPLAIN_EXAMPLES)
    .addHelpText('after', EXPLAIN_CODES);
  // Not from RECOST_WORKFLOW, which names the workflow of calls that name none.
  explain.optionsGroup('What is explained:');
  for (const each of [
    option('--run <id>', 'this run (else the dearest of the log)'),
    option('--call <id>', 'this call: its id, or FILE:LINE'),
    option('--workflow <name>', 'this workflow; beside --run, the one that the run is of'),
  ])
    explain.addOption(each);
  const [, ...pricing] = pricingOptions();
  // Not from RECOST_TO, which may name many.
  explain.optionsGroup('Targets and prices:');
  explain.addOption(
    option('--to <name>', 'on this model, or keep, instead of the recorded models at their time'),
  );
  addOptions(explain, process, 'Targets and prices:', [
    ...pricing,
    option('--world <name>', 'low, base or high: the ends of the range').default('base'),
  ]);
  addOptions(
    explain,
    process,
    'What the files lack:',
    readingOptions().filter(({ long }) => long !== '--workflow'),
  );
  addOptions(explain, process, 'Output:', outputOptions());
  // Not from RECOST_FORMAT, which names a format of the cost report.
  explain.addOption(option('-f, --format <name>', 'tree or json (else by the ending of --output)'));
  explain.action(async (logs: readonly string[], options: RawOptions) => {
    const { runExplain } = await import('./run-explain.ts');
    process.exitCode = await runExplain(logs, options, process);
  });
}
