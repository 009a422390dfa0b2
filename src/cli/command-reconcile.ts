import type { Command } from 'commander';
import { ACCEPTED_CAUSES, RECONCILE_GROUPINGS } from '../domain/reconciliation.ts';
import {
  addOptions,
  collect,
  decimalOption,
  ofLogs,
  option,
  outputOptions,
  pricesOption,
  readingOptions,
} from './command-options.ts';
import type { Process } from './main.ts';
import type { RawOptions } from './options.ts';

const EXAMPLES = `
What a log claims that its calls cost, beside list cost, and why the two differ.

  recost reconcile logs/                       by model; --by day, --by workflow
  recost reconcile logs/ --check 1%            exit 1 if they differ by more
  recost reconcile logs/ --check 1% --accept mark-up,byok
  recost reconcile logs/ --against usage.json  do the logs cover the invoice?
`;

const CODES = `
Exit codes: 0 done, or within --check; 1 beyond --check, or a record was lost
with --strict; 2 wrong usage; 3 nothing readable, or no call has a recorded cost;
70 a bug; 130 interrupted. Reports are written before the exit.`;

/** `recost reconcile`: recorded cost beside list cost. */
export function addReconcile(program: Command, process: Process): void {
  const reconcile = ofLogs(program, process, {
    name: 'reconcile',
    description: 'what a log claims that its calls cost, beside list cost, and why they differ',
    usage: 'LOGS… [options]',
  })
    .addHelpText('before', EXAMPLES)
    .addHelpText('after', CODES);
  addOptions(reconcile, process, 'Check:', [
    option('--check <share>', 'exit 1 if recorded and list cost of a row differ by more, such as 1%'),
    option('--accept <causes>', `what does not count: ${ACCEPTED_CAUSES.join(', ')}; separated by commas`),
    option('--against <export>', 'a provider’s own export of usage or costs; again for more of them')
      .argParser(collect)
      .default([]),
  ]);
  addOptions(reconcile, process, 'Prices:', [
    option('--at <date>', 'the instant of calls that have none, or one before every price'),
    option('--band-at <end>', 'which end of a call decides its peak or off-peak price: start or end').default(
      'start',
    ),
    option('--include-announced', 'use prices that are announced but not yet in force'),
    pricesOption(),
  ]);
  addOptions(reconcile, process, 'What the files lack:', readingOptions());
  addOptions(reconcile, process, 'Output:', [
    option('-f, --format <name>', 'table, markdown, csv, tsv, html or json (else by the ending of --output)'),
    ...outputOptions(),
    decimalOption(),
  ]);
  // Not from RECOST_BY, which names rows of the cost report.
  reconcile.addOption(option('--by <what>', `rows: ${RECONCILE_GROUPINGS.join(', ')}`).default('model'));
  reconcile.action(async (logs: readonly string[], options: RawOptions) => {
    const { runReconcile } = await import('./run-reconcile.ts');
    process.exitCode = await runReconcile(logs, options, process);
  });
}
