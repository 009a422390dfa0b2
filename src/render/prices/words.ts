import type { Calendar, CalendarVersion, Discount } from '../../domain/book.ts';
import type { BookFacts } from '../../domain/price-view.ts';
import { instantText, many } from '../numbers.ts';
import type { Note } from '../sheet.ts';
import { bandText } from './columns.ts';

/** `2026-11-23 (draft), sha256 0123456789ab, 3 days old` */
export function bookLine({ version, isDraft, hash, ageDays }: BookFacts): string {
  const age = ageDays < 0 ? 'of a later day than today' : `${many(ageDays, 'day')} old`;
  return `${version}${isDraft ? ' (draft)' : ''}, sha256 ${hash.slice(0, 12)}, ${age}`;
}

/** How to read a table of rates. */
export const UNIT_NOTE: Note = {
  label: 'Unit',
  text: 'USD per 1,000,000 tokens; an empty cell bills as input (audio as text), a dash is a price that nobody knows',
};

/** Where the user's books are from, and what they left to recost's. */
export const layerNotes = ({ layers }: BookFacts): readonly Note[] =>
  layers.map(({ name, file, hash, isUnder, origin, left }) => ({
    label: 'Yours',
    text: [
      `${name} (${file}, sha256 ${hash.slice(0, 12)})${origin === undefined ? '' : `: ${origin}`}`,
      isUnder
        ? `only for models that recost does not know; ${many(left.length, 'model')} left to recost’s prices`
        : 'before recost’s prices',
    ].join('; '),
  }));

/** `since 2026-01-01 until 2027-01-01` */
export const periodText = ({
  from,
  to,
}: {
  readonly from: number;
  readonly to: number | undefined;
}): string =>
  `${from === 0 ? 'at all times' : `since ${instantText(from)}`}${to === undefined ? '' : ` until ${instantText(to)}`}`;

/** What a contract of the user's takes off: the table has list prices. */
export const discountText = ({ layer, off, models, note, ...period }: Discount): string =>
  `${layer}: ${off} the list price of ${models === undefined ? 'all models' : models.join(', ')}, ${periodText(period)}; not in the table${note === undefined ? '' : `. ${note}`}`;

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Each version of a calendar's rule: `peak Mon–Fri 09:00–12:00 (UTC+08:00), not on holidays`. */
export function calendarNotes(calendar: Calendar): readonly Note[] {
  const { utcOffsetMinutes: offset } = calendar;
  const zone = `UTC${offset < 0 ? '-' : '+'}${clock(Math.abs(offset))}`;
  const ruleText = ({ bands, otherwise }: CalendarVersion): string =>
    bands
      .map(({ name, weekdays, windows, appliesOnHolidays }) => {
        const days = weekdays.length === 7 ? 'every day' : weekdays.map((day) => DAYS[day]).join(' ');
        const hours = windows.map(([start, end]) => `${clock(start)}-${clock(end)}`).join(', ');
        return `${bandText(name)} ${days} ${hours} ${zone}${appliesOnHolidays ? '' : ', not on public holidays'}`;
      })
      .concat(`else ${bandText(otherwise)}`)
      .join('; ');
  return calendar.versions.map((version) => ({
    label: 'Hours',
    text: `${ruleText(version)} (${periodText(version)})`,
  }));
}
