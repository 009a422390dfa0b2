import { readFileSync } from 'node:fs';
import { Command, CommanderError, type Option } from 'commander';
import { isClosedPipe } from './closed-pipe.ts';
import type { RawOptions } from './options.ts';

/** What a command needs of the process; whole runs are functions of it. */
export type Process = NodeJS.Process;

const EXAMPLES = `
recost: what a run of your AI workflow costs, and what it would cost on other models.

  recost traces.csv                        cost per run of each workflow, on V4-Pro, V4-Flash and the frontier
  recost logs/ more.jsonl.gz -             several files, folders, compressed files, standard input
  recost traces.csv --to v4,gpt-5.5,keep   other targets: models, sets (v4, frontier, workhorses), keep
  recost traces.csv -f markdown -o cost.md a table for a document; also csv, tsv, html, json
  recost inspect traces.csv                what was understood of the files, and what was not
`;

const EXIT_CODES = `
Exit codes: 0 fine; 1 something was lost and --strict is on; 2 wrong usage; 3 nothing readable or nothing priced;
70 a bug; 130 interrupted. Each option can be set as RECOST_<OPTION>, for example RECOST_TO=v4.`;

export async function main(process: Process): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (!isClosedPipe(error)) throw error;
    });
  }
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
  program
    .optionsGroup('Targets and prices:')
    .option('--to <names>', 'candidates: models, sets, keep; separated by commas')
    .option('--as-of <date>', 'price candidates as of this date (else the price book’s)')
    .option('--at <date>', 'the instant of calls that have none, or one before every price')
    .option(
      '--band-at <end>',
      'which end of a call decides its peak or off-peak price: start or end',
      'start',
    )
    .option('--include-announced', 'use prices that are announced but not yet in force');
  addReadingOptions(program);
  addOutputOptions(program).option('--by <what>', 'rows: workflow, step, model, day or status', 'workflow');
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
  addOutputOptions(addReadingOptions(inspect));
  inspect.action(async (logs: readonly string[], options: RawOptions) => {
    const { runInspect } = await import('./run-inspect.ts');
    process.exitCode = await runInspect(logs, options, process);
  });
  for (const command of [program, inspect]) for (const option of command.options) fromEnvironment(option);
  return program;
}

/** Options of every command that reads logs. */
function addReadingOptions(command: Command): Command {
  return command
    .optionsGroup('What the files lack:')
    .option('--model <name>', 'the model of calls that name none')
    .option('--provider <name>', 'who bills calls that name no provider, such as azure or bedrock')
    .option('--workflow <name>', 'the workflow of calls that name none (else the file’s name)')
    .option('--tz <zone>', 'the zone of local times without one, such as Europe/Berlin')
    .option(
      '--map <field=column>',
      'which column holds a field: model=engine,input=ContextTokens',
      collect,
      [],
    )
    .option('--input-format <name>', 'take every file as this format instead of recognising it');
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

function addOutputOptions(command: Command): Command {
  return command
    .optionsGroup('Output:')
    .option('-f, --format <name>', 'table, markdown, csv, tsv, html or json (else by the ending of --output)')
    .option('-o, --output <file>', 'write to this file; it is replaced only when all is done')
    .option('--decimal <mark>', 'point or comma, in CSV and TSV', 'point')
    .option('--strict', 'exit 1 if a record was lost')
    .option('--width <columns>', 'columns of the table (else the terminal’s, else 80)')
    .option('--ascii', 'no characters beyond ASCII in the table')
    .option('--color <when>', 'auto, always or never', 'auto')
    .option('-q, --quiet', 'no hints on standard error')
    .option('--debug', 'show where an error comes from');
}

function configure(command: Command, { stdout, stderr }: Process): void {
  command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
    })
    .configureHelp({
      optionDescription: ({ description, defaultValue }) => withDefault(description, defaultValue),
    });
}

const withDefault = (description: string, value: unknown): string =>
  typeof value === 'string' ? `${description} (default: ${value})` : description;

/** Flags win over RECOST_*, and that over defaults. */
function fromEnvironment(option: Option): void {
  if (option.long !== undefined && option.long !== null && option.long !== '--version') {
    option.env(`RECOST_${option.long.slice(2).replaceAll('-', '_').toUpperCase()}`);
  }
}

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
