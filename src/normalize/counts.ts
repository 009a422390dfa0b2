import { COUNTS, type CountName, type Counts } from '../domain/entry.ts';

const each = (of: (name: CountName) => number): Counts =>
  Object.fromEntries(COUNTS.map((name) => [name, of(name)])) as Counts;

/** Nothing of anything. */
export const NO_COUNTS: Counts = each(() => 0);
/** Both together, count by count. */
export const sum = (a: Counts, b: Counts): Counts => each((name) => a[name] + b[name]);
/** The larger of both, count by count. */
export const maxima = (a: Counts, b: Counts): Counts => each((name) => Math.max(a[name], b[name]));
/** No tokens, as far as input and output tell. */
export const isNothing = ({ input, output }: Counts): boolean => input === 0 && output === 0;

/** The same tokens, as far as input and output tell. */
export const isSame = (a: Counts, b: Counts): boolean => a.input === b.input && a.output === b.output;

/** What of `whole` is not in `parts`; what is left of a subset stays inside what is left of its total. */
export function difference(whole: Counts, parts: Counts): Counts {
  const rest = each((name) => Math.max(whole[name] - parts[name], 0));
  let room = rest.input;
  const within = (count: number): number => {
    const fits = Math.min(count, room);
    room -= fits;
    return fits;
  };
  return {
    ...rest,
    cacheRead: within(rest.cacheRead),
    cacheWrite: within(rest.cacheWrite),
    cacheWrite5m: within(rest.cacheWrite5m),
    cacheWrite1h: within(rest.cacheWrite1h),
    cacheWrite12h: within(rest.cacheWrite12h),
    audioInput: Math.min(rest.audioInput, rest.input),
    audioCacheRead: 0,
    audioOutput: Math.min(rest.audioOutput, rest.output),
  };
}
