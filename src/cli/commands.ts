import type { Command, Option } from 'commander';
import {
  addOptions,
  collect,
  configure,
  debugOption,
  decimalOption,
  option,
  outputOptions,
  pricingOptions,
  readingOptions,
  screenOptions,
} from './command-options.ts';
import type { Process } from './main.ts';
import type { RawOptions } from './options.ts';

/** `recost inspect`: what was understood of files. */
export function addInspect(program: Command, process: Process): void {
  const inspect = program
    .command('inspect')
    .description('what was understood of the files, what was not, and why')
    .argument('[logs...]', 'files, folders, globs; - is standard input')
    .usage('LOGS… [options]');
  configure(inspect, process);
  addOptions(inspect, process, 'What the files lack:', [
    ...readingOptions(),
    option('--at <date>', 'the instant at which models of calls without one are looked up'),
  ]);
  addOptions(inspect, process, 'Output:', outputOptions());
  // Not from RECOST_FORMAT, which names a format of reports.
  inspect.addOption(option('-f, --format <name>', 'text or json (else by the ending of --output)'));
  inspect.action(async (logs: readonly string[], options: RawOptions) => {
    const { runInspect } = await import('./run-inspect.ts');
    process.exitCode = await runInspect(logs, options, process);
  });
}

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
  const viable = program
    .command('viable')
    .description('which features are worth their cost now, and which no longer are')
    .argument('[logs...]', 'files, folders, globs; - is standard input')
    .usage('[LOGS…] [options]')
    .addHelpText('before', VIABLE_EXAMPLES);
  configure(viable, process);
  addOptions(viable, process, 'Features:', featureOptions());
  addOptions(viable, process, 'Looking ahead:', aheadOptions());
  addOptions(viable, process, 'Targets and prices:', pricingOptions());
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
  option('--exchange <rate>', 'what a currency is worth: EUR=1.085@2026-11-20')
    .argParser(collect)
    .default([]),
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
  const init = program
    .command('init')
    .description('write a list of features to fill in, from the workflows of logs')
    .argument('[logs...]', 'files, folders, globs; - is standard input')
    .usage('[LOGS…] [options]')
    .addHelpText('before', INIT_EXAMPLES);
  configure(init, process);
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

/** `recost baseline`: what logs come to, as a small file to compare later ones with. */
export function addBaseline(program: Command, process: Process): void {
  const baseline = program
    .command('baseline')
    .description('sum logs up in a small file, for recost check to compare with')
    .argument('[logs...]', 'files, folders, globs; - is standard input')
    .usage('LOGS… [options]')
    .addHelpText('after', SUM_CODES);
  configure(baseline, process);
  addOptions(baseline, process, 'Prices:', [
    option('--priced-at <date>', 'price every call as of this date (else the price book’s)'),
    option('--band <name>', 'and at this hour: off-peak or peak').default('off-peak'),
  ]);
  addOptions(baseline, process, 'What the files lack:', readingOptions());
  addOptions(baseline, process, 'Output:', [
    option('--reason <text>', 'why it is made, for whoever reads its change'),
    option('--strict', 'exit 1 if a record was lost'),
    option('-q, --quiet', 'no hints on standard error'),
    debugOption(),
  ]);
  baseline.addOption(
    option('-o, --output <file>', 'write to this file; - is standard output (else recost.baseline.json)'),
  );
  baseline.action(async (logs: readonly string[], options: RawOptions) => {
    const { runBaseline } = await import('./run-baseline.ts');
    process.exitCode = await runBaseline(logs, options, process);
  });
  addBaselineShow(baseline, process);
}

/** `recost baseline show`: what stands in such a file. Options behind `show` are its own. */
function addBaselineShow(baseline: Command, process: Process): void {
  const show = baseline
    .enablePositionalOptions()
    .command('show')
    .description('show what stands in a baseline')
    .argument('[file]', 'the baseline (else recost.baseline.json)');
  configure(show, process);
  addOptions(show, process, 'Output:', [...screenOptions(), debugOption()]);
  show.action(async (file: string | undefined, options: RawOptions) => {
    const { runBaselineShow } = await import('./run-baseline-show.ts');
    process.exitCode = await runBaselineShow(file, options, process);
  });
}

const CHECK_EXAMPLES = `
Whether a change made a workflow dearer: logs against a baseline, at the same
prices on both sides.

  recost baseline logs/                  once, and after a change you accept
  recost check logs/                     exit 1 if a run costs more than it may
  recost check logs/ -f github --also markdown=comment.md --also junit=cost.xml
  recost diff before.jsonl after.jsonl   what changed, and why
`;

/** `recost check`: logs against a baseline. */
export function addCheck(program: Command, process: Process): void {
  const check = program
    .command('check')
    .description('fail if a workflow costs more than its baseline and the policy allow')
    .argument('[logs...]', 'files, folders, globs; - is standard input')
    .usage('LOGS… [options]')
    .addHelpText('before', CHECK_EXAMPLES)
    .addHelpText('after', GATE_CODES);
  configure(check, process);
  addOptions(check, process, 'Gate:', [
    option('--baseline <file>', 'what to compare with').default('recost.baseline.json'),
    option('--config <file>', 'the policy, below "gate:" (else recost.yaml if there is one)'),
    option('--why <workflow>', 'on the screen, the steps of a workflow that moved most'),
  ]);
  addOptions(check, process, 'What the files lack:', readingOptions());
  addOptions(check, process, 'Output:', [alsoOption(), ...outputOptions()]);
  check.addOption(gateFormat());
  check.action(async (logs: readonly string[], options: RawOptions) => {
    const { runCheck } = await import('./run-check.ts');
    process.exitCode = await runCheck(logs, options, process);
  });
}

/** `recost diff`: two logs or baselines. */
export function addDiff(program: Command, process: Process): void {
  const diff = program
    .command('diff')
    .description('what changed from one log or baseline to another, and why')
    .argument('<before>', 'a log, a folder of logs, or a baseline')
    .argument('<after>', 'the same')
    .usage('BEFORE AFTER [options]')
    .addHelpText('after', SUM_CODES);
  configure(diff, process);
  addOptions(diff, process, 'What the files lack:', readingOptions());
  addOptions(diff, process, 'Output:', [
    option('--why <workflow>', 'on the screen, the steps of a workflow that moved most'),
    alsoOption(),
    ...outputOptions(),
  ]);
  diff.addOption(gateFormat());
  diff.action(async (before: string, after: string, options: RawOptions) => {
    const { runDiff } = await import('./run-diff.ts');
    process.exitCode = await runDiff([before, after], options, process);
  });
}

const GATE_CODES = `
Exit codes: 0 passed, also with warnings; 1 a limit is passed (or --strict);
2 wrong usage, no baseline, a faulty policy; 3 nothing readable or nothing
priced; 70 a bug; 130 interrupted. Reports are written before the exit.`;

const SUM_CODES = `
Exit codes: 0 done; 1 a record was lost, with --strict; 2 wrong usage, or a file
that cannot be written; 3 nothing readable or nothing priced; 70 a bug;
130 interrupted.`;

const alsoOption = () =>
  option('--also <format=file>', 'the same in another form as well: markdown=comment.md, junit=recost.xml')
    .argParser(collect)
    .default([]);

/** Not from RECOST_FORMAT, which names a format of the cost report. */
const gateFormat = () =>
  option('-f, --format <name>', 'table, markdown, json, junit or github (else by the ending of --output)');
