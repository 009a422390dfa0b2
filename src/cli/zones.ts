const MINUTE = 60_000;

/**
 * `--tz`: minutes east of UTC of a local time, for `Europe/Berlin`, `+02:00` or `UTC`.
 * @returns `undefined` if there is no such zone
 */
export function zoneOffset(zone: string): ((local: number) => number) | undefined {
  const fixed = /^(?:UTC|GMT)?([+-])(\d\d):?(\d\d)$/i.exec(zone);
  if (fixed !== null) {
    const minutes = (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3]));
    return () => minutes;
  }
  if (/^(UTC|GMT|Z)$/i.test(zone)) return () => 0;
  const format = formatFor(zone);
  if (format === undefined) return undefined;
  const cache = new Map<number, number>();
  return (local) => {
    const hour = Math.floor(local / (60 * MINUTE));
    const known = cache.get(hour);
    if (known !== undefined) return known;
    // The offset at the local time read as UTC is right except near a change of clocks; the second look mends that.
    const offset = offsetAt(format, local - offsetAt(format, local) * MINUTE);
    cache.set(hour, offset);
    return offset;
  };
}

function formatFor(zone: string): Intl.DateTimeFormat | undefined {
  try {
    const parts = {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    } as const;
    return new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...parts });
  } catch {
    return undefined;
  }
}

function offsetAt(format: Intl.DateTimeFormat, at: number): number {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return Math.round((local - Math.floor(at / MINUTE) * MINUTE) / MINUTE);
}
