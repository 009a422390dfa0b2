const MOST = 3;

/**
 * Up to three of `names` that are at most a third of their letters away from `name`, nearest first; a name may
 * be known by its last part alone.
 */
export function nearest(name: string, names: readonly string[]): readonly string[] {
  if (name.length > 100) return [];
  return [...new Set(names)]
    .map((each) => ({ each, away: Math.min(distance(name, each), distance(name, lastPart(each)) + 1) }))
    .filter(({ each, away }) => away <= Math.max(1, Math.floor(Math.min(name.length, each.length) / 3)))
    .sort((a, b) => a.away - b.away || (a.each < b.each ? -1 : 1))
    .slice(0, MOST)
    .map(({ each }) => each);
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
