import type { GateReport } from '../domain/gate.ts';
import { RecostError } from '../domain/problem.ts';
import { openBaseline } from '../pipeline/baseline.ts';
import { check } from '../pipeline/gate.ts';
import { setUp } from '../pipeline/setup.ts';
import {
  GATE_FORMATS,
  GATE_RENDERERS,
  type GateFormat,
  type GateRenderOptions,
} from '../render/gate/index.ts';
import type { Process } from './main.ts';
import { invalid, type RawOptions, readOneOf } from './options.ts';
import { openBaselineFile, openProject } from './project-files.ts';
import { ownResources } from './resources.ts';
import { USUAL_BASELINE } from './run-baseline.ts';
import { ingestOptions, withOutput } from './run-cost.ts';
import { formatByEnding, renderOptions } from './settings.ts';

/** `recost check LOGS…`: the exit code, 1 if a limit is passed. */
export async function runCheck(
  logs: readonly string[],
  options: RawOptions,
  process: Process,
): Promise<number> {
  const format = formatByEnding(options, GATE_FORMATS, 'table');
  const rendering = { screen: renderOptions(options, process).screen, why: options.why };
  const others = readAlso(options.also);
  const baselineFile = await openBaselineFile(options.baseline ?? USUAL_BASELINE);
  const project = await openProject(options.config);
  const setup = setUp(ownResources, false);
  const opened = openBaseline(baselineFile.name, baselineFile.text, ownResources);
  const isOther = opened.prices.book.hash !== setup.book.hash;
  const request = {
    ...ingestOptions(options, setup),
    opened,
    project,
    bandAt: 'start',
    current: isOther ? { book: setup.book, card: setup.card } : undefined,
  } as const;
  const kept = [baselineFile.name, ...(project === undefined ? [] : [project.name])];
  return withOutput(
    { logs, kept, others: others.map(({ file }) => file) },
    options,
    process,
    async (files) => {
      const { report, problems } = await check({ ...request, files });
      return {
        ...(await gateTexts(report, { format, others, rendering })),
        problems,
        isFailed: report.outcome === 'failed',
      };
    },
  );
}

interface Also {
  readonly format: GateFormat;
  readonly file: string;
}

/** `--also markdown=comment.md`, several times: the same report in other forms, in one run. */
export const readAlso = (values: readonly string[] = []): readonly Also[] =>
  values.map((text) => {
    const cut = text.indexOf('=');
    const file = text.slice(cut + 1);
    if (cut < 1 || file === '' || file === '-')
      throw invalid('--also', text, `FORMAT=FILE with FORMAT one of ${GATE_FORMATS.join(', ')}`);
    return { format: readOneOf('--also', text.slice(0, cut), GATE_FORMATS), file };
  });

interface Forms {
  readonly format: GateFormat;
  readonly others: readonly Also[];
  readonly rendering: GateRenderOptions;
}

/** A report in all the forms that were asked for. @throws RecostError `workflow-unknown` for `--why` */
export async function gateTexts(
  report: GateReport,
  { format, others, rendering }: Forms,
): Promise<{ readonly text: string; readonly others: readonly string[] }> {
  const { why } = rendering;
  const names = report.workflows.map(({ name }) => name);
  if (why !== undefined && !names.includes(why)) {
    const hint = `Workflows: ${names.slice(0, MOST_NAMES).join(', ')}${names.length > MOST_NAMES ? ', …' : ''}`;
    throw new RecostError('workflow-unknown', { name: why, hint });
  }
  const render = (form: GateFormat): Promise<string> => GATE_RENDERERS[form](report, rendering);
  return { text: await render(format), others: await Promise.all(others.map((each) => render(each.format))) };
}

const MOST_NAMES = 10;
