/** The books that were released, with the sha256 of each: they are known to have no faults, and never change. */
export const RELEASED: ReadonlyMap<string, string> = new Map([
  // [version, digest]
]);
