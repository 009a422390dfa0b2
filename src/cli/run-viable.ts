import { type Assumptions, NOTHING_GIVEN } from '../domain/assumptions.ts';
import type { Verdict, Viability } from '../domain/viability.ts';
import { readAssumptions } from '../pipeline/assumptions.ts';
import { priceFailures } from '../pipeline/price-gates.ts';
import { setUp } from '../pipeline/setup.ts';
import { viable } from '../pipeline/viable.ts';
import { VIABILITY_FORMATS, VIABILITY_RENDERERS } from '../render/viability/index.ts';
import { openFeatures } from './features-file.ts';
import type { Process } from './main.ts';
import { invalid, list, type RawOptions } from './options.ts';
import { readPriceGates } from './price-gates.ts';
import { fileOf, type NamedText, openAssumptions } from './project-files.ts';
import { resourcesWith } from './resources.ts';
import { ingestOptions, pricingOptions, withOutput } from './run-cost.ts';
import { formatByEnding, renderOptions } from './settings.ts';
import { readBefore, readFactors, readFailOn, readProjection, readStatistic } from './viable-options.ts';

/** `recost viable LOGS…`: the exit code. */
export async function runViable(
  logs: readonly string[],
  options: RawOptions,
  process: Process,
): Promise<number> {
  const format = formatByEnding(options, VIABILITY_FORMATS, 'table');
  const rendering = { ...renderOptions(options, process), showsAll: options.all === true };
  const failOn = readFailOn(options.failOn);
  const [priceFactors, projection] = [readFactors(options.pricesTimes), readProjection(options)];
  const asked = [options.pricesTimes, options.months].filter((each) => each !== undefined).length;
  if ((format === 'csv' || format === 'tsv') && asked > 1)
    throw invalid(
      '--format',
      format,
      'only one of --prices-times and --months: a file of it holds one table',
    );
  if (format === 'svg' && asked > 0)
    throw invalid('--format', format, 'neither --prices-times nor --months: it shows the costs of today');
  const gates = readPriceGates(options);
  const featuresFile = await openFeatures(options.features, () => process.stdin);
  const given = await assumptionsFor(options.config, featuresFile);
  const setup = await setUp(await resourcesWith(options), options.includeAnnounced === true);
  const common = {
    ...setup,
    ...ingestOptions(options, setup),
    ...pricingOptions(options, given),
    before: readBefore(options.before),
    statistic: readStatistic(options.atQuantile),
    exchangeRates: (options.exchange ?? []).flatMap(list),
    priceFactors,
    projection,
  };
  return withOutput(
    { logs, isAlone: true, kept: [featuresFile.name, ...fileOf(given)] },
    options,
    process,
    async (files) => {
      const { viability, problems } = await viable({ ...common, files, featuresFile });
      const text = await VIABILITY_RENDERERS[format](viability, rendering);
      const reports = [viability.logs, viability.shapes].filter((report) => report !== undefined);
      const failures = priceFailures(gates, setup.book, reports);
      return {
        text,
        problems: [...problems, ...failures],
        isFailed: failures.length > 0 || hasFailed(viability, failOn),
      };
    },
  );
}

/** Those of the list of features, where it has any, else those of the project. */
async function assumptionsFor(config: string | undefined, featuresFile: NamedText): Promise<Assumptions> {
  const { name, text } = featuresFile;
  const isTree = /\.(ya?ml|json)$/i.test(name) || (name === '-' && /^\s*"?assumptions"?\s*:/m.test(text));
  const own =
    isTree && config === undefined
      ? readAssumptions(featuresFile, { unreadable: 'features-unreadable' })
      : NOTHING_GIVEN;
  return own.file === undefined ? openAssumptions(config) : own;
}

/** What runs today decides: the verdict of the models kept. A feature that could not be judged has not passed. */
function hasFailed({ features, faulty }: Viability, failOn: ReadonlySet<Verdict>): boolean {
  if (failOn.size === 0) return false;
  return faulty > 0 || features.some(({ keep }) => failOn.has(keep.verdict));
}
