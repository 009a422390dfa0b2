import type { GateReport } from '../domain/gate.ts';
import { RecostError } from '../domain/problem.ts';
import {
  GATE_FORMATS,
  GATE_RENDERERS,
  type GateFormat,
  type GateRenderOptions,
} from '../render/gate/index.ts';
import type { Process } from './main.ts';
import { invalid, type RawOptions, readOneOf } from './options.ts';
import { formatByEnding, renderOptions } from './settings.ts';

interface Also {
  readonly format: GateFormat;
  readonly file: string;
}

/** In which forms a report is wanted. */
export interface GateForms {
  readonly format: GateFormat;
  readonly also: readonly Also[];
  readonly rendering: GateRenderOptions;
}

export const gateForms = (options: RawOptions, process: Process): GateForms => ({
  format: formatByEnding(options, GATE_FORMATS, 'table'),
  also: (options.also ?? []).map(readAlso),
  rendering: { screen: renderOptions(options, process).screen, why: options.why },
});

/** `--also markdown=comment.md`: the same report in another form, in one run. */
function readAlso(text: string): Also {
  const cut = text.indexOf('=');
  const file = text.slice(cut + 1);
  if (cut < 1 || file === '' || file === '-')
    throw invalid('--also', text, `FORMAT=FILE with FORMAT one of ${GATE_FORMATS.join(', ')}`);
  return { format: readOneOf('--also', text.slice(0, cut), GATE_FORMATS), file };
}

const MOST_NAMES = 10;

/** A report in all its forms. @throws RecostError `workflow-unknown` for `--why` */
export async function gateTexts(
  report: GateReport,
  { format, also, rendering }: GateForms,
): Promise<{ readonly text: string; readonly others: readonly string[] }> {
  const { why } = rendering;
  const names = report.workflows.map(({ name }) => name);
  if (why !== undefined && !names.includes(why)) {
    const hint = `Workflows: ${names.slice(0, MOST_NAMES).join(', ')}${names.length > MOST_NAMES ? ', …' : ''}`;
    throw new RecostError('workflow-unknown', { name: why, hint });
  }
  const render = (form: GateFormat): Promise<string> => GATE_RENDERERS[form](report, rendering);
  return { text: await render(format), others: await Promise.all(also.map((each) => render(each.format))) };
}
