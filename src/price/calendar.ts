import type { Calendar, CalendarVersion, Instant } from '../domain/book.ts';
import type { BandStep, PlaceInWeek } from '../domain/price-steps.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** All windows begin and end on a half-hour: a rule is a table over the half-hours of a week. */
export const SLOT_MINUTES = 30;
const SLOTS_A_DAY = (24 * 60) / SLOT_MINUTES;

function placeInWeek(calendar: Calendar, at: Instant): PlaceInWeek {
  const local = at + calendar.utcOffsetMinutes * MINUTE;
  const day = Math.floor(local / DAY);
  const weekday = (((day + 4) % 7) + 7) % 7; // 1970-01-01 was a Thursday
  const minute = Math.floor((local - day * DAY) / MINUTE);
  return { day, weekday, minute, isHoliday: calendar.holidays.has(day) };
}

type Band = CalendarVersion['bands'][number];

const windowAt = ({ windows }: Band, minute: number): Band['windows'][number] | undefined =>
  windows.find(([start, end]) => start <= minute && minute < end);

/** The band that names the place; `undefined`: it is outside all of them. */
const namedBandIn = (version: CalendarVersion, place: Omit<PlaceInWeek, 'day'>): Band | undefined =>
  version.bands.find(
    (each) =>
      each.weekdays.includes(place.weekday) &&
      (each.appliesOnHolidays || !place.isHoliday) &&
      windowAt(each, place.minute) !== undefined,
  );

const bandIn = (version: CalendarVersion, place: Omit<PlaceInWeek, 'day'>): string =>
  namedBandIn(version, place)?.name ?? version.otherwise;

/** Every band that a version can name. */
export const bandNames = (version: CalendarVersion): readonly string[] => [
  ...new Set([...version.bands.map((band) => band.name), version.otherwise]),
];

export const versionAt = (calendar: Calendar, at: Instant): CalendarVersion | undefined =>
  calendar.versions.find(({ from, to }) => from <= at && (to === undefined || at < to));

/**
 * The band of the version in force at `at`, for a call whose hour, weekday and holiday are those of `place`.
 * For list cost both are the call's own instant; a replay keeps the place and moves `at`.
 * @returns `undefined` where no version is in force.
 */
export function bandAt(calendar: Calendar, at: Instant, place: Instant): string | undefined {
  const version = versionAt(calendar, at);
  return version && bandIn(version, placeInWeek(calendar, place));
}

/** The same with what decided it. */
export function explainBand(calendar: Calendar, at: Instant, place: Instant): BandStep['found'] {
  const version = versionAt(calendar, at);
  if (version === undefined) return undefined;
  const local = placeInWeek(calendar, place);
  const named = namedBandIn(version, local);
  return {
    calendar,
    version,
    place: local,
    isHolidayUnknown: isHolidayUnknown(calendar, at, place),
    band: named?.name ?? version.otherwise,
    window: named && windowAt(named, local.minute),
  };
}

/** Whether holidays would matter for the day of `place`, and the calendar's list does not cover it. */
export function isHolidayUnknown(calendar: Calendar, at: Instant, place: Instant): boolean {
  const { day } = placeInWeek(calendar, place);
  const [first, last] = calendar.holidaysKnown;
  const doHolidaysMatter = versionAt(calendar, at)?.bands.some((band) => !band.appliesOnHolidays) === true;
  return doHolidaysMatter && (day < first || day > last);
}

/** The instants at which the days begin and end for which holidays are known. */
export function holidayLimits(calendar: Calendar): readonly Instant[] {
  const [first, last] = calendar.holidaysKnown;
  return [first, last + 1].map((day) => day * DAY - calendar.utcOffsetMinutes * MINUTE);
}

/** Numbers instants from 0 to `size - 1`: two with the same number have the same band in every version. */
export interface BandClasses {
  readonly size: number;
  of(at: Instant): number;
}

export function bandClasses(calendar: Calendar): BandClasses {
  const bands = calendar.versions.map((version) => ({ version, names: bandNames(version) }));
  const tableFor = (isHoliday: boolean): Int32Array =>
    Int32Array.from({ length: 7 * SLOTS_A_DAY }, (_, slot) => {
      const weekday = Math.floor(slot / SLOTS_A_DAY);
      const minute = (slot % SLOTS_A_DAY) * SLOT_MINUTES;
      return bands.reduce(
        (number, { version, names }) =>
          number * names.length + names.indexOf(bandIn(version, { weekday, minute, isHoliday })),
        0,
      );
    });
  const onWorkdays = tableFor(false);
  const onHolidays = tableFor(true);
  return {
    size: bands.reduce((product, { names }) => product * names.length, 1),
    of(at) {
      const place = placeInWeek(calendar, at);
      const slot = place.weekday * SLOTS_A_DAY + Math.floor(place.minute / SLOT_MINUTES);
      return (place.isHoliday ? onHolidays : onWorkdays)[slot] ?? 0;
    },
  };
}
