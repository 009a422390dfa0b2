import { setUp } from '../pipeline/setup.ts';
import { countTokens } from '../pipeline/tokens.ts';
import { tokensText } from '../render/tokens/index.ts';
import type { Process } from './main.ts';
import { invalid, list, type RawOptions } from './options.ts';
import { resourcesWith } from './resources.ts';
import { withOutput } from './run-cost.ts';
import { outputFormat, renderOptions } from './settings.ts';

/** `recost tokens FILES…`: the exit code. */
export async function runTokens(
  names: readonly string[],
  options: RawOptions,
  process: Process,
): Promise<number> {
  const [format, rendering] = [outputFormat(options), renderOptions(options, process)];
  const models = readModels(options.model);
  const setup = await setUp(await resourcesWith(options), false);
  return withOutput({ logs: names, hasFolders: false }, options, process, async (files) => {
    const { report, problems } = await countTokens({ files, models, setup });
    return { text: await tokensText(report, format, rendering), problems: problems.groups() };
  });
}

function readModels(value: string | undefined): readonly string[] | undefined {
  const names = value === undefined ? undefined : list(value);
  if (names?.length === 0) throw invalid('--model', `"${value}"`, 'models or sets, separated by commas');
  return names;
}
