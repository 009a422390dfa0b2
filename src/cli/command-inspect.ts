import type { Command } from 'commander';
import {
  addOptions,
  ofLogs,
  option,
  outputOptions,
  pricesOption,
  readingOptions,
} from './command-options.ts';
import type { Process } from './main.ts';
import type { RawOptions } from './options.ts';

/** `recost inspect`: what was understood of files. */
export function addInspect(program: Command, process: Process): void {
  const inspect = ofLogs(program, process, {
    name: 'inspect',
    description: 'what was understood of the files, what was not, and why',
    usage: 'LOGS… [options]',
  });
  addOptions(inspect, process, 'What the files lack:', [
    ...readingOptions(),
    option('--at <date>', 'the instant at which models of calls without one are looked up'),
    pricesOption(),
  ]);
  addOptions(inspect, process, 'Output:', outputOptions());
  // Not from RECOST_FORMAT, which names a format of reports.
  inspect.addOption(option('-f, --format <name>', 'text or json (else by the ending of --output)'));
  inspect.action(async (logs: readonly string[], options: RawOptions) => {
    const { runInspect } = await import('./run-inspect.ts');
    process.exitCode = await runInspect(logs, options, process);
  });
}
