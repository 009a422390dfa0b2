import type { Entry } from '../domain/entry.ts';
import type { PassedLimit } from '../domain/misfits.ts';
import type { TokenizerFamily } from '../domain/tokens.ts';
import { type CallSize, largerOf, sizeOf, sizeThere } from './limits.ts';
import type { Infeasible } from './lot-price.ts';
import { type Lots, representative } from './lots.ts';
import type { ServedBy } from './served.ts';

/** Calls that a scenario's model cannot take, of some workflows or of all. */
export interface MisfitSums {
  readonly calls: number;
  readonly runs: number;
  /** In tokens of the target. */
  readonly largestPrompt: number;
  /** Most runs first. */
  readonly workflows: readonly { readonly name: string; readonly runs: number; readonly calls: number }[];
  /** Most calls first; `largest`: tokens there of what is limited, of the call that has most. */
  readonly limits: readonly (PassedLimit & { readonly calls: number; readonly largest: number })[];
  /** By scenario: how many of the calls have a price there. */
  readonly pricedBy: readonly number[];
  /** What a model must take that is to take them all, in the tokens of their logs. */
  readonly needs: readonly MisfitNeeds[];
}

/** Of calls that are counted in tokens of one family: the largest of each size, and all of their tokens. */
export interface MisfitNeeds {
  readonly family: TokenizerFamily | undefined;
  readonly size: CallSize;
  readonly input: number;
  readonly output: number;
}

/** Notes calls that are too large for a scenario's model. Memory grows with their runs, and with nothing else. */
export interface MisfitLog {
  readonly note: (entry: Entry, lot: number, times: number, served: ServedBy | undefined) => void;
  /** @param workflows of these alone; `undefined`: there are none */
  readonly of: (scenario: number, workflows?: ReadonlySet<string>) => MisfitSums | undefined;
}

/** What one workflow has too large for one scenario. */
interface Noted {
  calls: number;
  readonly runs: Set<number>;
  runsAlone: number;
  largestPrompt: number;
  readonly limits: Map<string, MisfitSums['limits'][number]>;
  readonly pricedBy: number[];
  readonly needs: Map<string, MisfitNeeds>;
}

export function createMisfitLog(lots: Lots): MisfitLog {
  /** By scenario, then by workflow. */
  const noted: Map<string, Noted>[] = [];
  /** By lot: the scenarios that cannot take it. */
  const tight: (readonly number[])[] = [];

  function tightFor(lot: number): readonly number[] {
    const known = tight[lot];
    if (known !== undefined) return known;
    const found = lots.lot(lot).prices.flatMap(({ kind }, at) => (kind === 'infeasible' ? [at] : []));
    tight[lot] = found;
    return found;
  }

  return {
    note(entry, lot, times, served) {
      for (const scenario of tightFor(lot)) {
        const { prices } = lots.lot(lot);
        const price = prices[scenario];
        if (price?.kind !== 'infeasible') continue;
        const workflows = noted[scenario] ?? new Map<string, Noted>();
        noted[scenario] = workflows;
        const own = workflows.get(entry.home.workflow) ?? nothingNoted();
        workflows.set(entry.home.workflow, own);
        addCall(own, price, { entry, times, served: served?.[scenario] });
        for (const [other, { kind }] of prices.entries())
          own.pricedBy[other] = (own.pricedBy[other] ?? 0) + (kind === 'priced' ? times : 0);
      }
    },
    of(scenario, workflows) {
      const all = [...(noted[scenario] ?? [])];
      const own = workflows === undefined ? all : all.filter(([name]) => workflows.has(name));
      return own.length === 0 ? undefined : sumsOf(own);
    },
  };
}

const nothingNoted = (): Noted => ({
  calls: 0,
  runs: new Set(),
  runsAlone: 0,
  largestPrompt: 0,
  limits: new Map(),
  pricedBy: [],
  needs: new Map(),
});

function addCall(
  noted: Noted,
  { model, limit, window, family, reach }: Infeasible,
  call: {
    readonly entry: Entry;
    readonly times: number;
    readonly served: ServedBy[number];
  },
): void {
  const { entry, times } = call;
  const stands = { ...representative(entry), served: call.served };
  const there = sizeThere(stands, reach);
  noted.calls += times;
  if (entry.home.run === undefined) noted.runsAlone++;
  else noted.runs.add(entry.home.number);
  noted.largestPrompt = Math.max(noted.largestPrompt, there.prompt);
  addLimit(noted.limits, { model, limit, window, calls: times, largest: there[limit] });
  const { input, output } = entry.counts;
  addNeeds(noted.needs, {
    family,
    size: sizeOf(stands),
    input: input * times,
    output: output * times,
  });
}

function addLimit(limits: Noted['limits'], by: MisfitSums['limits'][number]): void {
  const key = `${by.model} ${by.limit} ${by.window}`;
  const own = limits.get(key);
  const calls = (own?.calls ?? 0) + by.calls;
  limits.set(key, { ...by, calls, largest: Math.max(own?.largest ?? 0, by.largest) });
}

function addNeeds(needs: Noted['needs'], by: MisfitNeeds): void {
  const own = needs.get(by.family ?? '');
  const sum = own && {
    family: by.family,
    size: largerOf(own.size, by.size),
    input: own.input + by.input,
    output: own.output + by.output,
  };
  needs.set(by.family ?? '', sum ?? by);
}

function sumsOf(noted: readonly (readonly [string, Noted])[]): MisfitSums {
  const limits: Noted['limits'] = new Map();
  const needs: Noted['needs'] = new Map();
  const pricedBy: number[] = [];
  for (const [, each] of noted) {
    for (const limit of each.limits.values()) addLimit(limits, limit);
    for (const need of each.needs.values()) addNeeds(needs, need);
    for (const [place, calls] of each.pricedBy.entries()) pricedBy[place] = (pricedBy[place] ?? 0) + calls;
  }
  const workflows = noted.map(([name, { runs, runsAlone, calls }]) => {
    return { name, runs: runs.size + runsAlone, calls };
  });
  const total = (key: 'runs' | 'calls'): number => workflows.reduce((sum, each) => sum + each[key], 0);
  return {
    calls: total('calls'),
    runs: total('runs'),
    largestPrompt: Math.max(...noted.map(([, { largestPrompt }]) => largestPrompt)),
    workflows: workflows.sort((a, b) => b.runs - a.runs || b.calls - a.calls || (a.name < b.name ? -1 : 1)),
    limits: [...limits.values()].sort(mostCallsFirst),
    pricedBy,
    needs: [...needs.values()],
  };
}

function mostCallsFirst(a: MisfitSums['limits'][number], b: MisfitSums['limits'][number]): number {
  const names = [a, b].map(({ model, limit, window }) => `${model} ${limit} ${window}`);
  return b.calls - a.calls || ((names[0] ?? '') < (names[1] ?? '') ? -1 : 1);
}
