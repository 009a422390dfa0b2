import type { Command } from 'commander';
import {
  addOptions,
  ageOptions,
  collect,
  configure,
  debugOption,
  exchangeOption,
  ofLogs,
  option,
  outputOptions,
  pricesOption,
  readingOptions,
  screenOptions,
} from './command-options.ts';
import type { Process } from './main.ts';
import type { RawOptions } from './options.ts';

/** `recost baseline`: what logs come to, as a small file to compare later ones with. */
export function addBaseline(program: Command, process: Process): void {
  const baseline = ofLogs(program, process, {
    name: 'baseline',
    description: 'sum logs up in a small file, for recost check to compare with',
    usage: 'LOGS… [options]',
  }).addHelpText('after', SUM_CODES);
  addOptions(baseline, process, 'Prices:', [
    option('--priced-at <date>', 'price every call as of this date (else the price book’s)'),
    option('--band <name>', 'and at this hour: off-peak or peak').default('off-peak'),
    pricesOption(),
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
  const check = ofLogs(program, process, {
    name: 'check',
    description: 'fail if a workflow costs more than its baseline and the policy allow',
    usage: 'LOGS… [options]',
  })
    .addHelpText('before', CHECK_EXAMPLES)
    .addHelpText('after', GATE_CODES);
  addOptions(check, process, 'Gate:', [
    option('--baseline <file>', 'what to compare with').default('recost.baseline.json'),
    option('--config <file>', 'the policy, below "gate:" (else recost.yaml if there is one)'),
    exchangeOption(),
    option('--why <workflow>', 'on the screen, the steps of a workflow that moved most'),
  ]);
  addOptions(check, process, 'Prices:', [pricesOption(), ...ageOptions()]);
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
  addOptions(diff, process, 'Prices:', [pricesOption()]);
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
