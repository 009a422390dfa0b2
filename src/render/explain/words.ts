import { plain } from '../escape.ts';
import { shortName, shortText } from '../names.ts';
import { type Glyphs, instantText } from '../numbers.ts';

/** How an explanation is said: its marks, and whether only ASCII is shown. */
export interface Voice {
  readonly glyphs: Glyphs;
  readonly isAscii: boolean;
}

/** A name from a log, or of the user's. */
export const named = (text: string, { isAscii }: Pick<Voice, 'isAscii'>): string =>
  `"${plain(shortName(text, isAscii))}"`;

/** The same in places where it cannot be taken for our own words. */
export const bare = (text: string, { isAscii }: Pick<Voice, 'isAscii'>): string =>
  plain(shortName(text, isAscii));

/** A note of a book. */
export const noted = (text: string, { isAscii }: Pick<Voice, 'isAscii'>): string =>
  plain(shortText(text, isAscii));

/** `since 2026-08-16T16:00Z`, `from 2026-04-24 until 2026-04-26T12:15Z` */
export const periodText = ({
  from,
  to,
}: {
  readonly from: number;
  readonly to: number | undefined;
}): string =>
  to === undefined ? `since ${instantText(from)}` : `from ${instantText(from)} until ${instantText(to)}`;
