import type { PriceBook } from '../../domain/book.ts';
import { TOKEN_CLASSES, type TokenClass } from '../../domain/tokens.ts';
import type { FieldSeen, ListedModel, ListedPrice } from './listed.ts';
import { aliasesIn, type Placed } from './placed.ts';

/** An entry that shows what is meant. */
export interface Example {
  readonly entry: string;
  readonly value: string;
}

/** A field that says something which is not in the book, with the reason; `undefined`: nobody had seen it before. */
export interface LeftField {
  readonly field: string;
  readonly why: string | undefined;
  readonly entries: number;
  /** Of these, how many are in the book without it. */
  readonly inBook: number;
  readonly example: Example;
}

export interface SkippedGroup {
  readonly why: string;
  readonly entries: number;
  /** What they are for, where that explains it; most frequent first. */
  readonly kinds: readonly (readonly [string, number])[];
  readonly examples: readonly string[];
}

/** What became of every entry of a list and of every field of it. */
export interface ImportSummary {
  readonly entries: number;
  readonly inBook: number;
  /** Of these, how many the book below knows. */
  readonly known: number;
  /** Of these, how many cost nothing, as the list itself says. */
  readonly free: number;
  readonly skipped: readonly SkippedGroup[];
  readonly left: readonly LeftField[];
  readonly new: readonly LeftField[];
  /** Classes of tokens without a price in some vector, and in how many models of the book. */
  readonly unknown: readonly (readonly [TokenClass, number])[];
  readonly described: number;
  readonly cleaned: { readonly figures: number; readonly example: Example | undefined };
  /** Second names that are not in the book. */
  readonly aliasesLeft: number;
}

/** @throws Error if entries got lost */
export function summaryOf(all: readonly Placed[], book: PriceBook): ImportSummary {
  const models = all.filter(({ skipped }) => skipped === undefined);
  const skipped = groupsOf(all);
  const sum = skipped.reduce((total, { entries }) => total + entries, models.length);
  if (sum !== all.length) throw new Error(`${all.length} entries became ${sum}`);
  const fields = fieldsOf(all);
  const cleaned = all.flatMap(({ listed }) =>
    listed.fields.filter(({ isCleaned }) => isCleaned).map((seen) => exampleOf(listed, seen)),
  );
  const kept = [...aliasesIn(models, book).values()].reduce((total, aliases) => total + aliases.length, 0);
  return {
    entries: all.length,
    inBook: models.length,
    known: models.filter(({ known }) => known !== undefined).length,
    free: models.filter(({ listed }) => pricesOf(listed).every(isFree)).length,
    skipped,
    left: fields.filter(({ why }) => why !== undefined),
    new: fields.filter(({ why }) => why === undefined),
    unknown: unknownIn(models),
    described: all.reduce(
      (total, { listed }) => total + listed.fields.filter(({ use }) => use.kind === 'described').length,
      0,
    ),
    cleaned: { figures: cleaned.length, example: cleaned[0] },
    aliasesLeft: models.reduce((total, { listed }) => total + listed.aliases.length, 0) - kept,
  };
}

const pricesOf = ({ outcome }: ListedModel): readonly ListedPrice[] =>
  'prices' in outcome ? outcome.prices : [];

const isFree = ({ usd }: ListedPrice): boolean =>
  Object.values(usd).every((rate) => rate === '0') && usd.input === '0';

const MOST_EXAMPLES = 3;

function groupsOf(all: readonly Placed[]): readonly SkippedGroup[] {
  const groups = new Map<string, { readonly keys: string[]; readonly kinds: Map<string, number> }>();
  for (const { listed, skipped } of all) {
    if (skipped === undefined) continue;
    const group = groups.get(skipped.why) ?? { keys: [], kinds: new Map<string, number>() };
    groups.set(skipped.why, group);
    group.keys.push(listed.key);
    if (skipped.kind !== undefined) group.kinds.set(skipped.kind, (group.kinds.get(skipped.kind) ?? 0) + 1);
  }
  return [...groups]
    .map(([why, { keys, kinds }]) => ({
      why,
      entries: keys.length,
      kinds: [...kinds].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)),
      examples: [...keys].sort().slice(0, MOST_EXAMPLES),
    }))
    .sort((a, b) => b.entries - a.entries || (a.why < b.why ? -1 : 1));
}

/** Fields that are left out or new, each with its reason once for an entry. */
function fieldsOf(all: readonly Placed[]): readonly LeftField[] {
  const found = new Map<string, LeftField>();
  for (const { listed, skipped } of all) {
    const told: Set<string> = new Set();
    for (const seen of listed.fields) {
      if (seen.use.kind !== 'left' && seen.use.kind !== 'new') continue;
      const why = seen.use.kind === 'left' ? seen.use.why : undefined;
      const key = `${seen.field}\n${why}`;
      if (told.has(key)) continue;
      told.add(key);
      const before = found.get(key);
      found.set(key, {
        field: seen.field,
        why,
        entries: (before?.entries ?? 0) + 1,
        inBook: (before?.inBook ?? 0) + (skipped === undefined ? 1 : 0),
        example: before?.example ?? exampleOf(listed, seen),
      });
    }
  }
  return [...found.values()].sort((a, b) => b.entries - a.entries || (a.field < b.field ? -1 : 1));
}

const LONGEST_VALUE = 60;

function exampleOf({ key }: ListedModel, { value }: FieldSeen): Example {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return { entry: key, value: text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text };
}

function unknownIn(models: readonly Placed[]): ImportSummary['unknown'] {
  const unknown = models.map(
    ({ listed }) =>
      new Set(pricesOf(listed).flatMap((price) => [price, ...price.above].flatMap((each) => each.unknown))),
  );
  return TOKEN_CLASSES.map((each) => [each, unknown.filter((set) => set.has(each)).length] as const).filter(
    ([, count]) => count > 0,
  );
}
