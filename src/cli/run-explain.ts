import type { Instant } from '../domain/book.ts';
import { WORLDS, type World } from '../domain/report.ts';
import { type Asked, explain } from '../pipeline/explain.ts';
import { explainedScenario } from '../pipeline/explain-scenario.ts';
import { type Setup, setUp } from '../pipeline/setup.ts';
import { EXPLANATION_FORMATS, EXPLANATION_RENDERERS } from '../render/explain/index.ts';
import type { Process } from './main.ts';
import { invalid, type RawOptions, readOneOf } from './options.ts';
import { fileOf, openAssumptions } from './project-files.ts';
import { readableAgain } from './read-again.ts';
import { resourcesWith } from './resources.ts';
import { ingestOptions, pricingOptions, withOutput } from './run-cost.ts';
import { formatByEnding, renderOptions } from './settings.ts';

const NO_PRICE = 3;

/** `recost explain LOGS…`: the exit code. */
export async function runExplain(
  logs: readonly string[],
  options: RawOptions,
  process: Process,
): Promise<number> {
  const format = formatByEnding(options, EXPLANATION_FORMATS, 'tree');
  const { screen } = renderOptions(options, process);
  const [asked, world] = [readAsked(options), readWorld(options.world)];
  const setup = await setUp(await resourcesWith(options), options.includeAnnounced === true);
  const { workflow: _, ...reading } = options; // here it is what to explain
  const given = await openAssumptions(options.config);
  const { to, ...pricing } = pricingOptions(options, given);
  const asOf = pricing.asOf ?? setup.book.date;
  const request = {
    ...setup,
    ...ingestOptions(reading, setup),
    ...pricing,
    scenario: readScenario(to, setup, asOf),
    asOf,
    world,
    asked,
  };
  const isReadTwice = asked.kind === 'dearest' || asked.kind === 'call';
  let isPriced = true;
  const code = await withOutput({ logs, kept: fileOf(given) }, options, process, async (found) => {
    const files = isReadTwice ? await readableAgain(found) : found;
    const { explanation, intake } = await explain({ ...request, files });
    isPriced = explanation.total.callsPriced > 0;
    const text = await EXPLANATION_RENDERERS[format](explanation, screen);
    return { text, problems: intake.problems.groups() };
  });
  return code === 0 && !isPriced ? NO_PRICE : code;
}

export const readWorld = (value = 'base'): World => readOneOf('--world', value, WORLDS);

function readAsked({ run, call, workflow }: RawOptions): Asked {
  if (call !== undefined) {
    if (run !== undefined || workflow !== undefined)
      throw invalid('--call', call, 'to stand without --run and --workflow');
    return { kind: 'call', text: call };
  }
  if (run !== undefined) return { kind: 'run', run, workflow };
  return workflow === undefined ? { kind: 'dearest' } : { kind: 'workflow', name: workflow };
}

function readScenario(to: readonly string[] | undefined, setup: Setup, asOf: Instant) {
  const scenario = explainedScenario(to, setup, asOf);
  if (scenario === undefined)
    throw invalid('--to', (to ?? []).join(','), 'one model or keep: one figure is explained at a time');
  return scenario;
}
