import type { PriceBook } from '../../domain/book.ts';
import { compileKnown } from '../names.ts';
import type { ListedLife, ListedModel, ListedPrice, Rates } from './listed.ts';
import { aliasesIn, type Placed } from './placed.ts';

/** What stands at the head of a book. */
export interface BookHead {
  readonly name: string;
  readonly isOver: boolean;
  readonly origin: string;
  readonly notes: readonly string[];
  /** The day from which on limits are known: they are those of today. */
  readonly date: string;
}

/** A book of the user's in JSON, with one model in a line, all in the order of their names. */
export function bookText(head: BookHead, models: readonly Placed[], book: PriceBook): string {
  const top = [
    ['recost', 'prices'],
    ['name', head.name],
    ['layer', head.isOver ? 'over' : 'under'],
    ['origin', head.origin],
  ] as const;
  const ids = [...new Set(models.map(({ provider }) => provider))].sort();
  const aliases = aliasesIn(models, book);
  const familyOf = familiesOf(book);
  const providers = ids.map((id) => {
    const own = models.filter(({ provider }) => provider === id).sort(byName);
    const facts = book.providers.has(id) ? [] : factsOf(id, own);
    const lines = own.map((each) => {
      const tokenizer = each.known === undefined ? familyOf(each.listed.name) : undefined;
      const json = modelJson(each.listed, { aliases: aliases.get(each) ?? [], tokenizer, date: head.date });
      return `        ${JSON.stringify(each.listed.name)}: ${JSON.stringify(json)}`;
    });
    const members = facts.map(([key, value]) => `      "${key}": ${JSON.stringify(value)},\n`).join('');
    return `    ${JSON.stringify(id)}: {\n${members}      "models": {\n${lines.join(',\n')}\n      }\n    }`;
  });
  const notes = head.notes.map((note) => `    ${JSON.stringify(note)}`).join(',\n');
  const lines = top.map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`).join('');
  return `{\n${lines}  "notes": [\n${notes}\n  ],\n  "providers": {\n${providers.join(',\n')}\n  }\n}\n`;
}

const byName = (a: Placed, b: Placed): number => (a.listed.name < b.listed.name ? -1 : 1);

/** Of a provider that the book does not know. Without prefixes, its id is the only one. */
function factsOf(id: string, own: readonly Placed[]): readonly (readonly [string, unknown])[] {
  const title = own.find(({ listed }) => listed.title !== undefined)?.listed.title;
  const prefixes = new Set(
    own.flatMap(({ listed: { prefix } }) => (prefix === undefined ? [] : [prefix.toLowerCase()])),
  );
  const others = [...prefixes].filter((prefix) => prefix !== `${id}/`).sort();
  return [
    ...(title === undefined ? [] : [['title', title] as const]),
    ...(others.length === 0 ? [] : [['prefixes', [`${id}/`, ...others]] as const]),
  ];
}

/** The tokenizer of a model that the book has under this name at its maker, as hosts often write it. */
function familiesOf(book: PriceBook): (name: string) => string | undefined {
  const knownAs = compileKnown(book);
  return (name) => {
    const found = knownAs(undefined, name);
    return found && book.providers.get(found.provider)?.models.get(found.name)?.tokenizer;
  };
}

interface Further {
  readonly aliases: readonly string[];
  readonly tokenizer: string | undefined;
  readonly date: string;
}

function modelJson({ outcome, life }: ListedModel, { aliases, tokenizer, date }: Further): unknown {
  return {
    ...(aliases.length > 0 ? { aliases } : {}),
    ...(tokenizer === undefined ? {} : { tokenizer }),
    ...lifeJson(life, date),
    prices: 'prices' in outcome ? outcome.prices.map(priceJson) : [],
  };
}

const lifeJson = ({ contextWindow, maxInput, maxOutput, released, retired }: ListedLife, date: string) => ({
  ...(contextWindow === undefined ? {} : { contextWindow: { [date]: contextWindow } }),
  ...(maxInput === undefined ? {} : { maxInput: { [date]: maxInput } }),
  ...(maxOutput === undefined ? {} : { maxOutput: { [date]: maxOutput } }),
  ...(released === undefined ? {} : { released }),
  ...(retired === undefined || (released !== undefined && retired < released) ? {} : { retired }),
});

const priceJson = ({ tier, from, to, above, note, ...rates }: ListedPrice) => ({
  ...(tier === 'standard' ? {} : { tier }),
  ...(from === undefined ? {} : { from, precision: 'day' }),
  ...(to === undefined ? {} : { to }),
  ...ratesJson(rates),
  ...(above.length === 0
    ? {}
    : {
        above: above.map(({ tokens, isInclusive, ...own }) => ({
          tokens,
          inclusive: isInclusive,
          ...ratesJson(own),
        })),
      }),
  confidence: 'low',
  ...(note === undefined ? {} : { note }),
});

const ratesJson = ({ usd, unknown }: Rates) => ({ usd, ...(unknown.length === 0 ? {} : { unknown }) });
