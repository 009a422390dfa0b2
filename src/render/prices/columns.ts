import type { Precision, PriceRecord, RateVector } from '../../domain/book.ts';
import type { PriceRow } from '../../domain/price-view.ts';
import { TOKEN_CLASSES, type TokenClass } from '../../domain/tokens.ts';
import { grouped, instantText } from '../numbers.ts';
import {
  BLANK,
  type Cell,
  type Field,
  NONE,
  numberColumn,
  rateCell,
  textCell,
  textColumn,
} from '../sheet.ts';

/** What a class of tokens is called in a table. */
export const CLASS_TITLES: Readonly<Record<TokenClass, string>> = {
  input: 'input',
  cacheRead: 'cached',
  cacheWrite: 'cache write',
  cacheWrite5m: 'write 5 min',
  cacheWrite1h: 'write 1 h',
  cacheWrite12h: 'write 12 h',
  audioInput: 'audio in',
  audioCacheRead: 'audio cached',
  output: 'output',
  audioOutput: 'audio out',
};

const snake = (name: string): string => name.replace(/[A-Z0-9]+/g, (part) => `_${part.toLowerCase()}`);

/** The rate of a class: nothing where it bills as another class, a dash where nobody knows it. */
function rateOf(
  { rates, stated }: { rates: RateVector; stated: readonly TokenClass[] },
  key: TokenClass,
): Cell {
  if (rates[key] === undefined) return NONE;
  return stated.includes(key) ? rateCell(rates[key]) : BLANK;
}

/** A column for each class that some row states, in the order of classes. */
export function rateFields(rows: readonly PriceRow[]): readonly Field<PriceRow>[] {
  const used = TOKEN_CLASSES.filter((key) =>
    rows.some((row) => row.stated.includes(key) || row.rates[key] === undefined),
  );
  return used.map((key) => ({
    column: numberColumn(`${snake(key)}_usd_per_mtok`, CLASS_TITLES[key]),
    cell: (row) => rateOf(row, key),
  }));
}

/** `peak`, `batch`, `over 272,000`: when a row holds; nothing for the standard price at all hours. */
export const whenText = ({ tier, band, above }: Pick<PriceRow, 'tier' | 'band' | 'above'>): string =>
  [
    ...(tier === 'standard' ? [] : [tier]),
    ...(band === undefined ? [] : [bandText(band)]),
    ...(above === undefined ? [] : [`${above.isInclusive ? 'from' : 'over'} ${grouped(above.tokens)}`]),
  ].join(', ');

/** `off-peak` for `off_peak` */
export const bandText = (band: string): string => band.replaceAll('_', '-');

export const whenField: Field<PriceRow> = {
  column: textColumn('applies_to', 'for'),
  cell: (row) => textCell(whenText(row)),
};

export const knownField: Field<PriceRow> = {
  column: textColumn('known', 'known'),
  cell: ({ record: { confidence, precision, layer } }) => {
    const text = layer === undefined ? confidence : `yours: ${layer}`;
    return textCell(text, precision === undefined ? text : `${text}, ${precision}`);
  },
};

/** How well a first instant is known, in a word before it. */
const ABOUT: Readonly<Record<Precision, string>> = {
  day: '',
  bracket: '',
  no_later_than: 'by ',
  observed_on: 'by ',
  approximate: 'about ',
  undated: '',
};

/** `2026-08-16T16:00Z`, `by 2026-07-01`, `undated` */
export const fromText = ({ from, precision }: Pick<PriceRecord, 'from' | 'precision'>): string =>
  precision === 'undated' ? 'undated' : `${ABOUT[precision ?? 'day']}${momentText(from)}`;

/** An instant that breaks between its day and its time. */
export const momentText = (at: number): string => instantText(at).replace('T', ' ');

export const fromField: Field<PriceRow> = {
  column: textColumn('from', 'from'),
  cell: ({ record }) =>
    textCell(fromText(record), record.precision === 'undated' ? '' : new Date(record.from).toISOString()),
};
