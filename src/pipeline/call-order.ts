import { COUNTS, type Entry } from '../domain/entry.ts';

/**
 * The order of calls that begin together and say the same: one of them is the first that a cache sees, and which one
 * must not hang on the order in which logs are read. Those that still tie stand in the same place of every report.
 */
export function byPlace(a: Entry | undefined, b: Entry | undefined): number {
  if (a === undefined || b === undefined) return 0;
  const [one, other] = [placeText(a), placeText(b)];
  return one < other ? -1 : Number(one > other);
}

function placeText({ home, step, status, source, counts, recordedCost }: Entry): string {
  const { provider, model, serviceTier, region } = source;
  const numbers = [...COUNTS.map((name) => counts[name]), String(recordedCost)];
  return JSON.stringify([
    home.workflow,
    home.run,
    step,
    status,
    provider,
    model,
    serviceTier,
    region,
    numbers,
  ]);
}
