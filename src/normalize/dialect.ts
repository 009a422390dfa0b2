import type { AlgebraRule, Usage } from '../domain/call.ts';
import { type Count, countOf, isFault } from './values.ts';

/** A usage payload understood. */
export interface ReadUsage {
  readonly usage: Usage;
  readonly rule: AlgebraRule;
  readonly contradictsTotal: boolean;
  /** Tokens that only the stated total has, where the format's total is to be trusted. */
  readonly unexplained?: number;
}

/** One vendor's way of reporting usage. `fault`: a count that is none, with its field. */
export type Dialect = (
  payload: unknown,
  provider: string | undefined,
) => ReadUsage | { readonly fault: string };

export const NO_USAGE: Usage = {
  input: undefined,
  cacheRead: undefined,
  cacheWrite: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  cacheWrite12h: 0,
  audioInput: 0,
  audioCacheRead: 0,
  output: undefined,
  reasoning: undefined,
  audioOutput: 0,
};

/** Reads counts out of an object, remembering the first that is none. */
export interface CountReader {
  readonly get: (object: unknown, ...keys: readonly string[]) => number | undefined;
  readonly fault: () => string | undefined;
}

/** @param most larger numbers are no counts */
export function countReader(most?: number): CountReader {
  let fault: string | undefined;
  const check = (count: Count, key: string): number | undefined => {
    if (!isFault(count)) return count;
    fault ??= `${key}: ${count.fault}`;
    return undefined;
  };
  return {
    get(object, ...keys) {
      if (typeof object !== 'object' || object === null) return undefined;
      const record = object as Readonly<Record<string, unknown>>;
      for (const key of keys) {
        const value = record[key];
        if (value !== undefined && value !== null) return check(countOf(value, false, most), key);
      }
      return undefined;
    },
    fault: () => fault,
  };
}

export const memberOf = (object: unknown, ...keys: readonly string[]): unknown => {
  if (typeof object !== 'object' || object === null) return undefined;
  const record = object as Readonly<Record<string, unknown>>;
  const key = keys.find((each) => record[each] !== undefined && record[each] !== null);
  return key === undefined ? undefined : record[key];
};
