import { inspect } from '../pipeline/inspect.ts';
import { setUp } from '../pipeline/setup.ts';
import { inspectionJson, inspectionText } from '../render/inspection.ts';
import type { Process } from './main.ts';
import { type RawOptions, readInstant, readOneOf } from './options.ts';
import { resourcesWith } from './resources.ts';
import { ingestOptions, withOutput } from './run-cost.ts';
import { renderOptions } from './settings.ts';

/** `recost inspect LOGS…`: the exit code. */
export async function runInspect(
  logs: readonly string[],
  options: RawOptions,
  process: Process,
): Promise<number> {
  const byEnding = options.output?.endsWith('.json') === true ? 'json' : 'text';
  const format = readOneOf('--format', options.format ?? byEnding, ['text', 'json']);
  const { screen } = renderOptions(options, process);
  const setup = await setUp(await resourcesWith(options), false);
  return withOutput({ logs }, options, process, async (files) => {
    const { inspection, intake } = await inspect({
      ...ingestOptions(options, setup),
      files,
      card: setup.card,
      at: readInstant('--at', options.at),
    });
    const text = format === 'json' ? inspectionJson(inspection) : inspectionText(inspection, screen);
    return { text, problems: intake.problems.groups() };
  });
}
