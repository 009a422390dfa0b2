import { openBaseline } from '../pipeline/baseline.ts';
import { check } from '../pipeline/gate.ts';
import { priceFailures } from '../pipeline/price-gates.ts';
import { setUp } from '../pipeline/setup.ts';
import { gateForms, gateTexts } from './gate-forms.ts';
import type { Process } from './main.ts';
import { list, type RawOptions } from './options.ts';
import { readPriceGates } from './price-gates.ts';
import { openBaselineFile, openProject } from './project-files.ts';
import { resourcesWith } from './resources.ts';
import { USUAL_BASELINE } from './run-baseline.ts';
import { ingestOptions, withOutput } from './run-cost.ts';

/** `recost check LOGS…`: the exit code, 1 if a limit is passed. */
export async function runCheck(
  logs: readonly string[],
  options: RawOptions,
  process: Process,
): Promise<number> {
  const forms = gateForms(options, process);
  const gates = readPriceGates(options);
  const baselineFile = await openBaselineFile(options.baseline ?? USUAL_BASELINE);
  const project = await openProject(options.config);
  const resources = await resourcesWith(options);
  const setup = await setUp(resources, false);
  const opened = await openBaseline(baselineFile.name, baselineFile.text, resources);
  const isOther = opened.prices.book.hash !== setup.book.hash;
  const request = {
    ...ingestOptions(options, setup),
    opened,
    project,
    exchangeRates: (options.exchange ?? []).flatMap(list),
    bandAt: 'start',
    current: isOther ? { book: setup.book, card: setup.card } : undefined,
  } as const;
  const kept = [baselineFile.name, ...(project === undefined ? [] : [project.name])];
  const others = forms.also.map(({ file }) => file);
  return withOutput({ logs, kept, others }, options, process, async (files) => {
    const { report, problems } = await check({ ...request, files });
    const failures = priceFailures(gates, setup.book, []);
    return {
      ...(await gateTexts(report, forms)),
      problems: [...problems, ...failures],
      isFailed: failures.length > 0 || report.outcome === 'failed',
    };
  });
}
