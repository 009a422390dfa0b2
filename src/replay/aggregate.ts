import {
  type ClassSums,
  MOST_COSTS,
  type ModelSums,
  type StepSums,
  type WorkflowSums,
} from '../domain/gate.ts';
import { type Money, ZERO } from '../domain/money.ts';
import type { Outcome } from '../domain/report.ts';
import { TOKEN_CLASSES, type TokenClass } from '../domain/tokens.ts';
import { asMoney, createSum } from './amount.ts';
import { classCosts } from './lot-sums.ts';
import type { Replay } from './replay.ts';
import { type SummedLot, summarise, type ViewedRun } from './summarise.ts';

/** The places of the two scenarios that an aggregate needs: prices as they are, and as if no prompt were large. */
export interface AggregateScenarios {
  readonly count: number;
  readonly real: number;
  readonly plain: number;
}

export interface Aggregate {
  /** By name. */
  readonly workflows: readonly WorkflowSums[];
  /** What all priced calls cost under a scenario. */
  readonly costUnder: (scenario: number) => Outcome | undefined;
}

/** What a group of calls is called, so that workflow and step can be told apart again. */
export const stepGroup = (workflow: string, step: string | undefined): string =>
  JSON.stringify([workflow, step ?? '']);

type Names = readonly [workflow: string, step: string];

/** Reads the names of groups, each once. */
function groupNames(): (group: string) => Names {
  const known = new Map<string, Names>();
  return (group) => {
    const names = known.get(group) ?? (JSON.parse(group) as Names);
    known.set(group, names);
    return names;
  };
}

/** Calls of a replay that is grouped by `stepGroup` → sums by workflow, step and model, by name. */
export function aggregate(replay: Replay, scenarios: AggregateScenarios): Aggregate {
  const namesIn = groupNames();
  const runs = new Map<string, RunSums>();
  const { lots, total } = summarise(replay, scenarios.count, {
    keepsRuns: false,
    viewsOf: (group) => [namesIn(group)[0]],
    noteRun(workflow, run) {
      const sums = runs.get(workflow) ?? createRunSums();
      runs.set(workflow, sums);
      sums.add(run, scenarios.real);
    },
  });
  const byWorkflow = grouped(lots, ({ lot }) => namesIn(lot.group)[0]);
  const workflows = [...runs].sort(byName).map(([name, sums]) => {
    const bySteps = grouped(byWorkflow.get(name) ?? [], ({ lot }) => namesIn(lot.group)[1]);
    return workflowOf(name, sums, bySteps, scenarios);
  });
  return { workflows, costUnder: (scenario) => total.outcomes[scenario] };
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : Number(a > b);

function grouped<T>(all: readonly T[], keyOf: (each: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const group = groups.get(keyOf(each));
    if (group === undefined) groups.set(keyOf(each), [each]);
    else group.push(each);
  }
  return groups;
}

interface RunSums {
  readonly add: (run: ViewedRun, scenario: number) => void;
  readonly facts: () => Pick<
    WorkflowSums,
    'runs' | 'runsOk' | 'calls' | 'callsSquared' | 'p90' | 'dearest' | 'costs'
  >;
}

function createRunSums(): RunSums {
  const costs: (number | bigint)[] = [];
  let [calls, callsSquared, ok, told] = [0, 0, 0, 0];
  return {
    add(run, scenario) {
      calls += run.calls;
      callsSquared += run.calls ** 2;
      ok += Number(run.outcome === 'ok');
      told += Number(run.outcome !== 'unknown');
      costs.push(run.costOf(scenario));
    },
    facts() {
      const sorted = costs.map(asMoney).sort((a, b) => (a < b ? -1 : Number(a > b)));
      const runs = sorted.length;
      const p90 = sorted[Math.max(Math.ceil(runs * 0.9), 1) - 1];
      const runsOk = told === 0 ? undefined : ok;
      const dearest = sorted.at(-1);
      return { runs, runsOk, calls, callsSquared, p90, dearest, costs: thinned(sorted) };
    },
  };
}

/** The middle of each of so many equal parts of a sorted list. */
export function thinned(sorted: readonly Money[]): readonly Money[] {
  if (sorted.length <= MOST_COSTS) return sorted;
  return Array.from({ length: MOST_COSTS }, (_, part) => {
    const at = Math.floor(((2 * part + 1) * sorted.length) / (2 * MOST_COSTS));
    return sorted[at] as Money;
  });
}

function workflowOf(
  name: string,
  runs: RunSums,
  lots: ReadonlyMap<string, readonly SummedLot[]>,
  scenarios: AggregateScenarios,
): WorkflowSums {
  const steps = [...lots]
    .sort(byName)
    .map(([step, own]): StepSums => ({ name: step, models: modelsOf(own, scenarios) }));
  const models = steps.flatMap((step) => step.models);
  const cost = createSum();
  for (const { classes } of models) for (const sums of Object.values(classes)) cost.add(sums.cost);
  const callsPriced = models.reduce((sum, model) => sum + model.callsPriced, 0);
  return { name, ...runs.facts(), callsPriced, cost: cost.total(), steps };
}

function modelsOf(lots: readonly SummedLot[], scenarios: AggregateScenarios): readonly ModelSums[] {
  return [...grouped(lots, (each) => modelName(each, scenarios.real))].sort(byName).map(([model, own]) => {
    const priced = own.filter(({ lot }) => lot.prices[scenarios.real]?.kind === 'priced');
    const callsIn = (list: readonly SummedLot[]): number => list.reduce((n, { sum }) => n + sum.calls, 0);
    return {
      model,
      calls: callsIn(own),
      callsPriced: callsIn(priced),
      classes: classesOf(priced, scenarios),
    };
  });
}

function modelName({ lot }: SummedLot, scenario: number): string {
  const price = lot.prices[scenario];
  if (price?.kind !== 'priced') return lot.source.model ?? '(none)';
  const { tier } = price.record;
  return tier === 'standard' ? price.billedAs : `${price.billedAs} (${tier})`;
}

function classesOf(lots: readonly SummedLot[], { real, plain }: AggregateScenarios): ModelSums['classes'] {
  const sums = new Map<TokenClass, ClassSums>();
  for (const { lot, sum } of lots) {
    const [price, plainPrice] = [lot.prices[real], lot.prices[plain]];
    if (price?.kind !== 'priced') continue;
    const costs = classCosts(lot, price, sum);
    const plainCosts = plainPrice?.kind === 'priced' ? classCosts(lot, plainPrice, sum) : costs;
    for (const [name, { tokens, cost }] of costs) {
      const own = sums.get(name) ?? NOTHING;
      const plainCost = plainCosts.get(name)?.cost ?? cost;
      sums.set(name, {
        tokens: own.tokens + tokens,
        cost: (own.cost + cost) as Money,
        plainCost: (own.plainCost + plainCost) as Money,
      });
    }
  }
  const known = TOKEN_CLASSES.flatMap((name) => {
    const own = sums.get(name);
    return own === undefined || own.tokens === 0 ? [] : [[name, own] as const];
  });
  return Object.fromEntries(known);
}

const NOTHING: ClassSums = { tokens: 0, cost: ZERO, plainCost: ZERO };
