import { type Command, Option } from 'commander';
import type { Process } from './main.ts';
import { stdoutFault } from './output.ts';
import { tell } from './tell.ts';

export const option = (flags: string, description: string): Option => new Option(flags, description);

/** Every command that looks up prices takes books of the user's. */
export const pricesOption = (): Option =>
  option(
    '--prices <file>',
    'a price book of your own (contracts, other lists) over recost’s; the last one wins',
  )
    .argParser(collect)
    .default([]);

/** The day that ages are counted to. */
export const nowOption = (): Option =>
  option('--now <date>', 'the day to call today (else the clock of this computer)');

/** Options that make a report fail for what its prices lack. */
export const priceGateOptions = (): readonly Option[] => [
  ...ageOptions(),
  option('--fail-on-unpriced', 'exit 1 if a call has no price, as recorded or on a candidate'),
  option('--min-coverage <share>', 'exit 1 if a smaller share of the calls is priced, such as 99%'),
];

/** The limit on a book's age, and the day that it is counted to. */
export const ageOptions = (): readonly Option[] => [
  option('--max-book-age <days>', 'exit 1 if the newest price book is older than so many days, such as 30d'),
  nowOption(),
];

/** Options of every command that replays calls. */
export const pricingOptions = (): readonly Option[] => [
  option('--to <names>', 'candidates: models, sets, keep; separated by commas'),
  option('--as-of <date>', 'price candidates as of this date (else the price book’s)'),
  option('--at <date>', 'the instant of calls that have none, or one before every price'),
  option(
    '--band-at <end>',
    'which end of a call decides its peak or off-peak price: start or end (default: start)',
  ),
  option('--config <file>', 'what you assume, below "assumptions:" (else recost.yaml if there is one)'),
  option('--include-announced', 'use prices that are announced but not yet in force'),
  pricesOption(),
];

/** Options of every command that reads logs. */
export const readingOptions = (): readonly Option[] => [
  option('--model <name>', 'the model of calls that name none'),
  option('--provider <name>', 'who bills calls that name no provider, such as azure or bedrock'),
  option('--workflow <name>', 'the workflow of calls that name none (else the file’s name)'),
  option('--tz <zone>', 'the zone of local times without one, such as Europe/Berlin'),
  option('--map <field=column>', 'which column holds a field: model=engine,input=ContextTokens')
    .argParser(collect)
    .default([]),
  option('--input-format <name>', 'take every file as this format instead of recognising it'),
  ...countingOptions(),
  option(
    '--aggregates',
    'price sums over many requests (usage pages, console exports) instead of refusing them',
  ),
];

/** Options of every command that counts texts. */
export const countingOptions = (): readonly Option[] => [
  option(
    '--tokenizer <model=file>',
    'count texts of a model, pattern or tokenizer family with this tokenizer.json or tiktoken.model',
  )
    .argParser(collect)
    .default([]),
  option('--counter <model=command>', 'count them with a program of yours: JSON lines in, numbers out')
    .argParser(collect)
    .default([]),
];

/** What is taken from the command line alone: nothing else may start a program. */
const WITHOUT_VARIABLE: ReadonlySet<string> = new Set(['counter']);

export const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export const outputOptions = (): readonly Option[] => [
  option('-o, --output <file>', 'write to this file; it is replaced only when all is done'),
  option('--strict', 'exit 1 if a record was lost'),
  ...screenOptions(),
  option('-q, --quiet', 'no hints on standard error'),
  debugOption(),
];

/** Options of every command that prints a table. */
export const screenOptions = (): readonly Option[] => [
  option('--width <columns>', 'columns of the screen (else the terminal’s, else 80)'),
  option('--ascii', 'no characters beyond ASCII'),
  option('--color <when>', 'auto, always or never').default('auto'),
];

export const debugOption = (): Option => option('--debug', 'show where an error comes from');

export const decimalOption = (): Option =>
  option('--decimal <mark>', 'point or comma, in CSV and TSV').default('point');

/** Adds options to a command under one heading. Flags win over RECOST_*, and that over defaults. */
export function addOptions(
  command: Command,
  { env }: Process,
  heading: string,
  options: readonly Option[],
): void {
  command.optionsGroup(heading);
  for (const each of options) {
    if (WITHOUT_VARIABLE.has(each.name())) {
      command.addOption(each);
      continue;
    }
    const variable = `RECOST_${each.name().replaceAll('-', '_').toUpperCase()}`;
    // Commander takes a flag for given if its variable has any value; "0" and "false" mean that it is not.
    const isOff = each.isBoolean() ? /^(0|false|no|off|)$/i : /^$/;
    command.addOption(isOff.test(env[variable] ?? '1') ? each : each.env(variable));
  }
}

/** Makes a command a function of the process: it ends nothing itself, and writes to its streams. */
export function configure(command: Command, process: Process): void {
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

/** What a currency is worth, as often as there are currencies. */
export const exchangeOption = (): Option =>
  option('--exchange <rate>', 'what a currency is worth: EUR=1.085@2026-11-20')
    .argParser(collect)
    .default([]);

/** A command that reads logs. */
export function ofLogs(
  program: Command,
  process: Process,
  {
    name,
    description,
    usage,
  }: { readonly name: string; readonly description: string; readonly usage: string },
): Command {
  const command = program
    .command(name)
    .description(description)
    .argument('[logs...]', 'files, folders, globs; - is standard input')
    .usage(usage);
  configure(command, process);
  return command;
}
