/** The books that were released, with the sha256 of each: they are known to have no faults, and never change. */
export const RELEASED: ReadonlyMap<string, string> = new Map([
  ['2026-11-23', '51682c0fe236c63d8022e03004a79d608fdb3b4e5b45dc638c8353123cde77a3'],
]);
