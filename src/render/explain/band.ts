import type { CalendarVersion } from '../../domain/book.ts';
import type { BandStep } from '../../domain/price-steps.ts';
import { dayText } from '../numbers.ts';
import { type Node, node } from './tree.ts';

const DAY = 86_400_000;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const SHORT = WEEKDAYS.map((name) => name.slice(0, 3));
const MONDAY_FIRST = [1, 2, 3, 4, 5, 6, 0];

const clock = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** `UTC+08:00` */
export function zoneText(minutes: number): string {
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? '-' : '+'}${clock(size)}`;
}

/** `Mon to Fri`, `every day`, `Sat, Sun` */
function daysText(weekdays: readonly number[]): string {
  const days = MONDAY_FIRST.filter((day) => weekdays.includes(day));
  if (days.length === 7) return 'every day';
  const places = days.map((day) => MONDAY_FIRST.indexOf(day));
  const isRow = places.every((place, index) => index === 0 || place === (places[index - 1] ?? 0) + 1);
  const [first, last] = [days[0], days.at(-1)].map((day) => SHORT[day ?? 0] ?? '');
  if (isRow && days.length > 2) return `${first} to ${last}`;
  return days.map((day) => SHORT[day]).join(', ');
}

function ruleText({ name, weekdays, windows, appliesOnHolidays }: CalendarVersion['bands'][number]): string {
  const hours = windows.map(([start, end]) => `${clock(start)} to ${clock(end)}`).join(', ');
  return `${name} is ${daysText(weekdays)} ${hours}${appliesOnHolidays ? '' : ', not on holidays'}`;
}

/** Where a call is in the week: beside a row that tells the rule. */
export function placeNode({ found }: BandStep): Node | undefined {
  return found === undefined ? undefined : node(placeText(found));
}

function placeText({ calendar, place, band, window }: NonNullable<BandStep['found']>): string {
  const zone = zoneText(calendar.utcOffsetMinutes);
  const day = `${WEEKDAYS[place.weekday]}, ${dayText(place.day * DAY)}`;
  const holiday = place.isHoliday ? ', a holiday' : '';
  const inside = window === undefined ? '' : ` (${clock(window[0])} to ${clock(window[1])})`;
  return `hours: ${band}${inside}, at ${clock(place.minute)} ${zone} on ${day}${holiday}`;
}

/** Of one call its place in the week is told, of many only the rule. */
export function bandNode({ found }: BandStep, isOneCall: boolean): Node | undefined {
  if (found === undefined) return undefined;
  const { calendar, version, band, isHolidayUnknown } = found;
  const zone = zoneText(calendar.utcOffsetMinutes);
  const rules = version.bands.map(ruleText).join('; ');
  return node(isOneCall ? placeText(found) : `hours: ${band}`, [
    node(`calendar ${calendar.id} (${zone}): ${rules}; otherwise ${version.otherwise}`),
    isHolidayUnknown
      ? node('the list of holidays does not cover the day: taken as an ordinary one')
      : undefined,
  ]);
}
