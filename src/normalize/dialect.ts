import type { AlgebraRule, Usage } from '../domain/call.ts';
import { countOf, isFault } from './values.ts';

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

/** Usage of which nothing is known. */
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

/** The first of some members that is there, as a count. */
export type ReadCount = (object: unknown, ...keys: readonly string[]) => number | undefined;

/**
 * A dialect whose counts are read one by one; the first that is none is the record's fault, wherever it was read.
 * @param most larger numbers are no counts
 */
export const dialectOf =
  (
    understand: (read: ReadCount, payload: unknown, provider: string | undefined) => ReadUsage,
    most?: number,
  ): Dialect =>
  (payload, provider) => {
    let fault: string | undefined;
    const read: ReadCount = (object, ...keys) => {
      if (typeof object !== 'object' || object === null) return undefined;
      const record = object as Readonly<Record<string, unknown>>;
      for (const key of keys) {
        const value = record[key];
        if (value === undefined || value === null) continue;
        const count = countOf(value, false, most);
        if (!isFault(count)) return count;
        fault ??= `${key}: ${count.fault}`;
        return undefined;
      }
      return undefined;
    };
    const understood = understand(read, payload, provider);
    return fault === undefined ? understood : { fault };
  };

/** A whole of which a log counts some parts apart; unknown if the log does not count the rest. */
export const withParts = (rest: number | undefined, ...parts: readonly number[]): number | undefined =>
  rest === undefined ? undefined : parts.reduce((sum, part) => sum + part, rest);

/** Whether a total is stated, and is not the sum of input and output. */
export const isOtherTotal = (
  total: number | undefined,
  input: number | undefined,
  output: number | undefined,
): boolean => total !== undefined && total !== (input ?? 0) + (output ?? 0);

/** The first of some members that is there. */
export const memberOf = (object: unknown, ...keys: readonly string[]): unknown => {
  if (typeof object !== 'object' || object === null) return undefined;
  const record = object as Readonly<Record<string, unknown>>;
  const key = keys.find((each) => record[each] !== undefined && record[each] !== null);
  return key === undefined ? undefined : record[key];
};
