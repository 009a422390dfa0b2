import { ownResources } from '../../src/cli/resources.ts';
import type { Explanation } from '../../src/domain/explanation.ts';
import type { InputFile } from '../../src/domain/files.ts';
import type { World } from '../../src/domain/report.ts';
import { type Asked, explain } from '../../src/pipeline/explain.ts';
import { explainedScenario } from '../../src/pipeline/explain-scenario.ts';
import { setUp } from '../../src/pipeline/setup.ts';
import { EXPLANATION_RENDERERS } from '../../src/render/explain/index.ts';
import { memoryFile } from './reading.ts';
import { givenIn } from './reported.ts';

export interface ExplainOptions {
  readonly to?: string;
  readonly world?: World;
  /** The text of a project's file. */
  readonly project?: string | undefined;
}

const setup = await setUp(ownResources, false);

/** What `recost explain` works out for a log, before it is printed. */
export async function explainIn(
  log: InputFile | string,
  asked: Asked,
  { to, world = 'base', project }: ExplainOptions = {},
): Promise<Explanation> {
  const asOf = setup.book.date;
  const scenario = explainedScenario(to === undefined ? undefined : [to], setup, asOf);
  const { explanation } = await explain({
    ...setup,
    files: [typeof log === 'string' ? memoryFile(log) : log],
    map: new Map(),
    model: undefined,
    provider: undefined,
    workflow: undefined,
    format: undefined,
    aggregates: false,
    zoneOffset: undefined,
    scenario: scenario ?? { kind: 'baseline' },
    asOf,
    at: undefined,
    bandAt: 'start',
    given: givenIn(project),
    world,
    asked,
  });
  return explanation;
}

const WIDE = { width: 1000, hasColour: false, isAscii: false };

/** As it is printed, on a screen that is wide enough for every line. */
export const treeOf = (explanation: Explanation, screen = WIDE): Promise<string> =>
  EXPLANATION_RENDERERS.tree(explanation, screen);
