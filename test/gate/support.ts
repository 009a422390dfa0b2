import { MOST_COSTS, type ModelSums, type StepSums, type WorkflowSums } from '../../src/domain/gate.ts';
import type { Money } from '../../src/domain/money.ts';
import { TOKEN_CLASSES, type TokenClass } from '../../src/domain/tokens.ts';
import { thinned } from '../../src/replay/aggregate.ts';

/** Tokens, nano-USD per million of them, and how much dearer large prompts make them (1: not at all). */
export type ClassFacts = readonly [tokens: number, rate: number, uplift?: number];
export type Classes = Readonly<Partial<Record<TokenClass, ClassFacts>>>;

export interface ModelFacts {
  readonly model?: string;
  readonly calls: number;
  readonly callsPriced?: number;
  readonly classes: Classes;
}

export function modelSums({ model = 'a/one', calls, callsPriced = calls, classes }: ModelFacts): ModelSums {
  const known = TOKEN_CLASSES.flatMap((name) => {
    const [tokens, rate, uplift = 1] = classes[name] ?? [0, 0];
    const plainCost = BigInt(tokens) * BigInt(rate);
    const sums = { tokens, cost: (plainCost * BigInt(uplift)) as Money, plainCost: plainCost as Money };
    return classes[name] === undefined ? [] : [[name, sums] as const];
  });
  return { model, calls, callsPriced, classes: Object.fromEntries(known) };
}

export const stepSums = (name: string, ...models: readonly ModelFacts[]): StepSums => ({
  name,
  models: models.map(modelSums),
});

/** A workflow of these steps; its runs cost all the same unless their costs are given. */
export function workflowOf(
  name: string,
  runs: number,
  steps: readonly StepSums[],
  facts: Partial<WorkflowSums> = {},
): WorkflowSums {
  const models = steps.flatMap((step) => step.models);
  const total = (of: (model: ModelSums) => number): number =>
    models.reduce((sum, model) => sum + of(model), 0);
  const classes = models.flatMap((model) => Object.values(model.classes));
  const cost = classes.reduce((sum, each) => sum + each.cost, 0n) as Money;
  const calls = total((model) => model.calls);
  const each = (cost / BigInt(runs)) as Money;
  return {
    name,
    runs,
    runsOk: undefined,
    calls,
    callsPriced: total((model) => model.callsPriced),
    callsSquared: calls ** 2 / runs,
    cost,
    p90: each,
    dearest: each,
    costs: Array.from({ length: Math.min(runs, MOST_COSTS) }, () => each),
    steps,
    ...facts,
  };
}

/** A workflow of one call a run, of which each run costs so many millionths of a dollar. */
export function workflowOfCosts(
  name: string,
  microUsd: readonly number[],
  facts: Partial<WorkflowSums> = {},
): WorkflowSums {
  const costs = microUsd.map((each) => (BigInt(Math.round(each)) * 10n ** 9n) as Money);
  const sorted = costs.sort((a, b) => (a < b ? -1 : Number(a > b)));
  const runs = sorted.length;
  const cost = sorted.reduce((sum, each) => sum + each, 0n) as Money;
  const only = stepSums('', { calls: runs, classes: { input: [Number(cost / 10n ** 9n), 10 ** 9] } });
  return workflowOf(name, runs, [only], {
    p90: sorted[Math.ceil(runs * 0.9) - 1],
    dearest: sorted.at(-1),
    costs: thinned(sorted),
    ...facts,
  });
}

/** So many runs, all of one cost in millionths of a dollar. */
export const flat = (name: string, runs: number, microUsd: number, facts: Partial<WorkflowSums> = {}) =>
  workflowOfCosts(
    name,
    Array.from({ length: runs }, () => microUsd),
    facts,
  );
