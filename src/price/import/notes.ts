import { plain } from '../../domain/plain.ts';
import type { Example, ImportSummary, LeftField, SkippedGroup } from './summary.ts';

/** What is told of an import besides its counts. */
export interface ImportFacts {
  /** `LiteLLM price map` */
  readonly title: string;
  /** The version of the book below. */
  readonly book: string;
  readonly isOver: boolean;
  /** Keys that the list has twice. */
  readonly doubled: number;
}

/** What became of a list, in lines: they stand in the book itself, and are printed. */
export const notesOf = (summary: ImportSummary, facts: ImportFacts): readonly string[] =>
  [
    `${facts.title}: ${counted(summary.entries, 'entry', 'entries')}, of which ${number(summary.inBook)} are in this book and ${number(summary.entries - summary.inBook)} are not.`,
    knownText(summary, facts),
    'Its prices have no dates unless the list has some, and are then taken to hold at all times; none is checked, so their confidence is low. Hours of the day, names that move and most of the past are not in such a list.',
    ...skippedNotes(summary),
    ...summary.left.map(leftText),
    ...summary.new.map((field) => `Not looked at: ${fieldText(field)}: a field that recost does not know.`),
    ...doubledText(facts),
    ...restText(summary),
  ].map(plain);

function knownText({ known }: ImportSummary, { book, isOver }: ImportFacts): string {
  const some = `The price book ${book} knows ${known === 0 ? 'none' : number(known)} of them`;
  return isOver
    ? `${some}. This book lies over it: its prices hold for these, too.`
    : `${some}. This book lies under it: what it knows is left alone (recost prices import --override makes a book that lies over it).`;
}

/** Which entries are not in the book, and why. */
export const skippedNotes = ({ skipped }: ImportSummary): readonly string[] =>
  skipped.map(skippedText).map(plain);

function skippedText({ why, entries, kinds, examples }: SkippedGroup): string {
  const list =
    kinds.length === 0 ? '' : ` (${kinds.map(([kind, count]) => `${kind} ${number(count)}`).join(', ')})`;
  const shown = `${examples.length < entries ? 'such as ' : ''}${examples.join(', ')}`;
  return `Not in this book: ${counted(entries, 'entry', 'entries')}${list}: ${why} (${shown}).`;
}

const doubledText = ({ doubled }: ImportFacts): readonly string[] =>
  doubled === 0
    ? []
    : [
        `${counted(doubled, 'key of the list is', 'keys of the list are')} there again, and only the last of each was read.`,
      ];

const leftText = (field: LeftField): string => `Left out: ${fieldText(field)}: ${field.why}.`;

const fieldText = ({ field, entries, inBook, example }: LeftField): string =>
  `${field} of ${counted(entries, 'entry', 'entries')}${inBook === entries ? '' : `, ${number(inBook)} in this book`} (${exampleText(example)})`;

const exampleText = ({ entry, value }: Example): string => `${entry}: ${value}`;

function restText({ unknown, free, cleaned, aliasesLeft, described }: ImportSummary): readonly string[] {
  const classes = unknown.map(([name, count]) => `${name} ${number(count)}`).join(', ');
  return [
    ...(classes === ''
      ? []
      : [
          `Without a price in some tier or size, by number of models: ${classes}. Calls that use such tokens there have no price.`,
        ]),
    ...(free === 0 ? [] : [`${counted(free, 'model is', 'models are')} free, as the list says (0).`]),
    ...(cleaned.example === undefined
      ? []
      : [
          `${counted(cleaned.figures, 'figure', 'figures')} had the noise of floating-point numbers, which was taken off (${exampleText(cleaned.example)}).`,
        ]),
    ...(aliasesLeft === 0
      ? []
      : [
          `${counted(aliasesLeft, 'second name is', 'second names are')} left out: another model has the same.`,
        ]),
    `${counted(described, 'field says', 'fields say')} nothing of prices: capabilities, limits, descriptions, fees of 0.`,
  ];
}

const number = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

const counted = (count: number, one: string, more: string): string =>
  `${number(count)} ${count === 1 ? one : more}`;
