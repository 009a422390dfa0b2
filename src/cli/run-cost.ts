import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Assumptions } from '../domain/assumptions.ts';
import { RecostError } from '../domain/problem.ts';
import { cost } from '../pipeline/cost.ts';
import { FORMAT_NAMES, type IngestOptions } from '../pipeline/ingest.ts';
import { priceFailures } from '../pipeline/price-gates.ts';
import type { ProblemGroup } from '../pipeline/problem-log.ts';
import { type Setup, setUp } from '../pipeline/setup.ts';
import { RENDERERS } from '../render/index.ts';
import { inputFiles } from './files.ts';
import type { Process } from './main.ts';
import {
  type RawOptions,
  readGrouping,
  readInstant,
  readMap,
  readOneOf,
  readTargets,
  readZone,
} from './options.ts';
import { type Output, openOutput } from './output.ts';
import { readPriceGates } from './price-gates.ts';
import { problemLines } from './problems.ts';
import { fileOf, openAssumptions } from './project-files.ts';
import { resourcesWith } from './resources.ts';
import { outputFormat, renderOptions } from './settings.ts';

/** `recost LOGS…`: the exit code. */
export async function runCost(
  logs: readonly string[],
  options: RawOptions,
  process: Process,
): Promise<number> {
  const format = outputFormat(options);
  const rendering = renderOptions(options, process);
  const gates = readPriceGates(options);
  const given = await openAssumptions(options.config);
  const setup = await setUp(await resourcesWith(options), options.includeAnnounced === true);
  const request = {
    ...setup,
    ...ingestOptions(options, setup),
    ...pricingOptions(options, given),
    grouping: readGrouping(options.by),
    hasQuantiles: format !== 'table', // the screen has no room for them
  };
  return withOutput({ logs, kept: fileOf(given) }, options, process, async (files) => {
    const { report, intake } = await cost({ ...request, files });
    const failures = priceFailures(gates, setup.book, [report]);
    return {
      text: await RENDERERS[format](report, rendering),
      problems: [...intake.problems.groups(), ...failures],
      isFailed: failures.length > 0,
    };
  });
}

/** What all commands that replay calls take from the command line. */
export const pricingOptions = (options: RawOptions, given: Assumptions) => ({
  to: readTargets(options.to),
  asOf: readInstant('--as-of', options.asOf),
  at: readInstant('--at', options.at),
  bandAt: readOneOf('--band-at', options.bandAt ?? given.bandAt?.value ?? 'start', ['start', 'end']),
  given,
});

/** What all commands that read logs take from the command line. */
export function ingestOptions(options: RawOptions, { countCall, measureOf }: Setup): IngestOptions {
  const { inputFormat } = options;
  return {
    map: readMap(options.map),
    model: options.model,
    provider: options.provider,
    workflow: options.workflow,
    format: inputFormat === undefined ? undefined : readOneOf('--input-format', inputFormat, FORMAT_NAMES),
    aggregates: options.aggregates === true,
    zoneOffset: readZone(options.tz),
    countCall,
    measureOf,
  };
}

interface Done {
  readonly text: string;
  readonly problems: readonly ProblemGroup[];
  /** What goes into the other files, in their order. */
  readonly others?: readonly string[];
  /** What the user asked to be told of has happened. */
  readonly isFailed?: boolean;
}

/** What a command reads. */
interface Inputs {
  readonly logs: readonly string[];
  /** The command has something to do without logs as well. */
  readonly isAlone?: boolean;
  /** A folder stands for the logs in it. */
  readonly hasFolders?: boolean;
  /** Other files that it reads. */
  readonly kept?: readonly string[];
  /** Other files that it writes. */
  readonly others?: readonly string[];
}

/**
 * Opens all outputs before the work, tells problems, writes each result at once; leaves old files on failure. What
 * was asked for is written before the exit code says that something failed.
 */
export async function withOutput(
  { logs, isAlone = false, hasFolders = true, kept = [], others = [] }: Inputs,
  options: RawOptions,
  process: Process,
  work: (files: Awaited<ReturnType<typeof inputFiles>>) => Promise<Done>,
): Promise<number> {
  if (logs.length === 0 && !isAlone) throw new RecostError('no-inputs', {});
  const found = await inputFiles(logs, () => process.stdin, hasFolders);
  const files = await withoutOwn(found, [...kept, options.output ?? '-', ...others]);
  const read = [...files.map(({ name }) => name), ...kept];
  await refuseOwnInputs([options.output, ...others], read);
  const outputs: Output[] = [];
  const discard = async (): Promise<void> => {
    for (const output of outputs) await output.discard();
  };
  const ended = (signal: keyof typeof SIGNALS): void =>
    void discard().then(() => process.exit(SIGNALS[signal]));
  process.once('SIGINT', ended).once('SIGTERM', ended);
  try {
    for (const path of [options.output, ...others]) outputs.push(await openOutput(path, process.stdout));
    const { text, others: texts = [], problems, isFailed = false } = await work(files);
    for (const line of problemLines(problems, options.quiet === true)) process.stderr.write(`${line}\n`);
    const [first, ...rest] = outputs;
    for (const [place, output] of rest.entries()) await output.write(texts[place] ?? '');
    await first?.write(text);
    const hasLost = options.strict === true && problems.some(({ isLoss }) => isLoss);
    return isFailed || hasLost ? 1 : 0;
  } catch (error) {
    await discard();
    throw error;
  } finally {
    process.off('SIGINT', ended).off('SIGTERM', ended);
  }
}

/** The exit codes that shells give to whoever was ended so. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/** What merely lies in a folder of logs and is something else of this command's is no log of it. */
async function withoutOwn<T extends { readonly name: string; readonly isFound?: boolean }>(
  files: readonly T[],
  own: readonly string[],
): Promise<readonly T[]> {
  const others = new Set(await Promise.all(own.filter((path) => path !== '-').map(realOf)));
  const kept: T[] = [];
  for (const file of files) {
    const isOwn = file.isFound === true && others.has(await realOf(file.name));
    if (!isOwn) kept.push(file);
  }
  return kept;
}

const realOf = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));

/** What is read is never overwritten by what is made of it, under whatever name, and no result by another. */
async function refuseOwnInputs(
  outputs: readonly (string | undefined)[],
  inputs: readonly string[],
): Promise<void> {
  const read = new Set(await Promise.all(inputs.map(realOf)));
  const written = new Set<string>();
  for (const path of outputs) {
    if (path === undefined || path === '-') continue;
    const target = await realOf(path);
    if (read.has(target)) throw new RecostError('output-is-input', { path });
    if (written.has(target)) throw new RecostError('output-twice', { path });
    if (await isFile(target)) written.add(target);
  }
}

/** A file, or none yet; what is written to a device or a pipe goes on. */
const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => true,
  );
