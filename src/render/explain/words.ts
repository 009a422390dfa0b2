import type { CallOrigin } from '../../domain/explanation.ts';
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

/** `traces.csv:17`, or of several calls on one line, `session.json:1#3`: as `--call` takes it. */
export const placeText = ({ file, line, onLine }: CallOrigin, voice: Pick<Voice, 'isAscii'>): string =>
  `${bare(file, voice)}:${line}${onLine > 1 ? `#${onLine}` : ''}`;
