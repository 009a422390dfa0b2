import { createHash } from 'node:crypto';
import { keyHint } from '../config/keys.ts';
import type { Discount, Model, Provider } from '../domain/book.ts';
import { RecostError } from '../domain/problem.ts';
import { readDiscount } from './discount.ts';
import {
  complain,
  entries,
  type Fault,
  isPresent,
  items,
  member,
  oneOf,
  optional,
  type Place,
  text,
} from './json.ts';
import { readOwnProvider } from './load-provider.ts';
import { type FileText, linesOf, valueIn } from './user-file.ts';

/** A price book of the user's: contract prices, or what was made of a price list. */
export interface UserBook {
  readonly place: Place;
  readonly name: string;
  readonly file: string;
  /** sha256 of the file, hex. */
  readonly hash: string;
  readonly isUnder: boolean;
  readonly origin: string | undefined;
  readonly providers: readonly GivenProvider[];
  readonly discounts: readonly GivenDiscount[];
}

/** Of a list of so many models, a log needs few: each is looked through when it is first asked for. */
const MANY_MODELS = 200;

export interface GivenDiscount {
  readonly place: Place;
  /** Where the provider is named. */
  readonly provider: Place;
  readonly discount: Discount;
}

/** A provider as a user's book has it: of its own, or with more models for one that is known. */
export interface GivenProvider {
  readonly provider: Provider;
  readonly place: Place;
}

/** The keys of a book, by where they stand. */
export const USER_BOOK_KEYS = {
  book: ['recost', 'name', 'layer', 'origin', 'note', 'notes', 'discounts', 'providers', '$schema'],
  discount: ['provider', 'models', 'off', 'times', 'from', 'to', 'note'],
  provider: [
    'title',
    'knownAs',
    'prefixes',
    'strip',
    'isMaker',
    'makers',
    'names',
    'tiers',
    'tierSynonyms',
    'resells',
    'models',
  ],
  strip: ['prefixes', 'suffixes'],
  stripPrefix: ['text', 'region'],
  resale: ['maker', 'basis', 'from', 'to', 'sources', 'note'],
  model: ['aliases', 'tokenizer', 'contextWindow', 'maxInput', 'maxOutput', 'released', 'retired', 'prices'],
  price: [
    'from',
    'to',
    'precision',
    'status',
    'tier',
    'label',
    'band',
    'calendar',
    'usd',
    'above',
    'unknown',
    'notSoldAbove',
    'guaranteedUntil',
    'derived',
    'confidence',
    'note',
  ],
  above: ['tokens', 'inclusive', 'usd', 'unknown'],
} as const;

/** Of a provider that recost knows, these are settled. */
export const SETTLED = ['strip', 'isMaker', 'makers', 'names', 'tierSynonyms'] as const;

/** @throws RecostError `prices-invalid` if there are any, each with its line */
export function refuseFaults(file: FileText, faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  throw new RecostError('prices-invalid', { name: file.name, faults: linesOf(file, faults).join('\n') });
}

/**
 * Reads a price book of the user's, in YAML or JSON.
 * @param faults takes what is wrong with it
 * @throws RecostError `prices-invalid` if it is neither
 */
export function readUserBook(file: FileText, faults: Fault[]): UserBook {
  const root: Place = { value: valueIn(file), key: file.name, around: undefined, faults };
  checkKeys(root, 'book');
  if (member(root, 'recost').value !== 'prices')
    complain(member(root, 'recost'), 'must be "prices", which says what the file is');
  const layer = nameOf(member(root, 'name'));
  const providers = entries(member(root, 'providers')).map(([id, place]) => {
    checkProvider(place);
    return { place, provider: readOwnProvider({ provider: idOf(place, id), layer }, place) };
  });
  const discounts = items(member(root, 'discounts')).map((place) => {
    checkKeys(place, 'discount');
    return { place, provider: member(place, 'provider'), discount: readDiscount(layer, place) };
  });
  const isUnder = optional(member(root, 'layer'), (each) => oneOf(each, ['over', 'under'])) === 'under';
  if (isUnder && discounts.length > 0)
    complain(
      member(root, 'discounts'),
      'cannot stand in a book that lies under others: it changes no price of theirs',
    );
  if (providers.length === 0 && discounts.length === 0) complain(root, 'has neither providers nor discounts');
  return {
    place: root,
    name: layer,
    file: file.name,
    hash: createHash('sha256').update(file.text).digest('hex'),
    isUnder,
    origin: optional(member(root, 'origin'), text),
    providers,
    discounts,
  };
}

/** Whether its models are many, and change nothing of what others price: they need not be looked through at once. */
export const isLong = ({ isUnder, providers }: UserBook): boolean =>
  isUnder && providers.reduce((sum, { provider }) => sum + provider.models.size, 0) > MANY_MODELS;

/** Reads all of a model, so that what is wrong with it goes to the place's faults. */
export function readWhole({ place, provider }: GivenProvider, { name }: Model): void {
  const at = member(member(place, 'models'), name);
  checkKeys(at, 'model');
  for (const price of items(member(at, 'prices'))) checkPrice(price);
  const model = provider.models.get(name);
  model?.records();
  model?.life();
}

/** It begins the ids of its entries, and stands in every report. */
function nameOf(place: Place): string {
  const name = text(place);
  if (name !== '' && !/^[a-z0-9][a-z0-9._-]{0,39}$/.test(name))
    complain(place, 'must be a short name of small letters, digits, points and dashes, such as acme-2026');
  return name;
}

function idOf(place: Place, id: string): string {
  if (!/^[a-z0-9][a-z0-9._-]{0,59}$/i.test(id))
    complain(place, 'must be a name such as azure or acme-gateway');
  return id;
}

function checkPrice(price: Place): void {
  checkKeys(price, 'price');
  if (!isPresent(member(price, 'usd'))) complain(member(price, 'usd'), 'is missing');
  for (const tier of items(member(price, 'above'))) checkKeys(tier, 'above');
}

function checkProvider(place: Place): void {
  checkKeys(place, 'provider');
  const strip = member(place, 'strip');
  checkKeys(strip, 'strip');
  for (const prefix of items(member(strip, 'prefixes'))) checkKeys(prefix, 'stripPrefix');
  for (const resale of items(member(place, 'resells'))) checkKeys(resale, 'resale');
}

function checkKeys(place: Place, kind: keyof typeof USER_BOOK_KEYS): void {
  const known: readonly string[] = USER_BOOK_KEYS[kind];
  for (const [key, inner] of entries(place))
    if (!known.includes(key)) complain(inner, `is no key here${keyHint(key, known)}`);
}
