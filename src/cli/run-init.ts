import { readFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { NOTHING_GIVEN } from '../domain/assumptions.ts';
import { RecostError } from '../domain/problem.ts';
import { init } from '../pipeline/init.ts';
import { setUp } from '../pipeline/setup.ts';
import { USUAL_FEATURES } from './features-file.ts';
import type { Process } from './main.ts';
import { type RawOptions, readInstant } from './options.ts';
import { resourcesWith } from './resources.ts';
import { ingestOptions, withOutput } from './run-cost.ts';

/** `recost init LOGS…`: the exit code. */
export async function runInit(
  logs: readonly string[],
  options: RawOptions,
  process: Process,
): Promise<number> {
  const output = options.output ?? (options.schema === true ? '-' : USUAL_FEATURES);
  if (output !== '-' && options.force !== true && (await isThere(output)))
    throw new RecostError('features-there', { name: output });
  if (options.schema === true) return printSchema(output, process);
  const setup = await setUp(await resourcesWith(options), false);
  const code = await withOutput({ logs, isAlone: true }, { ...options, output }, process, async (files) => {
    const request = {
      ...setup,
      ...ingestOptions(options, setup),
      to: [],
      asOf: undefined,
      at: readInstant('--at', options.at),
      bandAt: 'start',
      given: NOTHING_GIVEN,
      grouping: 'workflow',
      hasQuantiles: false,
    } as const;
    return init({ ...request, files });
  });
  if (output !== '-' && options.quiet !== true)
    process.stderr.write(`${output} is written: fill in what a run is worth, then: recost viable LOGS\n`);
  return code;
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const SCHEMA = new URL('../../docs/features.schema.json', import.meta.url);

const printSchema = (output: string, process: Process): Promise<number> =>
  withOutput({ logs: [], isAlone: true }, { output }, process, async () => ({
    text: readFileSync(SCHEMA, 'utf8'),
    problems: [],
  }));
