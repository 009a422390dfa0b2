import type { Entry, Home } from '../domain/entry.ts';
import { doubles } from '../domain/growing.ts';
import { homeKey } from './merge.ts';

/**
 * In which of several runs a response was asked for, where their records all tell of it. Sessions that are resumed
 * under another name begin with a copy of what they go on from, instants included; that one is not written any
 * more. So the response belongs to the run that ended first.
 */
export interface Origins {
  /** A record tells of a call in this home. */
  readonly hear: (entry: Entry) => void;
  /** Two records of the response in this row may be of different runs. */
  readonly contest: (row: number, a: Home, b: Home) => void;
  /** Once all is heard; `undefined` if all records of the response are of one run. */
  readonly of: (row: number) => Home | undefined;
}

export function createOrigins(): Origins {
  const ends = doubles();
  const contested = new Map<number, Set<Home>>();
  const endOf = ({ number }: Home): number => ends.get(number) || Number.POSITIVE_INFINITY;

  return {
    hear({ home, startedAt }) {
      if (startedAt !== undefined && startedAt > ends.get(home.number)) ends.set(home.number, startedAt);
    },
    contest(row, a, b) {
      const homes = contested.get(row);
      if (homes !== undefined) homes.add(a).add(b);
      else if (a.run !== b.run) contested.set(row, new Set([a, b]));
    },
    of(row) {
      const [first, ...others] = onePerRun(contested.get(row) ?? []);
      return first && others.reduce((a, b) => (endOf(b) < endOf(a) ? b : a), first);
    },
  };
}

/** The homes of runs in the order of their names; a record that names no run says nothing. */
function onePerRun(homes: Iterable<Home>): readonly Home[] {
  const byRun = new Map<string, Home>();
  for (const home of [...homes].sort((a, b) => (homeKey(a) < homeKey(b) ? -1 : 1)))
    if (home.run !== undefined && !byRun.has(home.run)) byRun.set(home.run, home);
  return [...byRun.values()];
}
