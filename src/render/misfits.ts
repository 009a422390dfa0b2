import type { Limit, Misfits, PassedLimit, RoomyModel, Taker } from '../domain/misfits.ts';
import type { Report, ReportScenario } from '../domain/report.ts';
import type { Voice } from './assumptions.ts';
import { plain, quoted } from './escape.ts';
import { amountInWords, grouped, many } from './numbers.ts';
import type { Note } from './sheet.ts';

const LIMIT_TEXTS: Readonly<Record<Limit, (model: string, tokens: string) => string>> = {
  window: (model, tokens) => `${model}'s window of ${tokens} tokens`,
  prompt: (model, tokens) => `${model}'s largest prompt of ${tokens} tokens`,
  answer: (model, tokens) => `${model}'s longest answer of ${tokens} tokens`,
};

/** `openai/gpt-5's window of 400,000 tokens` */
export const limitText = ({ model, limit, window }: PassedLimit): string =>
  LIMIT_TEXTS[limit](plain(model), grouped(window));

const MOST_WORKFLOWS = 5;

/** For each candidate: which runs have calls that are too large for it, and what would take them. */
export const misfitNotes = ({ scenarios }: Report, { nameOf }: Voice): readonly Note[] =>
  scenarios.flatMap((scenario) => {
    const { misfits, infeasible } = scenario;
    if (misfits === undefined) return [];
    const whose = `${many(misfits.runs, 'run')} (${workflowsText(misfits)}) with ${many(misfits.calls, 'call')}`;
    const sizes = infeasible.map(sizeText).join(', ');
    const text = `${nameOf(scenario)}: ${whose}, in no mean and no change: ${sizes}; ${whereText(misfits)}`;
    return [{ label: 'Too large', text }];
  });

function workflowsText({ workflows }: Misfits): string {
  const told = workflows
    .slice(0, MOST_WORKFLOWS)
    .map(({ name, runs }) => `${quoted(plain(name))} ${grouped(runs)}`);
  const more = workflows.length - told.length;
  return `${told.join(', ')}${more > 0 ? ` and ${many(more, 'more workflow')}` : ''}`;
}

const SIZE_NAMES: Readonly<Record<Limit, string>> = {
  window: 'prompt and answer',
  prompt: 'a prompt',
  answer: 'an answer',
};

/** `prompt and answer of up to 1,072,190 tokens there (200,000 fit)` */
const sizeText = ({ limit, window, largest }: ReportScenario['infeasible'][number]): string =>
  `${SIZE_NAMES[limit]} of up to ${grouped(largest)} tokens there (${grouped(window)} fit)`;

function whereText({ runs, takers, others }: Misfits): string {
  const whole = takers.filter((each) => each.runs === runs);
  const most = takers.reduce<Taker | undefined>(
    (a, b) => (a !== undefined && a.runs >= b.runs ? a : b),
    undefined,
  );
  const told = whole.length > 0 || most === undefined ? whole : [most];
  const here = told.length === 0 ? [] : [told.map((each) => takerText(each, runs)).join(', ')];
  const elsewhere = others.length === 0 ? [] : [`of the price book ${roomyText(others)}`];
  const where = [...here, ...elsewhere];
  return where.length === 0 ? NOWHERE : `would fit: ${where.join('; ')}`;
}

export const NOWHERE = 'no model of the price book is known to be large enough';

/** `gpt-5.5 ($1.20)`, or `gpt-5.5 for 2 of the 3 runs (80 c)`. */
function takerText({ model, runs, cost }: Taker, all: number): string {
  const name =
    runs === all ? plain(model) : `${plain(model)} for ${grouped(runs)} of the ${many(all, 'run')}`;
  return `${name} (${amountInWords(cost.base)})`;
}

/** `google/gemini-4-carbon (window 1,048,576), …` */
export const roomyText = (models: readonly RoomyModel[]): string =>
  models
    .map(({ model, contextWindow }) => {
      const window = contextWindow === undefined ? '' : ` (window ${grouped(contextWindow)})`;
      return `${plain(model)}${window}`;
    })
    .join(', ');
