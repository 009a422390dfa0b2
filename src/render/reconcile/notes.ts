import type { Reconciliation } from '../../domain/reconciliation.ts';
import { unpricedText } from '../../domain/unpriced.ts';
import { plain, quoted } from '../escape.ts';
import { dayText, grouped, instantText, many } from '../numbers.ts';
import type { Note } from '../sheet.ts';
import { limitsText } from './coverage-words.ts';
import { amountText } from './figures.ts';

const MOST_LINES = 5;

/** What must be read beside the tables. */
export const reconcileNotes = (reconciliation: Reconciliation): readonly Note[] => [
  ...claimNotes(reconciliation),
  ...coverageNotes(reconciliation),
  ...lossNotes(reconciliation),
  {
    label: 'Gap',
    text: 'recorded less list cost of the calls that have both, split exactly among its causes; amounts are rounded so that rows and columns add up',
  },
  pricesNote(reconciliation),
];

function claimNotes({ total, unlisted }: Reconciliation): readonly Note[] {
  const { unrecorded, zeros } = total;
  const without = unrecorded.calls - zeros;
  const lines = [
    ...(total.unlisted.calls === 0
      ? []
      : [
          `${many(total.unlisted.calls, 'call')} with a recorded cost (${amountText(total.unlisted.recorded)}) and no list price: ${reasonsText(unlisted)}`,
        ]),
    ...(unrecorded.calls === 0
      ? []
      : [
          `${many(unrecorded.calls, 'call')} with a list price (list cost ${amountText(unrecorded.list)}) and no recorded cost${zeros > 0 && without > 0 ? `, ${grouped(zeros)} of them recorded as 0` : ''}`,
        ]),
  ];
  return lines.map((text) => ({ label: 'Left out', text }));
}

function reasonsText(unlisted: Reconciliation['unlisted']): string {
  const shown = unlisted
    .slice(0, MOST_LINES)
    .map(({ why, calls }) => `${plain(unpricedText(why))} (${many(calls, 'call')})`);
  const more = unlisted.length - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; and ${many(more, 'more reason')}` : ''}`;
}

function coverageNotes({ coverage }: Reconciliation): readonly Note[] {
  if (coverage === undefined) return [];
  const limits = limitsText(coverage);
  const { days, callsOutside, callsUnlisted } = coverage;
  const span = days === undefined ? 'no days' : days[0] === days[1] ? days[0] : `${days[0]} to ${days[1]}`;
  return [
    {
      label: 'Export',
      text: `${coverage.files.map((file) => quoted(plain(file))).join(', ')}: ${span}, UTC${limits === undefined ? '' : `; ${limits}`}`,
    },
    ...(callsOutside === 0
      ? []
      : [
          {
            label: 'Export',
            text: `${many(callsOutside, 'call')} of the logs on other days are not compared`,
          },
        ]),
    ...(callsUnlisted === 0
      ? []
      : [
          {
            label: 'Export',
            text: `${many(callsUnlisted, 'call')} of the logs without a list price: their tokens are compared, their cost is missing`,
          },
        ]),
  ];
}

const lossNotes = ({ losses }: Reconciliation): readonly Note[] =>
  losses.slice(0, MOST_LINES).map(({ count, file, line, text }) => {
    const place = file === '' ? '' : `${quoted(plain(file))}${line > 0 ? `, line ${line}` : ''}: `;
    return {
      label: 'Lost',
      text: `${place}${plain(text)}${count > 1 ? ` (and ${grouped(count - 1)} more like this)` : ''}`,
    };
  });

function pricesNote({ book, lastCall, at }: Reconciliation): Note {
  const version = `book ${plain(book.version)}${book.isDraft ? ' (draft)' : ''}, sha256 ${book.hash.slice(0, 12)}`;
  const when =
    lastCall === undefined
      ? `as of ${instantText(at)}`
      : `at each call’s instant; last call ${dayText(lastCall)}`;
  return { label: 'Prices', text: `${version}; ${when}` };
}
