import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { isClosedPipe } from './closed-pipe.ts';
import type { RawOptions } from './options.ts';
import { stdoutFault } from './output.ts';

/** What a command needs of the process; whole runs are functions of it. */
export type Process = NodeJS.Process;

const EXAMPLES = `
recost: what a run of your AI workflow costs, and what it would cost on other models.

  recost traces.csv                        cost per run of each workflow, on V4-Pro, V4-Flash, GPT-5.5, Opus 4.7
  recost logs/ more.jsonl.gz -             several files, folders, compressed files, standard input
  recost traces.csv --to v4,gpt-5.5,keep   other targets: models, sets (v4, frontier, workhorses), keep
  recost traces.csv -f markdown -o cost.md a table for a document; also csv, tsv, html, json
  recost inspect traces.csv                what was understood of the files, and what was not
`;

const EXIT_CODES = `
Exit codes: 0 fine; 1 something was lost and --strict is on; 2 wrong usage; 3 nothing readable or nothing priced;
70 a bug; 130 interrupted. Each option can be set as RECOST_<OPTION>, for example RECOST_TO=v4.`;

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
  addOptions(program, process, 'Targets and prices:', [
    option('--to <names>', 'candidates: models, sets, keep; separated by commas'),
    option('--as-of <date>', 'price candidates as of this date (else the price book’s)'),
    option('--at <date>', 'the instant of calls that have none, or one before every price'),
    option('--band-at <end>', 'which end of a call decides its peak or off-peak price: start or end').default(
      'start',
    ),
    option('--include-announced', 'use prices that are announced but not yet in force'),
  ]);
  addOptions(program, process, 'What the files lack:', readingOptions());
  addOptions(program, process, 'Output:', [
    option('--by <what>', 'rows: workflow, step, model, day or status').default('workflow'),
    option('-f, --format <name>', 'table, markdown, csv, tsv, html or json (else by the ending of --output)'),
    ...outputOptions(),
    option('--decimal <mark>', 'point or comma, in CSV and TSV').default('point'),
  ]);
  program.action(async (logs: readonly string[], options: RawOptions) => {
    const { runCost } = await import('./run-cost.ts');
    process.exitCode = await runCost(logs, options, process);
  });
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
  return program;
}

const option = (flags: string, description: string): Option => new Option(flags, description);

/** Options of every command that reads logs. */
const readingOptions = (): readonly Option[] => [
  option('--model <name>', 'the model of calls that name none'),
  option('--provider <name>', 'who bills calls that name no provider, such as azure or bedrock'),
  option('--workflow <name>', 'the workflow of calls that name none (else the file’s name)'),
  option('--tz <zone>', 'the zone of local times without one, such as Europe/Berlin'),
  option('--map <field=column>', 'which column holds a field: model=engine,input=ContextTokens')
    .argParser(collect)
    .default([]),
  option('--input-format <name>', 'take every file as this format instead of recognising it'),
  option(
    '--aggregates',
    'price sums over many requests (usage pages, console exports) instead of refusing them',
  ),
];

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

const outputOptions = (): readonly Option[] => [
  option('-o, --output <file>', 'write to this file; it is replaced only when all is done'),
  option('--strict', 'exit 1 if a record was lost'),
  option('--width <columns>', 'columns of the screen (else the terminal’s, else 80)'),
  option('--ascii', 'no characters beyond ASCII'),
  option('--color <when>', 'auto, always or never').default('auto'),
  option('-q, --quiet', 'no hints on standard error'),
  option('--debug', 'show where an error comes from'),
];

/** Adds options to a command under one heading. Flags win over RECOST_*, and that over defaults. */
function addOptions(command: Command, { env }: Process, heading: string, options: readonly Option[]): void {
  command.optionsGroup(heading);
  for (const each of options) {
    const variable = `RECOST_${each.name().replaceAll('-', '_').toUpperCase()}`;
    // Commander takes a flag for given if its variable has any value; "0" and "false" mean that it is not.
    const isOff = each.isBoolean() ? /^(0|false|no|off|)$/i : /^$/;
    command.addOption(isOff.test(env[variable] ?? '1') ? each : each.env(variable));
  }
}

function configure(command: Command, process: Process): void {
  const { stdout, stderr } = process;
  command
    .exitOverride()
    .configureOutput({
      writeOut: (text) =>
        void stdout.write(text, (error) => {
          const isTold = process.exitCode === 2; // a help text is written in parts
          if (error && !isTold) process.exitCode = tell(stdoutFault(error), false, process);
        }),
      writeErr: (text) => void stderr.write(text),
    })
    .configureHelp({
      optionDescription: ({ description, defaultValue }) => withDefault(description, defaultValue),
    });
}

const withDefault = (description: string, value: unknown): string =>
  typeof value === 'string' ? `${description} (default: ${value})` : description;

/** Tells what went wrong, and gives the exit code for it. */
function tell(error: unknown, isDebug: boolean, { stderr }: Process): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (isClosedPipe(error)) return 0;
  if (error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number') {
    stderr.write(`recost: ${error.message}\n${isDebug ? `${error.stack}\n` : ''}`);
    return error.exitCode;
  }
  const detail = error instanceof Error ? error.message : String(error);
  stderr.write(`recost: this is a bug in recost: ${detail}\n`);
  stderr.write(
    isDebug && error instanceof Error ? `${error.stack}\n` : 'Run again with --debug to see where.\n',
  );
  return 70;
}
