import type { Served } from '../caches/simulate.ts';
import type { HitWorld } from '../domain/caching.ts';
import type { ServedHits } from '../replay/served-counts.ts';

/** What caches found of calls, in each world. */
export interface Hits {
  /** Notes what was simulated of some calls. */
  readonly note: (
    world: HitWorld,
    found: Pick<Served, 'read' | 'written'>,
    isIn: (call: number) => boolean,
  ) => void;
  /** `undefined`: it cannot be worked out. */
  readonly of: (call: number) => ServedHits | undefined;
}

/** 48 bytes a call. */
export function createHits(calls: number): Hits {
  const unknown = (): Float64Array => new Float64Array(calls).fill(Number.NaN);
  const worlds = {
    low: { read: unknown(), written: unknown() },
    base: { read: unknown(), written: unknown() },
    high: { read: unknown(), written: unknown() },
  };
  const of = (world: HitWorld, call: number) => ({
    read: worlds[world].read[call] ?? 0,
    written: worlds[world].written[call] ?? 0,
  });
  return {
    note(world, found, isIn) {
      const { read, written } = worlds[world];
      for (let call = 0; call < calls; call++) {
        if (!isIn(call)) continue;
        read[call] = found.read[call] ?? Number.NaN;
        written[call] = found.written[call] ?? Number.NaN;
      }
    },
    of: (call) =>
      Number.isNaN(worlds.base.read[call])
        ? undefined
        : { low: of('low', call), base: of('base', call), high: of('high', call) },
  };
}
