import { readBaseline } from '../pipeline/baseline.ts';
import { baselineShown } from '../render/gate/baseline-text.ts';
import type { Process } from './main.ts';
import type { RawOptions } from './options.ts';
import { openOutput } from './output.ts';
import { openBaselineFile } from './project-files.ts';
import { USUAL_BASELINE } from './run-baseline.ts';
import { renderOptions } from './settings.ts';

/** `recost baseline show [FILE]`: what stands in a baseline; the exit code. Its price book need not be at hand. */
export async function runBaselineShow(
  file: string | undefined,
  options: RawOptions,
  process: Process,
): Promise<number> {
  const { screen } = renderOptions(options, process);
  const { name, text } = await openBaselineFile(file ?? USUAL_BASELINE, 'Name the file');
  const shown = baselineShown(readBaseline(name, text), screen);
  await (await openOutput(undefined, process.stdout)).write(shown);
  return 0;
}
