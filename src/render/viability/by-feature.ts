/** Rows of the same feature together, in the order in which the features first appear. */
export function byFeature<Row extends { readonly feature: number }>(
  rows: readonly Row[],
): readonly (readonly Row[])[] {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.feature);
    if (group === undefined) groups.set(row.feature, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}
