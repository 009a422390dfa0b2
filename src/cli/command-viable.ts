import type { Command, Option } from 'commander';
import {
  addOptions,
  debugOption,
  decimalOption,
  exchangeOption,
  ofLogs,
  option,
  outputOptions,
  priceGateOptions,
  pricingOptions,
  readingOptions,
} from './command-options.ts';
import type { Process } from './main.ts';
import type { RawOptions } from './options.ts';

const VIABLE_EXAMPLES = `
Which features cross the line: what a run costs, against what it is worth.
What it is worth stands in a list that you write: recost init makes a first one.

  recost viable traces.csv                    the features of recost.yaml
  recost viable --features ideas.csv          never built, by shapes: no logs
  recost viable traces.csv --before at:2026-08-01    since prices of that day
  recost viable traces.csv --prices-times 1,1/2,1/4  if prices halve, and again
  recost viable traces.csv --months 12 --growth 8% -o plan.md    the next year
`;

const INIT_EXAMPLES = `
A list of features to fill in: the workflows of your logs, and what a run of
each costs. Without logs, one with an example. recost viable reads it.

  recost init traces.csv               writes recost.yaml
  recost init traces.csv -o -          shows it instead
  recost init --schema > schema.json   for editors that check as you type
`;

/** `recost viable`: which features are worth their cost. */
export function addViable(program: Command, process: Process): void {
  const viable = ofLogs(program, process, {
    name: 'viable',
    description: 'which features are worth their cost now, and which no longer are',
    usage: '[LOGS…] [options]',
  }).addHelpText('before', VIABLE_EXAMPLES);
  addOptions(viable, process, 'Features:', featureOptions());
  addOptions(viable, process, 'Looking ahead:', aheadOptions());
  addOptions(viable, process, 'Targets and prices:', pricingOptions());
  addOptions(viable, process, 'Fail on:', priceGateOptions());
  addOptions(viable, process, 'What the files lack:', readingOptions());
  addOptions(viable, process, 'Output:', [
    option('--all', 'on the screen, every candidate of each feature'),
    ...outputOptions(),
    decimalOption(),
  ]);
  // Not from RECOST_FORMAT, which names a format of the cost report.
  viable.addOption(
    option(
      '-f, --format <name>',
      'table, markdown, csv, tsv, html, json or svg (else by the ending of --output)',
    ),
  );
  viable.action(async (logs: readonly string[], options: RawOptions) => {
    const { runViable } = await import('./run-viable.ts');
    process.exitCode = await runViable(logs, options, process);
  });
}

const featureOptions = (): readonly Option[] => [
  option('--features <file>', 'the list of features, YAML or CSV (else recost.yaml)'),
  exchangeOption(),
  option(
    '--before <what>',
    'compare with: baseline, at:DATE, model:NAME, model:NAME@DATE, scenario:NAME',
  ).default('baseline'),
  option('--at-quantile <name>', 'the figure of the runs that decides: mean, p50, p90 or p99').default(
    'mean',
  ),
  option(
    '--fail-on <verdicts>',
    'exit 1 if a feature on the models kept is so: no-longer-viable, unknown, …',
  ),
];

const aheadOptions = (): readonly Option[] => [
  option('--prices-times <factors>', 'also the verdicts at multiples of all prices: 1,1/2,1/4'),
  option('--months <count>', 'also the cost of so many coming months'),
  option('--growth <percent>', 'by how much runs grow from month to month, such as 8%'),
];

/** `recost init`: a list of features to fill in. */
export function addInit(program: Command, process: Process): void {
  const init = ofLogs(program, process, {
    name: 'init',
    description: 'write a list of features to fill in, from the workflows of logs',
    usage: '[LOGS…] [options]',
  }).addHelpText('before', INIT_EXAMPLES);
  addOptions(init, process, 'What the files lack:', [
    ...readingOptions(),
    option('--at <date>', 'the instant of calls that have none, or one before every price'),
  ]);
  addOptions(init, process, 'Output:', [
    option('--force', 'replace a file that is there'),
    option('--schema', 'print the JSON Schema of the list instead, for editors'),
    option('-q, --quiet', 'no hints on standard error'),
    debugOption(),
  ]);
  // Not from RECOST_OUTPUT, which names a report.
  init.addOption(
    option('-o, --output <file>', 'write to this file; - is standard output (else recost.yaml)'),
  );
  init.action(async (logs: readonly string[], options: RawOptions) => {
    const { runInit } = await import('./run-init.ts');
    process.exitCode = await runInit(logs, options, process);
  });
}
