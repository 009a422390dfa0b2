import type { CostForm } from '../domain/cost-form.ts';
import type { Source } from '../domain/entry.ts';
import type { CostKind } from '../domain/raw-call.ts';
import type { OpenCalls } from './calls.ts';
import { createWritten, type Written } from './precision.ts';

/** Calls that one logger may have priced in one way: of one model, provider, tier and region, and one kind of costs. */
export interface Group {
  readonly number: number;
  readonly model: string | undefined;
  readonly provider: string | undefined;
  readonly tier: string | undefined;
  readonly kind: CostKind;
  /** Its calls have a recorded cost, and no list price. */
  readonly isUnlisted: boolean;
  /** Calls with a recorded cost. */
  calls: number;
  readonly written: Written;
  /** Calls of which nothing is left to find out, and their gap. */
  settled: number;
  settledGap: bigint;
  /** Calls whose recorded cost is the list cost. */
  atList: number;
  /** Calls that are recorded as 0, and their list cost. */
  zeros: number;
  zeroList: bigint | undefined;
}

export interface Groups {
  readonly of: (call: { readonly source: Source; readonly form: CostForm }, isUnlisted: boolean) => Group;
  readonly all: () => readonly Group[];
  /** The open calls of a group. */
  readonly membersOf: (group: Group, open: OpenCalls) => Uint32Array;
}

export function createGroups(): Groups {
  const groups: Group[] = [];
  const byKey = new Map<string, Group>();
  /** By the number of the source, then by kind of cost: sources are few, and asked for with every call. */
  const known = new Map<number, Map<string, Group>>();
  let members: readonly Uint32Array[] | undefined;

  function create({ source, form }: Parameters<Groups['of']>[0], isUnlisted: boolean): Group {
    const { model, provider, serviceTier, region } = source;
    const key = JSON.stringify([model, provider, serviceTier, region, form.kind, isUnlisted]);
    const found = byKey.get(key);
    if (found !== undefined) return found;
    const group: Group = {
      number: groups.length,
      model,
      provider,
      tier: serviceTier,
      kind: form.kind,
      isUnlisted,
      calls: 0,
      written: createWritten(),
      settled: 0,
      settledGap: 0n,
      atList: 0,
      zeros: 0,
      zeroList: undefined,
    };
    byKey.set(key, group);
    groups.push(group);
    return group;
  }

  return {
    of(call, isUnlisted) {
      const ofSource = known.get(call.source.number) ?? new Map<string, Group>();
      known.set(call.source.number, ofSource);
      const key = isUnlisted ? `${call.form.kind}, unlisted` : call.form.kind;
      const group = ofSource.get(key) ?? create(call, isUnlisted);
      ofSource.set(key, group);
      return group;
    },
    all: () => groups,
    membersOf({ number }, open) {
      members ??= sorted(groups.length, open);
      return members[number] ?? new Uint32Array();
    },
  };
}

/** The indexes of open calls, group by group. */
function sorted(count: number, open: OpenCalls): readonly Uint32Array[] {
  const sizes = new Uint32Array(count + 1);
  for (let index = 0; index < open.count(); index++) {
    const after = open.place(index).group + 1;
    sizes[after] = (sizes[after] ?? 0) + 1;
  }
  let before = 0;
  const starts = sizes.map((size) => {
    before += size;
    return before;
  });
  const all = new Uint32Array(open.count());
  const next = starts.slice();
  for (let index = 0; index < open.count(); index++) {
    const { group } = open.place(index);
    const at = next[group] ?? 0;
    all[at] = index;
    next[group] = at + 1;
  }
  return Array.from({ length: count }, (_, at) => all.subarray(starts[at], starts[at + 1]));
}
