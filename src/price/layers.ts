import { createHash } from 'node:crypto';
import type { Layer, Model, PriceBook, PriceRecord, Provider } from '../domain/book.ts';
import type { BookModel } from '../domain/pricing.ts';
import { checkDiscounts, checkGiven, checkGivenModel } from './check-layer.ts';
import { withPaths } from './discount.ts';
import { complain, type Fault, member, once } from './json.ts';
import { compileKnown } from './names.ts';
import { movesOf } from './routing.ts';
import { type GivenProvider, isLong, readUserBook, refuseFaults, type UserBook } from './user-book.ts';
import type { FileText } from './user-file.ts';

/**
 * Lays books of the user's over a book, in their order. Of several prices for one call, that of the last book holds;
 * where none of them has one, recost's own does. A book with `layer: under` only adds models that nobody knew.
 * @param isThorough looks through every model at once, also of a long list that only adds some
 * @throws RecostError `prices-invalid`, with every fault and its line
 */
export const layOver = (book: PriceBook, files: readonly FileText[], isThorough = false): PriceBook =>
  files.reduce((below, file) => lay(below, file, isThorough), book);

function lay(below: PriceBook, file: FileText, isThorough: boolean): PriceBook {
  const faults: Fault[] = [];
  const user = readUserBook(file, faults);
  if (below.layers.some(({ name }) => name === user.name))
    complain(member(user.place, 'name'), 'is the name of another book that is given: call them differently');
  const knownAs = compileKnown(below);
  const check = (given: GivenProvider, model: Model): void => {
    const known = knownAs(given.provider.id, model.name);
    const isLaid = known !== undefined && !user.isUnder;
    const moves = isLaid ? movesOf(below.providers.get(known.provider), known.name) : [];
    checkGivenModel(below, given, { model, isKnown: known !== undefined, moves });
  };
  const isLater = isLong(user) && !isThorough;
  const whole = isLater
    ? { ...user, providers: user.providers.map((given) => lazily(given, check, file)) }
    : user;
  const laid = laidOver(below, whole, knownAs);
  for (const given of user.providers) {
    checkGiven(laid, given, below.providers.has(given.provider.id));
    if (!isLater) for (const model of given.provider.models.values()) check(given, model);
  }
  checkDiscounts(laid, user.discounts);
  refuseFaults(file, faults);
  return laid;
}

/** A provider whose models are looked through when they are first asked for. */
function lazily(
  given: GivenProvider,
  check: (given: GivenProvider, model: Model) => void,
  file: FileText,
): GivenProvider {
  const models = [...given.provider.models.values()].map((model) => {
    const checked = once(() => {
      check(given, model);
      refuseFaults(file, given.place.faults);
      return model;
    });
    return [
      model.name,
      { ...model, records: () => checked().records(), life: () => checked().life() },
    ] as const;
  });
  return { ...given, provider: { ...given.provider, models: new Map(models) } };
}

function laidOver(below: PriceBook, user: UserBook, knownAs: Known): PriceBook {
  const left: string[] = [];
  const providers = new Map(below.providers);
  for (const given of user.providers) {
    const { id } = given.provider;
    const laid = user.isUnder
      ? { ...NOTHING, models: modelsUnder(knownAs, given, left) }
      : modelsOver({ below, knownAs }, given);
    providers.set(
      id,
      joined({ known: providers.get(id), given: given.provider, laid, isUnder: user.isUnder }),
    );
  }
  for (const { provider, discount } of user.discounts) {
    const own = providers.get(String(provider.value));
    if (own !== undefined)
      providers.set(own.id, {
        ...own,
        discounts: [...own.discounts, withPaths({ providers }, own, discount)],
      });
  }
  return { ...below, ...identityOf(below, user, left), providers, above: aboveOf(below, user, knownAs) };
}

/** A book that lies over one with a book under it lies over both. */
function aboveOf(below: PriceBook, user: UserBook, knownBelow: Known): PriceBook | undefined {
  if (user.isUnder) return below;
  const { above } = below;
  if (above === undefined) return undefined;
  const knownAbove = compileKnown(above);
  /** What only the book under it knows is priced there. */
  const isUnders = (id: string, name: string): boolean =>
    knownAbove(id, name) === undefined && knownBelow(id, name) !== undefined;
  const providers = user.providers.map(unheard).map((given) => {
    const { id, models } = given.provider;
    const own = new Map([...models].filter(([name]) => !isUnders(id, name)));
    return { ...given, provider: { ...given.provider, models: own } };
  });
  return laidOver(above, { ...user, providers }, knownAbove);
}

/** Its faults are told already. */
const unheard = (given: GivenProvider): GivenProvider => ({
  ...given,
  place: { ...given.place, faults: [] },
});

function identityOf(
  below: PriceBook,
  user: UserBook,
  left: readonly string[],
): Pick<PriceBook, 'version' | 'hash' | 'layers'> {
  const { name, file, hash, isUnder, origin } = user;
  const layer: Layer = { name, file, hash, isUnder, origin, left };
  return {
    version: `${below.version}+${name}`,
    hash: createHash('sha256').update(`${below.hash}${hash}`).digest('hex'),
    layers: [...below.layers, layer],
  };
}

/** The model that a provider's name means in the books below. */
type Known = ReturnType<typeof compileKnown>;

/** Only what nobody knows, by whichever of its names. @param left takes the models that are known */
function modelsUnder(
  knownAs: Known,
  { provider: { id, models } }: GivenProvider,
  left: string[],
): readonly Model[] {
  const isKnown = (name: string): boolean => knownAs(id, name) !== undefined;
  return [...models.values()].flatMap((model) => {
    if (!isKnown(model.name))
      return [{ ...model, aliases: model.aliases.filter((alias) => !isKnown(alias)) }];
    left.push(`${id}/${model.name}`);
    return [];
  });
}

interface Below {
  readonly below: PriceBook;
  readonly knownAs: Known;
}

/** What a book brings for one provider. */
interface Laid {
  readonly models: readonly Model[];
  /** Prices for models that it resells, by `maker/model`. */
  readonly contracts: Provider['contracts'];
  /** Further names of such models. */
  readonly names: Provider['names'];
}

const NOTHING: Laid = { models: [], contracts: new Map(), names: new Map() };

function modelsOver({ below, knownAs }: Below, given: GivenProvider): Laid {
  const { id, models } = given.provider;
  const found = new Map<string, string>();
  const laid = { models: [] as Model[], contracts: new Map(), names: new Map() };
  for (const model of models.values()) {
    const known = knownAs(id, model.name);
    const place = member(member(given.place, 'models'), model.name);
    const before = known && found.get(known.name);
    if (known !== undefined) found.set(known.name, model.name);
    if (before !== undefined)
      complain(place, `is the model that stands here as "${before}", under another name: keep one of them`);
    else if (known === undefined) laid.models.push(model);
    else {
      const base = below.providers.get(known.provider)?.models.get(known.name);
      if (base === undefined) complain(place, `is a name that moves: ${routesText(below, known)}`);
      else if (known.provider === id) laid.models.push(over(base, model));
      else contract(below, known, model, laid);
    }
  }
  return laid;
}

/** A model of the provider's own: its prices are looked up among the user's first, then in the books below. */
const over = (base: Model, model: Model): Model => ({
  ...base,
  aliases: union(base.aliases, [...model.aliases, model.name]).filter((alias) => alias !== base.name),
  records: () => [...model.records(), ...base.records()],
});

/** A model that it resells stays its maker's; only its price is another one here. */
function contract(
  { providers }: PriceBook,
  { host, provider, name }: BookModel,
  model: Model,
  laid: {
    readonly contracts: Map<string, () => readonly PriceRecord[]>;
    readonly names: Map<string, string>;
  },
): void {
  const path = `${provider}/${name}`;
  const before = providers.get(host)?.contracts.get(path);
  if (model.records().length > 0) laid.contracts.set(path, () => [...model.records(), ...(before?.() ?? [])]);
  for (const alias of model.aliases) laid.names.set(alias.toLowerCase(), path);
}

function routesText(below: PriceBook, { provider, name }: BookModel): string {
  const rows = below.providers.get(provider)?.routing.filter((row) => row.name === name) ?? [];
  const targets = [...new Set(rows.map(({ model }) => model).filter((model) => model !== undefined))];
  return targets.length === 0 ? 'it has no price of its own' : `give the price of ${targets.join(' or ')}`;
}

const union = <T>(a: readonly T[], b: readonly T[]): readonly T[] => [...new Set([...a, ...b])];

interface Joining {
  readonly known: Provider | undefined;
  readonly given: Provider;
  readonly laid: Laid;
  readonly isUnder: boolean;
}

/** Logs write a provider that nobody knew as its id, unless the book says how. */
function joined({ known, given, laid, isUnder }: Joining): Provider {
  const own = new Map(laid.models.map((model) => [model.name, model]));
  if (known === undefined) {
    const id = given.id.toLowerCase();
    const prefixes = given.prefixes.length > 0 ? given.prefixes : [`${id}/`];
    return { ...given, knownAs: union([id], given.knownAs), prefixes, models: own };
  }
  return {
    ...known,
    knownAs: union(known.knownAs, given.knownAs),
    prefixes: union(known.prefixes, given.prefixes),
    tiers: new Map(isUnder ? [...given.tiers, ...known.tiers] : [...known.tiers, ...given.tiers]),
    resells: [...known.resells, ...given.resells],
    names: new Map([...known.names, ...laid.names]),
    contracts: new Map([...known.contracts, ...laid.contracts]),
    models: new Map([...known.models, ...own]),
  };
}
