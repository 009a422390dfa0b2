import type { Instant } from '../domain/book.ts';

/** An instant, and whether its zone was written (or is known for the format). */
export interface ReadInstant {
  readonly at: Instant;
  readonly hasZone: boolean;
}

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?$/i;

/**
 * Reads an instant as logs write it: ISO 8601 with or without zone and up to nine decimals, a bare date (00:00Z),
 * or an epoch in seconds, milliseconds, microseconds or nanoseconds, told apart by size. Cut to milliseconds.
 * @param zoneOffset minutes east of UTC for local times without a zone
 */
export function instantOf(value: unknown, zoneOffset: (local: Instant) => number): ReadInstant | undefined {
  if (typeof value === 'number') return epoch(value);
  if (typeof value !== 'string') return undefined;
  return fastUtc(value) ?? slow(value.trim(), zoneOffset);
}

function slow(text: string, zoneOffset: (local: Instant) => number): ReadInstant | undefined {
  if (/^\d{9,19}(\.\d+)?$/.test(text)) return epoch(Number(text));
  const parts = ISO.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone] = parts;
  const milliseconds = Number(`${fraction}000`.slice(0, 3));
  const dayStart = dayStartOf(`${year}-${month}-${day}`);
  const local = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) + milliseconds;
  if (dayStart === undefined || Number.isNaN(local)) return undefined;
  if (parts[4] === undefined) return { at: local, hasZone: true }; // a bare date means 00:00Z
  if (zone === undefined) return { at: local - zoneOffset(local) * 60_000, hasZone: false };
  return { at: local - minutesOf(zone) * 60_000, hasZone: true };
}

function minutesOf(zone: string): number {
  const parts = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (parts === null) return 0;
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3] ?? 0));
}

/** By size: seconds until the year 5138, then milliseconds, microseconds, nanoseconds. */
function epoch(value: number): ReadInstant | undefined {
  if (!(value >= 1e8)) return undefined;
  const divisor = value < 1e11 ? 1e-3 : value < 1e14 ? 1 : value < 1e17 ? 1e3 : 1e6;
  const at = Math.floor(value / divisor);
  return at < 8.64e15 ? { at, hasZone: true } : undefined;
}

/** 00:00Z of a day written YYYY-MM-DD; undefined for a day that no calendar has (2026-02-31). */
function dayStartOf(day: string): Instant | undefined {
  const start = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(start) && new Date(start).toISOString().startsWith(day) ? start : undefined;
}

let lastDay = '';
let lastDayStart = 0;

/** `2026-01-01T12:34:56.789Z` and the same to the second: what most logs write, without a regular expression. */
function fastUtc(text: string): ReadInstant | undefined {
  const length = text.length;
  if ((length !== 24 && length !== 20) || text.charCodeAt(length - 1) !== 0x5a || text[10] !== 'T')
    return undefined;
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  const ms = length === 24 ? Number(text.slice(20, 23)) : 0;
  if (!(hour < 24 && minute < 60 && second < 60 && ms >= 0) || text[13] !== ':' || text[16] !== ':')
    return undefined;
  const day = text.slice(0, 10);
  if (day !== lastDay) {
    const start = dayStartOf(day);
    if (start === undefined) return undefined;
    lastDay = day;
    lastDayStart = start;
  }
  return { at: lastDayStart + ((hour * 60 + minute) * 60 + second) * 1000 + ms, hasZone: true };
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
