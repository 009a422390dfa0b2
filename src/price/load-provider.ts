import {
  type Fee,
  type Modifier,
  type Period,
  type Provider,
  type Resale,
  type RoutingRow,
  SERVICE_TIERS,
  type ServiceTier,
} from '../domain/book.ts';
import { parseFraction, parseRate } from '../domain/money.ts';
import {
  complain,
  entries,
  instant,
  isPresent,
  isTrue,
  items,
  member,
  once,
  oneOf,
  optional,
  type Place,
  text,
  texts,
} from './json.ts';
import { readCacheRule } from './load-caching.ts';
import { type ModelHome, readModel, statusOf } from './load-model.ts';

/** A provider's file of recost's own books. What is wrong with it goes to the place's faults. */
export const readProvider = (place: Place): Provider =>
  readProviderAs({ provider: text(member(place, 'provider')), layer: undefined }, place);

/** A provider of a user's book, which need not have all that recost's own have. */
export function readOwnProvider(home: ModelHome, place: Place): Provider {
  const given = readProviderAs(home, place);
  return given.title === '' ? { ...given, title: home.provider } : given;
}

function readProviderAs(home: ModelHome, place: Place): Provider {
  const strip = member(place, 'strip');
  const models = entries(member(place, 'models')).map(([name, model]) => readModel(home, name, model));
  return {
    id: home.provider,
    title:
      home.layer === undefined
        ? text(member(place, 'title'))
        : (optional(member(place, 'title'), text) ?? ''),
    isMaker: isTrue(member(place, 'isMaker')),
    knownAs: lowerCase(member(place, 'knownAs')),
    prefixes: lowerCase(member(place, 'prefixes')),
    strip: {
      prefixes: items(member(strip, 'prefixes')).map((each) => ({
        text: text(member(each, 'text')).toLowerCase(),
        region: optional(member(each, 'region'), text),
      })),
      suffixes: lowerCase(member(strip, 'suffixes')),
    },
    makers: textMap(member(place, 'makers'), text),
    names: textMap(member(place, 'names'), text),
    tiers: textMap(member(place, 'tiers'), tier),
    tierSynonyms: textMap(member(place, 'tierSynonyms'), tier),
    resells: items(member(place, 'resells')).map(readResale),
    routing: items(member(place, 'routing')).map((row) => readRouting(home.provider, row)),
    modifiers: items(member(place, 'modifiers')).map(readModifier),
    contracts: new Map(),
    discounts: [],
    fees: items(member(place, 'fees')).map(readFee),
    caching: once(() => items(member(place, 'caching')).map(readCacheRule)),
    models: new Map(models.map((model) => [model.name, model])),
  };
}

const lowerCase = (place: Place): readonly string[] => texts(place).map((word) => word.toLowerCase());

const textMap = <T>(place: Place, read: (place: Place) => T): ReadonlyMap<string, T> =>
  new Map(entries(place).map(([key, value]) => [key.toLowerCase(), read(value)]));

const tier = (place: Place): ServiceTier => oneOf(place, SERVICE_TIERS) ?? 'standard';

export const readPeriod = (place: Place): Period => ({
  from: instant(member(place, 'from')),
  to: optional(member(place, 'to'), instant),
});

/** Why an entry may be believed. */
const readEvidence = (place: Place) => ({
  sources: texts(member(place, 'sources')),
  note: optional(member(place, 'note'), text),
});

const readResale = (place: Place): Resale => ({
  ...readPeriod(place),
  ...readEvidence(place),
  maker: text(member(place, 'maker')),
  basis: oneOf(member(place, 'basis'), ['documented', 'assumed']) ?? 'assumed',
});

const readRouting = (provider: string, place: Place): RoutingRow => ({
  ...readPeriod(place),
  ...readEvidence(place),
  provider,
  name: text(member(place, 'name')),
  model: optional(member(place, 'model'), text),
  status: statusOf(place),
});

function readModifier(place: Place): Modifier {
  const multiplier = parseFraction(text(member(place, 'multiplier')));
  if (multiplier === undefined && isPresent(member(place, 'multiplier'))) {
    complain(member(place, 'multiplier'), 'must be an exact number such as "1.1"');
  }
  return {
    ...readPeriod(place),
    ...readEvidence(place),
    name: text(member(place, 'name')),
    region: text(member(place, 'region')),
    multiplier: multiplier ?? { num: 1n, den: 1n },
    models: texts(member(place, 'models')),
  };
}

function readFee(place: Place): Fee {
  const usdPerThousand = text(member(place, 'usdPerThousand'));
  if (usdPerThousand !== '' && parseRate(usdPerThousand) === undefined) {
    complain(member(place, 'usdPerThousand'), 'must be an exact decimal in quotes, such as "10"');
  }
  return { ...readPeriod(place), ...readEvidence(place), item: text(member(place, 'item')), usdPerThousand };
}
