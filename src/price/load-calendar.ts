import type { Calendar, CalendarVersion } from '../domain/book.ts';
import { SLOT_MINUTES } from './calendar.ts';
import {
  complain,
  entries,
  instant,
  isTrue,
  items,
  member,
  oneOf,
  optional,
  type Place,
  text,
} from './json.ts';

const DAY = 86_400_000;
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

export function readCalendar(id: string, place: Place): Calendar {
  return {
    id,
    utcOffsetMinutes: utcOffset(member(place, 'utcOffset')),
    holidays: new Set(items(member(place, 'holidays')).flatMap(daysOf)),
    holidaysKnown: range(member(place, 'holidaysKnown')) ?? [1, 0],
    versions: items(member(place, 'versions')).map(readVersion),
  };
}

function readVersion(place: Place): CalendarVersion {
  return {
    from: instant(member(place, 'from')),
    to: optional(member(place, 'to'), instant),
    otherwise: text(member(place, 'otherwise')),
    bands: entries(member(place, 'bands')).map(([name, band]) => ({
      name,
      weekdays: items(member(band, 'days')).map((day) => WEEKDAYS.indexOf(oneOf(day, WEEKDAYS) ?? 'sun')),
      appliesOnHolidays: isTrue(member(band, 'onHolidays')),
      windows: items(member(band, 'windows')).map(readWindow),
    })),
  };
}

function utcOffset(place: Place): number {
  const parts = /^([+-])(\d\d):(\d\d)$/.exec(text(place));
  if (parts === null) return complain(place, 'must be an offset such as "+08:00"') ?? 0;
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3]));
}

/** `"09:00-12:00"` → minutes after midnight, half-open. */
function readWindow(place: Place): readonly [number, number] {
  const parts = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text(place));
  const [, h1, m1, h2, m2] = (parts ?? []).map(Number);
  const start = (h1 ?? 0) * 60 + (m1 ?? 0);
  const end = (h2 ?? 0) * 60 + (m2 ?? 0);
  const isAligned = start % SLOT_MINUTES === 0 && end % SLOT_MINUTES === 0;
  if (parts === null || start >= end || end > 1440 || !isAligned) {
    complain(
      place,
      `must be a window such as "09:00-12:00" on whole ${SLOT_MINUTES} minutes, end after start`,
    );
  }
  return [start, end];
}

/** `"2026-10-01..2026-10-07"` or one date → day numbers since 1970-01-01. */
function range(place: Place): readonly [number, number] | undefined {
  const [first, last = first, ...rest] = text(place).split('..');
  const days = [first, last].map((date) => Date.parse(`${date}T00:00:00Z`) / DAY);
  const [from = Number.NaN, to = Number.NaN] = days;
  if (rest.length === 0 && from <= to) return [from, to];
  return complain(place, 'must be a date or a range such as "2026-10-01..2026-10-07"');
}

function daysOf(place: Place): readonly number[] {
  const [first, last] = range(place) ?? [1, 0];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
