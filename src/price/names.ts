import type { Instant, PriceBook, Provider } from '../domain/book.ts';
import { nearest } from '../domain/nearest.ts';
import type { BookModel, ResolveModel, Unpriced } from '../domain/pricing.ts';

/** Vertex AI writes whose project asked in front of the model. */
const VERTEX_PROJECT = /^projects\/[^/]+\/locations\/[^/]+\//;

/** A name found within one provider's own tables. */
interface Found {
  readonly provider: string;
  readonly name: string;
}

interface Index {
  readonly provider: Provider;
  /** Lower-cased model name, alias or routing name → the name that prices hang on. */
  readonly own: ReadonlyMap<string, string>;
}

function indexOf(provider: Provider): Index {
  const own = new Map<string, string>();
  for (const model of provider.models.values()) {
    for (const alias of [model.name, ...model.aliases]) own.set(alias.toLowerCase(), model.name);
  }
  for (const row of provider.routing) own.set(row.name.toLowerCase(), row.name);
  return { provider, own };
}

/**
 * Compiles a book's names into a resolver. Names are matched as logs write them, whole, by explicit aliases,
 * prefixes and suffixes of the book; a name that only looks similar is never taken.
 */
export function compileNames(book: PriceBook): ResolveModel {
  const { find, explain } = compileAll(book);
  return (provider, name, at) => {
    const asked = { provider, name: nameOf(name), at };
    return find(asked) ?? explain(asked);
  };
}

/** The same for who only asks whether a book knows a model: nobody looks for what else may have been meant. */
export function compileKnown(
  book: PriceBook,
): (provider: string | undefined, name: string) => BookModel | undefined {
  const { find } = compileAll(book);
  return (provider, name) => {
    const found = find({ provider, name: nameOf(name), at: undefined });
    return found === undefined || 'kind' in found ? undefined : found;
  };
}

const nameOf = (name: string | undefined): string | undefined =>
  name?.trim().toLowerCase().replace(VERTEX_PROJECT, '');

interface Asked {
  readonly provider: string | undefined;
  /** In small letters. */
  readonly name: string | undefined;
  readonly at: Instant | undefined;
}

interface Names {
  /** `undefined`: nobody knows it. */
  readonly find: (asked: Asked) => BookModel | Unpriced | undefined;
  /** Why nobody knows it. */
  readonly explain: (asked: Asked) => Unpriced;
}

/** A book of the user's that lies under another is asked only for what the other does not know. */
function compileAll(book: PriceBook): Names {
  const own = compileOwn(book);
  if (book.above === undefined) return own;
  const first = compileAll(book.above);
  return { find: (asked) => first.find(asked) ?? own.find(asked), explain: own.explain };
}

function compileOwn(book: PriceBook): Names {
  const indexes = new Map([...book.providers.values()].map((each) => [each.id, indexOf(each)]));
  const byKnownName = new Map(
    [...book.providers.values()].flatMap((each) => each.knownAs.map((word) => [word, each.id] as const)),
  );
  const prefixes = [...book.providers.values()]
    .flatMap((each) => each.prefixes.map((text) => ({ text, id: each.id })))
    .sort((a, b) => b.text.length - a.text.length);
  const makers = [...indexes.values()].filter(({ provider }) => provider.isMaker);
  const hosts = [...indexes.values()].filter(({ provider }) => !provider.isMaker);

  function within(host: Index, name: string, at: Instant | undefined): BookModel | undefined {
    for (const { text, region } of spellings(host.provider, name)) {
      const whole = host.provider.names.get(text);
      const found = whole === undefined ? ownName(host, text) : split(whole);
      const model = found === undefined ? resold(host, text, at) : withHost(host, found, at);
      if (model !== undefined) return { ...model, region };
    }
    return undefined;
  }

  const ownName = (index: Index, name: string): Found | undefined => {
    const known = index.own.get(name);
    return known === undefined ? undefined : { provider: index.provider.id, name: known };
  };

  function resold(host: Index, name: string, at: Instant | undefined): BookModel | undefined {
    const prefix = [...host.provider.makers.keys()].find((each) => name.startsWith(each));
    const makers = prefix
      ? [host.provider.makers.get(prefix)]
      : host.provider.resells.map((row) => row.maker);
    const rest = prefix ? name.slice(prefix.length) : name;
    for (const maker of makers) {
      const index = maker === undefined ? undefined : indexes.get(maker);
      for (const { text } of index === undefined ? [] : spellings(index.provider, rest)) {
        const found = index && ownName(index, text);
        const model = found && withHost(host, found, at);
        if (model !== undefined) return model;
      }
    }
    return undefined;
  }

  /** The host's own price, by whichever of the model's names, or the maker's where the host is known to resell at list price. */
  function withHost(host: Index, found: Found, at: Instant | undefined): BookModel | undefined {
    const own = { host: host.provider.id, provider: host.provider.id, name: found.name, region: undefined };
    if (host.provider.models.has(found.name) || found.provider === host.provider.id)
      return { ...own, basis: 'own' };
    const model = { ...own, ...found };
    const row = host.provider.resells.find(
      ({ maker, from, to }) =>
        maker === found.provider && (at === undefined || (from <= at && (to === undefined || at < to))),
    );
    return row && { ...model, basis: row.basis };
  }

  const split = (path: string): Found => {
    const cut = path.indexOf('/');
    return { provider: path.slice(0, cut), name: path.slice(cut + 1) };
  };

  /** A name without a provider: by its prefix, else the maker's own, else that of the only host that knows it. */
  function byName(name: string, at: Instant | undefined): BookModel | Unpriced | undefined {
    const prefix = prefixes.find(({ text }) => name.startsWith(text));
    const host = prefix && indexes.get(prefix.id);
    if (host !== undefined)
      return within(host, name.slice(prefix?.text.length), at) ?? within(host, name, at);
    const find = (among: readonly Index[]): readonly BookModel[] =>
      among.map((index) => within(index, name, at)).filter((model) => model !== undefined);
    const [made] = find(makers);
    if (made !== undefined) return made;
    const sold = find(hosts);
    if (sold.length < 2) return sold[0];
    return { kind: 'unpriced', code: 'several-hosts', name, hosts: sold.map((model) => model.host) };
  }

  function unknown(host: Index | undefined, name: string): Unpriced {
    const elsewhere = host && byName(name, undefined);
    if (elsewhere !== undefined && !('kind' in elsewhere)) {
      return { kind: 'unpriced', code: 'host-has-no-price', host: host?.provider.id ?? '', name };
    }
    const prefix = host === undefined ? prefixes.find(({ text }) => name.startsWith(text)) : undefined;
    const where = host ?? indexes.get(prefix?.id ?? '');
    const known = new Map((where ? [where] : [...makers, ...hosts]).flatMap((index) => [...index.own]));
    const asked = name.slice(prefix?.text.length);
    // Who writes no path means none.
    const alike = [...known.keys()].filter((each) => asked.includes('/') || !each.includes('/'));
    const models = new Set(nearest(asked, alike).map((each) => known.get(each) ?? each));
    const suggestions = [...models].map((each) => `${prefix?.text ?? ''}${each}`);
    return { kind: 'unpriced', code: 'unknown-model', name, suggestions };
  }

  const hostOf = (provider: string): Index | undefined =>
    indexes.get(byKnownName.get(provider.trim().toLowerCase()) ?? '');
  return {
    find({ provider, name, at }) {
      if (name === undefined) return undefined;
      if (provider === undefined) return byName(name, at);
      const host = hostOf(provider);
      if (host === undefined) return undefined;
      const prefix = host.provider.prefixes.find((each) => name.startsWith(each)) ?? '';
      return within(host, name, at) ?? within(host, name.slice(prefix.length), at);
    },
    explain({ provider, name }) {
      if (name === undefined) return { kind: 'unpriced', code: 'no-model' };
      if (provider === undefined) return unknown(undefined, name);
      const host = hostOf(provider);
      return host === undefined
        ? { kind: 'unpriced', code: 'unknown-provider', name: provider }
        : unknown(host, name);
    },
  };
}

/** No real name carries more than a region, a maker and a variant; the limit keeps hostile ones cheap. */
const MOST_CUTS = 3;

/** A name and what is left of it when prefixes and suffixes that do not change the price are cut off. */
function* spellings(
  provider: Provider,
  text: string,
  region?: string,
  cuts = 0,
): Generator<{ readonly text: string; readonly region: string | undefined }> {
  yield { text, region };
  if (cuts === MOST_CUTS) return;
  // Endings first: a beginning may say where a call was answered, and that has a price.
  for (const suffix of provider.strip.suffixes) {
    if (text.endsWith(suffix)) yield* spellings(provider, text.slice(0, -suffix.length), region, cuts + 1);
  }
  for (const prefix of provider.strip.prefixes) {
    if (!text.startsWith(prefix.text)) continue;
    yield* spellings(provider, text.slice(prefix.text.length), prefix.region ?? region, cuts + 1);
  }
}
