import type { GateReport } from '../../domain/gate.ts';
import type { Loss } from '../../domain/report.ts';
import { plain, quoted } from '../escape.ts';
import { grouped, instantText, many } from '../numbers.ts';
import type { Note } from '../sheet.ts';
import { dollars, valueTexts } from './figures.ts';
import { totalRows } from './rows.ts';
import { nameInText } from './words.ts';

const MOST_LINES = 10;

/** What must be read beside the tables: prices, baseline, what other prices would show, policy lines without use. */
export const gateNotes = (report: GateReport): readonly Note[] => [
  {
    label: 'Change',
    text: 'what moved a cost, one figure after another: the share of calls with a price, calls a run, tokens a call, which models, how much from the cache, prices. Each row is rounded so that it adds up',
  },
  ...mixNote(report),
  ...leastShown(report),
  ...capped(report.losses.map(lossText), 'Lost'),
  ...capped(coverage(report), 'Coverage'),
  prices(report),
  ...(report.reason === undefined ? [] : [{ label: 'Baseline', text: reasonText(report.reason) }]),
  ...capped(otherPrices(report), 'Other'),
  ...capped(unusedRules(report), 'Policy'),
];

function lossText({ count, file, line, text }: Loss): string {
  const more = count > 1 ? ` (and ${grouped(count - 1)} more like this)` : '';
  const place = file === '' ? '' : `${quotedText(file)}${line > 0 ? `, line ${line}` : ''}: `;
  return `${place}${plain(text)}${more}`;
}

/** What is missing from the figures of either side for want of a price. */
const coverage = ({ workflows }: GateReport): readonly string[] =>
  (['before', 'after'] as const).flatMap((side) => {
    const sums = workflows.map((workflow) => workflow[side]).filter((each) => each !== undefined);
    const calls = sums.reduce((sum, each) => sum + each.calls, 0);
    const priced = sums.reduce((sum, each) => sum + each.callsPriced, 0);
    const name = side === 'before' ? 'before' : 'now';
    return priced === calls ? [] : [`${name} ${grouped(priced)} of ${many(calls, 'call')} have a price`];
  });

const mixNote = (report: GateReport): readonly Note[] =>
  totalRows(report).length === 1
    ? []
    : [
        {
          label: 'Total',
          text: 'all runs: also moved by which workflows ran how often; same mix: the workflows of both sides, each with its runs of now, so that only costs move it',
        },
      ];

function leastShown({ workflows }: GateReport): readonly Note[] {
  if (workflows.every(({ smallestRise }) => smallestRise === undefined)) return [];
  return [
    {
      label: 'Least',
      text: 'least shown is the smallest rise of a cost that runs so many and so different show 95 times in 100: a smaller one would pass for chance. Nothing stands where runs are too few',
    },
  ];
}

const prices = (report: GateReport): Note => ({
  label: 'Prices',
  text:
    report.pricesBefore === undefined
      ? `both sides at those of ${pricesText(report)}: neither a change of prices nor the hour moves a figure`
      : `before at those of ${pricesText(report.pricesBefore)}, after at those of ${pricesText(report)}: what that makes stands under prices`,
});

/** `2026-11-23 (off-peak), book 2026-11-23, sha256 51682c0fe236` */
export function pricesText({ pricedAt: { at, band }, book }: Pick<GateReport, 'pricedAt' | 'book'>): string {
  const version = isVersion(book.version) ? book.version : quotedText(book.version);
  const hash = book.hash.slice(0, 12);
  const sha = /^[0-9a-f]*$/.test(hash) ? hash : quotedText(hash);
  return `${instantText(at)} (${band}), book ${version}, sha256 ${sha}`;
}

const isVersion = (text: string): boolean => /^\d{4}-\d{2}-\d{2}(\.\d+)?$/.test(text);
export const reasonText = (reason: string): string => `made for ${quotedText(reason)}`;
const quotedText = (text: string): string => quoted(plain(text));

const otherPrices = ({ otherPrices: others }: GateReport): readonly string[] =>
  others.map(({ label, cost, compared }) => {
    const [there, here] = valueTexts('usd', [dollars(cost), dollars(compared)]);
    const name = /^[a-z0-9 .,()-]+$/i.test(label) ? label : quotedText(label);
    return `for information only, prices ${name}: a run costs ${there}, at those compared ${here}`;
  });

const unusedRules = ({ unusedRules: rules }: GateReport): readonly string[] =>
  rules.map(({ pattern, line }) => `line ${line}, ${nameInText(pattern)}, names no workflow`);

/** So many lines of a kind; of more, how many. */
function capped(texts: readonly string[], label: string): readonly Note[] {
  const rest = texts.length - MOST_LINES;
  const lines = rest > 0 ? [...texts.slice(0, MOST_LINES), `and ${many(rest, 'more line')}`] : texts;
  return lines.map((text) => ({ label, text }));
}
