import type { PriceBook } from '../../domain/book.ts';
import { compileKnown } from '../names.ts';
import { movesOf } from '../routing.ts';
import type { ListedModel, Skipped } from './listed.ts';
import { SKIP } from './reasons.ts';

/** Which provider of a book a word means. */
export interface Hosts {
  readonly idOf: (word: string) => string;
  readonly isSame: (a: string, b: string) => boolean;
  readonly isKnown: (id: string) => boolean;
}

/** A provider that the book does not know goes by its own word, in small letters. */
export function hostsOf({ providers }: PriceBook): Hosts {
  const known = new Map(
    [...providers.values()].flatMap((each) => each.knownAs.map((word) => [word, each.id] as const)),
  );
  const idOf = (word: string): string => known.get(word.trim().toLowerCase()) ?? word.trim().toLowerCase();
  const bare = (word: string): string => idOf(word).replaceAll('_', '-');
  return { idOf, isSame: (a, b) => bare(a) === bare(b), isKnown: (id) => providers.has(id) };
}

/** A model of the list with its place in a book, or why it has none. */
export interface Placed {
  readonly listed: ListedModel;
  readonly provider: string;
  /** `provider/name`, as the book below would bill it; `undefined`: it does not know the model. */
  readonly known: string | undefined;
  readonly skipped: Skipped | undefined;
}

const PROVIDER = /^[a-z0-9][a-z0-9._-]{0,59}$/;
const LONGEST_NAME = 200;

/**
 * Gives each model its place. Of several that come to be one, the first is kept if all have the same prices, and
 * none if they have not.
 * @param isOver the book will be laid over the other: what is one model there must be one here
 */
export function placed(models: readonly ListedModel[], book: PriceBook, isOver: boolean): readonly Placed[] {
  const hosts = hostsOf(book);
  const knownAs = compileKnown(book);
  const all = models.map((listed) => placeOf(listed, hosts, knownAs));
  const unique = withoutClashes(all, ({ provider, listed }) => `${provider}/${listed.name.toLowerCase()}`);
  if (!isOver) return unique;
  const moving = unique.map((each) => (isMoving(book, each) ? skip(each, SKIP.moves) : each));
  return withoutClashes(moving, ({ provider, known, listed }) =>
    known === undefined ? `${provider}/${listed.name.toLowerCase()}` : `${provider} for ${known}`,
  );
}

const skip = (each: Placed, why: string): Placed => ({ ...each, skipped: { why } });

function placeOf(listed: ListedModel, hosts: Hosts, knownAs: ReturnType<typeof compileKnown>): Placed {
  const provider = hosts.idOf(listed.host);
  if ('skipped' in listed.outcome)
    return { listed, provider, known: undefined, skipped: listed.outcome.skipped };
  const isWhole = PROVIDER.test(provider) && listed.name !== '' && listed.name.length <= LONGEST_NAME;
  if (!isWhole) return { listed, provider, known: undefined, skipped: { why: SKIP.malformed } };
  const found = hosts.isKnown(provider) ? knownAs(provider, listed.name) : undefined;
  const known = found && `${found.provider}/${found.name}`;
  return { listed, provider, known, skipped: undefined };
}

function withoutClashes(all: readonly Placed[], pathOf: (each: Placed) => string): readonly Placed[] {
  const groups = new Map<string, Placed[]>();
  for (const each of all.filter(({ skipped }) => skipped === undefined)) {
    const path = pathOf(each);
    groups.set(path, [...(groups.get(path) ?? []), each]);
  }
  return all.map((each) => {
    const group = each.skipped === undefined ? (groups.get(pathOf(each)) ?? []) : [];
    if (group.length < 2) return each;
    const isOne = new Set(group.map(pricesText)).size === 1;
    if (!isOne) return skip(each, SKIP.clash);
    return each === kept(group) ? each : skip(each, SKIP.again);
  });
}

const pricesText = ({ listed: { outcome } }: Placed): string => JSON.stringify(outcome);

/** The one that the book below has by this very name, else the first. */
const kept = (group: readonly Placed[]): Placed | undefined =>
  group.find(({ known, listed }) => known?.endsWith(`/${listed.name}`) === true) ?? group[0];

/** A name that bills as another model at some time has no price of its own then, or never. */
function isMoving({ providers }: PriceBook, { known = '' }: Placed): boolean {
  const cut = known.indexOf('/');
  const [provider, name] = [providers.get(known.slice(0, cut)), known.slice(cut + 1)];
  return provider !== undefined && (!provider.models.has(name) || movesOf(provider, name).length > 0);
}

/**
 * Aliases that no other model of its provider has, neither in the list nor in the book: of others it cannot be said
 * whose they are.
 */
export function aliasesIn(all: readonly Placed[], book: PriceBook): ReadonlyMap<Placed, readonly string[]> {
  const knownAs = compileKnown(book);
  const uses = new Map<string, number>();
  const key = ({ provider }: Placed, name: string): string => `${provider}/${name.toLowerCase()}`;
  for (const each of all)
    for (const name of new Set([each.listed.name, ...each.listed.aliases].map((word) => key(each, word))))
      uses.set(name, (uses.get(name) ?? 0) + 1);
  const isFree = (each: Placed, alias: string): boolean => {
    const found = knownAs(each.provider, alias);
    return (
      uses.get(key(each, alias)) === 1 &&
      (found === undefined || `${found.provider}/${found.name}` === each.known)
    );
  };
  return new Map(all.map((each) => [each, differing(each.listed).filter((alias) => isFree(each, alias))]));
}

/** Aliases that differ from the name and each other in more than their capitals. */
const differing = ({ name, aliases }: ListedModel): readonly string[] =>
  [...new Map([...aliases, name].map((each) => [each.toLowerCase(), each])).values()]
    .filter((each) => each !== name)
    .sort();
