import type { Instant, PriceBook, Provider, Resale } from '../domain/book.ts';
import { nearest } from '../domain/nearest.ts';
import type { HostKnownBy } from '../domain/price-steps.ts';
import type { BookModel, ResolveModel, Unpriced } from '../domain/pricing.ts';
import { covers } from './routing.ts';
import { cutOff, spellings } from './spellings.ts';

/** Vertex AI writes whose project asked in front of the model. */
const VERTEX_PROJECT = /^projects\/[^/]+\/locations\/[^/]+\//;

/** A name found within one provider's own tables. */
interface Found {
  readonly provider: string;
  readonly name: string;
}

/** A model of the book, and how a name was found to mean it. */
export interface Sold {
  readonly model: BookModel;
  /** The host's row that says that it bills the maker's list price. */
  readonly resale: Resale | undefined;
  /** What was found, and what was cut off the name before. */
  readonly found: string;
  readonly cut: readonly string[];
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

/** What a book makes of names. */
export interface Names {
  readonly resolve: ResolveModel;
  /** The same, with the way that led to it. */
  readonly find: (...name: Parameters<ResolveModel>) => Sold | Unpriced;
  /** What told who sends the bill, for a name that was found. */
  readonly knownBy: (provider: string | undefined, name: string, host: string) => HostKnownBy;
}

/**
 * Compiles a book's names into a resolver. Names are matched as logs write them, whole, by explicit aliases,
 * prefixes and suffixes of the book; a name that only looks similar is never taken.
 */
export function namesOf(book: PriceBook): Names {
  const { find, explain, knownBy } = compileAll(book);
  const found: Names['find'] = (provider, name, at) => {
    const asked = { provider, name: name && lowerName(name), at };
    return find(asked) ?? explain(asked);
  };
  return {
    find: found,
    resolve(...asked) {
      const sold = found(...asked);
      return 'kind' in sold ? sold : sold.model;
    },
    knownBy: (provider, name, host) => knownBy(provider, lowerName(name), host),
  };
}

/** The same for who only asks whether a book knows a model: nobody looks for what else may have been meant. */
export function compileKnown(
  book: PriceBook,
): (provider: string | undefined, name: string) => BookModel | undefined {
  const { find } = compileAll(book);
  return (provider, name) => {
    const found = find({ provider, name: lowerName(name), at: undefined });
    return found === undefined || 'kind' in found ? undefined : found.model;
  };
}

interface Asked {
  readonly provider: string | undefined;
  /** In small letters. */
  readonly name: string | undefined;
  readonly at: Instant | undefined;
}

/** The names of one book, or of books of which one lies under the other. */
interface Compiled {
  /** `undefined`: nobody knows it. */
  readonly find: (asked: Asked) => Sold | Unpriced | undefined;
  /** Why nobody knows it. */
  readonly explain: (asked: Asked) => Unpriced;
  /** For a name in small letters. */
  readonly knownBy: Names['knownBy'];
}

/** A book of the user's that lies under another is asked only for what the other does not know. */
function compileAll(book: PriceBook): Compiled {
  const own = compileOwn(book);
  const { above } = book;
  if (above === undefined) return own;
  const first = compileAll(above);
  return {
    find: (asked) => first.find(asked) ?? own.find(asked),
    explain: own.explain,
    knownBy: (...asked) => (above.providers.has(asked[2]) ? first : own).knownBy(...asked),
  };
}

function compileOwn(book: PriceBook): Compiled {
  const indexes = new Map([...book.providers.values()].map((each) => [each.id, indexOf(each)]));
  const byKnownName = new Map(
    [...book.providers.values()].flatMap((each) => each.knownAs.map((word) => [word, each.id] as const)),
  );
  const prefixes = [...book.providers.values()]
    .flatMap((each) => each.prefixes.map((text) => ({ text, id: each.id })))
    .sort((a, b) => b.text.length - a.text.length);
  const makers = [...indexes.values()].filter(({ provider }) => provider.isMaker);
  const hosts = [...indexes.values()].filter(({ provider }) => !provider.isMaker);

  function within(host: Index, name: string, at: Instant | undefined): Sold | undefined {
    for (const spelling of spellings(host.provider, name)) {
      const { text, region } = spelling;
      const whole = host.provider.names.get(text);
      const found = whole === undefined ? ownName(host, text) : split(whole);
      const sold = found === undefined ? resold(host, text, at) : withHost(host, found, { text, at });
      if (sold === undefined) continue;
      return { ...sold, model: { ...sold.model, region }, cut: [...cutOff(name, spelling), ...sold.cut] };
    }
    return undefined;
  }

  const ownName = (index: Index, name: string): Found | undefined => {
    const known = index.own.get(name);
    return known === undefined ? undefined : { provider: index.provider.id, name: known };
  };

  function resold(host: Index, name: string, at: Instant | undefined): Sold | undefined {
    const prefix = [...host.provider.makers.keys()].find((each) => name.startsWith(each));
    const makers = prefix
      ? [host.provider.makers.get(prefix)]
      : host.provider.resells.map((row) => row.maker);
    const rest = prefix ? name.slice(prefix.length) : name;
    for (const maker of makers) {
      const index = maker === undefined ? undefined : indexes.get(maker);
      for (const spelling of index === undefined ? [] : spellings(index.provider, rest)) {
        const { text } = spelling;
        const found = index && ownName(index, text);
        const sold = found && withHost(host, found, { text, at });
        if (sold !== undefined)
          return { ...sold, cut: [...(prefix ? [prefix] : []), ...cutOff(rest, spelling)] };
      }
    }
    return undefined;
  }

  /** The host's own price, by whichever of the model's names, or the maker's where the host is known to resell at list price. */
  function withHost(
    host: Index,
    found: Found,
    { text, at }: { readonly text: string; readonly at: Instant | undefined },
  ): Sold | undefined {
    const own = { host: host.provider.id, provider: host.provider.id, name: found.name, region: undefined };
    if (host.provider.models.has(found.name) || found.provider === host.provider.id)
      return { model: { ...own, basis: 'own' }, resale: undefined, found: text, cut: [] };
    const row = host.provider.resells.find(
      (each) => each.maker === found.provider && (at === undefined || covers(each, at)),
    );
    return row && { model: { ...own, ...found, basis: row.basis }, resale: row, found: text, cut: [] };
  }

  const split = (path: string): Found => {
    const cut = path.indexOf('/');
    return { provider: path.slice(0, cut), name: path.slice(cut + 1) };
  };

  const prefixOf = (name: string) => prefixes.find(({ text }) => name.startsWith(text));

  /** A name of which a beginning that only says who bills is cut off. */
  function behind(prefix: string, host: Index, name: string, at: Instant | undefined): Sold | undefined {
    const sold = within(host, name.slice(prefix.length), at);
    return sold && prefix !== '' ? { ...sold, cut: [prefix, ...sold.cut] } : sold;
  }

  /** A name without a provider: by its prefix, else the maker's own, else that of the only host that knows it. */
  function byName(name: string, at: Instant | undefined): Sold | Unpriced | undefined {
    const prefix = prefixOf(name);
    const host = prefix && indexes.get(prefix.id);
    if (host !== undefined) return behind(prefix?.text ?? '', host, name, at) ?? within(host, name, at);
    const find = (among: readonly Index[]): readonly Sold[] =>
      among.map((index) => within(index, name, at)).filter((sold) => sold !== undefined);
    const [made] = find(makers);
    if (made !== undefined) return made;
    const sold = find(hosts);
    if (sold.length < 2) return sold[0];
    return { kind: 'unpriced', code: 'several-hosts', name, hosts: sold.map(({ model }) => model.host) };
  }

  function unknown(host: Index | undefined, name: string): Unpriced {
    const elsewhere = host && byName(name, undefined);
    if (elsewhere !== undefined && !('kind' in elsewhere)) {
      return { kind: 'unpriced', code: 'host-has-no-price', host: host?.provider.id ?? '', name };
    }
    const prefix = host === undefined ? prefixOf(name) : undefined;
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
      return within(host, name, at) ?? behind(prefix, host, name, at);
    },
    explain({ provider, name }) {
      if (name === undefined) return { kind: 'unpriced', code: 'no-model' };
      if (provider === undefined) return unknown(undefined, name);
      const host = hostOf(provider);
      return host === undefined
        ? { kind: 'unpriced', code: 'unknown-provider', name: provider }
        : unknown(host, name);
    },
    knownBy(provider, name, host) {
      if (provider !== undefined) return { kind: 'provider', word: provider };
      const prefix = prefixOf(name);
      if (prefix !== undefined) return { kind: 'prefix', text: prefix.text };
      return { kind: indexes.get(host)?.provider.isMaker === true ? 'maker' : 'only host' };
    },
  };
}

const lowerName = (name: string): string => name.trim().toLowerCase().replace(VERTEX_PROJECT, '');
