import type { CountedFile, TokenCount, TokenReport } from '../../domain/token-count.ts';
import { grouped, many } from '../numbers.ts';
import {
  countCell,
  type Field,
  type Note,
  numberColumn,
  type Page,
  shareCell,
  type Table,
  tableOf,
  textCell,
  textColumn,
} from '../sheet.ts';
import { conclusionOf, methodText, tokensText, wayText } from './words.ts';

interface Row {
  readonly file: string;
  readonly model: string;
  readonly size: Omit<CountedFile, 'name' | 'counts'>;
  readonly count: TokenCount;
}

const FIELDS: readonly Field<Row>[] = [
  { column: textColumn('file', 'text'), cell: ({ file }) => textCell(file) },
  { column: textColumn('model', 'model'), cell: ({ model }) => textCell(model) },
  { column: numberColumn('characters', 'characters'), cell: ({ size }) => countCell(size.characters) },
  { column: numberColumn('bytes', 'bytes'), cell: ({ size }) => countCell(size.bytes) },
  {
    column: numberColumn('tokens', 'tokens'),
    cell: ({ count }) =>
      count.bar === 0 ? countCell(count.tokens) : textCell(tokensText(count), String(count.tokens)),
  },
  {
    column: numberColumn('bar', 'error'),
    cell: ({ count }) => (count.bar === 0 ? textCell('none', '0') : shareCell(count.bar)),
  },
  { column: textColumn('method', 'how'), cell: ({ count }) => textCell(wayText(count), methodText(count)) },
];

export function tokenTable({ models, files, total }: TokenReport): Table {
  const rowsOf = (file: string, { counts, ...size }: Omit<CountedFile, 'name'>): readonly Row[] =>
    models.flatMap(({ name: model }, at) => {
      const count = counts[at];
      return count === undefined ? [] : [{ file, model, size, count }];
    });
  const rows = files.flatMap(({ name, ...file }) => rowsOf(name, file));
  const sums = files.length > 1 ? rowsOf(`all ${grouped(files.length)} texts`, total) : [];
  return tableOf(undefined, FIELDS, [...rows, ...sums]);
}

/** What texts come to, as a document or for a screen. */
export const tokenPage = (report: TokenReport): Page => ({
  title: `Tokens of ${many(report.files.length, 'text')}`,
  tables: [tokenTable(report)],
  notes: notesOf(report),
  conclusion: [conclusionOf(report)],
});

const METHOD_NOTES: readonly (readonly [RegExp, string])[] = [
  [
    /calibrated/,
    'calibrated: from twelve features of the text, fitted to counts of Claude’s vocabularies; ±10 % for one text, for 20 and more together ±3 % (Claude 4.7 and later) or ±5 % (before)',
  ],
  [
    /language factor/,
    'language factor: another language than English and Chinese, told by its letters; one factor for it, measured on one text',
  ],
  [
    /family factor/,
    'family factor: one factor for all models of a tokenizer family, for English, code and JSON; a guess where nobody has measured the family',
  ],
];

function notesOf({ files }: TokenReport): readonly Note[] {
  const methods = files
    .flatMap(({ counts }) => counts)
    .map(({ known }) => (known.kind === 'estimated' ? known.method : ''));
  const used = METHOD_NOTES.filter(([pattern]) => methods.some((method) => pattern.test(method)));
  return [
    {
      label: 'Counted',
      text: 'as plain text: the name of a special token is text, and what a request adds around its messages is left out',
    },
    ...used.map(([, text]) => ({ label: 'Estimated', text })),
    ...(used.length > 0
      ? [{ label: 'Rounded', text: 'estimates, to the figures that are known; CSV and JSON have them whole' }]
      : []),
  ];
}
