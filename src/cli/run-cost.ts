import { resolve } from 'node:path';
import { RecostError } from '../domain/problem.ts';
import { cost } from '../pipeline/cost.ts';
import { FORMAT_NAMES, type IngestOptions } from '../pipeline/ingest.ts';
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
import { openOutput } from './output.ts';
import { problemLines } from './problems.ts';
import { ownResources } from './resources.ts';
import { outputFormat, renderOptions } from './settings.ts';

/** `recost LOGS…`: the exit code. */
export async function runCost(
  logs: readonly string[],
  options: RawOptions,
  process: Process,
): Promise<number> {
  const format = outputFormat(options);
  const rendering = renderOptions(options, process);
  const setup = setUp(ownResources, options.includeAnnounced === true);
  const request = {
    ...setup,
    ...ingestOptions(options, setup),
    ...pricingOptions(options),
    grouping: readGrouping(options.by),
    hasQuantiles: format !== 'table', // the screen has no room for them
  };
  return withOutput({ logs }, options, process, async (files) => {
    const { report, intake } = await cost({ ...request, files });
    return { text: await RENDERERS[format](report, rendering), problems: intake.problems.groups() };
  });
}

/** What all commands that replay calls take from the command line. */
export const pricingOptions = (options: RawOptions) => ({
  to: readTargets(options.to),
  asOf: readInstant('--as-of', options.asOf),
  at: readInstant('--at', options.at),
  bandAt: readOneOf('--band-at', options.bandAt ?? 'start', ['start', 'end']),
});

/** What all commands that read logs take from the command line. */
export function ingestOptions(options: RawOptions, { countCall, vocabularyOf }: Setup): IngestOptions {
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
    vocabularyOf,
  };
}

interface Done {
  readonly text: string;
  readonly problems: readonly ProblemGroup[];
  /** What the user asked to be told of has happened. */
  readonly isFailed?: boolean;
}

/** What a command reads. */
interface Inputs {
  readonly logs: readonly string[];
  /** The command has something to do without logs as well. */
  readonly isAlone?: boolean;
  /** Other files that it reads. */
  readonly kept?: readonly string[];
}

/** Opens the output before the work, tells problems, writes the result at once; leaves an old file on failure. */
export async function withOutput(
  { logs, isAlone = false, kept = [] }: Inputs,
  options: RawOptions,
  process: Process,
  work: (files: Awaited<ReturnType<typeof inputFiles>>) => Promise<Done>,
): Promise<number> {
  if (logs.length === 0 && !isAlone) throw new RecostError('no-inputs', {});
  const files = await inputFiles(logs, () => process.stdin);
  refuseOwnInput(options.output, [...files.map(({ name }) => name), ...kept]);
  const output = await openOutput(options.output, process.stdout);
  const interrupted = (): void => void output.discard().then(() => process.exit(130));
  process.once('SIGINT', interrupted);
  try {
    const { text, problems, isFailed = false } = await work(files);
    for (const line of problemLines(problems, options.quiet === true)) process.stderr.write(`${line}\n`);
    await output.write(text);
    const hasLost = options.strict === true && problems.some(({ isLoss }) => isLoss);
    return isFailed || hasLost ? 1 : 0;
  } catch (error) {
    await output.discard();
    throw error;
  } finally {
    process.off('SIGINT', interrupted);
  }
}

/** What is read is never overwritten by what is made of it. */
function refuseOwnInput(output: string | undefined, names: readonly string[]): void {
  if (output === undefined || output === '-') return;
  if (names.some((name) => resolve(name) === resolve(output)))
    throw new RecostError('output-is-input', { path: output });
}
