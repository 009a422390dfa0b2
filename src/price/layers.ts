import { createHash } from 'node:crypto';
import type { Layer, Model, PriceBook, Provider } from '../domain/book.ts';
import type { BookModel } from '../domain/pricing.ts';
import { checkDiscounts, checkGiven, checkGivenModel } from './check-layer.ts';
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
    const models = user.isUnder ? modelsUnder(knownAs, given, left) : modelsOver({ below, knownAs }, given);
    providers.set(
      id,
      joined({ known: providers.get(id), given: given.provider, models, isUnder: user.isUnder }),
    );
  }
  for (const { provider, discount } of user.discounts) {
    const own = providers.get(String(provider.value));
    if (own !== undefined) providers.set(own.id, { ...own, discounts: [...own.discounts, discount] });
  }
  return { ...below, ...identityOf(below, user, left), providers, above: aboveOf(below, user) };
}

/** A book that lies over one with a book under it lies over both. */
function aboveOf(below: PriceBook, user: UserBook): PriceBook | undefined {
  if (user.isUnder) return below;
  const { above } = below;
  return above && laidOver(above, { ...user, providers: user.providers.map(unheard) }, compileKnown(above));
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

function modelsOver({ below, knownAs }: Below, given: GivenProvider): readonly Model[] {
  const { id, models } = given.provider;
  const names = new Map<string, string>();
  return [...models.values()].flatMap((model) => {
    const known = knownAs(id, model.name);
    if (known === undefined) return [model];
    const before = names.get(known.name);
    names.set(known.name, model.name);
    if (before === undefined) return over(below, given, { model, known });
    const place = member(member(given.place, 'models'), model.name);
    complain(place, `is the model that stands here as "${before}", under another name: keep one of them`);
    return [];
  });
}

/** A model that is known: its prices are looked up among the user's first, then among those of the books below. */
function over(
  below: PriceBook,
  { provider, place }: GivenProvider,
  { model, known }: { readonly model: Model; readonly known: BookModel },
): readonly Model[] {
  const base = below.providers.get(known.provider)?.models.get(known.name);
  if (base === undefined) {
    complain(
      member(member(place, 'models'), model.name),
      `is a name that moves: ${routesText(below, known)}`,
    );
    return [];
  }
  return [
    {
      provider: provider.id,
      name: base.name,
      aliases: union(base.aliases, [...model.aliases, model.name]).filter((alias) => alias !== base.name),
      tokenizer: base.tokenizer,
      records: () => [...model.records(), ...base.records()],
      life: base.life,
    },
  ];
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
  readonly models: readonly Model[];
  readonly isUnder: boolean;
}

/** Logs write a provider that nobody knew as its id, unless the book says how. */
function joined({ known, given, models, isUnder }: Joining): Provider {
  const own = new Map(models.map((model) => [model.name, model]));
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
    models: new Map([...known.models, ...own]),
  };
}
